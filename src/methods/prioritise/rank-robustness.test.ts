import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import { distributionOf, type Estimate, estimate } from './estimate-distribution.ts';
import { rankRobustness } from './rank-robustness.ts';

const normal = (mean: number, standardDeviation: number) => ({ distribution: 'normal', mean, standardDeviation });
const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
/** E[max(0, N(-gap, spread))]: what is gained by knowing a normal difference before choosing (unit normal loss). */
const loss = (gap: number, spread: number) =>
  spread * (density(gap / spread) - (gap / spread) * normalCdf(-gap / spread, 0, 1));
const ask = (inputs: object, seed = 5) => answerMethod(rankRobustness, { draws: 20_000, ...inputs }, { seed });

describe('closed forms for normal scores', () => {
  const items = [
    { name: 'A', estimates: { value: normal(10, 3), extra: normal(0, 1) } },
    { name: 'B', estimates: { value: normal(9, 2), extra: 0 } },
  ];
  const spread = Math.sqrt(9 + 1 + 4);

  test('order of the pair, spread of the score, ranks', async () => {
    const {
      items: found,
      aheadProbabilities,
      orderHolds,
    } = await ask({ rule: 'formula', formula: 'value + extra', items });
    const first = normalCdf(1 / spread, 0, 1);
    expect(Math.abs((aheadProbabilities[0]?.[1] ?? 0) - first)).toBeLessThan(0.012);
    expect(orderHolds).toBe(aheadProbabilities[0]?.[1]);
    expect(found[0]?.rankProbabilities[0]).toBeCloseTo(found[1]?.rankProbabilities[1] ?? 0, 12);
    expect(found[0]?.standardDeviation).toBeCloseTo(Math.sqrt(10), 1);
    expect(found[0]?.high).toBeCloseTo(10 + 1.645 * Math.sqrt(10), 0);
  });

  test('value of everything, of an item and of each estimate', async () => {
    const { valueOfInformation: value, items: found } = await ask({
      rule: 'weighted',
      weights: { value: 1, extra: 1 },
      items,
      draws: 100_000,
    });
    expect(Math.abs(value.perfect - loss(1, spread))).toBeLessThan(4 * value.perfectStandardError);
    const of = (item: string, name: string) =>
      value.estimates.find((one) => one.item === item && one.estimate === name)?.value ?? 0;
    expect(of('A', 'value')).toBeCloseTo(loss(1, 3), 1);
    expect(of('B', 'value')).toBeCloseTo(loss(1, 2), 1);
    expect(of('A', 'extra')).toBeCloseTo(loss(1, 1), 1);
    expect(Math.abs((found[0]?.valueOfInformation ?? 0) - loss(1, Math.sqrt(10)))).toBeLessThan(0.03);
    expect(value.estimates.map(({ item, estimate: name }) => `${item} ${name}`)).toEqual([
      'A value',
      'B value',
      'A extra',
    ]);
    expect(value.chosenNow).toEqual(['A']);
  });

  test('a shared estimate turns the order for both: its value is that of the difference', async () => {
    const both = await ask({
      rule: 'formula',
      formula: 'base + slope * market',
      shared: { market: normal(2, 1) },
      items: [
        { name: 'A', estimates: { base: 0, slope: 3 } },
        { name: 'B', estimates: { base: 3, slope: 1 } },
      ],
    });
    expect(both.valueOfInformation.estimates).toHaveLength(1);
    expect(both.valueOfInformation.estimates[0]).toMatchObject({ item: null, estimate: 'market' });
    expect(both.valueOfInformation.estimates[0]?.value).toBeCloseTo(loss(1, 2), 1);
    expect(both.valueOfInformation.estimates[0]?.value).toBeCloseTo(both.valueOfInformation.perfect, 1);
  });
});

test('RICE of lognormals: the ratio of two scores is lognormal', async () => {
  const item = (logMean: number) => ({
    estimates: {
      reach: { distribution: 'lognormal', logMean, logStandardDeviation: 0.6 },
      impact: 1,
      confidence: 1,
      effort: { distribution: 'lognormal', logMean: 1, logStandardDeviation: 0.3 },
    },
  });
  const { items, aheadProbabilities } = await ask({ rule: 'rice', items: [item(7), item(6.7)], draws: 50_000 });
  const sure = normalCdf(0.3 / Math.sqrt(2 * (0.36 + 0.09)), 0, 1);
  expect(Math.abs((aheadProbabilities[0]?.[1] ?? 0) - sure)).toBeLessThan(0.01);
  expect(items[0]?.median).toBeCloseTo(Math.exp(6), -1);
  expect((items[0]?.expectedScore ?? 0) / Math.exp(6 + 0.225)).toBeCloseTo(1, 1);
});

