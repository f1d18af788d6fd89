import { z } from 'zod';
import { defineMethod } from '../method.ts';
import { curveParameter } from './curve-intervals.ts';
import { fitGrowth, GROWTH_WARNINGS, growthInputs, growthReading, growthResult } from './growth-answer.ts';
import { gompertzCurve } from './growth-curves.ts';

/**
 * The Gompertz curve through levels over time: growth towards a ceiling that is fastest early, at 37 % of it.
 *
 * `displacement` is the curve at time 0; where the times are far from 0 (calendar years), at their first: see `origin`.
 *
 * @throws MethodProblem `lengths-differ`, `times-alike`, `no-growth`.
 * @example gompertzGrowth.run(gompertzGrowth.inputs.parse({ values: [2, 9, 24, 46, 68, 86, 98, 105] })).asymptote.estimate;
 */
export const gompertzGrowth = defineMethod({
  name: 'gompertz-growth',
  field: 'adopt',
  title: 'Gompertz growth',
  summary: 'Where a level that grows in an S ends, if it grows fastest early and slows for long.',
  whenToUse: ['Users or cumulative sales that took off quickly and now grow ever more slowly.'],
  whenNot: [
    'Symmetric growth: use the logistic curve.',
    'Before growth has begun to slow: the ceiling is then a guess.',
  ],
  assumes: [
    'Growth is fastest at 37 % of the ceiling (compare with logistic by AICc).',
    'Deviations are independent with one variance (not checked).',
    'At least six values (checked).',
  ],
  formula:
    '`asymptote · exp(-displacement · base^t)`, base between 0 and 1, by least squares (Levenberg-Marquardt from many starts). Fastest at `ln(displacement) / -ln(base)`.',
  source: ['Gompertz, B. (1825).', 'R dataset DNase with SSgompertz (Asym, b2, b3).'],
  verified: 'R’s SSgompertz example: parameters to 1e-4, squares to 1e-6; an exact curve is found again.',
  cost: 'O(values), some 100 evaluations',
  warns: GROWTH_WARNINGS,
  inputs: growthInputs,
  result: z.object({
    asymptote: curveParameter.describe('Level in the end (R: Asym).'),
    displacement: curveParameter.describe(
      'How far the curve is below at the origin: the logarithm of asymptote over level (R: b2).',
    ),
    base: curveParameter.describe('What is left of that distance after one unit of time, 0 to 1 (R: b3).'),
    origin: z
      .number()
      .describe('Time that counts as 0 for the displacement: 0, or the first time where 0 is far away.'),
    inflectionTime: z
      .number()
      .nullable()
      .describe('When growth is fastest; null where the curve has no bend left (base next to 1).'),
    ...growthResult,
  }),
  example: {
    about: 'Video recorders sold in the USA by the end of each year, thousands, year 1 being 1979.',
    source: 'Annual sales 1979 to 1988 as in the literature on the Bass model: published facts.',
    inputs: {
      times: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      values: [840, 2310, 4420, 8420, 16010, 26960, 37490, 46960, 54750, 60640],
      predictAt: [11, 12],
    },
  },
  run(inputs) {
    const { fit, origin, parameter, answer } = fitGrowth(gompertzCurve, inputs);
    const [, displacement = 1, base = 0.5] = fit.at;
    const asymptote = parameter(0);
    const steepest = origin + Math.log(displacement) / -Math.log(base);
    const inflectionTime = Number.isFinite(steepest) ? steepest : null;
    const largest = inputs.values.reduce((a, b) => Math.max(a, b));
    return {
      asymptote,
      displacement: parameter(1),
      base: parameter(2),
      origin,
      inflectionTime,
      ...answer,
      reading: growthReading('Gompertz', asymptote, { steepest: inflectionTime, largest }),
    };
  },
});
