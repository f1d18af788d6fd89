import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomFrom } from '../numeric/random.ts';
import { bayesianMeans } from './bayesian-means.ts';

type Inputs = Parameters<typeof bayesianMeans.inputs.parse>[0];
const run = (inputs: Inputs) => bayesianMeans.run(bayesianMeans.inputs.parse(inputs));
const summary = (mean: number, standardDeviation: number, n: number) => ({ values: { n, mean, standardDeviation } });

const arm = fc
  .tuple(
    fc.double({ min: -50, max: 50, noNaN: true }),
    fc.double({ min: 0.5, max: 80, noNaN: true }),
    fc.integer({ min: 2, max: 5000 }),
  )
  .map(([mean, deviation, n]) => summary(mean, deviation, n));

test('closed forms for two arms and the integrals for many agree; order, shift and sign', () => {
  fc.assert(
    fc.property(arm, arm, (one, other) => {
      const got = run({ arms: [one, other] });
      const b = got.arms[1]!;
      expect(b.probabilityBest).toBeCloseTo(b.probabilityToBeatControl ?? -1, 9);
      expect(b.expectedLoss).toBeCloseTo(b.expectedLossAgainstControl ?? -1, 8);
      expect(got.arms[0]!.expectedLoss).toBeCloseTo(b.expectedLossOfKeepingControl ?? -1, 8);
      expect(got.arms[0]!.expectedLoss - b.expectedLoss).toBeCloseTo(b.difference?.estimate ?? -1, 8);
      const turned = run({ arms: [other, one], higherIsBetter: false });
      expect(turned.arms[0]!.probabilityBest).toBeCloseTo(1 - b.probabilityBest, 9);
    }),
    { numRuns: 40 },
  );
});

test('three arms against two hundred thousand draws', () => {
  const { arms } = run({ arms: [summary(10, 20, 400), summary(11, 25, 300), summary(11.5, 30, 200)] });
  const random = randomFrom(4);
  const wins = [0, 0, 0];
  for (let i = 0; i < 200_000; i++) {
    const drawn = arms.map(({ mean, standardDeviation }) => mean.estimate + standardDeviation * random.normal());
    const best = drawn.indexOf(Math.max(...drawn));
    wins[best] = wins[best]! + 1;
  }
  for (const [i, { probabilityBest }] of arms.entries())
    expect(Math.abs(wins[i]! / 200_000 - probabilityBest)).toBeLessThan(0.005);
});

test('Gelman et al. (2013), 2.5: a prior as precise as the data halves the way to it', () => {
  const [a] = run({ arms: [summary(10, 20, 400), summary(1, 1, 2)], prior: { mean: 0, standardDeviation: 1 } }).arms;
  expect(a?.mean.estimate).toBeCloseTo(5, 12);
  expect(a?.standardDeviation).toBeCloseTo(Math.SQRT1_2, 12);
});

test('values and their summary answer alike; few, constant and single ones', () => {
  const whole = run({ arms: [{ values: [1, 2, 4] }, { values: [3, 5, 8] }] });
  expect(whole.warnings.map(({ id }) => id)).toEqual(['too-few-answers']);
  expect(
    run({ arms: [{ values: { n: 3, sum: 7, sumOfSquares: 21 } }, { values: [3, 5, 8] }] }).arms[1]?.probabilityBest,
  ).toBeCloseTo(whole.arms[1]!.probabilityBest, 12);
  expect(() => run({ arms: [{ values: [1, 1] }, { values: [1, 2] }] })).toThrow(
    expect.objectContaining({ id: 'no-variation', field: 'arms.0.values' }),
  );
  expect(() => run({ arms: [{ values: [1, 2] }, { values: [1] }] })).toThrow(
    expect.objectContaining({ id: 'too-few-values' }),
  );
  const apart = run({ arms: [summary(0, 1, 1e6), summary(1e6, 1, 1e6)] });
  expect(bayesianMeans.result.safeParse(apart).error).toBeUndefined();
  expect(apart.arms[1]?.probabilityBest).toBeCloseTo(1, 12);
});

test('missing values are left out and told', () => {
  const [full, gaps] = [
    [1, 2, 4],
    [1, null, 2, 4],
  ].map((values) => bayesianMeans.run(bayesianMeans.inputs.parse({ arms: [{ values }, { values: [2, 3, 7] }] })));
  expect(gaps?.arms).toEqual(full?.arms);
  expect(gaps?.warnings.map(({ id }) => id)).toEqual(['too-few-answers', 'values-missing']);
});

test('values that vary by no more than their rounding: refused by the name of the arm', () => {
  const arms = [
    { values: { n: 50, mean: 60, standardDeviation: 1e-15 } },
    { values: { n: 50, mean: 61, standardDeviation: 3 } },
  ];
  expect(() => bayesianMeans.run(bayesianMeans.inputs.parse({ arms }))).toThrow(
    expect.objectContaining({ id: 'no-variation', field: 'arms.0.values' }),
  );
});
