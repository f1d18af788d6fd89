import { z } from 'zod';
import { defineMethod } from '../method.ts';
import { curveParameter } from './curve-intervals.ts';
import { fitGrowth, GROWTH_WARNINGS, growthInputs, growthReading, growthResult } from './growth-answer.ts';
import { logisticCurve } from './growth-curves.ts';

/**
 * The logistic curve through levels over time: symmetric growth towards a ceiling.
 *
 * @throws MethodProblem `lengths-differ`, `times-alike`, `no-growth`.
 * @example logisticGrowth.run(logisticGrowth.inputs.parse({ values: [42, 59, 76, 106, 149, 199, 240, 262] })).asymptote.estimate;
 */
export const logisticGrowth = defineMethod({
  name: 'logistic-growth',
  field: 'adopt',
  title: 'Logistic growth',
  summary: 'Where a level that grows in an S ends, and when it grows fastest, if both halves of the S are alike.',
  whenToUse: ['Users, cumulative sales or market share past the middle of their growth.'],
  whenNot: [
    'Long before the middle: the ceiling is then a guess.',
    'Growth that slows from early on: try Gompertz, or let the S-curve forecast choose.',
  ],
  assumes: [
    'Growth is symmetric about its middle (compare with Gompertz by AICc).',
    'Deviations are independent with one variance (not checked).',
    'At least six values (checked).',
  ],
  formula: '`asymptote / (1 + exp((midpoint - t) / scale))`, by least squares (Levenberg-Marquardt from many starts).',
  source: ['Verhulst, P.-F. (1838).', 'R datasets ChickWeight and DNase with SSlogis.'],
  verified: 'Two examples of R’s SSlogis: parameters to 1e-4, squares to 1e-6; an exact curve is found again.',
  cost: 'O(values), some 100 evaluations',
  warns: GROWTH_WARNINGS,
  inputs: growthInputs,
  result: z.object({
    asymptote: curveParameter.describe('Level in the end.'),
    midpoint: curveParameter.describe('Time at which half of it is reached and growth is fastest.'),
    scale: curveParameter.describe('Time from there to 73 % of the asymptote.'),
    ...growthResult,
  }),
  example: {
    about: 'Video recorders sold in the USA by the end of each year from 1979, thousands: how many in the end?',
    source: 'Annual sales 1979 to 1988 as in the literature on the Bass model: published facts.',
    inputs: {
      times: [1979, 1980, 1981, 1982, 1983, 1984, 1985, 1986, 1987, 1988],
      values: [840, 2310, 4420, 8420, 16010, 26960, 37490, 46960, 54750, 60640],
      predictAt: [1989, 1990],
    },
  },
  run(inputs) {
    const { fit, parameter, answer } = fitGrowth(logisticCurve, inputs);
    const asymptote = parameter(0);
    const steepest = fit.at[1]!;
    const largest = inputs.values.reduce((a, b) => Math.max(a, b));
    return {
      asymptote,
      midpoint: parameter(1),
      scale: parameter(2),
      ...answer,
      reading: growthReading('logistic', asymptote, { steepest, largest }),
    };
  },
});
