import { z } from 'zod';
import { defineMethod, interval, type MethodRun, report, type Warning } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { randomFrom } from '../numeric/random.ts';
import { type Reach, reachAt } from './newton-miller-smith.ts';
import { CONVENTIONS, type Convention, type PricePoints, point, points, pointsOf } from './price-points.ts';
import { type Among, type PriceCurves, type PriceGrid, priceCurves, priceGrid } from './price-sensitivity-curves.ts';
import { vanWestendorpExample } from './van-westendorp.example.ts';
import { intentsOf, type Sample, sampleOf } from './van-westendorp-sample.ts';

const FEW_ANSWERS = 50;
const LARGE_INVALID_SHARE = 0.2;
/** Reaches this close are one: the lower price is told. */
const SAME = 1e-12;
const answers = z.array(z.number().nonnegative().nullable());
const intents = z.array(z.int().nullable());
const banded = interval.nullable();

/**
 * Van Westendorp's price sensitivity meter: the range of prices people accept, with reach and revenue by Newton, Miller and Smith.
 *
 * Tools differ in how they draw and cross the curves, which can move a point by one price step; all published ways are given.
 *
 * @throws MethodProblem `no-answers`, `unequal-lengths`, `no-consistent-answers`, `unknown-intent`.
 * @example vanWestendorp.run(vanWestendorp.inputs.parse(vanWestendorp.example.inputs)).points.optimalPrice;
 */
