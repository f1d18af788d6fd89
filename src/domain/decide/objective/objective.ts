import { defineKind, defineLink, longText, select, text } from '../../../line/index.ts';

/** Where we want to be at the end of a cycle, shared by the disciplines that work for it. */
export const objective = defineKind({
  name: 'objective',
  plural: 'objectives',
  key: 'OBJ',
  icon: 'target',
  label: { one: 'Objective', many: 'Objectives' },
  purpose: 'Where we want to be at the end of a cycle, in words; its key results say in figures whether we are there.',
  fields: {
    statement: text({
      material: true,
      help: 'Inspiring and without a number: the numbers are in the key results (Doerr).',
    }),
    why: longText({ help: 'Why this, and why now.' }),
    cycle: text({ help: 'The period it is set for, as 2021 H1.' }),
    sharedBy: select(['product', 'marketing', 'both'], {
      help: 'Whose goal it is. A goal of both needs key results of more than one discipline.',
    }),
  },
  states: { draft: 'open', active: 'active', reached: 'done', missed: 'done', dropped: 'gone' },
  reliesOn: { serves: defineLink({ to: 'self', says: 'serves', inverse: 'is served by' }) },
  example: {
    title: 'Firefox feels new again',
    statement: 'People who left come back for a browser that feels modern, and nobody who stayed feels driven out.',
    why: 'The interface has hardly changed since Quantum in 2017, and reviews say so.',
    cycle: '2021 H1',
    sharedBy: 'both',
  },
});
