import { expect, test } from 'vitest';
import { diagnoseChains } from './chain-diagnostics.ts';
import { randomFrom } from './random.ts';

/** Draws of an autoregressive chain of unit variance. */
function chain(seed: number, correlation: number, shift = 0): Float64Array {
  const random = randomFrom(seed);
  let state = random.normal();
  return Float64Array.from({ length: 20_000 }, () => {
    state = correlation * state + Math.sqrt(1 - correlation ** 2) * random.normal();
    return state + shift;
  });
}

test('independent draws: R-hat of one, all of them effective', () => {
  const { rHat, effectiveDraws } = diagnoseChains([chain(1, 0), chain(2, 0)]);
  expect(rHat).toBeCloseTo(1, 3);
  expect((effectiveDraws ?? 0) / 40_000).toBeCloseTo(1, 1);
});

test('an autoregressive chain is worth (1 - r) / (1 + r) of its draws', () => {
  const { effectiveDraws } = diagnoseChains([chain(3, 0.8), chain(4, 0.8)]);
  expect((effectiveDraws ?? 0) / 40_000).toBeCloseTo(0.2 / 1.8, 1.7);
});

test('chains at different places, or one that drifts: R-hat well above one', () => {
  expect(diagnoseChains([chain(5, 0), chain(6, 0, 2)]).rHat).toBeGreaterThan(1.2);
  expect(diagnoseChains([chain(7, 0).map((value, at) => value + at / 5000)]).rHat).toBeGreaterThan(1.2);
});

test('a constant chain, and one too short: null', () => {
  expect(diagnoseChains([new Float64Array(10)])).toEqual({ rHat: null, effectiveDraws: null });
  expect(diagnoseChains([Float64Array.of(1, 2)]).rHat).toBeNull();
});
