import { defineMethod } from '../method.ts';
import { answerRating, RATING_WARNINGS, ratingInputs, ratingResult } from './rating-question.ts';

/**
 * Customer effort score (CES): how many found it easy, with the mean beside it.
 *
 * Version 2.0 asks for agreement with "made it easy" on 1 to 7, where 5 and more are good. The first version asks how much effort
 * it took, on 1 to 5: `{ scale: { lowest: 1, highest: 5 }, best: 'lowest', topBoxes: 2 }`.
 *
 * @throws MethodProblem `no-answers`, `off-scale`, `top-boxes-too-many`.
 * @example customerEffortScore.run(customerEffortScore.inputs.parse({ answers: [7, 6, 5, 2] })).group.mean?.estimate; // 5
 */
export const customerEffortScore = defineMethod({
  name: 'customer-effort-score',
  field: 'ask',
  title: 'Customer effort score (CES)',
  summary:
    'Which share found it easy, the mean rating, how sure both are, and whether two groups or waves truly differ.',
  whenToUse: ['Right after somebody tried to get one thing done: a return, a set-up, a support case.'],
  whenNot: ['As a measure of loyalty or of the whole product.'],
  assumes: [
    'Answers are independent and a random sample (not checked).',
    'The mean treats the steps of the scale as equal (not checked; the share does not need it).',
  ],
  formula:
    'Share of the top three of seven ratings (Wilson interval) and mean rating (Student interval). Two groups: Newcombe interval and pooled z test for the shares, Welch for the means.',
  source: [
    'Dixon, M., Freeman, K., Toman, N. (2010), Stop trying to delight your customers, Harvard Business Review 88(7-8).',
    'Newcombe, R. G. (1998), Statistics in Medicine 17:857-872, 873-890.',
  ],
  verified: 'The same figures as the customer satisfaction score; each part against R to 1e-6.',
  cost: 'O(n)',
  warns: RATING_WARNINGS,
  inputs: ratingInputs({ lowest: 1, highest: 7, topBoxes: 3 }),
  result: ratingResult,
  example: {
    about:
      'How challenging Kubernetes contributors of less than a year found it to set up their development environment (1: not at all, 5: the most challenging part), against those who were there longer.',
    source: 'Kubernetes contributor survey 2019, github.com/kubernetes/community, Apache-2.0.',
    inputs: {
      answers: { 1: 15, 2: 22, 3: 22, 4: 12, 5: 6 },
      against: { 1: 27, 2: 42, 3: 31, 4: 18, 5: 8 },
      scale: { lowest: 1, highest: 5 },
      best: 'lowest',
      topBoxes: 2,
    },
  },
  run: (inputs) => answerRating(inputs, { title: 'Customer effort', share: 'Found it easy' }),
});
