import tCdf from '@stdlib/stats-base-dists-t-cdf';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report } from '../method.ts';
import { pictureOf, pointsOf, readingOf, relative, warningsOf } from './impact-answer.ts';
import { estimateImpact, expectedBefore } from './impact-estimate.ts';
import type { SelectionSettings } from './impact-selection.ts';
import { namedColumns } from './regression-inputs.ts';
import {
  LAUNCH_DAY,
  LOOKS_QUESTIONS,
  PRIVACY_QUESTIONS,
  SUPPORT_QUESTIONS_SOURCE,
  WEBSITE_QUESTIONS,
} from './support-questions.example.ts';

const selection = z
  .object({
    expectedControls: z.number().gt(0).default(3).describe('How many controls are thought to matter.'),
    informationWeight: z
      .number()
      .gt(0)
      .default(0.01)
      .describe(
        'How many moments the prior of the coefficients is worth; small leaves them free and asks more of a control.',
      ),
    diagonalShrinkage: z
      .number()
      .gt(0)
      .max(1)
      .default(0.5)
      .describe('0 takes over how the controls hang together into the prior, 1 takes them as unrelated.'),
    expectedRSquared: z
      .number()
      .min(0)
      .lt(1)
      .default(0.5)
      .describe('Share of the variance that the controls are thought to explain; CausalImpact takes 0.8.'),
    noiseDegreesOfFreedom: z
      .number()
      .gt(0)
      .default(0.01)
      .describe('How many moments that thought is worth; CausalImpact takes 50.'),
    draws: z
      .int()
      .min(200)
      .max(100_000)
      .default(4000)
      .describe('Sweeps kept, over two chains; a fifth more are run and thrown away.'),
  })
  .prefault({})
  .describe('The prior, as in bsts, and the number of draws; of use with `spike-and-slab` only.');

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
 * @throws MethodProblem `periods-wrong`, `lengths-differ`, `too-few-values`, `constant-series`, `nothing-after`, `variance-integrated-only`, `too-large`.
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
    'outcome = level + coefficients · controls (+ season) + noise, the level a random walk.\n\nAll controls in: fitted on the time before by restricted maximum likelihood through the Kalman filter; coefficients by generalised least squares, diffuse. ' +
    'Expected course: level and coefficients carried on; its variance holds level, coefficients and noise, with all covariances for sums. `integrated`: averaged over the ratio of level to noise variance, weighted by its likelihood (uniform in its logarithm from 1e-5 to 10). Intervals by Student t.\n\n' +
    "Controls selected (`spike-and-slab`): each is in with prior chance `expectedControls` / controls; those in have coefficients N(0, noise variance · P⁻¹), P = `informationWeight` · ((1 - `diagonalShrinkage`) X'X / n + `diagonalShrinkage` diag(X'X / n)), the noise variance inverse gamma: the prior of bsts. Gibbs draws over controls and ratio, coefficients, level and variances integrated out, with swaps of one control for another; " +
    'the expected course is the mixture of the exact ones of all selections drawn. With few controls nothing is gained by selecting, and the fit without draws is exact: `automatic` selects only where there are more controls than `expectedControls`.',
  source: [
    'Brodersen, K. H. et al. (2015), Inferring causal impact using Bayesian structural time-series models, Annals of Applied Statistics 9.',
    'Scott, S. L. & Varian, H. R. (2014), Predicting the present with Bayesian structural time series (the prior of the bsts package).',
    'George, E. I. & McCulloch, R. E. (1997), Approaches for Bayesian variable selection, Statistica Sinica 7.',
    'Harvey, A. C. (1989), Forecasting, Structural Time Series Models and the Kalman Filter.',
    'de Jong, P. (1991), The diffuse Kalman filter, Annals of Statistics 19.',
  ],
  verified:
    'Restricted maximum likelihood in R 4.2.2 on the simulated example of CausalImpact (`plug-in`: to 1e-6); R CausalImpact 1.4 within its tolerance. The newest vignette prints other figures than its own code gives; those of the code are used. Dense generalised least squares; coverage by simulation. Selection: the draws against all selections counted out; with one true control among twenty idle ones and 70 moments before, the true one is always found (idle ones at 1 %), the interval is a third as wide as with all controls in and covers as it says (60 simulations each at three ratios).',
  cost: 'O(moments · controls²), some 130 passes; selecting, some 24 passes and then O(draws · controls²) whatever the length',
  heavy: true,
  warns: {
    'not-converged': 'The draws over controls have not settled (R-hat above 1.05 or fewer than 100 effective draws).',
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
    controlSelection: z
      .enum(['automatic', 'all', 'spike-and-slab'])
      .default('automatic')
      .describe(
        '`all` uses every control; `spike-and-slab` lets the time before decide which belong in, as the R packages bsts and CausalImpact do: for many controls, of which few matter, even more than there are moments. `automatic`: `all` up to `expectedControls` of them, else `spike-and-slab`.',
      ),
    selection,
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
      .array(
        z.object({
          name: z.string(),
          ...interval.shape,
          standardError: z.number(),
          inclusion: z
            .number()
            .describe('Posterior probability that the control belongs in, 0 to 1; 1 where all controls are used.'),
        }),
      )
      .describe(
        'Of the controls: at the likeliest variances; selected, the mean over the draws, those without it counting as 0.',
      ),
    controlsSelected: z.boolean().describe('Whether controls were selected (spike and slab) rather than all used.'),
    noiseStandardDeviation: z.number(),
    noiseVariance: z.number(),
    signalToNoise: z.number().describe('Variance of a step of the level over that of the noise.'),
    logLikelihood: z
      .number()
      .nullable()
      .describe(
        'Restricted, of the time before, on the scale of the standardised outcome; null where controls were selected.',
      ),
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
  run(inputs, how = {}) {
    const { level, variance } = inputs;
    const settings = { plugIn: variance === 'plug-in', level, selection: selectionAsked(inputs), how };
    const estimate = estimateImpact(inputs, settings);
    const { counted, actualSum, expectedSum, sumStandardError, degreesOfFreedom, quantile, data, learnt } = estimate;
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
        const { mean, variance: own, inclusion } = learnt.coefficients[column]!;
        const error = unit * Math.sqrt(own);
        return { name, ...around(unit * mean, error), standardError: error, inclusion };
      }),
      controlsSelected: settings.selection !== null && data.controls.length > 0,
      noiseStandardDeviation: data.scale * Math.sqrt(learnt.noiseVariance),
      noiseVariance: data.scale ** 2 * learnt.noiseVariance,
      signalToNoise: learnt.ratio,
      logLikelihood: learnt.logLikelihood,
      expectedBefore: expectedBefore(estimate),
      warnings: warningsOf(estimate, inputs, settings),
      reading: readingOf({ averageEffect, relativeEffect, p, total: effect }),
      picture: pictureOf(estimate, inputs),
    };
  },
});

interface Asked {
  readonly controls: Readonly<Record<string, unknown>>;
  readonly controlSelection: 'automatic' | 'all' | 'spike-and-slab';
  readonly selection: SelectionSettings;
  readonly variance: 'integrated' | 'plug-in';
}

/** Null where all controls are to be used. */
function selectionAsked({ controls, controlSelection, selection: asked, variance }: Asked): SelectionSettings | null {
  if (controlSelection === 'spike-and-slab' && variance === 'plug-in')
    throw new MethodProblem('variance-integrated-only', 'variance', 'Take `integrated` where controls are selected.');
  const many = Object.keys(controls).length > asked.expectedControls && variance === 'integrated';
  return controlSelection === 'spike-and-slab' || (controlSelection === 'automatic' && many) ? asked : null;
}
