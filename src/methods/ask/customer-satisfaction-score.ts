import { defineMethod } from '../method.ts';
import { answerRating, RATING_WARNINGS, ratingInputs, ratingResult } from './rating-question.ts';

/**
 * Customer satisfaction score (CSAT): the share who gave one of the top ratings, with the mean beside it.
 *
 * @throws MethodProblem `no-answers`, `off-scale`, `top-boxes-too-many`.
 * @example customerSatisfactionScore.run(customerSatisfactionScore.inputs.parse({ answers: [5, 4, 4, 2] })).group.share.estimate; // 0.75
 */
export const customerSatisfactionScore = defineMethod({
  name: 'customer-satisfaction-score',
  field: 'ask',
  title: 'Customer satisfaction score (CSAT)',
  summary: 'Which share is satisfied, how sure that is, and whether two groups or waves truly differ.',
  whenToUse: ['After a purchase, a support case or a release, on a scale such as 1 to 5.'],
  whenNot: [
    'To compare scales of different length or wording.',
    'Where most people do not answer: those who do are not like the rest.',
  ],
  assumes: [
    'Answers are independent and a random sample (not checked).',
    'Ratings lie on the scale that is given (checked).',
  ],
  formula:
    'Good ratings ÷ answers, where the top two of the scale are good unless said otherwise; Wilson interval. Mean with Student interval. Two groups: Newcombe interval and pooled z test for the shares, Welch for the means.',
  source: [
    'Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22.',
    'Newcombe, R. G. (1998), Two-sided confidence intervals for the single proportion; Interval estimation for the difference between independent proportions, Statistics in Medicine 17:857-872, 873-890.',
  ],
  verified:
    'Intervals: R prop.test and binom.test and the tables of Newcombe (1998) to 1e-6; difference: Newcombe Table II to four decimals; means: R t.test to 1e-6.',
  cost: 'O(n)',
  warns: RATING_WARNINGS,
  inputs: ratingInputs({ lowest: 1, highest: 5, topBoxes: 2 }),
  result: ratingResult,
  example: {
    about:
      'How satisfied maintainers of CNCF projects were with the overall support, second against first half of 2022, on a scale of 1 to 10; 8 and more count as satisfied.',
    source: 'CNCF maintainer survey 2022, github.com/cncf/surveys, Apache-2.0.',
    inputs: {
      answers: { 10: 34, 9: 16, 8: 25, 7: 13, 6: 12, 5: 5, 4: 4, 3: 2, 2: 1, 1: 5 },
      against: { 10: 28, 9: 24, 8: 18, 7: 13, 6: 6, 5: 2, 3: 2 },
      scale: { lowest: 1, highest: 10 },
      topBoxes: 3,
    },
  },
  run: (inputs) => answerRating(inputs, { title: 'Customer satisfaction', share: 'Satisfied' }),
});
