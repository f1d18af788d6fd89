import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { changePoints } from './change-points.ts';
import { optimalPartition } from './optimal-partitioning.ts';
import { segmentCosts } from './segment-cost.ts';

const { inputs, expected, tolerance } = reference('forecast_changepoint_pelt');
const nile: number[] = inputs.nile;

describe('R changepoint 2.3', () => {
  test('the Nile over its standard deviation, mean, MBIC', async () => {
    const mean = nile.reduce((sum, value) => sum + value, 0) / nile.length;
    const sd = Math.sqrt(nile.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (nile.length - 1));
    const oracle = expected.nile_over_sd_mean_MBIC;
    const answer = await answerMethod(changePoints, { values: nile.map((value) => value / sd), noiseVariance: 1 });
    expect(answer.changePoints).toEqual(oracle.changepoints);
    expect(answer.segments.map((part) => part.mean)).toEqual(
      oracle.segment_params.mean.map((m: number) => expect.closeTo(m, 9)),
    );
    expect(answer.penaltyValue).toBeCloseTo(oracle.penalty_value, 9);
  });

  test('the Nile, mean and variance, BIC', async () => {
    const oracle = expected.nile_meanvar_BIC;
    const answer = await answerMethod(changePoints, { values: nile, changeIn: 'mean-variance', penalty: 'bic' });
    expect(answer.changePoints).toEqual(oracle.changepoints);
    expect(answer.segments.map((part) => part.variance)).toEqual(
      oracle.segment_params.variance.map((v: number) => expect.closeTo(v, 6)),
    );
    expect(answer.penaltyValue).toBeCloseTo(oracle.penalty_value, 9);
    expect(answer.warnings.map(({ id }) => id)).toContain('degenerate-segment');
  });

  test('simulated steps, mean, 2 ln n', async () => {
    const oracle = expected.simulated_mean_2logn;
    const answer = await answerMethod(changePoints, { values: inputs.simulated, penalty: oracle.penalty_value });
    expect(answer.changePoints).toEqual(oracle.changepoints);
    expect(answer.segments.map((part) => part.mean)).toEqual(
      oracle.segment_params.mean.map((m: number) => expect.closeTo(m, 6)),
    );
  });

  test.each([
    ['nile_penalty_2logn_var', 'nile'],
    ['simulated_penalty_2logn', 'simulated'],
  ])('least squares, exact: %s', async (name, series) => {
    const oracle = expected.least_squares_exact[name];
    const answer = await answerMethod(changePoints, { values: inputs[series], penalty: oracle.penalty });
    expect(answer.changePoints).toEqual(oracle.changepoints);
    expect(Math.abs(answer.cost / oracle.cost - 1)).toBeLessThan(tolerance.cost);
  });
});

const kinds = fc.constantFrom('mean' as const, 'mean-variance' as const, 'poisson' as const);
const counts = (minLength: number, maxLength: number) =>
  fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 40 })), { minLength, maxLength });

/** Every way to cut, tried. */
function cheapest(
  n: number,
  cost: (from: number, to: number) => number,
  { penalty, shortest }: { penalty: number; shortest: number },
): number {
  let least = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 2 ** (n - 1); mask++) {
    const edges = [0, ...Array.from({ length: n - 1 }, (_, i) => i + 1).filter((cut) => (mask >> (cut - 1)) & 1), n];
    const lengths = edges.slice(1).map((to, i) => to - (edges[i] ?? 0));
    if (lengths.some((length) => length < shortest)) continue;
    const total = edges.slice(1).reduce((sum, to, i) => sum + cost(edges[i] ?? 0, to), (edges.length - 2) * penalty);
    least = Math.min(least, total);
  }
  return least;
}

test('equal to every way to cut tried, on short series', () => {
  fc.assert(
    fc.property(
      counts(4, 10),
      kinds,
      fc.boolean(),
      fc.integer({ min: 1, max: 3 }),
      (values, changeIn, modified, length) => {
        const costs = segmentCosts(values, { changeIn, variance: 4, modified });
        const shortest = Math.max(costs.shortest, length);
        const found = optimalPartition(values.length, { costs, penalty: 3, shortest });
        expect(found.cost).toBeCloseTo(cheapest(values.length, costs.cost, { penalty: 3, shortest }), 8);
      },
    ),
    { numRuns: 60 },
  );
});

