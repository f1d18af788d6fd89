import { date, defineKind, defineLink, list, longText, people, person, rows, text } from '../../../line/index.ts';

/** A choice on record: what, why, by whom, and what would change our mind. */
export const decision = defineKind({
  name: 'decision',
  plural: 'decisions',
  key: 'DEC',
  icon: 'scale',
  label: { one: 'Decision', many: 'Decisions' },
  purpose: 'A choice on record: the question, the options, what was decided, by whom, and what would change our mind.',
  fields: {
    question: text(),
    options: rows({ option: text(), pros: text(), cons: text() }),
    decision: longText({ material: true }),
    reasons: longText(),
    driver: person({ help: 'DACI: who gets the decision made.' }),
    approver: person({ help: 'DACI: the one who decides.' }),
    contributors: people({ help: 'DACI: whose knowledge is asked for.' }),
    informed: people({ help: 'DACI: who is told.' }),
    decidedOn: date(),
    wouldChangeOurMind: list({ label: 'What would change our mind', help: 'Signs to look for on the review day.' }),
  },
  states: { open: 'open', decided: 'done', superseded: 'gone' },
  reliesOn: { concerns: defineLink({ to: 'any', says: 'concerns', inverse: 'is subject of' }) },
  span: { end: 'decidedOn' },
  example: {
    title: 'Compact mode leaves the menu',
    question: 'Do we keep offering compact density in Customize?',
    options: [
      { option: 'Keep it', pros: 'Small screens', cons: 'Every panel is designed and tested twice' },
      { option: 'Hide it for new profiles', pros: 'One density to polish', cons: 'Long-time users feel unheard' },
    ],
    decision: 'New profiles no longer see compact density; profiles that use it keep it, marked "not supported".',
    reasons: 'Few profiles use it, and each density doubles the work on every panel.',
    decidedOn: '2021-03-12',
    wouldChangeOurMind: ['More than 1 in 20 questions in the release week ask for it'],
  },
});
