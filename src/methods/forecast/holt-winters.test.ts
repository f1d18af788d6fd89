import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { holtWinters } from './holt-winters.ts';

const near = (actual: readonly number[], oracle: readonly number[], relative: number) =>
  oracle.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(
      relative * Math.max(1e-12, Math.abs(value)),
    );
  });

describe('R 4.2.2 stats::HoltWinters on AirPassengers', () => {
  const { inputs, expected, tolerance } = reference('forecast_holt_winters_recursion');

  test.each(['multiplicative', 'additive'] as const)('%s with given shares', async (seasonal) => {
    const { alpha, beta, gamma, start } = inputs[seasonal];
    const oracle = expected[seasonal];
    const answer = await answerMethod(holtWinters, { values: inputs.values, period: 12, seasonal, alpha, beta, gamma });
    near([answer.start.level, answer.start.trend], [start.level, start.trend], tolerance.rel);
    near(answer.start.season, start.season, 1e-8);
    near(
      [answer.sumOfSquares, answer.finalLevel, answer.finalTrend],
      [oracle.sse, oracle.final_level, oracle.final_trend],
      tolerance.rel,
    );
    near(answer.finalSeason, oracle.final_season, tolerance.rel);
    near(answer.fitted, oracle.fitted_first5, tolerance.rel);
    near(answer.forecast.mean, oracle.forecast, tolerance.rel);
  });

  test('fitted', async () => {
    const air = reference('forecast_holt_winters_airpassengers');
    const oracle = air.expected.holt_winters;
    const answer = await answerMethod(holtWinters, {
      values: air.inputs.values,
      period: 12,
      seasonal: 'multiplicative',
      horizon: 12,
    });
    for (const share of ['alpha', 'beta', 'gamma'] as const)
      expect(Math.abs(answer[share] - oracle[share])).toBeLessThan(air.tolerance.params);
    expect(answer.sumOfSquares).toBeLessThan(oracle.sse * (1 + air.tolerance.sse.rel));
    near(answer.forecast.mean, oracle.forecast, air.tolerance.forecast.rel);
    near([answer.finalLevel, answer.finalTrend, ...answer.finalSeason], oracle.coef, air.tolerance.forecast.rel);
  });
});

const season = fc
  .array(fc.integer({ min: 20, max: 90 }), { minLength: 17, maxLength: 40 })
  .filter((values) => new Set(values).size > 3);
const settings = { period: 4, startSeasons: 2, horizon: 6, level: 0.95, alpha: 0.3, beta: 0.1, gamma: 0.2 };

test('scale: doubled values double the forecast and its interval', () => {
  fc.assert(
    fc.property(season, fc.constantFrom('additive' as const, 'multiplicative' as const), (values, seasonal) => {
      const plain = holtWinters.run({ values, seasonal, ...settings }).forecast;
      const scaled = holtWinters.run({ values: values.map((value) => 2 * value), seasonal, ...settings }).forecast;
      near(
        scaled.mean,
        plain.mean.map((value) => 2 * value),
        1e-6,
      );
      near(
        scaled.standardError,
        plain.standardError.map((value) => 2 * value),
        1e-6,
      );
    }),
  );
});

test('additive: a constant added to every value is added to the forecast, and the interval widens with the steps', () => {
  fc.assert(
    fc.property(season, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
      const plain = holtWinters.run({ values, seasonal: 'additive', ...settings }).forecast;
      const moved = holtWinters.run({
        values: values.map((value) => value + shift),
        seasonal: 'additive',
        ...settings,
      }).forecast;
      moved.mean.forEach((value, step) => {
        expect(value).toBeCloseTo((plain.mean[step] ?? 0) + shift, 6);
      });
      expect([...plain.standardError].sort((a, b) => a - b)).toEqual(plain.standardError);
    }),
  );
});

test('fitted shares are no worse in square than any others tried', () => {
  const values = Array.from({ length: 60 }, (_, t) => 50 + t + 10 * Math.sin(t) + ((t * 31) % 17));
  const inputs = { values, period: 6, seasonal: 'additive', startSeasons: 2, horizon: 1, level: 0.95 } as const;
  const best = holtWinters.run(inputs).sumOfSquares;
  for (const alpha of [0, 0.2, 0.5, 0.9])
    for (const gamma of [0, 0.3, 0.8])
      expect(best).toBeLessThanOrEqual(
        holtWinters.run({ ...inputs, alpha, beta: 0.05, gamma }).sumOfSquares * (1 + 1e-9),
      );
});

describe('refused by name', () => {
  const ask = (inputs: object) => answerMethod(holtWinters, inputs);
  test('too short, without season, constant, zeros under a multiplicative season', async () => {
    await expect(ask({ values: [1, 2, 3], period: 4 })).rejects.toMatchObject({ id: 'too-few-values' });
    await expect(ask({ values: [1, 2, 3], period: 1 })).rejects.toMatchObject({
      id: 'season-missing',
      field: 'period',
    });
    await expect(ask({ values: Array(20).fill(3), period: 4 })).rejects.toMatchObject({ id: 'constant-series' });
    await expect(
      ask({ values: [0, 1, 2, 3, 1, 2, 3, 4, 5, 6], period: 4, seasonal: 'multiplicative' }),
    ).rejects.toMatchObject({
      id: 'values-not-positive',
    });
  });
});

test('tiny and huge values: forecast in their units, or refused where squares leave the range of numbers', async () => {
  const values = holtWinters.example.inputs.values;
  const ask = (scale: number) =>
    answerMethod(holtWinters, { values: values.map((value) => scale * value), period: 7, horizon: 1 });
  const plain = (await ask(1)).forecast.mean[0] ?? 0;
  for (const scale of [1e-100, 1e100])
    expect(((await ask(scale)).forecast.mean[0] ?? 0) / scale / plain).toBeCloseTo(1, 4);
  for (const scale of [1e-300, 1e300]) await expect(ask(scale)).rejects.toMatchObject({ id: 'values-out-of-range' });
});

test('the example runs and few seasons are warned of', async () => {
  const { inputs } = holtWinters.example;
  expect((await answerMethod(holtWinters, inputs)).forecast.mean).toHaveLength(14);
  const short = await answerMethod(holtWinters, { values: inputs.values.slice(0, 16), period: 7 });
  expect(short.warnings.map(({ id }) => id)).toContain('few-seasons');
});