test('pruned and unpruned search agree', () => {
  fc.assert(
    fc.property(
      counts(20, 120),
      kinds,
      fc.boolean(),
      fc.integer({ min: 1, max: 5 }),
      (values, changeIn, modified, length) => {
        const costs = segmentCosts(values, { changeIn, variance: 9, modified });
        const how = { costs, penalty: 8, shortest: Math.max(costs.shortest, length) };
        const pruned = optimalPartition(values.length, how);
        const whole = optimalPartition(values.length, { ...how, prune: false });
        expect(pruned.cost).toBeCloseTo(whole.cost, 8);
        expect(pruned.looked).toBeLessThanOrEqual(whole.looked);
      },
    ),
    { numRuns: 100 },
  );
});

test('order reversed: the same cuts seen from the other end; a higher penalty never cuts more', () => {
  const values = inputs.simulated.slice(0, 250);
  const ask = (given: number[], penalty: number) =>
    changePoints.run({ values: given, changeIn: 'mean', penalty, level: 0.95 }).changePoints;
  expect(ask([...values].reverse(), 12)).toEqual(
    ask(values, 12)
      .map((cut) => 250 - cut)
      .reverse(),
  );
  const numbers = [2, 4, 8, 16, 64].map((penalty) => ask(values, penalty).length);
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
});

test('scale and shift do not move the cuts where the noise is estimated, even far from zero', () => {
  const ask = (values: number[]) =>
    changePoints.run({ values, changeIn: 'mean', penalty: 'mbic', level: 0.95 }).changePoints;
  for (const scale of [1e-8, 1, 1e6]) expect(ask(nile.map((value) => 1e7 * scale + scale * value))).toEqual([28]);
});

test('Poisson: steps in a rate are found where they are, with the place in its range', () => {
  const random = randomFrom(4);
  const draw = (rate: number) => {
    let count = -1;
    for (let sum = 0; sum < rate; count++) sum -= Math.log(1 - random.uniform());
    return count;
  };
  const values = Array.from({ length: 300 }, (_, t) => draw(t < 120 ? 3 : t < 200 ? 9 : 5));
  const answer = changePoints.run({ values, changeIn: 'poisson', penalty: 'mbic', level: 0.95 });
  expect(answer.changePoints).toHaveLength(2);
  answer.places.forEach(({ low, high }, i) => {
    expect(low - 2).toBeLessThanOrEqual([120, 200][i] ?? 0);
    expect(high + 2).toBeGreaterThanOrEqual([120, 200][i] ?? 0);
  });
});

test('a constant series, one value: no change', async () => {
  for (const changeIn of ['mean', 'poisson'] as const) {
    expect((await answerMethod(changePoints, { values: Array(30).fill(2), changeIn })).changePoints).toEqual([]);
    expect((await answerMethod(changePoints, { values: [3], changeIn })).segments).toHaveLength(1);
  }
  expect(
    (await answerMethod(changePoints, { values: Array(30).fill(2), changeIn: 'mean-variance' })).changePoints,
  ).toEqual([]);
});

test('refused by name: no values, negative counts, stretches longer than the series', async () => {
  await expect(answerMethod(changePoints, { values: [] })).rejects.toMatchObject({ id: 'no-values' });
  await expect(answerMethod(changePoints, { values: [1, -1], changeIn: 'poisson' })).rejects.toMatchObject({
    id: 'counts-negative',
  });
  await expect(answerMethod(changePoints, { values: [1, 2], minimumLength: 5 })).rejects.toMatchObject({
    id: 'stretch-too-long',
  });
});

test('the example finds the launch on day 62', async () => {
  const { changePoints: cuts } = await answerMethod(changePoints, changePoints.example.inputs);
  expect(cuts).toContain(61);
});

test('a straight climb and a handful of values are cut, but warned of', async () => {
  const climb = await answerMethod(changePoints, { values: Array.from({ length: 40 }, (_, at) => 3 + 2 * at) });
  expect(climb.warnings.map(({ id }) => id)).toContain('many-cuts');
  const few = await answerMethod(changePoints, { values: [1, 2, 3] });
  expect(few.warnings.map(({ id }) => id)).toContain('few-values');
});
