import { z } from 'zod';
import { defineMethod, MethodProblem, report } from '../method.ts';
import { percent } from '../plain-words.ts';
import { rakedWeights } from './raked-weights.ts';
import { combinationsOf, margin, marginsOf, pictureOf, warningsOf } from './rim-report.ts';
import { cell, sampleOf } from './rim-sample.ts';

/** How far shares may add up beside 1 and still be taken as rounded. */
const ROUNDED_TARGETS = 0.01;

const share = z.number().min(0);
/**
 * Rim weighting (raking): weights that make the sample match known shares of several characteristics at once.
 *
 * @throws MethodProblem `no-respondents`, `no-targets`, `characteristic-missing`, `target-missing`, `empty-category`,
 * `targets-do-not-add-up`, `limits-invalid`.
 * @example rimWeighting.run(rimWeighting.inputs.parse(rimWeighting.example.inputs)).designEffect;
 */
export const rimWeighting = defineMethod({
  name: 'rim-weighting',
  field: 'ask',
  title: 'Rim weighting (raking)',
  summary:
    'Weights that make a sample match known shares of age, region and the like, and what they cost in precision.',
  whenToUse: [
    'When some groups answered more than others and their true shares are known one characteristic at a time.',
  ],
  whenNot: [
    'Where the groups differ in ways that no known share captures.',
    'With targets for a group that nobody in the sample belongs to.',
  ],
  assumes: [
    'Within a category those who answered are like those who did not (not checked).',
    'Targets are true and belong to the same population (checked only that they add up).',
    'Every category has respondents (checked).',
  ],
  formula:
    'Scale the weights to the targets of one characteristic after another until all hold. Design effect of Kish: `n·Σw² / (Σw)²`; effective sample `n / design effect`.',
  source: [
    'Deming, W. E., Stephan, F. F. (1940), On a least squares adjustment of a sampled frequency table, Annals of Mathematical Statistics 11:427-444.',
    'Kish, L. (1965), Survey Sampling (design effect of weighting).',
    'DeBell, M., Krosnick, J. A. (2009), Computing weights for American National Election Study survey data (capping).',
  ],
  verified: 'ANES 2004 as in R anesrake: weights to 1e-5 against R survey::rake, effective sample to 1e-3.',
  cost: 'O(rows · characteristics · rounds)',
  warns: {
    'not-converged':
      'The targets were not all met within the rounds: they contradict each other in this sample, or the limits are too tight.',
    'answers-missing': 'Rows without a targeted characteristic have no weight.',
    'targets-rescaled': 'Targets did not quite add up to 1 and were rescaled.',
    'zero-target': 'A category with a target of zero has respondents: their weight is zero.',
    'few-in-category': 'Fewer than five respondents carry a category.',
    'large-weights': 'A weight above 5: single answers sway the result.',
    'large-design-effect': 'Weighting halves the sample or worse.',
  },
  inputs: z.object({
    cells: z
      .array(cell)
      .describe(
        'One row a respondent, or one row a combination with its count n; each holds the characteristics by name: {"married": "0", "age": "18-24", "n": 122}. null: not known.',
      ),
    targets: z
      .record(z.string(), z.record(z.string(), share))
      .describe('For each characteristic the share of every category: {"married": {"0": 0.4, "1": 0.6}}.'),
    targetsAre: z
      .enum(['shares', 'percentages', 'counts'])
      .default('shares')
      .describe('Shares add up to 1, percentages to 100; counts of the population may add up to anything.'),
    lowestWeight: z.number().min(0).optional().describe('Weights below are raised to it (average weight 1).'),
    highestWeight: z
      .number()
      .positive()
      .optional()
      .describe('Weights above are cut to it (average weight 1); 5 is usual.'),
    rounds: z.int().min(1).max(100_000).default(1000).describe('Rounds at most.'),
    tolerance: z
      .number()
      .positive()
      .default(1e-10)
      .describe('Largest distance of a share from its target at which it ends.'),
  }),
  result: z.object({
    weights: z
      .array(z.number().nullable())
      .describe('Of one respondent of each row, in the order given, average 1; null where left out.'),
    cellWeights: z
      .array(z.record(z.string(), z.union([z.string(), z.number()])))
      .describe(
        'Each combination of the targeted characteristics with its respondents n and (mean) weight: {"married": "0", "age": "18-24", "n": 122, "weight": 0.77}.',
      ),
    margins: z.array(margin),
    respondents: z.number().describe('Those with a weight.'),
    missing: z.number().describe('Respondents left out.'),
    effectiveSampleSize: z.number().describe('Kish: as many unweighted answers would be as precise.'),
    designEffect: z.number(),
    weightingEfficiency: z.number().describe('Effective by actual sample size, 0 to 1.'),
    smallestWeight: z.number(),
    largestWeight: z.number(),
    rounds: z.int(),
    converged: z.boolean(),
    largestGap: z.number().describe('Largest distance of a weighted share from its target.'),
    ...report,
  }),
  example: {
    about:
      'The first forty customers of a telecommunications company, weighted to the contracts and internet services of all 7,043.',
    source: 'IBM telco customer churn sample, github.com/IBM/telco-customer-churn-on-icp4d, Apache-2.0.',
    inputs: {
      cells: [
        { contract: 'Month-to-month', internet: 'Fiber optic', n: 13 },
        { contract: 'Month-to-month', internet: 'DSL', n: 11 },
        { contract: 'Month-to-month', internet: 'No', n: 2 },
        { contract: 'One year', internet: 'Fiber optic', n: 1 },
        { contract: 'One year', internet: 'DSL', n: 4 },
        { contract: 'One year', internet: 'No', n: 2 },
        { contract: 'Two year', internet: 'Fiber optic', n: 4 },
        { contract: 'Two year', internet: 'DSL', n: 2 },
        { contract: 'Two year', internet: 'No', n: 1 },
      ],
      targets: {
        contract: { 'Month-to-month': 3875, 'One year': 1473, 'Two year': 1695 },
        internet: { 'Fiber optic': 3096, DSL: 2421, No: 1526 },
      },
      targetsAre: 'counts',
    },
  },
  run(inputs) {
    const targets = sharesOf(inputs.targets, inputs.targetsAre);
    const sample = sampleOf(inputs.cells, targets.shares);
    const raked = rakedWeights(sample.start, sample.rims, { ...inputs, ...limitsOf(inputs) });
    const spread = spreadOf(raked.weights, sample.counts);
    const margins = marginsOf(sample, raked, targets.shares);
    const missing = inputs.cells.reduce((sum, { n }) => sum + n, 0) - spread.respondents;
    const weights: (number | null)[] = inputs.cells.map(() => null);
    sample.rows.forEach((row, at) => {
      weights[row] = spread.weightOf(at);
    });
    const { weightOf: _, ...figures } = spread;
    const warnings = [
      ...(targets.rescaled === ''
        ? []
        : [{ id: 'targets-rescaled', text: `${targets.rescaled}: rescaled to add up to 1.` }]),
      ...warningsOf(raked, figures, margins, missing),
    ];
    return {
      weights,
      cellWeights: combinationsOf(inputs.cells, weights, Object.keys(inputs.targets)),
      margins,
      missing,
      ...figures,
      rounds: raked.rounds,
      converged: raked.converged,
      largestGap: raked.largestGap,
      warnings,
      reading: `Weighting ${raked.converged ? 'meets every target' : `leaves a share ${percent(raked.largestGap)} off its target`}; weights run from ${figures.smallestWeight.toFixed(2)} to ${figures.largestWeight.toFixed(2)}. The ${figures.respondents} answers are then as precise as ${Math.round(figures.effectiveSampleSize)} unweighted ones (design effect ${figures.designEffect.toFixed(2)}).`,
      picture: pictureOf(margins),
    };
  },
});

