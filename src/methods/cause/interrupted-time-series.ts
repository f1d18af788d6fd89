import { z } from 'zod';
import { defineMethod, interval, report } from '../method.ts';
import {
  coefficient,
  intervals,
  lagOneCorrelation,
  mapped,
  pictureOf,
  ratiosOf,
  readingOf,
  seriesOf,
  warningsOf,
} from './interrupted-answer.ts';
import { cumulativeChange, fitInterrupted } from './interrupted-fit.ts';
import { flags } from './regression-inputs.ts';
import { LAUNCH_DAY, LOOKS_QUESTIONS, SUPPORT_QUESTIONS_SOURCE } from './support-questions.example.ts';

/**
 * Segmented regression of one series: a line before an interruption, and a step (and a bend) at it.
 *
 * @throws MethodProblem `interruption-missing`, `lengths-differ`, `side-empty`, `counts-negative`, `side-without-counts`, `exposure-not-positive`,
 * `too-few-values`, `terms-collinear`.
 * @example interruptedTimeSeries.run({ outcome, interruptedFrom: 37, model: 'poisson', exposure, slopeChange: false, slopeOrigin: 'first-after', dispersion: 'poisson', smallSample: false, level: 0.95 }).rateRatio?.estimate; // 0.894
 */
export const interruptedTimeSeries = defineMethod({
  name: 'interrupted-time-series',
  field: 'cause',
  title: 'Interrupted time series',
  summary: 'Whether a series stepped, or bent, at the moment something was changed, beyond its own trend and season.',
  whenToUse: ['One series, a change at a known moment that reached everybody, and enough history on both sides.'],
  whenNot: [
    'Something else happened at the same time.',
    'There are control series: causal impact or difference in differences say more.',
  ],
  assumes: [
    'The trend before would have gone on (cannot be checked).',
    'The moment was not chosen because the series was high or low just then.',
    'Linear: errors may correlate up to the lag (Newey-West). Poisson: counts with variance equal to their mean (dispersion checked), uncorrelated (checked).',
  ],
  formula:
    'outcome = intercept + time + levelChange · after + slopeChange · after · (time since) + waves of the season; Poisson: the same for the logarithm of the rate, with exposure as offset. Newey-West covariance with Bartlett weights; ' +
    'lag left out: `floor(4 (n / 100)^(2/9))`. Quasi-Poisson: errors times the root of the dispersion (Pearson chi-square over degrees of freedom), t.',
  source: [
    'Lopez Bernal, J., Cummins, S., Gasparrini, A. (2017, corrected), Interrupted time series regression for the evaluation of public health interventions, International Journal of Epidemiology 46.',
    'Newey, W. K., West, K. D. (1987), A simple, positive semi-definite covariance matrix, Econometrica 55.',
    'Wagner, A. K. et al. (2002), Segmented regression analysis of interrupted time series studies.',
  ],
  verified:
    "Lopez Bernal's smoking ban in Sicily, by the authors' data and R 4.2.2 glm: coefficients and errors to 1e-6, rate ratio as printed to 0.001, log-likelihood to 1e-4, dispersion. Newey-West against statsmodels 0.15 HAC to 1e-8.",
  cost: 'O(n · terms²), times some ten for Poisson.',
  warns: {
    'few-values': 'Fewer than eight moments before or after.',
    overdispersed: 'Counts vary more than Poisson counts: take the quasi interval.',
    'residuals-correlated':
      'Residuals correlate from one moment to the next: the errors are too small (Poisson), or raise the lag (linear).',
    'not-converged': 'The Poisson fit had not settled when its steps ran out.',
  },
  inputs: z.object({
    outcome: z
      .array(z.number('Give a number for every moment.'))
      .describe('The series, in order of time: counts for Poisson.'),
    interruptedFrom: z
      .int()
      .min(2)
      .optional()
      .describe('First moment after the change; 1 is the first value. Or give `post`.'),
    post: flags.optional().describe('Instead of `interruptedFrom`: whether each moment is after the change.'),
    time: z.array(z.number()).optional().describe('Moment of each value; left out: 1, 2, 3 …'),
    model: z.enum(['linear', 'poisson']).default('linear'),
    exposure: z
      .array(z.number())
      .optional()
      .describe('For Poisson: what the counts are out of, such as people or visits.'),
    slopeChange: z.boolean().default(true).describe('Whether the trend may change too, or only the level.'),
    slopeOrigin: z
      .enum(['first-after', 'last-before'])
      .default('first-after')
      .describe(
        'Where the time since the change is 0. first-after: levelChange is the step at the first moment after. last-before (Wagner et al. 2002: 1, 2, … from the first moment after): the step as if it had come one moment earlier. The fit is the same.',
      ),
    season: z
      .object({
        period: z.number().gt(1).describe('Moments in one season.'),
        harmonics: z.int().min(1).max(6).default(2),
      })
      .optional()
      .describe('Waves to take out, such as 12 months with two harmonics.'),
    lag: z.int().min(0).optional().describe('Of the Newey-West errors.'),
    smallSample: z
      .boolean()
      .default(false)
      .describe('Whether Newey-West errors carry the factor n / (n - k), as Stata does.'),
    dispersion: z
      .enum(['poisson', 'quasi'])
      .default('poisson')
      .describe('Whether Poisson errors are widened by the dispersion.'),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    model: z.enum(['linear', 'poisson']),
    coefficients: z.array(coefficient),
    levelChange: interval.describe('The step at the change, on the scale of the coefficients.'),
    slopeChange: interval.nullable().describe('Change of slope a moment; null where not asked for.'),
    rateRatio: interval
      .nullable()
      .describe('For Poisson: rate just after over the rate expected, exp of the level change.'),
    rateRatioQuasi: interval.nullable().describe('The same, widened by the dispersion.'),
    averageEffect: interval.describe(
      'Mean over the moments after of fit less what was expected, in units of the outcome.',
    ),
    cumulativeEffect: interval.describe('The same, summed.'),
    fitted: z.array(z.number()),
    counterfactual: z.array(z.number()).describe('What the model expects without the change, at every moment.'),
    logLikelihood: z.number().nullable().describe('Null where the fit is exact.'),
    deviance: z.number().describe('Poisson deviance, or residual sum of squares.'),
    dispersion: z
      .number()
      .nullable()
      .describe('Pearson chi-square over degrees of freedom; 1 for Poisson counts. Null for linear.'),
    degreesOfFreedom: z.int(),
    lag: z.int().nullable().describe('Lag of the Newey-West errors; null for Poisson.'),
    lagOneCorrelation: z.number().describe('Of the residuals.'),
    ...report,
  }),
  example: {
    about: 'Questions a day on the looks of Firefox: what did its new face of 1 June 2021 (day 62) bring?',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: {
      outcome: LOOKS_QUESTIONS,
      interruptedFrom: LAUNCH_DAY,
      model: 'poisson',
      dispersion: 'quasi',
      season: { period: 7 },
    },
  },
  run(inputs) {
    const { model, level, dispersion } = inputs;
    const series = seriesOf(inputs);
    const lag = inputs.lag ?? Math.floor(4 * (series.outcome.length / 100) ** (2 / 9));
    const fit = fitInterrupted(series, {
      model,
      lag: Math.min(lag, series.outcome.length - 1),
      smallSample: inputs.smallSample,
    });
    const widening = model === 'poisson' && dispersion === 'quasi' ? (fit.dispersion ?? 1) : 1;
    const around = intervals(fit, { model, quasi: dispersion === 'quasi', level });
    const coefficients = fit.names.map((name, j) =>
      around(name, fit.coefficients[j]!, widening * fit.covariance[j * fit.names.length + j]!),
    );
    const named = (name: string) => coefficients.find((one) => one.name === name)?.interval ?? null;
    const change = cumulativeChange(fit, series.post, model);
    const after = series.post.filter((flagged) => flagged === 1).length;
    const cumulativeEffect = around('cumulative', change.estimate, widening * change.variance).interval;
    const levelChange = named('levelChange') ?? cumulativeEffect;
    const correlation = lagOneCorrelation(fit.residuals);
    const ratios = ratiosOf(fit, { model, level });
    return {
      model,
      coefficients,
      levelChange,
      slopeChange: named('slopeChange'),
      ...ratios,
      averageEffect: mapped(cumulativeEffect, (value) => value / after),
      cumulativeEffect,
      fitted: [...fit.fitted],
      counterfactual: [...fit.counterfactual],
      logLikelihood: Number.isFinite(fit.logLikelihood) ? fit.logLikelihood : null,
      deviance: fit.deviance,
      dispersion: fit.dispersion,
      degreesOfFreedom: fit.degreesOfFreedom,
      lag: fit.lag,
      lagOneCorrelation: correlation,
      warnings: warningsOf(fit, series, { correlation, quasi: dispersion === 'quasi' }),
      reading: readingOf(coefficients, {
        model,
        ratio: dispersion === 'quasi' ? ratios.rateRatioQuasi : ratios.rateRatio,
      }),
      picture: pictureOf(series, fit),
    };
  },
});
