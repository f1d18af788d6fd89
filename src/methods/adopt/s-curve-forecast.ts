import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { randomFrom } from '../numeric/random.ts';
import { type Candidate, neighbourCorrelation, total, weighed } from './curve-candidates.ts';
import { type CurveFit, fitCurve, type Series } from './curve-fit.ts';
import { GROWTH_CURVES } from './growth-curves.ts';
import { simulatedPaths } from './simulated-paths.ts';

const CURVES = ['bass', 'logistic', 'gompertz'] as const;
const SPOKEN = { bass: 'Bass', logistic: 'logistic', gompertz: 'Gompertz' } as const;
const FEW_VALUES = 8;
const FAR_ABOVE = 2;
/** Correlation of neighbouring residuals beyond which the fan is too narrow. */
const CORRELATED = 0.5;

const band = z.object({
  level: z.number(),
  low: z.array(z.number()),
  high: z.array(z.number()),
});

/**
 * The forecast of an S-curve with its fan: Bass, logistic and Gompertz are fitted, the one with the lowest corrected AIC is taken, and
 * futures are drawn from what is unsure of its parameters and from the size of its residuals.
 *
 * The series is equally spaced; period 1 is its first value, which the Bass curve takes for the first period after the launch.
 *
 * @throws MethodProblem `no-growth`, `values-alike`.
 * @example sCurveForecast.run(sCurveForecast.inputs.parse({ values: [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890], kind: 'perPeriod' })).chosen;
 */
