import { z } from 'zod';
import { defineMethod, MethodProblem, report } from '../method.ts';
import { answered, ETS_WARNS, etsAnswer } from './ets-answer.ts';
import { fitEts } from './ets-fit.ts';
import { SUPPORT_QUESTIONS_SOURCE, WEEKLY_QUESTIONS } from './support-questions.example.ts';
import { horizon, level, requireSeries, seriesValues } from './time-series.ts';

const FEWEST_VALUES = 5;

/**
 * A level that follows the series, forecast as a flat line: ETS(A,N,N), by maximum likelihood or with a given alpha.
 *
 * @throws MethodProblem `too-few-values` below five values, `constant-series` where none differs.
 * @example simpleExponentialSmoothing.run({ values: [3, 5, 4, 6, 5, 7], horizon: 3, level: 0.95 }).forecast.mean;
 */
export const simpleExponentialSmoothing = defineMethod({
  name: 'simple-exponential-smoothing',
  field: 'forecast',
  title: 'Simple exponential smoothing',
  summary: 'Forecasts a series without trend or season by a level that follows each surprise in part.',
  whenToUse: [
    'A short or noisy series that wanders without direction or season.',
    'A benchmark that a finer model should beat.',
  ],
  whenNot: [
    'The series trends or has a season: the flat forecast lags behind. Take Holt, Holt-Winters or model selection.',
  ],
  assumes: [
    'Values are evenly spaced and complete (checked).',
    'One-step errors are independent, normal and of constant variance (lag-one correlation checked).',
  ],
  formula:
    'Forecast = level; level moves by `alpha · (value - forecast)`. Variance h steps ahead: `sigma² · (1 + (h - 1) · alpha²)`.',
  source: [
    'Brown, R. G. (1956), Exponential smoothing for predicting demand.',
    'Hyndman, R. J., Koehler, A. B., Ord, J. K., Snyder, R. D. (2008), Forecasting with Exponential Smoothing, Springer.',
  ],
  verified: 'R forecast 8.20 ses on the Nile: alpha to 0.02, log-likelihood to 0.2, forecast and interval to 1 %.',
  cost: 'O(n) a pass, some tens of passes.',
  warns: ETS_WARNS,
  inputs: z.object({
    values: seriesValues,
    horizon: horizon.default(10),
    alpha: z.number().gt(0).max(1).optional().describe('Left out, it is fitted.'),
    level,
  }),
  result: z.object({ ...etsAnswer, ...report }),
  example: {
    about: 'Questions a week in a support forum over two years.',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: { values: WEEKLY_QUESTIONS, horizon: 4 },
  },
  run({ values, horizon: steps, alpha, level: coverage }, how?) {
    requireSeries(values, FEWEST_VALUES);
    const fit = fitEts(values, { error: 'A', trend: 'N', season: 'N' }, 1, { alpha });
    if (fit === null)
      throw new MethodProblem('not-fitted', 'values', 'No level fits these values; check them for slips.');
    return answered(values, fit, { steps, level: coverage, how });
  },
});
