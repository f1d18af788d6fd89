/** What fitting one growth curve to levels answers, whichever the curve. */

import { z } from 'zod';
import { MethodProblem, report, type Warning } from '../method.ts';
import { type CurveFit, fitCurve, type Series } from './curve-fit.ts';
import { correctedAkaike, curveParameterOf, predictedAt, profileOf } from './curve-intervals.ts';
import type { GrowthCurve } from './growth-curves.ts';

const FEW_VALUES = 6;
/** A fitted height this many times the largest value seen rests on the curve alone. */
const FAR_ABOVE = 2;
/** Time 0 is out of sight where the series begins this many times its own length away from it. */
const OUT_OF_SIGHT = 5;

const NO_GROWTH = 'Give levels that grow with time: these do not, or no such curve comes near them.';

export const growthInputs = z.object({
  times: z
    .array(z.number())
    .max(20_000)
    .optional()
    .describe('When each value was seen, any unit; 0, 1, 2, … by default. Repeats are allowed.'),
  values: z
    .array(z.number())
    .min(4, 'Give at least four values.')
    .max(20_000)
    .describe('The level at that time, such as users or cumulative sales.'),
  predictAt: z.array(z.number()).max(5000).default([]).describe('Times at which the level is wanted.'),
  intervals: z
    .enum(['delta', 'profile'])
    .default('delta')
    .describe('Delta: symmetric, by Student’s t. Profile: follows the squares.'),
  level: z.number().gt(0).lt(1).default(0.95),
});

export const growthResult = {
  sumOfSquares: z.number(),
  residualStandardError: z.number().nullable(),
  degreesOfFreedom: z.number(),
  rSquared: z.number().nullable(),
  aicc: z.number().nullable().describe('Akaike’s criterion, corrected; null where there are too few values.'),
  converged: z.boolean(),
  fitted: z.array(z.number()),
  predictions: z.array(
    z.object({
      time: z.number(),
      value: z.number(),
      low: z.number().nullable().describe('Interval of one more value seen then.'),
      high: z.number().nullable(),
    }),
  ),
  ...report,
};

export const GROWTH_WARNINGS = {
  'too-few-values': 'Fewer than six values.',
  'saturation-far':
    'The asymptote lies at more than twice the largest value seen: it rests on the form of the curve alone.',
  'not-converged': 'The search did not settle: treat the numbers as rough.',
  'boundary-solution': 'The parameters cannot be told apart: the series does not show enough of the curve.',
} as const;

/** @throws MethodProblem `lengths-differ`, `times-alike`, `no-growth`. */
export function fitGrowth(curve: GrowthCurve, inputs: z.output<typeof growthInputs>) {
  const given = seriesOf(inputs);
  const origin = originOf(curve, given.times);
  const series = { ...given, times: given.times.map((time) => time - origin) };
  const fit = fitCurve(curve, series);
  if (fit === null) throw new MethodProblem('no-growth', 'values', NO_GROWTH);
  const { level, intervals, predictAt } = inputs;
  const mean = inputs.values.reduce((a, b) => a + b, 0) / inputs.values.length;
  const spread = inputs.values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const warnings = warningsOf(fit, inputs.values);
  return {
    fit,
    origin,
    parameter: (index: number) =>
      intervals === 'profile' ? profileOf(fit, series, { index, level }) : curveParameterOf(fit, index, level),
    answer: {
      sumOfSquares: fit.sumOfSquares,
      residualStandardError: fit.sigma,
      degreesOfFreedom: fit.degreesOfFreedom,
      rSquared: spread > 0 ? 1 - fit.sumOfSquares / spread : null,
      aicc: correctedAkaike(fit),
      converged: fit.converged,
      fitted: [...fit.fitted],
      predictions: predictAt.map((time) => {
        const { estimate, low, high } = predictedAt(fit, series, { t: time - origin, level });
        return { time, value: estimate, low, high };
      }),
      warnings,
      picture: pictureOf(fit, given, { predictAt, origin }),
    },
  };
}

