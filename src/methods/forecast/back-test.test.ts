import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { backTest } from './back-test.ts';
import { forecasterName } from './forecasters.ts';

const settings = { period: 1, horizon: 1, origins: 20, every: 1, window: 'expanding', level: 0.95 } as const;

test('by hand: naive and mean on a short series', () => {
  const values = [2, 4, 6, 4, 8, 6, 10, 8, 12, 10, 14, 12];
  const { scores, origins } = backTest.run({ values, ...settings, historyLength: 10, forecasters: ['naive', 'mean'] });
  expect(origins).toEqual([10, 11]);
  const naive = scores.find(({ forecaster }) => forecaster === 'naive');
  expect(naive?.meanAbsoluteError).toBeCloseTo(3, 12);
  expect(naive?.rootMeanSquaredError).toBeCloseTo(Math.sqrt(10), 12);
  expect(naive?.bias).toBeCloseTo(1, 12);
  const scales = [(2 + 2 + 2 + 4 + 2 + 4 + 2 + 4 + 2) / 9, (2 + 2 + 2 + 4 + 2 + 4 + 2 + 4 + 2 + 4) / 10];
  expect(naive?.mase).toBeCloseTo((4 / scales[0]! + 2 / scales[1]!) / 2, 12);
  expect(naive?.smape).toBeCloseTo((200 * (4 / 24) + 200 * (2 / 26)) / 2, 12);
  const mean = scores.find(({ forecaster }) => forecaster === 'mean');
  expect(mean?.meanAbsoluteError).toBeCloseTo((14 - 7 + (12 - 84 / 11)) / 2, 12);
});

test('no forecaster sees beyond its origin: what comes after the test changes nothing, and the last origin is the last possible', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.constantFrom(...forecasterName.options), (seed, name) => {
      const { normal } = randomFrom(seed);
      const values = Array.from({ length: 31 }, (_, t) => 50 + 5 * (t % 4) + normal());
      const ask = (given: number[]) =>
        backTest.run({ values: given, ...settings, period: 4, origins: 1, historyLength: 30, forecasters: [name] });
      const answer = ask(values);
      const moved = ask(values.map((value, t) => (t === 30 ? value + 7 : value)));
      const [one, other] = [answer, moved].map(
        ({ scores }) => scores.find(({ forecaster }) => forecaster === name)?.bias ?? Number.NaN,
      );
      expect((other ?? 0) - (one ?? 0)).toBeCloseTo(7, 6);
    }),
    { numRuns: 22 },
  );
});

test('scale does not matter to scaled errors and coverage', () => {
  const { normal } = randomFrom(2);
  const values = Array.from({ length: 48 }, (_, t) => 100 + t + 9 * Math.sin((t * Math.PI) / 6) + normal());
  const ask = (scale: number) =>
    backTest.run({
      values: values.map((value) => scale * value),
      ...settings,
      period: 12,
      horizon: 3,
      origins: 4,
      forecasters: ['holt-winters-additive', 'drift'],
    });
  const [plain, scaled] = [ask(1), ask(1e6)];
  scaled.scores.forEach((one, i) => {
    expect(one.mase).toBeCloseTo(plain.scores[i]?.mase ?? Number.NaN, 3);
    expect(one.coverage).toBe(plain.scores[i]?.coverage);
    expect(one.relativeError).toBeCloseTo(plain.scores[i]?.relativeError ?? Number.NaN, 3);
  });
});

test('a random walk: the naive interval holds what it says, and nothing beats the naive forecast for sure', () => {
  const { normal } = randomFrom(7);
  let level = 0;
  const values = Array.from({ length: 500 }, () => {
    level += normal();
    return level;
  });
  const { scores } = backTest.run({
    values,
    ...settings,
    horizon: 4,
    every: 4,
    origins: 100,
    forecasters: ['naive', 'mean'],
  });
  const naive = scores.find(({ forecaster }) => forecaster === 'naive');
  expect(Math.abs((naive?.coverage ?? 0) - 0.95)).toBeLessThan(0.04);
  expect(scores.at(-1)?.forecaster).toBe('mean');
  expect(scores.at(-1)?.p).toBeLessThan(0.01);
});

test('a strong trend and season: smoothing beats repeating last season, and the warning stays away', async () => {
  const { normal } = randomFrom(1);
  const values = Array.from({ length: 60 }, (_, t) => 100 + 2 * t + 10 * (t % 4) + normal());
  const answer = await answerMethod(backTest, { values, period: 4, horizon: 2, origins: 6 });
  expect(answer.scores.find(({ forecaster }) => forecaster === 'exponential-smoothing')?.relativeError).toBeLessThan(
    0.5,
  );
  expect(answer.warnings.map(({ id }) => id)).not.toContain('no-better-than-naive');
});

describe('refused by name, or passed over', () => {
  test('too short, constant', async () => {
    await expect(answerMethod(backTest, { values: [1, 2, 3] })).rejects.toMatchObject({ id: 'too-few-values' });
    await expect(answerMethod(backTest, { values: Array(40).fill(1) })).rejects.toMatchObject({
      id: 'constant-series',
    });
  });
  test('a forecaster that refuses the history is left out', async () => {
    const values = Array.from({ length: 40 }, (_, t) => (t * 7) % 5);
    const answer = await answerMethod(backTest, {
      values,
      period: 4,
      forecasters: ['holt-winters-multiplicative', 'drift'],
    });
    expect(answer.scores.map(({ forecaster }) => forecaster).sort()).toEqual(['drift', 'seasonal-naive']);
  });
});

test('progress is told', () => {
  const shares: number[] = [];
  backTest.run(
    { values: Array.from({ length: 30 }, (_, t) => t + (t % 3)), ...settings, origins: 5, forecasters: ['drift'] },
    { progress: (share) => shares.push(share) },
  );
  expect(shares).toHaveLength(10);
});
