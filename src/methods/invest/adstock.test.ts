import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { adstock } from './adstock.ts';

const { inputs, expected, tolerance } = reference('mmm_adstock_saturation');
const ask = (spend: readonly number[], decay: object) => answerMethod(adstock, { spend, decay });

function near(found: readonly number[], wanted: readonly number[]) {
  expect(found.length).toBe(wanted.length);
  found.forEach((value, at) => {
    expect(Math.abs(value - (wanted[at] ?? Number.NaN))).toBeLessThan(tolerance.abs);
  });
}

test("Robyn's geometric adstock and its inflation", async () => {
  const { adstocked, inflation } = await ask(inputs.robyn.adstock_x, {
    kind: 'geometric',
    retention: inputs.robyn.theta,
  });
  near(adstocked, expected.robyn.geometric);
  expect(inflation).toBeCloseTo(expected.robyn.inflation, 10);
});

test.each(['cdf', 'pdf'])("Robyn's Weibull adstock: %s", async (type) => {
  const { adstocked, weights } = await ask(inputs.robyn.adstock_x, {
    kind: `weibull-${type}`,
    ...inputs.robyn.weibull,
  });
  near(adstocked, expected.robyn[`weibull_${type}`]);
  near(weights, expected.robyn[`weibull_${type}_weights`]);
});

test("LightweightMMM's adstock, plain and normalised, and its carryover", async () => {
  const { x, lag_weight: retention, carryover } = inputs.lightweight;
  near((await ask(x, { kind: 'geometric', retention })).adstocked, expected.lightweight.adstock);
  near(
    (await ask(x, { kind: 'geometric', retention, normalise: true })).adstocked,
    expected.lightweight.adstock_normalised,
  );
  near((await ask(x, { kind: 'carryover', ...carryover })).adstocked, expected.lightweight.carryover);
});

const spends = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 });
const decays = fc.constantFrom(
  { kind: 'geometric', retention: 0.7 },
  { kind: 'weibull-cdf', shape: 2, scale: 0.3 },
  { kind: 'weibull-pdf', shape: 3, scale: 0.4 },
  { kind: 'carryover', retention: 0.6, delay: 2 },
);

test('effects add up, and twice the spend is felt twice', async () => {
  await fc.assert(
    fc.asyncProperty(spends, decays, async (spend, decay) => {
      const once = await ask(spend, decay);
      const window = { ...decay, window: spend.length };
      const early = await ask(
        spend.map((x, at) => (at % 2 === 0 ? x : 0)),
        window,
      );
      const late = await ask(
        spend.map((x, at) => (at % 2 === 0 ? 0 : x)),
        window,
      );
      const twice = await ask(
        spend.map((x) => 2 * x),
        decay,
      );
      once.adstocked.forEach((felt, at) => {
        expect((early.adstocked[at] ?? 0) + (late.adstocked[at] ?? 0)).toBeCloseTo(felt, 7);
        expect(twice.adstocked[at]).toBeCloseTo(2 * felt, 7);
      });
    }),
    { numRuns: 40 },
  );
});

test('an effect is never felt before its spend', async () => {
  const { adstocked } = await ask([0, 0, 5, 0], { kind: 'carryover', retention: 0.9, delay: 1, lags: 9 });
  expect(adstocked.slice(0, 2)).toEqual([0, 0]);
});

test('half-life and mean lag of a retention of one half', async () => {
  const { halfLife, meanLag } = await ask(Array<number>(60).fill(1), { kind: 'geometric', retention: 0.5 });
  expect([halfLife, meanLag]).toEqual([0, expect.closeTo(1, 9)]);
});

test('one period, no spend, no shape: answered without a number that does not exist', async () => {
  expect((await ask([3], { kind: 'weibull-pdf', shape: 2, scale: 0.5 })).adstocked).toEqual([3]);
  const nothing = await ask([0, 0], { kind: 'weibull-cdf', shape: 0, scale: 0 });
  expect([nothing.inflation, nothing.warnings[0]?.id]).toEqual([null, 'no-spend']);
});

test('an effect that runs past the end is warned of; a retention of 1 and negative spend are refused', async () => {
  expect((await ask([0, 0, 9], { kind: 'geometric', retention: 0.9 })).warnings.map(({ id }) => id)).toEqual([
    'effect-beyond-end',
  ]);
  await expect(ask([1], { kind: 'geometric', retention: 1 })).rejects.toThrow(
    expect.objectContaining({ id: 'inputs-invalid', field: 'decay.retention' }),
  );
  await expect(ask([-1], { kind: 'geometric', retention: 0.5 })).rejects.toThrow(
    expect.objectContaining({ field: 'spend.0' }),
  );
});