function seriesOf({ times, values }: { times?: number[] | undefined; values: number[] }): Series {
  const given = times ?? values.map((_, i) => i);
  if (given.length !== values.length)
    throw new MethodProblem('lengths-differ', 'times', `Give ${values.length} times, as many as values.`);
  if (new Set(given).size < 4)
    throw new MethodProblem('times-alike', 'times', 'Give values at four different times at least.');
  if (!rises(given, values)) throw new MethodProblem('no-growth', 'values', NO_GROWTH);
  return { times: Float64Array.from(given), values: Float64Array.from(values), perPeriod: false };
}

/** Whether a straight line through the values would rise. */
function rises(times: readonly number[], values: readonly number[]): boolean {
  const middle = times.reduce((a, b) => a + b, 0) / times.length;
  return times.reduce((sum, time, i) => sum + (time - middle) * (values[i]! - values[0]!), 0) > 0;
}

/** The Gompertz curve has a parameter for time 0, which must not lie out of sight of the series (calendar years). */
function originOf(curve: GrowthCurve, times: Float64Array): number {
  const from = times.reduce((a, b) => Math.min(a, b));
  const to = times.reduce((a, b) => Math.max(a, b));
  return curve.name === 'gompertz' && Math.abs(from) > OUT_OF_SIGHT * (to - from) ? from : 0;
}

function warningsOf({ at, covariance, converged }: CurveFit, values: readonly number[]): Warning[] {
  const warnings: Warning[] = [];
  const largest = values.reduce((a, b) => Math.max(a, b));
  if (values.length < FEW_VALUES)
    warnings.push({ id: 'too-few-values', text: `${values.length} values: give at least ${FEW_VALUES}.` });
  if (at[0]! > FAR_ABOVE * largest)
    warnings.push({
      id: 'saturation-far',
      text: 'The asymptote is far above all that was seen: do not plan on it; forecast a few steps only.',
    });
  if (!converged) warnings.push({ id: 'not-converged', text: GROWTH_WARNINGS['not-converged'] });
  if (covariance === null) warnings.push({ id: 'boundary-solution', text: GROWTH_WARNINGS['boundary-solution'] });
  return warnings;
}

/** @example growthReading('logistic', asymptote, { at: 3.2, largest: 80 }); */
export function growthReading(
  name: string,
  asymptote: { estimate: number; low: number | null; high: number | null },
  { steepest, largest }: { steepest: number | null; largest: number },
): string {
  const say = (value: number) => String(Number(value.toPrecision(4)));
  const between =
    asymptote.low === null || asymptote.high === null ? '' : ` (${say(asymptote.low)} to ${say(asymptote.high)})`;
  return `By the ${name} curve the level ends at ${say(asymptote.estimate)}${between}, and ${(Math.min(1, largest / asymptote.estimate) * 100).toFixed(0)} % of that has been seen.${steepest === null ? '' : ` Growth is fastest at time ${say(steepest)}.`}`;
}

function pictureOf(
  fit: CurveFit,
  { times, values }: Series,
  { predictAt, origin }: { predictAt: readonly number[]; origin: number },
) {
  const slopes = new Float64Array(2);
  const [height = 0, first = 0, second = 0] = fit.at;
  const all = [...times, ...predictAt];
  const from = Math.min(...all);
  const to = Math.max(...all);
  const grid = Array.from({ length: 61 }, (_, i) => from + ((to - from) * i) / 60);
  return {
    kind: 'lines' as const,
    title: 'Growth',
    x: 'Time',
    y: 'Level',
    series: [
      { name: 'Seen', x: [...times], y: [...values], draw: 'points' as const },
      {
        name: `Curve (${fit.curve.name})`,
        x: grid,
        y: grid.map((t) => height * fit.curve.shape(first, second, t - origin, slopes)),
      },
    ],
    marks: [{ axis: 'y' as const, at: height, label: 'Asymptote' }],
  };
}
