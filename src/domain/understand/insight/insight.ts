import { defineKind, defineLink, longText, number, text } from '../../../line/index.ts';
import { feedback } from '../feedback/feedback.ts';
import { interview } from '../interview/interview.ts';

/** What we have understood from what people said, each quote kept with its place. */
export const insight = defineKind({
  name: 'insight',
  plural: 'insights',
  key: 'INS',
  icon: 'lightbulb',
  label: { one: 'Insight', many: 'Insights' },
  purpose: 'What we have understood from what people said; each quote stays linked to the text it was taken from.',
  fields: {
    statement: text({ material: true, help: 'One finding that can turn out to be wrong.' }),
    implication: longText({ label: 'What it means for us' }),
  },
  states: { proposed: 'open', supported: 'active', refuted: 'gone' },
  reliesOn: {
    drawsFrom: defineLink({
      to: [feedback, interview],
      says: 'draws from',
      inverse: 'is quoted in',
      fields: {
        quote: longText({ material: true, maxLength: 5000, help: 'The passage, word for word.' }),
        quoteStart: number({ unit: 'characters', min: 0, integer: true, help: 'Where the quote begins in the text.' }),
        quoteEnd: number({ unit: 'characters', min: 0, integer: true, help: 'Where the quote ends in the text.' }),
        importance: number({
          min: 0,
          max: 3,
          integer: true,
          help: 'To the person who said it: 0 not important, 1 nice to have, 2 important, 3 critical.',
        }),
      },
    }),
  },
  example: {
    title: 'Density is what long-time users miss first',
    statement: 'People on small screens read the taller tabs as screen space taken from their pages.',
    implication: 'A redesign needs a compact density that we support, or a plain answer why not.',
  },
});
