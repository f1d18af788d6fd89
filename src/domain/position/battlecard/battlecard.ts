import { defineKind, defineLink, list, longText, rows, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { competitor } from '../../understand/index.ts';
import { claim } from '../claim/claim.ts';

/** One page for the moment a customer names a competitor. */
export const battlecard = defineKind({
  name: 'battlecard',
  plural: 'battlecards',
  key: 'BAT',
  icon: 'shield',
  label: { one: 'Battlecard', many: 'Battlecards' },
  purpose: 'One page for the moment a customer names a competitor: where we win, where they do, and what to say.',
  fields: {
    whenWeMeetThem: longText(),
    whereWeWin: longText(),
    whereTheyWin: longText({ help: 'Fairly: whoever reads it will hear it from the customer anyway.' }),
    differentiators: list(),
    objections: rows({ objection: text(), answer: longText() }, { label: 'Objections and answers' }),
    questionsToAsk: list({ help: 'Questions whose honest answer speaks for us.' }),
    traps: list({ help: 'What not to be drawn into.' }),
    proof: list({ help: 'What may be shown to the customer.' }),
    price: longText(),
  },
  states: { draft: 'open', approved: 'active', retired: 'gone' },
  reliesOn: {
    against: defineLink({ to: [competitor], says: 'stands against', inverse: 'is met with' }),
    uses: defineLink({ to: [claim, feature], says: 'uses', inverse: 'is used in the battlecard' }),
  },
  example: {
    title: 'Firefox or Chrome on managed desktops',
    whenWeMeetThem: 'On nearly every managed desktop.',
    whereWeWin: 'Where data protection officers have a say.',
    whereTheyWin: 'Where the whole suite comes from Google.',
    differentiators: ['We block trackers by default. Chrome doesn’t.'],
    objections: [
      {
        objection: 'Our web application was only tested in Chrome.',
        answer: 'Try it for a week on the Extended Support Release.',
      },
    ],
    questionsToAsk: ['Who may see which pages your staff visit?'],
    traps: ['Benchmarks of a single page'],
    price: 'Both are free; support contracts differ.',
  },
});
