import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { type BassRegression, bassRegression } from './bass-regression.ts';
import { type CurveFit, fitCurve, type Series } from './curve-fit.ts';
import { curveParameter, curveParameterOf, predictedAt, profileOf } from './curve-intervals.ts';
import { bassCurve, bassDensity, bassPeak } from './growth-curves.ts';

const FEW_PERIODS = 8;
const NAMES = ['m', 'p', 'q'] as const;

const parameters = {
  m: curveParameter.describe('Adopters in the end, in the unit of the series.'),
  p: curveParameter.describe('Innovation: the chance per period to adopt unprompted.'),
  q: curveParameter.describe('Imitation: what adds to it as others adopt.'),
};
const peak = z
  .object({
    time: z.number().describe('Periods since the launch.'),
    label: z.number().describe('The same counted on from firstPeriod: 1 is the end of the first period.'),
    rate: z.number().describe('Adoptions per period at the peak.'),
    share: z.number().describe('Share of m that has adopted by then.'),
  })
  .nullable()
  .describe('Null where adoption falls from the start (q up to p).');

/**
 * Bass diffusion from sales per period: how many will adopt, when sales peak, and the periods to come.
 *
 * Both estimates in use are given: regression on cumulative sales (Bass, 1969) and nonlinear least squares (Srinivasan & Mason,
 * 1986), which the forecast follows. Where they disagree widely the series is too short.
 *
 * @throws MethodProblem `too-few-periods`, `no-sales`, `no-curve`.
 * @example bassDiffusion.run(bassDiffusion.inputs.parse({ sales: [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890] })).nonlinear.m.estimate;
 */