const BETA = { distribution: 'beta', alpha: 2, beta: 6, minimum: 1, maximum: 5 };
const MOMENTS: [object, number, number][] = [
  [normal(3, 2), 3, 4],
  [{ distribution: 'normal', low: 1, high: 5, level: 0.9 }, 3, (2 / 1.6448536269514722) ** 2],
  [{ distribution: 'normal', mean: 0, standardDeviation: 1, minimum: 0 }, Math.sqrt(2 / Math.PI), 1 - 2 / Math.PI],
  [{ distribution: 'lognormal', mean: 10, standardDeviation: 4 }, 10, 16],
  [{ distribution: 'triangular', minimum: 0, mode: 1, maximum: 4 }, 5 / 3, (16 + 1 - 4) / 18],
  [{ distribution: 'pert', minimum: 0, mode: 1, maximum: 6 }, 10 / 6, ((10 / 6) * (6 - 10 / 6)) / 7],
  [BETA, 2, (16 * 12) / (64 * 9)],
  [{ distribution: 'uniform', minimum: 2, maximum: 8 }, 5, 3],
];

test.each(MOMENTS)('%j has its mean and variance, drawn and by quantiles', (given, mean, variance) => {
  const one = distributionOf(estimate.parse(given), 'x');
  const random = randomFrom(3);
  const drawn = momentsOf(Float64Array.from({ length: 40_000 }, () => one.draw(random)));
  expect(Math.abs(drawn.mean - mean)).toBeLessThan(0.03 * Math.sqrt(variance));
  expect(drawn.variance / variance).toBeCloseTo(1, 1);
  const even = momentsOf(Float64Array.from({ length: 4000 }, (_, i) => one.quantile((i + 0.5) / 4000)));
  expect(Math.abs(even.mean - mean)).toBeLessThan(0.01 * Math.sqrt(variance));
  expect(even.variance / variance).toBeCloseTo(1, 1);
});

test('a far cut keeps its precision; one too far is refused', () => {
  const tail = (minimum: number): Estimate => ({
    distribution: 'normal',
    mean: 0,
    standardDeviation: 1,
    minimum,
    level: 0.9,
  });
  const middle = distributionOf(tail(6), 'x').quantile(0.5);
  expect(normalCdf(-middle, 0, 1) / normalCdf(-6, 0, 1)).toBeCloseTo(0.5, 6);
  expect(() => distributionOf(tail(9), 'x')).toThrow(expect.objectContaining({ id: 'estimate-invalid' }));
});

const uncertain = fc.oneof(
  fc.integer({ min: 1, max: 9 }),
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
    .map(([minimum, width]) => ({ distribution: 'uniform', minimum, maximum: minimum + width })),
);
const uncertainItems = fc.array(
  fc.record({ estimates: fc.record({ impact: uncertain, confidence: uncertain, ease: uncertain }) }),
  { minLength: 1, maxLength: 5 },
);