export const sCurveForecast = defineMethod({
  name: 's-curve-forecast',
  field: 'adopt',
  title: 'S-curve forecast with fan',
  summary: 'Where an adoption curve is heading, by the best of three S-curves, with a fan that widens as it should.',
  whenToUse: ['A level or adoption per period that follows an S, beyond its first bend.'],
  whenNot: [
    'Series with seasons or many ups and downs: use the forecasts of time series.',
    'The very start of growth: any ceiling fits.',
  ],
  assumes: [
    'One of the three curves is the right one: choosing is not part of the fan (the candidates’ weights show how open it is).',
    'Residuals are independent with one variance (checked: correlation of neighbours).',
    'At least eight values, and not far below the ceiling (checked).',
  ],
  formula:
    'Least squares for each curve; `AICc = n ln(2π SSE/n) + n + 2k + 2k(k+1)/(n-k-1)`, k = 4. Draws: parameters normal on scales where they are free, with the covariance of the fit; residual variance scaled inverse chi-square; residuals normal.',
  source: [
    'Bass (1969), Verhulst (1838), Gompertz (1825) for the curves.',
    'Hurvich, C. M. & Tsai, C.-L. (1989), Regression and time series model selection in small samples, Biometrika 76:297-307.',
  ],
  verified:
    'The fits against R 4.2.2 nls (see the three curves); the right curve is chosen where it is known; the fan covers about as often as it says on drawn series.',
  cost: 'O(values × 300 + draws × horizon)',
  warns: {
    'too-few-values': 'Fewer than eight values.',
    'choice-open': 'Another curve is nearly as good (weight above 0.25) and may forecast otherwise.',
    'saturation-far': 'The ceiling lies at more than twice what was seen.',
    'residuals-correlated': 'Neighbouring residuals are alike: the fan is too narrow.',
    'not-converged': 'The search did not settle.',
    'boundary-solution': 'The parameters of the chosen curve cannot be told apart: the fan shows residuals alone.',
  },
  inputs: z.object({
    values: z.array(z.number()).min(6, 'Give at least six values.').max(5000),
    kind: z
      .enum(['level', 'perPeriod'])
      .default('level')
      .describe(
        'level: users, share, cumulative sales at the end of each period. perPeriod: new adopters in each period.',
      ),
    firstPeriod: z.number().default(1).describe('Label of the first period: for reading only.'),
    horizon: z.int().min(1).max(1000).default(12).describe('Periods ahead.'),
    curves: z
      .array(z.enum(CURVES))
      .min(1, 'Name at least one curve.')
      .default([...CURVES])
      .describe('Which curves to choose among.'),
    levels: z
      .array(z.number().gt(0).lt(1))
      .min(1)
      .max(9)
      .default([0.5, 0.8, 0.95])
      .describe('Coverage of the bands of the fan.'),
    draws: z.int().min(100).max(100_000).default(2000).describe('Futures drawn.'),
  }),
  result: z.object({
    chosen: z.enum(CURVES),
    candidates: z.array(
      z.object({
        curve: z.enum(CURVES),
        parameters: z
          .record(z.string(), z.number())
          .describe(
            'bass: m, p, q; logistic: asymptote, midpoint, scale; gompertz: asymptote, displacement, base (times 1, 2, …).',
          ),
        sumOfSquares: z.number(),
        aicc: z.number().nullable(),
        weight: z.number().describe('Akaike weight among the candidates, 0 to 1.'),
        nextValue: z.number().describe('What this curve expects at the end of the horizon.'),
        converged: z.boolean(),
      }),
    ),
    residualStandardError: z.number().nullable(),
    residualCorrelation: z.number().nullable().describe('Of neighbouring residuals.'),
    ceiling: z
      .object({ estimate: z.number(), low: z.number(), high: z.number(), level: z.number() })
      .describe('Level in the end, by the draws, at the widest level.'),
    fitted: z.array(z.number()),
    forecast: z.object({
      periods: z.array(z.number()),
      expected: z.array(z.number()).describe('By the fitted curve.'),
      median: z.array(z.number()).describe('Of the draws.'),
      bands: z.array(band).describe('Of the values to be seen, per level.'),
    }),
    cumulative: z
      .object({ periods: z.array(z.number()), expected: z.array(z.number()), bands: z.array(band) })
      .nullable()
      .describe('For kind perPeriod: all adopters so far, seen ones included; null for levels.'),
    ...report,
  }),
  example: {
    about:
      'Share of page views with Microsoft Edge, percent, each quarter from January 2020 to July 2023: where is it in two years?',
    source: 'caniuse.com usage data (StatCounter), CC BY 4.0.',
    inputs: {
      values: [2.04, 2.12, 2.75, 3.06, 3.33, 3.65, 3.53, 3.89, 4.01, 4.07, 4.11, 4.31, 4.21, 4.61, 5.15],
      horizon: 8,
    },
  },
  run(inputs, how) {
    const { values, kind, horizon, firstPeriod } = inputs;
    if (values.every((value) => value === values[0]))
      throw new MethodProblem('values-alike', 'values', 'The values do not change: there is no curve to fit.');
    const series: Series = {
      times: Float64Array.from(values, (_, i) => i + 1),
      values: Float64Array.from(values),
      perPeriod: kind === 'perPeriod',
    };
    const fits = [...new Set(inputs.curves)].flatMap((name) => fitCurve(GROWTH_CURVES[name], series) ?? []);
    if (fits.length === 0)
      throw new MethodProblem(
        'no-growth',
        'values',
        'None of the curves comes near these values: give a series that grows.',
      );
    const candidates = weighed(fits, { horizon: values.length + horizon, perPeriod: series.perPeriod });
    const best = candidates.reduce((top, one, i) => (one.weight > candidates[top]!.weight ? i : top), 0);
    const fit = fits[best]!;
    const paths = simulatedPaths(fit, series, { horizon, draws: inputs.draws, random: randomFrom(how?.seed) });
    const periods = Array.from({ length: horizon }, (_, k) => firstPeriod + values.length + k);
    const levels = inputs.levels.toSorted((a, b) => a - b);
    const widest = levels[levels.length - 1]!;
    const bands = levels.map((level) => bandOf(paths.values, level));
    const residualCorrelation = neighbourCorrelation(fit, values);
    const cumulative = series.perPeriod
      ? {
          periods,
          expected: sums(paths.expected, total(values)),
          bands: levels.map((level) => bandOf(paths.cumulative, level)),
        }
      : null;
    const forecast = {
      periods,
      expected: paths.expected,
      median: paths.values.map((draws) => quantileOfSorted(draws, 0.5)),
      bands,
    };
    return {
      chosen: fit.curve.name,
      candidates,
      residualStandardError: fit.sigma,
      residualCorrelation,
      ceiling: { estimate: fit.at[0]!, ...edges(paths.heights, widest), level: widest },
      fitted: [...fit.fitted],
      forecast,
      cumulative,
      warnings: warningsOf(fit, { values, candidates, best, residualCorrelation, perPeriod: series.perPeriod }),
      reading: readingOf(fit, candidates[best]!, { periods, expected: paths.expected, band: bands[bands.length - 1]! }),
      picture: pictureOf(inputs, fit, forecast),
    };
  },
});