export const bassDiffusion = defineMethod({
  name: 'bass-diffusion',
  field: 'adopt',
  title: 'Bass diffusion',
  summary:
    'Who adopts because they want to and who because others have: market in the end, peak, and forecast, from first purchases per period.',
  whenToUse: ['First purchases of something new, from its launch on, ideally past the peak.'],
  whenNot: [
    'Repeat purchases or subscriptions running: use the S-curve forecast on the level.',
    'Before the peak: m is then hardly told, whatever the interval says.',
  ],
  assumes: [
    'The series begins at the launch and counts each adopter once (not checked).',
    'The market does not grow, and price and effort do not change the pace (not checked).',
    'Residuals are independent with one variance (not checked).',
    'At least eight periods, and the peak is passed (checked).',
  ],
  formula:
    '`F(t) = (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t)`. Nonlinear: sales `m(F(t) - F(t-1))` (or the density `m f(t)`). Regression: sales = `a + bN + cN²`, N the cumulative before; `m` the positive root, `p = a/m`, `q = -mc`. Peak at `ln(q/p) / (p+q)`.',
  source: [
    'Bass, F. M. (1969), A new product growth for model consumer durables, Management Science 15(5):215-227.',
    'Srinivasan, V. & Mason, C. H. (1986), Nonlinear least squares estimation of new product diffusion models, Marketing Science 5(2):169-178.',
  ],
  verified:
    'Room air conditioners and video recorders against R 4.2.2 lm and nls: regression to 1e-6, m, p, q and their errors to 1e-4, squares to 1e-6, forecast to 1e-3; an exact curve is found again.',
  cost: 'O(periods), some 100 evaluations; ten times that with profile intervals.',
  warns: {
    'too-few-periods': 'Fewer than eight periods.',
    'peak-not-reached': 'The fitted peak lies after the last period: the market in the end is a guess.',
    'regression-without-peak': 'The regression has no peak (c not below 0) and is left out.',
    'not-converged': 'The search did not settle: treat the numbers as rough.',
    'boundary-solution': 'p or q ran to 0, or the parameters cannot be told apart.',
    'profile-open': 'A profile interval does not close: the data do not bound the parameter on that side.',
  },
  inputs: z.object({
    sales: z
      .array(z.number())
      .min(4, 'Give at least four periods.')
      .max(5000)
      .describe('First purchases per period, from the launch on.'),
    firstPeriod: z.number().default(1).describe('Label of the first period, such as 1949: for reading only.'),
    form: z
      .enum(['interval', 'density'])
      .default('interval')
      .describe(
        'What nonlinear least squares holds against sales: what the curve gains in the period, or its slope at the end.',
      ),
    intervals: z
      .enum(['delta', 'profile'])
      .default('delta')
      .describe('Delta: symmetric, by Student’s t. Profile: follows the squares, better for short series.'),
    horizon: z.int().min(0).max(1000).default(3).describe('Periods ahead.'),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    regression: z
      .object({ a: z.number(), b: z.number(), c: z.number(), ...parameters, rSquared: z.number().nullable(), peak })
      .nullable()
      .describe('Bass’s own estimate; null where it has no peak.'),
    nonlinear: z.object({
      ...parameters,
      sumOfSquares: z.number(),
      residualStandardError: z.number().nullable(),
      rSquared: z.number().nullable().describe('About the mean of sales.'),
      fitted: z.array(z.number()),
      peak,
      converged: z.boolean(),
    }),
    forecast: z.array(
      z.object({
        period: z.number().describe('Counted on from firstPeriod.'),
        sales: z.number(),
        low: z.number().nullable().describe('Interval of one more period’s sales, parameters and residual together.'),
        high: z.number().nullable(),
        cumulative: z.number().describe('Adopters by the end of the period by the curve.'),
        share: z.number().describe('Of m.'),
      }),
    ),
    adoptedSoFar: z.number().describe('Sum of the series as a share of m.'),
    ...report,
  }),
  example: {
    about:
      'Room air conditioners in the USA, 1949 to 1961, thousands: how many in the end, and in the next three years?',
    source: 'Bass (1969) and Mahajan, Mason & Srinivasan (1986): published facts.',
    inputs: { sales: [96, 195, 238, 380, 1045, 1230, 1267, 1828, 1586, 1673, 1800, 1580, 1500], firstPeriod: 1949 },
  },
  run({ sales, firstPeriod, form, intervals, horizon, level }) {
    const series: Series = {
      times: Float64Array.from(sales, (_, i) => i + 1),
      values: Float64Array.from(sales),
      perPeriod: form === 'interval',
    };
    const total = sales.reduce((a, b) => a + b, 0);
    if (!(total > 0)) throw new MethodProblem('no-sales', 'sales', 'Give sales above 0 in at least some periods.');
    const fit = fitCurve(form === 'interval' ? bassCurve : bassDensity, series);
    if (fit === null)
      throw new MethodProblem(
        'no-curve',
        'sales',
        'No Bass curve comes near these numbers: check that they are first purchases from the launch on.',
      );
    const [m = 0, p = 0, q = 0] = fit.at;
    const estimates = NAMES.map((_, index) =>
      intervals === 'profile' ? profileOf(fit, series, { index, level }) : curveParameterOf(fit, index, level),
    );
    const regression = bassRegression(sales, level);
    const nonlinearPeak = labelled(bassPeak({ m, p, q }), firstPeriod);
    const forecast = Array.from({ length: horizon }, (_, k) =>
      ahead(fit, series, { t: sales.length + k + 1, level, firstPeriod }),
    );
    const spread = sales.reduce((sum, now) => sum + (now - total / sales.length) ** 2, 0);
    return {
      regression: regression === null ? null : { ...regression, peak: peakOf(regression, firstPeriod) },
      nonlinear: {
        m: estimates[0]!,
        p: estimates[1]!,
        q: estimates[2]!,
        sumOfSquares: fit.sumOfSquares,
        residualStandardError: fit.sigma,
        rSquared: spread > 0 ? 1 - fit.sumOfSquares / spread : null,
        fitted: [...fit.fitted],
        peak: nonlinearPeak,
        converged: fit.converged,
      },
      forecast,
      adoptedSoFar: total / m,
      warnings: warningsOf(fit, {
        periods: sales.length,
        peakTime: nonlinearPeak?.time ?? 0,
        regression,
        open: estimates.some(({ low, high }) => low === null || high === null),
      }),
      reading: readingOf({ m: estimates[0]!, p, q, peak: nonlinearPeak, share: total / m }),
      picture: pictureOf(sales, fit, { forecast, firstPeriod }),
    };
  },
});

