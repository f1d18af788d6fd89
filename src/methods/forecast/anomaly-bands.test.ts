import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { anomalyBands } from './anomaly-bands.ts';

const settings = { period: 7, falseAlarmRate: 0.01, side: 'both', scale: 'raw' } as const;
const week = [3, 1, 0, -1, -2, -6, 5];

function drawn(seed: number, n: number): number[] {
  const { normal } = randomFrom(seed);
  return Array.from({ length: n }, (_, t) => 100 + 0.05 * t + 8 * Math.sin(t / 60) + (week[t % 7] ?? 0) + 2 * normal());
}

test.each([0.01, 0.05, 0.2])('of ordinary values about %d are flagged, as stated', (falseAlarmRate) => {
  for (const period of [1, 7]) {
    let flagged = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const values = drawn(seed, 350).map((value, t) => (period === 1 ? value - (week[t % 7] ?? 0) : value));
      flagged += anomalyBands.run({ values, ...settings, period, falseAlarmRate }).anomalies.length;
    }
    expect(flagged / (8 * 350) / falseAlarmRate).toBeGreaterThan(0.7);
    expect(flagged / (8 * 350) / falseAlarmRate).toBeLessThan(1.5);
  }
});

test('gross outliers are all found and bend neither the band nor its width', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 139 }), { minLength: 1, maxLength: 8 }),
      (seed, at) => {
        const clean = drawn(seed, 140);
        const spoilt = clean.map((value, t) => (at.includes(t) ? value + 60 : value));
        const answer = anomalyBands.run({ values: spoilt, ...settings });
        for (const moment of at) expect(answer.points[moment]?.anomaly).toBe(true);
        expect(answer.noise / anomalyBands.run({ values: clean, ...settings }).noise).toBeLessThan(1.5);
      },
    ),
    { numRuns: 25 },
  );
});

test('scale and shift do not matter; one side alone spends the whole rate there', () => {
  const values = drawn(3, 120).map((value, t) => (t === 50 ? value + 30 : t === 80 ? value - 30 : value));
  const moments = (given: number[], side: 'both' | 'high' | 'low') =>
    anomalyBands.run({ values: given, ...settings, falseAlarmRate: 1e-4, side }).anomalies.map(({ moment }) => moment);
  for (const scale of [1e-6, 1, 1e6])
    expect(
      moments(
        values.map((value) => scale * (value + 5)),
        'both',
      ),
    ).toEqual([51, 81]);
  expect(moments(values, 'high')).toEqual([51]);
  expect(moments(values, 'low')).toEqual([81]);
});

test('counts on the square-root scale and values on the log scale keep the band above zero', async () => {
  const counts = drawn(2, 60).map((value) => Math.max(0, Math.round((value - 98) / 3)));
  const roots = await answerMethod(anomalyBands, { values: counts, period: 7, scale: 'square-root' });
  expect(roots.points.every(({ low }) => low >= 0)).toBe(true);
  const logs = await answerMethod(anomalyBands, { values: drawn(2, 60), period: 7, scale: 'log' });
  expect(logs.points.every(({ low }) => low > 0)).toBe(true);
});

describe('refused by name', () => {
  const ask = (given: object) => answerMethod(anomalyBands, given);
  test('too few, constant, a value the scale forbids, no noise', async () => {
    await expect(ask({ values: [] })).rejects.toMatchObject({ id: 'too-few-values' });
    await expect(ask({ values: [1, 2, 3], period: 7 })).rejects.toMatchObject({ id: 'too-few-values' });
    await expect(ask({ values: Array(30).fill(4) })).rejects.toMatchObject({ id: 'constant-series' });
    await expect(ask({ values: [0, ...drawn(1, 30)], scale: 'log' })).rejects.toMatchObject({
      id: 'values-not-positive',
    });
    await expect(ask({ values: Array.from({ length: 40 }, (_, t) => (t === 20 ? 9 : 4)) })).rejects.toMatchObject({
      id: 'no-noise',
    });
  });
});

test('the example flags the days of the launch', async () => {
  const { anomalies } = await answerMethod(anomalyBands, anomalyBands.example.inputs);
  expect(anomalies.map(({ moment }) => moment)).toEqual(expect.arrayContaining([63, 64, 65]));
});
