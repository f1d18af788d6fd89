import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { hamiltonianDraws, shapeAround, splitRatio } from './hamiltonian-draws.ts';
import { feltOf, minusLogPosterior, startOf } from './media-model.ts';
import { mediaResponse } from './media-response.ts';

const ask = (inputs: object, seed = 1) => answerMethod(mediaResponse, inputs, { seed });
const priors = { retention: { a: 3, b: 3 }, half: { a: 2, b: 2 }, slope: { shape: 3, rate: 2 }, strength: 2 };

/** Two channels with known carryover and saturation, and noise of a tenth of their effect. */
function simulated(seed: number, periods = 160) {
  const random = randomFrom(seed);
  const spend = [0, 1].map(() =>
    Array.from({ length: periods }, () => (random.uniform() < 0.35 ? 0 : 100 * random.uniform())),
  );
  const shapes = [
    { retention: 0.6, half: 0.4, slope: 1.2, strength: 300 },
    { retention: 0.2, half: 0.5, slope: 1.8, strength: 150 },
  ];
  const felt = shapes.map((shape, c) =>
    feltOf(
      Float64Array.from(spend[c] ?? [], (one) => one / 100),
      shape,
    ),
  );
  const outcome = Array.from({ length: periods }, (_, t) =>
    shapes.reduce((sum, { strength }, c) => sum + strength * (felt[c]?.[t] ?? 0), 1000 + 15 * random.normal()),
  );
  const truth = shapes.map(({ strength }, c) => {
    const spent = (spend[c] ?? []).reduce((sum, one) => sum + one, 0);
    return (strength * (felt[c] ?? new Float64Array()).reduce((sum, one) => sum + one, 0)) / spent;
  });
  return {
    inputs: { outcome, channels: spend.map((one, c) => ({ name: `c${c}`, spend: one })), trend: false },
    truth,
    shapes,
  };
}

test('the gradient equals differences of the log posterior, also with an experiment', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const random = randomFrom(seed);
      const column = () => Float64Array.from({ length: 30 }, () => random.normal());
      const spend = [0, 1].map(() => Float64Array.from({ length: 30 }, () => Math.max(0, random.uniform() - 0.3)));
      const data = {
        outcome: column(),
        columns: [column()],
        spend,
        priors: [priors, priors],
        measured: [null, { mean: 0.4, error: 0.2 }],
      };
      const minus = minusLogPosterior(data);
      const at = startOf(data, () => random.normal());
      const gradient = new Float64Array(at.length);
      minus(at, gradient);
      at.forEach((_, i) => {
        const beside = (by: number) =>
          minus(
            at.map((one, j) => (i === j ? one + by : one)),
            new Float64Array(at.length),
          );
        const slope = (beside(1e-5) - beside(-1e-5)) / 2e-5;
        expect(Math.abs(slope - (gradient[i] ?? 0)) / (1 + Math.abs(slope))).toBeLessThan(1e-5);
      });
    }),
    { numRuns: 20 },
  );
});

test('draws from a normal have its mean, spread and correlation', () => {
  const curvature = Float64Array.of(2, 0.8, 0.8, 1);
  const minus = (at: Float64Array, gradient: Float64Array) => {
    const [x = 0, y = 0] = [(at[0] ?? 0) - 3, at[1] ?? 0];
    gradient[0] = 2 * x + 0.8 * y;
    gradient[1] = 0.8 * x + y;
    return x * x + 0.8 * x * y + (y * y) / 2;
  };
  const lower = shapeAround(curvature, 2);
  const settings = { draws: 2000, warmUp: 200, chains: 2, random: randomFrom(2) };
  const { rows } = hamiltonianDraws(minus, Float64Array.of(3, 0), lower, settings);
  const first = Float64Array.from(rows, (row) => row[0] ?? 0);
  const mean = first.reduce((sum, one) => sum + one, 0) / first.length;
  expect(mean).toBeCloseTo(3, 1);
  expect(first.reduce((sum, one) => sum + (one - mean) ** 2, 0) / first.length).toBeCloseTo(1 / (2 - 0.64), 1);
  expect(splitRatio(first, 2)).toBeLessThan(1.02);
});

test('returns and carryover that were put into a simulated series are found again', async () => {
  const { inputs, truth, shapes } = simulated(11);
  const found = await ask({ ...inputs, level: 0.98, draws: 300, warmUp: 200 });
  expect(found.warnings.map(({ id }) => id)).not.toContain('not-converged');
  found.channels.forEach(({ returnOnSpend, retention }, c) => {
    expect(returnOnSpend.low).toBeLessThan(truth[c] ?? Number.NaN);
    expect(returnOnSpend.high).toBeGreaterThan(truth[c] ?? Number.NaN);
    expect(retention.low).toBeLessThan(shapes[c]?.retention ?? Number.NaN);
    expect(retention.high).toBeGreaterThan(shapes[c]?.retention ?? Number.NaN);
  });
});

test('an experiment holds a channel to its return', async () => {
  const { inputs, truth } = simulated(12, 80);
  const measuredReturn = { estimate: (truth[0] ?? 0) / 2, standardError: 0.001 };
  const channels = inputs.channels.map((one, c) => (c === 0 ? { ...one, measuredReturn } : one));
  const { channels: found } = await ask({ ...inputs, channels, estimate: 'map' });
  expect(found[0]?.returnOnSpend.estimate).toBeCloseTo(measuredReturn.estimate, 2);
});

test('units of money and of the outcome do not matter, and the same seed gives the same answer', async () => {
  const { inputs } = simulated(13, 60);
  const here = await ask({ ...inputs, estimate: 'map' });
  expect(await ask({ ...inputs, estimate: 'map' })).toEqual(here);
  const there = await ask({
    ...inputs,
    estimate: 'map',
    outcome: inputs.outcome.map((one) => one * 1000),
    channels: inputs.channels.map((one) => ({ ...one, spend: one.spend.map((x) => x * 10) })),
  });
  there.channels.forEach(({ returnOnSpend }, c) => {
    expect(returnOnSpend.estimate / 100 / (here.channels[c]?.returnOnSpend.estimate ?? 0)).toBeCloseTo(1, 3);
  });
});

test('short series and channels that move together are warned of', async () => {
  const { inputs } = simulated(14, 40);
  const [one] = inputs.channels;
  const { warnings } = await ask({ ...inputs, channels: [one, { ...one, name: 'twin' }], estimate: 'map' });
  expect(warnings.map(({ id }) => id)).toEqual(expect.arrayContaining(['too-few-periods', 'collinear-channels']));
});

test('lengths that differ, no spend, an outcome that never changes, too few periods: refused by name', async () => {
  const { inputs } = simulated(15, 40);
  const refused = (given: object, id: string) =>
    expect(ask({ ...inputs, ...given })).rejects.toThrow(expect.objectContaining({ id }));
  await refused({ channels: [{ name: 'a', spend: [1, 2] }] }, 'lengths-differ');
  await refused({ controls: [{ name: 'a', values: [1, 2] }] }, 'lengths-differ');
  await refused({ channels: [{ name: 'a', spend: Array(40).fill(0) }] }, 'no-spend');
  await refused({ outcome: Array(40).fill(3) }, 'constant-outcome');
  await refused({ outcome: [1, 2, 3] }, 'too-few-periods-to-fit');
});