type Peak = z.infer<typeof peak>;

function labelled(found: ReturnType<typeof bassPeak>, firstPeriod: number): Peak {
  return found === null ? null : { ...found, label: firstPeriod - 1 + found.time };
}

function peakOf({ m, p, q }: BassRegression, firstPeriod: number): Peak {
  return labelled(bassPeak({ m: m.estimate, p: p.estimate, q: q.estimate }), firstPeriod);
}

function ahead(
  fit: CurveFit,
  series: Series,
  { t, level, firstPeriod }: { t: number; level: number; firstPeriod: number },
) {
  const { estimate, low, high } = predictedAt(fit, series, { t, level });
  const [m = 0, p = 0, q = 0] = fit.at;
  const share = bassCurve.shape(p, q, t, new Float64Array(2));
  return { period: firstPeriod - 1 + t, sales: estimate, low, high, cumulative: m * share, share };
}

function warningsOf(
  { converged, at, covariance }: CurveFit,
  {
    periods,
    peakTime,
    regression,
    open,
  }: { periods: number; peakTime: number; regression: BassRegression | null; open: boolean },
): Warning[] {
  const warnings: Warning[] = [];
  if (periods < FEW_PERIODS)
    warnings.push({ id: 'too-few-periods', text: `${periods} periods: wait for at least ${FEW_PERIODS}.` });
  if (peakTime > periods)
    warnings.push({
      id: 'peak-not-reached',
      text: 'The peak is still ahead: set m from outside (survey, market size), or use the forecast for a few periods only.',
    });
  if (regression === null)
    warnings.push({
      id: 'regression-without-peak',
      text: 'The regression finds no peak: go by the nonlinear estimate, and with care.',
    });
  if (!converged)
    warnings.push({ id: 'not-converged', text: 'The search did not settle: treat the numbers as rough.' });
  if (covariance === null || at[1]! < 1e-9 || at[2]! < 1e-9)
    warnings.push({
      id: 'boundary-solution',
      text: 'p or q is next to 0, or m, p and q cannot be told apart: the series does not show the whole curve.',
    });
  else if (open)
    warnings.push({ id: 'profile-open', text: 'A profile interval does not close: give a longer series.' });
  return warnings;
}

function readingOf({
  m,
  p,
  q,
  peak: top,
  share,
}: {
  m: z.infer<typeof curveParameter>;
  p: number;
  q: number;
  peak: Peak;
  share: number;
}): string {
  const say = (value: number) => String(Number(value.toPrecision(4)));
  const between = m.low === null || m.high === null ? '' : ` (${say(m.low)} to ${say(m.high)})`;
  const when =
    top === null
      ? 'Adoption falls from the start: others hardly matter.'
      : `Sales peak ${say(top.time)} periods after the launch at ${say(top.rate)} a period.`;
  return `About ${say(m.estimate)}${between} will adopt in the end; ${(Math.min(1, share) * 100).toFixed(0)} % have so far. ${when} Innovation p is ${say(p)}, imitation q ${say(q)}.`;
}

function pictureOf(
  sales: readonly number[],
  fit: CurveFit,
  { forecast, firstPeriod }: { forecast: readonly ReturnType<typeof ahead>[]; firstPeriod: number },
) {
  const periods = sales.map((_, i) => firstPeriod + i);
  return {
    kind: 'lines' as const,
    title: 'Adoption per period',
    x: 'Period',
    y: 'First purchases',
    series: [
      { name: 'Seen', x: periods, y: [...sales] },
      {
        name: 'Bass curve',
        x: [...periods, ...forecast.map(({ period }) => period)],
        y: [...fit.fitted, ...forecast.map((one) => one.sales)],
        low: [...periods.map(() => null), ...forecast.map(({ low }) => low)],
        high: [...periods.map(() => null), ...forecast.map(({ high }) => high)],
      },
    ],
  };
}
