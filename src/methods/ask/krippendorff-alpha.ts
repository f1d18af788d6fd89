import { z } from 'zod';
import { defineMethod, interval, MethodProblem, type MethodRun, report, type Warning } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { randomFrom } from '../numeric/random.ts';
import { confidence } from '../plain-words.ts';
import { type Alpha, alphaOf, type Metric, type Patterns, patternsOf, timesOf } from './disagreement.ts';

/** Krippendorff's own lines: rely on it from here, and draw tentative conclusions from there. */
const RELIABLE = 0.8;
const TENTATIVE = 0.667;
const FEW_ITEMS = 20;
/** The ratio metric compares every value with every other; beyond this it takes no resamples. */
const MOST_RATIOS_RESAMPLED = 500;
const MOST_RATIOS = 10_000;

const rating = z.union([z.string(), z.number()], 'A rating is a text or a number; null where not rated.').nullable();

/**
 * Krippendorff's alpha: how reliable ratings are, for any number of raters, any scale, and with gaps.
 *
 * @throws MethodProblem `no-ratings`, `no-variation`, `not-numbers`, `unknown-category`, `too-many-values`.
 * @example krippendorffAlpha.run(krippendorffAlpha.inputs.parse(krippendorffAlpha.example.inputs)).alpha.estimate; // 0.743
 */