function sharesOf(given: Record<string, Record<string, number>>, kind: 'shares' | 'percentages' | 'counts') {
  const names = Object.entries(given);
  if (names.length === 0)
    throw new MethodProblem('no-targets', 'targets', 'Give the shares of at least one characteristic.');
  const rescaled: string[] = [];
  const shares = names.map(([name, categories]) => {
    const sum = Object.values(categories).reduce((total, value) => total + value, 0);
    const whole = kind === 'percentages' ? 100 : 1;
    const off = Math.abs(sum / whole - 1);
    if (!(sum > 0) || (kind !== 'counts' && off > ROUNDED_TARGETS))
      throw new MethodProblem(
        'targets-do-not-add-up',
        `targets.${name}`,
        `They add up to ${sum}: give ${kind} that add up to ${kind === 'counts' ? 'more than 0' : whole}, or say what they are in targetsAre.`,
      );
    if (kind !== 'counts' && off > 1e-9) rescaled.push(name);
    const entries = Object.entries(categories).map(([key, value]): [string, number] => [key, value / sum]);
    return [name, new Map(entries)] as const;
  });
  return { shares: new Map(shares), rescaled: rescaled.join(', ') };
}

function limitsOf({
  lowestWeight,
  highestWeight,
}: {
  lowestWeight?: number | undefined;
  highestWeight?: number | undefined;
}) {
  if (lowestWeight === undefined && highestWeight === undefined) return {};
  const limits = { lowest: lowestWeight ?? 0, highest: highestWeight ?? Number.MAX_VALUE };
  if (limits.lowest > 1 || limits.highest < 1)
    throw new MethodProblem(
      'limits-invalid',
      limits.lowest > 1 ? 'lowestWeight' : 'highestWeight',
      'The average weight is 1: set the lowest below and the highest above.',
    );
  return { limits };
}

function spreadOf(weights: Float64Array, counts: Float64Array) {
  const respondents = counts.reduce((sum, n) => sum + n, 0);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / respondents;
  const weightOf = (at: number) => weights[at]! / counts[at]! / mean;
  let squares = 0;
  let [smallestWeight, largestWeight] = [Number.POSITIVE_INFINITY, 0];
  for (let at = 0; at < weights.length; at++) {
    const weight = weightOf(at);
    squares += counts[at]! * weight ** 2;
    smallestWeight = Math.min(smallestWeight, weight);
    largestWeight = Math.max(largestWeight, weight);
  }
  const designEffect = squares / respondents;
  const weightingEfficiency = 1 / designEffect;
  const effectiveSampleSize = respondents / designEffect;
  return {
    respondents,
    designEffect,
    weightingEfficiency,
    effectiveSampleSize,
    smallestWeight,
    largestWeight,
    weightOf,
  };
}
