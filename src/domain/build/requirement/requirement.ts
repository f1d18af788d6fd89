import { defineKind, defineLink, list, select, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';

/** One thing a feature must do, and how we shall see that it does. */
export const requirement = defineKind({
  name: 'requirement',
  plural: 'requirements',
  key: 'REQ',
  icon: 'list-checks',
  label: { one: 'Requirement', many: 'Requirements' },
  purpose: 'One thing a feature must do, with the criteria by which everybody sees that it does.',
  fields: {
    statement: text({ material: true }),
    priority: select(['must', 'should', 'could', "won't"], {
      help: 'MoSCoW: "won’t" means not this time (Clegg, DSDM).',
    }),
    acceptanceCriteria: list({ material: true, help: 'Given …, when …, then …' }),
  },
  states: { draft: 'open', agreed: 'active', met: 'done', dropped: 'gone' },
  reliesOn: { details: defineLink({ to: [feature], says: 'details', inverse: 'is detailed by' }) },
  example: {
    title: 'A tab that plays sound says so',
    statement: 'A tab that plays sound shows it without being hovered.',
    priority: 'must',
    acceptanceCriteria: [
      'Given a background tab, when it starts to play, then the word "Playing" appears under its title.',
    ],
  },
});
