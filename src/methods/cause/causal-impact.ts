import tCdf from '@stdlib/stats-base-dists-t-cdf';
import { z } from 'zod';
import { defineMethod, interval, report } from '../method.ts';
import { pictureOf, pointsOf, readingOf, relative, warningsOf } from './impact-answer.ts';
import { estimateImpact, expectedBefore } from './impact-estimate.ts';
import { namedColumns } from './regression-inputs.ts';
import {
  LAUNCH_DAY,
  LOOKS_QUESTIONS,
  PRIVACY_QUESTIONS,
  SUPPORT_QUESTIONS_SOURCE,
  WEBSITE_QUESTIONS,
} from './support-questions.example.ts';

const stretch = z.tuple([z.int().min(1), z.int().min(1)]);

const pointwise = z.object({
  moment: z.int().describe('1 is the first value of the series.'),
  actual: z.number().nullable(),
  expected: z.number().describe('Had nothing been changed.'),
  low: z.number().describe('Of the expected value.'),
  high: z.number(),
  effect: z.number().nullable().describe('Actual less expected; null where the outcome is missing.'),
  cumulative: z.number().describe('Effects summed up to here.'),
  cumulativeLow: z.number(),
  cumulativeHigh: z.number(),
});

/**
 * What a change did to one series: its course after the change against the course that its own past and control series foretell.
 *
 * @throws MethodProblem `periods-wrong`, `lengths-differ`, `too-few-values`, `constant-series`, `nothing-after`.
 * @example causalImpact.run({ outcome, controls: { market }, before: [1, 70], after: [71, 100], seasonLength: 1, variance: 'integrated', level: 0.95 }).averageEffect.estimate;
 */