test('ranks of an item sum to 1, so do the items of a rank; pairs complement each other; information never hurts', async () => {
  await fc.assert(
    fc.asyncProperty(uncertainItems, fc.integer({ min: 1, max: 2 }), async (items, wanted) => {
      const choose = Math.min(wanted, items.length);
      const answer = await ask({ rule: 'ice', items, draws: 200, choose });
      answer.items.forEach(({ rankProbabilities, probabilityChosen, expectedRank }, i) => {
        expect(rankProbabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        expect(answer.items.reduce((sum, other) => sum + other.rankProbabilities[i]!, 0)).toBeCloseTo(1, 9);
        expect(probabilityChosen).toBeLessThanOrEqual(1);
        const behind = answer.aheadProbabilities[i]!.reduce((sum, ahead, j) => (i === j ? sum : sum + 1 - ahead), 0);
        expect(expectedRank).toBeCloseTo(1 + behind, 9);
      });
      const { perfect, estimates } = answer.valueOfInformation;
      expect(perfect).toBeGreaterThanOrEqual(0);
      for (const { value } of estimates) expect(value).toBeGreaterThanOrEqual(0);
      if (choose === items.length) expect(perfect).toBeCloseTo(0, 6);
    }),
    { numRuns: 30 },
  );
});

test('certain estimates: a certain order, nothing worth learning, ties shared', async () => {
  const one = { impact: 5, confidence: 5, ease: 5 };
  const answer = await ask({
    rule: 'ice',
    items: [{ estimates: one }, { estimates: one }, { estimates: { ...one, ease: 1 } }],
    draws: 100,
  });
  expect(answer.items.map(({ rankProbabilities }) => rankProbabilities)).toEqual([
    [0.5, 0.5, 0],
    [0.5, 0.5, 0],
    [0, 0, 1],
  ]);
  expect(answer.valueOfInformation).toMatchObject({ perfect: 0, estimates: [] });
  expect(answer.warnings.map(({ id }) => id)).toEqual(['nothing-uncertain', 'toss-up']);
});

test('the same seed gives the same answer, another seed nearly the same', async () => {
  const inputs = rankRobustness.example.inputs;
  expect(await ask(inputs, 1)).toEqual(await ask(inputs, 1));
  const [one, other] = [await ask(inputs, 1), await ask(inputs, 2)];
  expect(one.items[0]?.probabilityFirst).not.toBe(other.items[0]?.probabilityFirst);
  expect(Math.abs((one.items[0]?.probabilityFirst ?? 0) - (other.items[0]?.probabilityFirst ?? 0))).toBeLessThan(0.05);
});

test('divisors that reach 0, values out of range and names never used are warned of', async () => {
  const { warnings } = await ask({
    rule: 'rice',
    items: [
      {
        estimates: { reach: normal(100, 200), impact: 1, confidence: normal(0.9, 0.2), effort: normal(1, 1), risk: 3 },
      },
    ],
    draws: 100,
  });
  expect(warnings.map(({ id }) => id)).toEqual(['divisor-cut', 'estimate-out-of-range', 'estimate-unused']);
  const clean = await ask(rankRobustness.example.inputs);
  expect(clean.warnings.filter(({ id }) => id !== 'toss-up')).toEqual([]);
});

test('missing, contradictory or impossible estimates are refused by name', async () => {
  const refuse = (estimates: object, more = {}) =>
    expect(ask({ rule: 'wsjf', items: [{ estimates }], ...more })).rejects;
  await refuse({ duration: 1 }).toMatchObject({ id: 'estimate-missing', field: 'items.0.estimates.costOfDelay' });
  await refuse({ costOfDelay: 1, duration: 0 }).toMatchObject({
    id: 'estimate-invalid',
    field: 'items.0.estimates.duration',
  });
  await refuse({ costOfDelay: 1, duration: { distribution: 'uniform', minimum: -1, maximum: 1 } }).toMatchObject({
    id: 'estimate-invalid',
  });
  await refuse({ costOfDelay: { distribution: 'normal', mean: 3 }, duration: 1 }).toMatchObject({
    id: 'estimate-invalid',
  });
  await refuse({
    costOfDelay: { distribution: 'triangular', minimum: 1, mode: 9, maximum: 3 },
    duration: 1,
  }).toMatchObject({ id: 'estimate-invalid' });
  await refuse({ costOfDelay: { distribution: 'lognormal', low: -1, high: 3 }, duration: 1 }).toMatchObject({
    id: 'estimate-invalid',
  });
  await refuse({ costOfDelay: { distribution: 'gauss' }, duration: 1 }).toMatchObject({ id: 'inputs-invalid' });
  await refuse({ costOfDelay: 1, duration: 1 }, { choose: 2 }).toMatchObject({ id: 'choose-too-many' });
  await refuse({ a: 0 }, { rule: 'formula', formula: '1 / a' }).toMatchObject({
    id: 'score-undefined',
    field: 'items.0.estimates',
  });
  await refuse({}, { rule: 'formula' }).toMatchObject({ id: 'formula-missing' });
  await refuse({}, { rule: 'weighted' }).toMatchObject({ id: 'weights-missing' });
});
