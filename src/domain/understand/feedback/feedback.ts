import { defineKind, defineLink, instant, longText, number, select, text, url } from '../../../line/index.ts';
import { company } from '../company/company.ts';
import { contact } from '../contact/contact.ts';

/** What somebody outside told us, kept as it was said. */
export const feedback = defineKind({
  name: 'feedback',
  plural: 'feedback',
  key: 'FB',
  icon: 'message-square',
  label: { one: 'Feedback', many: 'Feedback' },
  purpose: 'What somebody told us, word for word: the evidence that insights are drawn from.',
  fields: {
    text: longText({ material: true, help: 'As it was said; never corrected, because quotes point into it.' }),
    origin: select(['portal', 'widget', 'e-mail', 'import', 'interview', 'sales', 'support', 'survey', 'review'], {
      label: 'Source',
    }),
    originUrl: url({ label: 'Source address', help: 'Where it can be read in its original place.' }),
    receivedAt: instant(),
    language: text({ help: 'A language tag as in BCP 47: en, de, pt-BR.' }),
    sentiment: number({ min: -1, max: 1, help: 'From -1 (angry) over 0 (neutral) to 1 (delighted).' }),
    rating: number({ unit: 'stars', min: 1, max: 5 }),
  },
  states: { new: 'open', considered: 'active', merged: 'done', closed: 'done' },
  reliesOn: {
    saidBy: defineLink({ to: [contact], says: 'was said by', inverse: 'said', one: true }),
    cameFrom: defineLink({ to: [company], says: 'came from', inverse: 'gave feedback', one: true }),
  },
  resident: false,
  contributorsMayAdd: true,
  titleIsMaterial: false,
  stateIsMaterial: false,
  example: {
    title: 'Firefox 89 says compact mode is "not supported"',
    text: 'The 89 design takes up too much screen space. I want to see the website, not some bloated tabs.',
    origin: 'support',
    originUrl: 'https://support.mozilla.org/questions/1337888',
    receivedAt: '2021-06-01T20:45:35Z',
    language: 'en-US',
    sentiment: -0.6,
  },
});