export const causalImpact = defineMethod({
  name: 'causal-impact',
  field: 'cause',
  title: 'Causal impact by a structural time series',
  summary:
    'What a launch or campaign did to one series, day by day, on average and in total, with control series standing in for what would have been.',
  whenToUse: [
    'One region, product or topic got the change; others, untouched, used to move with it.',
    'Effects that come and go: they are given for every moment.',
  ],
  whenNot: [
    'The controls were touched by the change.',
    'Hardly any history before it.',
    'Many treated units: difference in differences.',
  ],
  assumes: [
    'Controls are not affected by the change, and their relation to the outcome stays as it was (a placebo change before it is checked).',
    'Errors are normal; the level wanders as a random walk (lag-one correlation checked).',
  ],
  formula:
    'outcome = level + coefficients · controls (+ season) + noise, the level a random walk. Fitted on the time before by restricted maximum likelihood through the Kalman filter; coefficients by generalised least squares, diffuse. ' +
    'Expected course: level and coefficients carried on; its variance holds level, coefficients and noise, with all covariances for sums. `integrated`: averaged over the ratio of level to noise variance, weighted by its likelihood (uniform in its logarithm from 1e-5 to 10). Intervals by Student t.',
  source: [
    'Brodersen, K. H. et al. (2015), Inferring causal impact using Bayesian structural time-series models, Annals of Applied Statistics 9.',
    'Harvey, A. C. (1989), Forecasting, Structural Time Series Models and the Kalman Filter.',
    'de Jong, P. (1991), The diffuse Kalman filter, Annals of Statistics 19.',
  ],
  verified:
    'Restricted maximum likelihood in R 4.2.2 on the simulated example of CausalImpact (`plug-in`: to 1e-6); R CausalImpact 1.4 within its tolerance. The newest vignette prints other figures than its own code gives; those of the code are used. Dense generalised least squares; coverage by simulation.',
  cost: 'O(moments · controls²), some 130 passes.',
  warns: {
    'few-values': 'Fewer than ten moments before the change for each thing to be learnt.',
    'no-controls': 'Without a control the expected course is the last level carried on (and the season).',
    'control-left-out': 'A control does not vary before the change, or others determine it.',
    'placebo-effect':
      'An effect is found in the last third of the time before, where none can be: the model does not foretell this series.',
    'control-out-of-range': 'After the change a control leaves the range it had before.',
    'residuals-correlated': 'One-step errors before the change correlate: the intervals are too narrow.',
  },
  inputs: z.object({
    outcome: z
      .array(z.number().nullable())
      .describe('The series, evenly spaced, oldest first; null where a value is missing.'),
    controls: namedColumns
      .default({})
      .describe('Series by name, as long as the outcome, that the change did not touch.'),
    before: stretch.describe('First and last moment before the change; 1 is the first value.'),
    after: stretch.describe('First and last moment after it.'),
    seasonLength: z
      .int()
      .min(1)
      .max(60)
      .default(1)
      .describe('Moments in a season that repeats, 7 for days of a week; 1 for none.'),
    variance: z
      .enum(['integrated', 'plug-in'])
      .default('integrated')
      .describe(
        'Whether the interval allows for not knowing how much the level wanders, or takes the likeliest value as known.',
      ),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    actualMean: z.number().describe('Mean outcome after the change.'),
    predictedMean: interval.describe('Mean outcome expected without it.'),
    averageEffect: interval.describe('A moment.'),
    standardError: z.number().describe('Of the average effect.'),
    cumulativeEffect: interval,
    relativeEffect: interval
      .nullable()
      .describe('Effect over what was expected; null where that is not clearly above zero.'),
    p: z.number().describe('Two-sided, of no effect.'),
    tailArea: z
      .number()
      .describe('One-sided: how likely so large an average is without effect, as CausalImpact gives it.'),
    pointwise: z.array(pointwise),
    coefficients: z
      .array(z.object({ name: z.string(), ...interval.shape, standardError: z.number() }))
      .describe('Of the controls, at the likeliest variances.'),
    noiseStandardDeviation: z.number(),
    noiseVariance: z.number(),
    signalToNoise: z.number().describe('Variance of a step of the level over that of the noise.'),
    logLikelihood: z.number().describe('Restricted, of the time before, on the scale of the standardised outcome.'),
    expectedBefore: z
      .array(z.number().nullable())
      .describe('One-step expectations from the first moment of `before`; null where the outcome is missing.'),
    ...report,
  }),
  example: {
    about:
      'Questions a day on the looks of Firefox, 30 days after its new face; questions on privacy and on web sites as controls.',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: {
      outcome: LOOKS_QUESTIONS,
      controls: { privacy: PRIVACY_QUESTIONS, websites: WEBSITE_QUESTIONS },
      before: [1, LAUNCH_DAY - 1],
      after: [LAUNCH_DAY, LAUNCH_DAY + 29],
    },
  },
  run(inputs) {
    const { level, variance } = inputs;
    const estimate = estimateImpact(inputs, { plugIn: variance === 'plug-in', level });
    const { counted, actualSum, expectedSum, sumStandardError, degreesOfFreedom, quantile, data, fit } = estimate;
    const around = (value: number, error: number) => ({
      estimate: value,
      low: value - quantile * error,
      high: value + quantile * error,
      level,
    });
    const effect = actualSum - expectedSum;
    const tailArea = sumStandardError > 0 ? tCdf(-Math.abs(effect / sumStandardError), degreesOfFreedom) : 0.5;
    const predictedMean = around(expectedSum / counted, sumStandardError / counted);
    const averageEffect = around(effect / counted, sumStandardError / counted);
    const relativeEffect = relative(actualSum / counted, predictedMean);
    const p = Math.min(1, 2 * tailArea);
    return {
      actualMean: actualSum / counted,
      predictedMean,
      averageEffect,
      standardError: sumStandardError / counted,
      cumulativeEffect: around(effect, sumStandardError),
      relativeEffect,
      p,
      tailArea,
      pointwise: pointsOf(estimate, inputs),
      coefficients: data.controls.map(({ name, column, scale }) => {
        const unit = data.scale / (scale || 1);
        const error = unit * Math.sqrt(fit.noiseVariance * fit.inverse[column * data.columns.length + column]!);
        return { name, ...around(unit * fit.coefficients[column]!, error), standardError: error };
      }),
      noiseStandardDeviation: data.scale * Math.sqrt(fit.noiseVariance),
      noiseVariance: data.scale ** 2 * fit.noiseVariance,
      signalToNoise: fit.ratio,
      logLikelihood: fit.logLikelihood,
      expectedBefore: expectedBefore(estimate),
      warnings: warningsOf(estimate, inputs),
      reading: readingOf({ averageEffect, relativeEffect, p, total: effect }),
      picture: pictureOf(estimate, inputs),
    };
  },
});