function bandOf(draws: readonly Float64Array[], level: number) {
  const both = draws.map((sorted) => edges(sorted, level));
  return { level, low: both.map(({ low }) => low), high: both.map(({ high }) => high) };
}

function edges(sorted: Float64Array, level: number) {
  return { low: quantileOfSorted(sorted, (1 - level) / 2), high: quantileOfSorted(sorted, (1 + level) / 2) };
}

function sums(values: readonly number[], from: number): number[] {
  let sum = from;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

function warningsOf(
  { at, converged, covariance }: CurveFit,
  {
    values,
    candidates,
    best,
    residualCorrelation,
    perPeriod,
  }: {
    values: readonly number[];
    candidates: readonly Candidate[];
    best: number;
    residualCorrelation: number | null;
    perPeriod: boolean;
  },
): Warning[] {
  const warnings: Warning[] = [];
  const say = (id: string, text: string) => warnings.push({ id, text });
  if (values.length < FEW_VALUES) say('too-few-values', `${values.length} values: give at least ${FEW_VALUES}.`);
  const rival = candidates.find(({ weight }, i) => i !== best && weight > 0.25);
  if (rival !== undefined)
    say(
      'choice-open',
      `The ${SPOKEN[rival.curve]} curve is nearly as good and expects ${Number(rival.nextValue.toPrecision(4))} at the end of the horizon: plan for both.`,
    );
  const seen = perPeriod ? total(values) : values.reduce((a, b) => Math.max(a, b));
  if (at[0]! > FAR_ABOVE * seen)
    say('saturation-far', 'The ceiling is far above all that was seen: trust the next few periods only.');
  if (residualCorrelation !== null && residualCorrelation > CORRELATED)
    say(
      'residuals-correlated',
      'Neighbouring residuals are alike, so the fan is too narrow: widen it, or forecast adoption per period.',
    );
  if (!converged) say('not-converged', 'The search did not settle: treat the numbers as rough.');
  if (covariance === null)
    say('boundary-solution', 'The parameters cannot be told apart: the fan shows the residuals alone.');
  return warnings;
}

function readingOf(
  { at }: CurveFit,
  { curve, weight }: Candidate,
  {
    periods,
    expected,
    band: { low, high, level },
  }: { periods: readonly number[]; expected: readonly number[]; band: z.infer<typeof band> },
): string {
  const say = (value: number) => String(Number(value.toPrecision(3)));
  const end = periods.length - 1;
  return `The ${SPOKEN[curve]} curve fits best (weight ${(weight * 100).toFixed(0)} %). In period ${periods[end]} it expects ${say(expected[end]!)}, with ${level * 100} % between ${say(low[end]!)} and ${say(high[end]!)}; the ceiling is ${say(at[0]!)}.`;
}

function pictureOf(
  { values, firstPeriod }: { values: readonly number[]; firstPeriod: number },
  fit: CurveFit,
  {
    periods,
    expected,
    bands,
  }: { periods: number[]; expected: readonly number[]; bands: readonly z.infer<typeof band>[] },
) {
  const seen = values.map((_, i) => firstPeriod + i);
  return {
    kind: 'lines' as const,
    title: 'S-curve forecast',
    x: 'Period',
    y: 'Value',
    series: [
      { name: 'Seen', x: seen, y: [...values] },
      { name: `Curve (${fit.curve.name})`, x: [...seen, ...periods], y: [...fit.fitted, ...expected] },
      ...bands.map(({ level, low, high }) => ({ name: `${level * 100} %`, x: periods, y: [...expected], low, high })),
    ],
  };
}
