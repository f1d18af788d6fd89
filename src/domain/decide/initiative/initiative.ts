import { defineKind, defineLink, longText, money } from '../../../line/index.ts';
import { need } from '../../understand/index.ts';
import { keyResult } from '../key-result/key-result.ts';
import { objective } from '../objective/objective.ts';

/** A bet: work over several features to reach an outcome. */
export const initiative = defineKind({
  name: 'initiative',
  plural: 'initiatives',
  key: 'INI',
  icon: 'flag',
  label: { one: 'Initiative', many: 'Initiatives' },
  purpose: 'A bet that spans several features: the outcome we seek, the needs it answers and what it may cost.',
  fields: {
    outcome: longText({
      material: true,
      label: 'Outcome sought',
      help: 'What is different for customers when it has worked.',
    }),
    budget: money(),
  },
  states: { proposed: 'open', active: 'active', done: 'done', dropped: 'gone' },
  reliesOn: {
    advances: defineLink({ to: [objective, keyResult], says: 'advances', inverse: 'is advanced by' }),
    answers: defineLink({ to: [need], says: 'answers', inverse: 'is answered by' }),
  },
  example: {
    title: 'Proton: the redesign of Firefox',
    outcome: 'The toolbar, tabs and menus are calmer, and people reach what they use most with fewer clicks.',
    budget: { amount: 900_000, currency: 'USD' },
  },
});