export const vanWestendorp = defineMethod({
  name: 'van-westendorp',
  field: 'price',
  title: 'Van Westendorp price sensitivity meter',
  summary:
    'The range of prices people find acceptable, the price fewest object to, and which price reaches most or earns most.',
  whenToUse: ['Early, for a product without a market price, to find the range worth testing.'],
  whenNot: [
    'To set the final price: nobody paid. Test the range with gabor-granger, conjoint or in the market.',
    'For what people do not know well enough to price.',
  ],
  assumes: [
    'People can name prices for the product as described (not checked).',
    'Too cheap < cheap < expensive < too expensive (checked; others are left out unless told not to).',
    'For Newton-Miller-Smith: stated intent turns into purchase as calibrated (not checked).',
  ],
  formula:
    'Cumulative shares by price; too cheap and cheap fall, expensive and too expensive rise; their crossings. Newton-Miller-Smith: probability of buying per person by straight lines through (too cheap, 0), (cheap, intent), (expensive, intent), (too expensive, 0); the mean is reach. Intervals: bootstrap over people, percentile.',
  source: [
    'van Westendorp, P. (1976), NSS Price Sensitivity Meter, ESOMAR Congress.',
    'Newton, D., Miller, J., Smith, P. (1993), A market acceptance extension to traditional price sensitivity measurement, AMA ART Forum.',
    'R package pricesensitivitymeter 1.3.3 and 1.2.2 (conventions).',
  ],
  verified:
    'R pricesensitivitymeter 1.3.3 on the data of its vignette: curves to 1e-9, reach to 1e-6, optimal prices exactly, price points of every convention to 1e-9. The narrower range there is one price step higher by rounding in that package.',
  cost: 'O(n log n), and resamples times as much',
  warns: {
    'too-few-answers': 'Fewer than 50 consistent people: the points move much from sample to sample.',
    'inconsistent-answers': 'Some people’s prices are not in order (or missing) and were left out, or kept on request.',
    'no-crossing': 'Curves that do not meet: those points are null.',
    'intent-missing': 'People without intent are not part of reach and revenue.',
  },
  heavy: true,
  inputs: z.object({
    tooCheap: answers.optional().describe('Price at which each person doubts the quality; left out where not asked.'),
    cheap: answers.describe('Price each person finds a bargain; null: no answer.'),
    expensive: answers.describe('Price each person finds expensive but would consider.'),
    tooExpensive: answers.describe('Price at which each person would not consider it.'),
    weights: z.array(z.number().nonnegative()).optional().describe('What each person counts; 1 where left out.'),
    purchaseIntentCheap: intents
      .optional()
      .describe('Intent to buy at the cheap price, as in nmsCalibration (5: surely).'),
    purchaseIntentExpensive: intents.optional().describe('Intent to buy at the expensive price.'),
    nmsCalibration: z
      .record(z.string(), z.number().min(0).max(1))
      .default({ 5: 0.7, 4: 0.5, 3: 0.3, 2: 0.1, 1: 0 })
      .describe('Probability of buying behind each step of the intent scale.'),
    validate: z.boolean().default(true).describe('Keep only people whose four prices are in strict order.'),
    convention: z
      .enum(CONVENTIONS)
      .default('linear')
      .describe(
        'How `points` are found. linear: falling curves are the share above a price, rising ones the share up to it, straight lines between prices, and no curve moves yet at its own lowest answer (R pricesensitivitymeter 1.3.3); linearPlain: the same without that exception; stepGrid: first price named where the rising curve has reached the falling; linearInclusive: falling curves include the price itself.',
      ),
    among: z
      .enum(['min', 'max', 'mean', 'median'])
      .default('min')
      .describe('Which price to take where two curves lie on each other for a stretch.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
    resamples: z.int().min(0).max(10_000).default(500).describe('Bootstrap resamples; 0 for no intervals.'),
  }),
  result: z.object({
    points,
    intervals: z
      .object({
        pointOfMarginalCheapness: banded,
        pointOfMarginalExpensiveness: banded,
        indifferencePrice: banded,
        optimalPrice: banded,
      })
      .nullable()
      .describe('Of the points; null without resamples.'),
    conventions: z
      .object({ linear: points, linearPlain: points, stepGrid: points, linearInclusive: points })
      .describe('The points by every convention.'),
    newtonMillerSmith: z
      .object({
        priceOptimalReach: z.number().describe('Price named at which most would buy (best trial).'),
        maxReach: z.number().describe('Share who would buy at that price.'),
        priceOptimalRevenue: z.number().describe('Price named at which price times reach is largest.'),
        maxRevenue: z.number().describe('Per person asked.'),
        curve: z
          .array(z.object({ price: z.number(), reach: z.number(), revenue: z.number() }))
          .describe('At every price named.'),
        people: z.int().describe('Those with both intents.'),
      })
      .nullable()
      .describe('Null without purchase intents.'),
    curves: z
      .array(
        z.object({
          price: z.number(),
          tooCheap: point,
          cheap: z.number(),
          expensive: z.number(),
          tooExpensive: z.number(),
        }),
      )
      .describe('Shares at every price named, as the linear convention draws them.'),
    total: z.int().describe('People given.'),
    invalid: z.int().describe('People whose prices are missing or out of order.'),
    ...report,
  }),
  example: vanWestendorpExample,
  run(inputs, how = {}) {
    const sample = sampleOf(inputs);
    const grid = priceGrid(sample);
    const settings = { convention: inputs.convention, among: inputs.among };
    const found = pointsOf(grid, sample.weights, settings);
    const of = (convention: Convention) => pointsOf(grid, sample.weights, { convention, among: inputs.among });
    const intentions = intentsOf(sample, inputs);
    const reach = intentions === null || intentions.length === 0 ? null : reachAt(grid.prices, intentions);
    const curves = priceCurves(grid, sample.weights, 'exclusive');
    const missing = intentions === null ? 0 : sample.rows.length - intentions.length;
    return {
      points: found,
      intervals: inputs.resamples === 0 ? null : resampled(grid, sample, { ...inputs, ...settings, found }, how),
      conventions: {
        linear: of('linear'),
        linearPlain: of('linearPlain'),
        stepGrid: of('stepGrid'),
        linearInclusive: of('linearInclusive'),
      },
      newtonMillerSmith: reach && { ...bestOf(reach), curve: reach, people: intentions?.length ?? 0 },
      curves: grid.prices.map((price, at) => ({
        price,
        tooCheap: curves.tooCheap?.[at] ?? null,
        cheap: curves.cheap[at]!,
        expensive: curves.expensive[at]!,
        tooExpensive: curves.tooExpensive[at]!,
      })),
      total: sample.total,
      invalid: sample.invalid,
      warnings: warningsOf(sample, found, missing),
      reading: readingOf(found, reach, sample.rows.length),
      picture: pictureOf(grid, curves, found),
    };
  },
});

const INTERVALS = [
  'pointOfMarginalCheapness',
  'pointOfMarginalExpensiveness',
  'indifferencePrice',
  'optimalPrice',
] as const;

function resampled(
  grid: PriceGrid,
  sample: Sample,
  settings: { found: PricePoints; convention: Convention; among: Among; level: number; resamples: number },
  how: MethodRun,
) {
  const random = randomFrom(how.seed);
  const { found, level, resamples } = settings;
  const people = sample.weights.length;
  const draws = INTERVALS.map((): number[] => []);
  for (let draw = 0; draw < resamples; draw++) {
    const weights = new Float64Array(people);
    for (let i = 0; i < people; i++) {
      const drawn = random.below(people);
      weights[drawn]! += sample.weights[drawn]!;
    }
    const again = pointsOf(grid, weights, settings);
    INTERVALS.forEach((name, at) => {
      const price = again[name];
      if (price !== null && Number.isFinite(price)) draws[at]!.push(price);
    });
    if (draw % 50 === 49) how.progress?.((draw + 1) / resamples);
  }
  const bounds = INTERVALS.map((name, at) => {
    const estimate = found[name];
    const sorted = draws[at]!.sort((a, b) => a - b);
    if (estimate === null || sorted.length === 0) return null;
    return {
      estimate,
      low: quantileOfSorted(sorted, (1 - level) / 2),
      high: quantileOfSorted(sorted, (1 + level) / 2),
      level,
    };
  });
  return {
    pointOfMarginalCheapness: bounds[0]!,
    pointOfMarginalExpensiveness: bounds[1]!,
    indifferencePrice: bounds[2]!,
    optimalPrice: bounds[3]!,
  };
}

function bestOf(curve: readonly Reach[]) {
  const above = (next: number, best: number) => next > best * (1 + SAME);
  const reach = curve.reduce((best, next) => (above(next.reach, best.reach) ? next : best));
  const revenue = curve.reduce((best, next) => (above(next.revenue, best.revenue) ? next : best));
  return {
    priceOptimalReach: reach.price,
    maxReach: reach.reach,
    priceOptimalRevenue: revenue.price,
    maxRevenue: revenue.revenue,
  };
}

function warningsOf(sample: Sample, found: PricePoints, intentMissing: number): Warning[] {
  const warnings: Warning[] = [];
  const warn = (id: string, text: string) => warnings.push({ id, text });
  if (sample.rows.length < FEW_ANSWERS)
    warn('too-few-answers', `${sample.rows.length} people: ask at least ${FEW_ANSWERS}.`);
  if (sample.invalid > 0)
    warn(
      'inconsistent-answers',
      `${sample.invalid} of ${sample.total} people have prices missing or out of order${sample.invalid > LARGE_INVALID_SHARE * sample.total ? ': so many that the questions may have been misread' : ''}.`,
    );
  if (
    found.indifferencePrice === null ||
    found.pointOfMarginalExpensiveness === null ||
    (sample.tooCheap !== null && (found.optimalPrice === null || found.pointOfMarginalCheapness === null))
  )
    warn('no-crossing', 'Some curves do not meet: look for prices in another unit or out of order.');
  if (intentMissing > 0)
    warn('intent-missing', `${intentMissing} people without intent are not part of reach and revenue.`);
  return warnings;
}

function readingOf(found: PricePoints, reach: readonly Reach[] | null, people: number): string {
  const say = (price: number | null) => (price === null ? 'an unknown price' : price.toFixed(2));
  const range = `${say(found.pointOfMarginalCheapness)} to ${say(found.pointOfMarginalExpensiveness)}`;
  const first = `${people} people find prices of ${range} acceptable; fewest object at ${say(found.optimalPrice)}, and as many call it cheap as expensive at ${say(found.indifferencePrice)}.`;
  if (reach === null) return first;
  const best = bestOf(reach);
  return `${first} By stated intent most would buy at ${say(best.priceOptimalReach)} (${(best.maxReach * 100).toFixed(0)} %), and ${say(best.priceOptimalRevenue)} earns most.`;
}

function pictureOf({ prices }: PriceGrid, curves: PriceCurves, found: PricePoints) {
  const x = [...prices];
  const not = (curve: Float64Array) => curve.map((share) => 1 - share);
  const named = [
    ['Too cheap', curves.tooCheap],
    ['Cheap', curves.cheap],
    ['Expensive', curves.expensive],
    ['Too expensive', curves.tooExpensive],
    ['Not cheap', not(curves.cheap)],
    ['Not expensive', not(curves.expensive)],
  ] as const;
  const marks = [
    ['Marginal cheapness', found.pointOfMarginalCheapness],
    ['Optimal price', found.optimalPrice],
    ['Indifference', found.indifferencePrice],
    ['Marginal expensiveness', found.pointOfMarginalExpensiveness],
  ] as const;
  return {
    kind: 'lines' as const,
    title: 'Price sensitivity meter',
    x: 'Price',
    y: 'Share of people',
    series: named.flatMap(([name, curve]) => (curve === null ? [] : [{ name, x, y: [...curve] }])),
    marks: marks.flatMap(([label, at]) => (at === null ? [] : [{ axis: 'x' as const, at, label }])),
  };
}
