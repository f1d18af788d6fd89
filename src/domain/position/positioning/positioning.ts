import { defineKind, defineLink, list, longText, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { competitor, persona, segment } from '../../understand/index.ts';

/** Why this product, for whom, instead of what: the ground of every message. */
export const positioning = defineKind({
  name: 'positioning',
  plural: 'positionings',
  key: 'POS',
  icon: 'compass',
  label: { one: 'Positioning', many: 'Positionings' },
  purpose: 'Why this product, for whom, instead of what: the ground every message stands on.',
  fields: {
    alternatives: list({
      material: true,
      help: 'What best-fit customers would use if we did not exist (Dunford, step 1).',
    }),
    uniqueAttributes: list({ material: true, help: 'What we have and the alternatives do not (Dunford, step 2).' }),
    value: longText({ material: true, help: 'What these attributes make possible for customers (Dunford, step 3).' }),
    bestFitCustomers: longText({ material: true, help: 'Who cares a lot about that value (Dunford, step 4).' }),
    category: text({ material: true, help: 'The market in which the value is obvious (Dunford, step 5).' }),
    trend: text({ help: 'Why now; leave empty rather than force one.' }),
    statement: longText({ help: 'For … who … is a … that …; unlike … (Moore).' }),
    whatWeAreNot: list(),
  },
  states: { draft: 'open', approved: 'active', retired: 'gone' },
  reliesOn: {
    for: defineLink({ to: [segment, persona], says: 'is for', inverse: 'is addressed by the positioning' }),
    against: defineLink({ to: [competitor], says: 'stands against', inverse: 'is countered by' }),
    restsOn: defineLink({ to: [feature], says: 'rests on', inverse: 'carries the positioning' }),
  },
  example: {
    title: 'Firefox 89 for people who live in tabs',
    alternatives: ['Google Chrome', 'Microsoft Edge', 'The browser that came with the computer'],
    uniqueAttributes: ['Trackers blocked by default', 'Total Cookie Protection in private browsing'],
    value: 'A calm browser that keeps your attention, and your data, yours.',
    bestFitCustomers: 'People who spend their working day in a browser and mind being followed.',
    category: 'Web browser',
    statement: 'For people who live in tabs, Firefox is the browser that keeps out of the way and on your side.',
    whatWeAreNot: ['The browser of an advertising company'],
  },
});
