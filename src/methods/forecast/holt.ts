import { z } from 'zod';
import { defineMethod, MethodProblem, report } from '../method.ts';
import { answered, ETS_WARNS, etsAnswer } from './ets-answer.ts';
import { fitEts } from './ets-fit.ts';
import { SUPPORT_QUESTIONS_SOURCE, WEEKLY_QUESTIONS } from './support-questions.example.ts';
import { horizon, level, requireSeries, seriesValues } from './time-series.ts';

const FEWEST_VALUES = 8;

/**
 * Level and trend that follow the series: ETS(A,A,N), or ETS(A,Ad,N) where the trend is damped. `beta` is in the units of the
 * error, as in the state-space form; Holt's own is beta / alpha.
 *
 * @throws MethodProblem `too-few-values` below eight values, `constant-series` where none differs.
 * @example holt.run({ values: [3, 5, 4, 6, 7, 9, 8, 11], damped: false, horizon: 3, level: 0.95 }).forecast.mean;
 */
export const holt = defineMethod({
  name: 'holt',
  field: 'forecast',
  title: "Holt's linear trend",
  summary: 'Forecasts a series with a trend and no season; the trend may fade out (damped).',
  whenToUse: [
    'A series that grows or shrinks without season.',
    'Damped for anything beyond a few steps: trends seldom last.',
  ],
  whenNot: ['There is a season: take Holt-Winters.', 'Growth that saturates and is known to: take an adoption curve.'],
  assumes: [
    'Values are evenly spaced and complete (checked).',
    'One-step errors are independent, normal and of constant variance (lag-one correlation checked).',
  ],
  formula:
    'Forecast h steps on = level + (phi + … + phi^h) · trend. Level moves by `alpha · error`, trend by `beta · error`; undamped phi = 1. ' +
    'Variance: `sigma² · (1 + Σ c_j²)`, `c_j = alpha + beta · (phi + … + phi^j)`, j below h.',
  source: [
    'Holt, C. C. (1957), Forecasting seasonals and trends by exponentially weighted averages.',
    'Gardner, E. S., McKenzie, E. (1985), Forecasting trends in time series, Management Science 31.',
    'Hyndman et al. (2008), Forecasting with Exponential Smoothing, Springer.',
  ],
  verified:
    'R forecast 8.20 holt on WWWusage, plain and damped: alpha and beta to 0.02, log-likelihood not below R, forecast to 1 %. The likelihood found is higher than R, whose search ends early.',
  cost: 'O(n) a pass, some tens of passes.',
  warns: ETS_WARNS,
  inputs: z.object({
    values: seriesValues,
    damped: z.boolean().default(false).describe('Whether the trend fades out.'),
    horizon: horizon.default(10),
    alpha: z.number().gt(0).max(1).optional().describe('Left out, it is fitted.'),
    beta: z.number().min(0).max(1).optional().describe('In units of the error, at most alpha. Left out, it is fitted.'),
    phi: z.number().gt(0).max(1).optional().describe('Damping. Left out, it is fitted between 0.8 and 0.98.'),
    level,
  }),
  result: z.object({ ...etsAnswer, ...report }),
  example: {
    about: 'Questions a week in a support forum over two years, with a trend that fades.',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: { values: WEEKLY_QUESTIONS, damped: true, horizon: 4 },
  },
  run({ values, damped, horizon: steps, alpha, beta, phi, level: coverage }, how?) {
    requireSeries(values, FEWEST_VALUES);
    const model = { error: 'A', trend: damped ? 'Ad' : 'A', season: 'N' } as const;
    const fit = fitEts(values, model, 1, { alpha, beta, phi });
    if (fit === null)
      throw new MethodProblem('not-fitted', 'values', 'No trend fits these values; check them for slips.');
    return answered(values, fit, { steps, level: coverage, how });
  },
});