export const krippendorffAlpha = defineMethod({
  name: 'krippendorff-alpha',
  field: 'ask',
  title: "Krippendorff's alpha",
  summary: 'How reliably several people rate or tag the same items, with gaps, on any scale.',
  whenToUse: [
    'When tags or scores by several people (or people and a model) shall be trusted.',
    'When not everybody rated everything.',
  ],
  whenNot: ['Where the raters’ own habits are of interest: use cohen-kappa.'],
  assumes: ['Raters work on their own (not checked).', 'Gaps are not related to the value (not checked).'],
  formula:
    '`1 − observed ÷ expected disagreement` among all pairable ratings (what the coincidence matrix gives). Distance of two values squared: 1 (nominal), ranks between (ordinal), difference (interval), difference by sum (ratio). Interval: bootstrap over items, percentile.',
  source: [
    'Krippendorff, K. (2011), Computing Krippendorff’s alpha-reliability, University of Pennsylvania.',
    'Hayes, A. F., Krippendorff, K. (2007), Answering the call for a standard reliability measure for coding data, Communication Methods and Measures 1:77-89.',
  ],
  verified:
    'Krippendorff (2011), four observers and twelve units: nominal .743, ordinal .815, interval .849, ratio .797; fifteen units and three coders: .691 and .811; against all pairs by brute force.',
  cost: 'O(ratings), ratio O(ratings + values²); times the resamples',
  warns: {
    'too-few-items': 'Fewer than 20 items with two ratings: the interval is rough.',
    'answers-missing': 'Items with fewer than two ratings say nothing about agreement and were left out.',
    unreliable: 'Alpha below 0.667: do not build on these ratings.',
    'no-interval': 'A single item, no resamples, or more than 500 distinct ratios: no interval.',
  },
  heavy: true,
  inputs: z.object({
    ratings: z
      .array(z.array(rating))
      .describe(
        'One row an item with the rating of each rater (null: not rated); the order of raters does not matter.',
      ),
    metric: z
      .enum(['nominal', 'ordinal', 'interval', 'ratio'])
      .default('nominal')
      .describe('Of the ratings: names, ordered steps, numbers, or numbers with a true zero.'),
    categories: z
      .array(z.union([z.string(), z.number()], 'A step is a text or a number.'))
      .optional()
      .describe('Steps from low to high, for ordinal words.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
    resamples: z
      .int()
      .min(0)
      .max(20_000)
      .default(1000)
      .describe('Bootstrap resamples of the items; 0 for no interval.'),
  }),
  result: z.object({
    alpha: z
      .object({ ...interval.shape, low: z.number().nullable(), high: z.number().nullable() })
      .describe(
        '1 is full, 0 is chance agreement; below 0 systematic disagreement. Bounds are null without resamples.',
      ),
    observedDisagreement: z.number().describe('Mean squared distance within items, in the metric.'),
    expectedDisagreement: z.number().describe('The same among all values that could have met.'),
    verdict: z.enum(['reliable', 'tentative', 'unreliable']).describe('From 0.8, from 0.667, below (Krippendorff).'),
    items: z.int().describe('With two ratings or more.'),
    pairableRatings: z.int(),
    missing: z.int().describe('Items left out.'),
    ...report,
  }),
  example: {
    about: 'Four observers tag twelve units with one of five values; some did not see all.',
    source: 'Krippendorff (2011), the worked example with missing data.',
    inputs: {
      ratings: [
        [1, 1, null, 1],
        [2, 2, 3, 2],
        [3, 3, 3, 3],
        [3, 3, 3, 3],
        [2, 2, 2, 2],
        [1, 2, 3, 4],
        [4, 4, 4, 4],
        [1, 1, 2, 1],
        [2, 2, 2, 2],
        [null, 5, 5, 5],
        [null, null, 1, 1],
        [null, 3, null, null],
      ],
    },
  },
  run(inputs, how = {}) {
    const { patterns, values } = coded(inputs);
    const alpha = alphaOf(patterns, inputs.metric, values);
    const found = alpha(timesOf(patterns));
    if (found === null)
      throw new MethodProblem(
        'no-variation',
        'ratings',
        'Every rating is the same: there is nothing to agree on beyond chance.',
      );
    const costly = inputs.metric === 'ratio' && values.length > MOST_RATIOS_RESAMPLED;
    const bounds = costly ? null : resampled(patterns, alpha, inputs, how);
    const items = patterns.ofItem.length;
    const missing = inputs.ratings.length - items;
    const verdict: 'reliable' | 'tentative' | 'unreliable' =
      found.alpha >= RELIABLE ? 'reliable' : found.alpha >= TENTATIVE ? 'tentative' : 'unreliable';
    return {
      alpha: { estimate: found.alpha, low: bounds?.low ?? null, high: bounds?.high ?? null, level: inputs.level },
      observedDisagreement: found.observed,
      expectedDisagreement: found.expected,
      verdict,
      items,
      pairableRatings: found.pairable,
      missing,
      warnings: warningsOf(found, items, missing, bounds !== null),
      reading: `Krippendorff's alpha is ${found.alpha.toFixed(2)} over ${items} items${bounds === null ? '' : `, ${confidence(inputs.level)} between ${bounds.low.toFixed(2)} and ${bounds.high.toFixed(2)}`}: ${{ reliable: 'the ratings can be relied on', tentative: 'good for tentative conclusions only', unreliable: 'too little agreement to build on' }[verdict]}.`,
      picture: {
        kind: 'intervals' as const,
        title: "Krippendorff's alpha",
        x: 'Metric',
        y: 'Alpha',
        series: [
          {
            name: 'Alpha',
            x: [inputs.metric],
            y: [found.alpha],
            low: [bounds?.low ?? null],
            high: [bounds?.high ?? null],
          },
        ],
        marks: [
          { axis: 'y' as const, at: RELIABLE, label: 'Reliable' },
          { axis: 'y' as const, at: TENTATIVE, label: 'Tentative' },
        ],
      },
    };
  },
});

interface Given {
  readonly ratings: readonly (readonly (string | number | null)[])[];
  readonly metric: Metric;
  readonly categories?: readonly (string | number)[] | undefined;
}

function coded({ ratings, metric, categories }: Given): { patterns: Patterns; values: number[] } {
  const rows = ratings.map((row) => row.filter((value) => value !== null));
  const paired = rows.filter((row) => row.length > 1);
  if (paired.length === 0) throw new MethodProblem('no-ratings', 'ratings', 'Give at least one item with two ratings.');
  const distinct = [...new Set(categories ?? paired.flat())];
  const numbers = distinct.filter((value) => typeof value === 'number');
  const ordered =
    categories === undefined && numbers.length === distinct.length ? numbers.sort((a, b) => a - b) : distinct;
  if (metric !== 'nominal' && categories === undefined && numbers.length < distinct.length)
    throw new MethodProblem(
      'not-numbers',
      metric === 'ordinal' ? 'categories' : 'ratings',
      `Give numbers for the ${metric} metric, or for ordinal words their order in categories.`,
    );
  if ((metric === 'interval' || metric === 'ratio') && numbers.length < distinct.length)
    throw new MethodProblem('not-numbers', 'ratings', `The ${metric} metric needs numbers.`);
  if (metric === 'ratio' && numbers.some((value) => value < 0))
    throw new MethodProblem('not-numbers', 'ratings', 'The ratio metric needs numbers from 0 up.');
  if (metric === 'ratio' && ordered.length > MOST_RATIOS)
    throw new MethodProblem('too-many-values', 'ratings', `Round to at most ${MOST_RATIOS} distinct values.`);
  const index = new Map<string | number, number>(ordered.map((value, at) => [value, at]));
  const items = paired.map((row) =>
    row.map((value) => {
      const at = index.get(value);
      if (at === undefined)
        throw new MethodProblem('unknown-category', 'categories', `${value} is not among the categories.`);
      return at;
    }),
  );
  return { patterns: patternsOf(items, ordered.length), values: ordered.map(Number) };
}

function resampled(
  { ofItem, list }: Patterns,
  alpha: (times: Float64Array) => Alpha | null,
  { resamples, level }: { resamples: number; level: number },
  how: MethodRun,
) {
  const random = randomFrom(how.seed);
  const items = ofItem.length;
  const times = new Float64Array(list.length);
  const draws: number[] = [];
  for (let draw = 0; draw < resamples; draw++) {
    times.fill(0);
    for (let i = 0; i < items; i++) times[ofItem[random.below(items)]!]!++;
    // A resample of one value alone is full agreement.
    draws.push(alpha(times)?.alpha ?? 1);
    if (draw % 100 === 99) how.progress?.((draw + 1) / resamples);
  }
  if (draws.length === 0 || items < 2) return null;
  const sorted = Float64Array.from(draws).sort();
  return { low: quantileOfSorted(sorted, (1 - level) / 2), high: quantileOfSorted(sorted, (1 + level) / 2) };
}

function warningsOf({ alpha }: Alpha, items: number, missing: number, bounded: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (items < FEW_ITEMS)
    warnings.push({ id: 'too-few-items', text: `${items} items: have at least ${FEW_ITEMS} rated twice.` });
  if (missing > 0)
    warnings.push({
      id: 'answers-missing',
      text: `Left out for fewer than two ratings: ${missing} of ${items + missing} items.`,
    });
  if (alpha < TENTATIVE)
    warnings.push({ id: 'unreliable', text: 'Define the categories more sharply, train the raters, and rate again.' });
  if (!bounded)
    warnings.push({
      id: 'no-interval',
      text: 'For an interval rate more items, leave resamples above 0, and round ratios to at most 500 distinct values.',
    });
  return warnings;
}
