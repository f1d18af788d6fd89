import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { classicalDecomposition } from './classical-decomposition.ts';
import { stlDecomposition } from './stl-decomposition.ts';

const { inputs, expected, tolerance } = reference('forecast_decomposition');

const near = (actual: readonly (number | null)[], oracle: readonly (number | null)[], absolute: number) =>
  oracle.forEach((value, i) => {
    if (value === null) expect(actual[i]).toBeNull();
    else expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThan(absolute);
  });

describe('R 4.2.2 decompose', () => {
  test.each([
    ['classical_mult_airpassengers', 'airpassengers', 'multiplicative'],
    ['classical_add_co2', 'co2', 'additive'],
  ] as const)('%s', (name, series, model) => {
    const oracle = expected[name];
    const answer = classicalDecomposition.run({ values: inputs[series].values, period: 12, model });
    near(answer.trend, oracle.trend, tolerance.classical);
    near(answer.figure, oracle.figure, tolerance.classical);
    near([answer.remainder[6] ?? null], [oracle.random_first_nonmissing], tolerance.classical);
    near([answer.standardDeviationOfRemainder], [oracle.sd_random], tolerance.classical);
  });
});

describe('R 4.2.2 stl', () => {
  const pick = (values: readonly number[], at: readonly number[]) =>
    at.map((moment) => values[moment - 1] ?? Number.NaN);

  test('nottem, periodic', async () => {
    const oracle = expected.stl_nottem_periodic;
    const answer = await answerMethod(stlDecomposition, { values: inputs.nottem.values, period: 12 });
    near(pick(answer.seasonal, oracle.at), oracle.seasonal, tolerance.stl);
    near(pick(answer.trend, oracle.at), oracle.trend, tolerance.stl);
    near(pick(answer.remainder, oracle.at), oracle.remainder, tolerance.stl);
    near(answer.seasonal, oracle.seasonal_first_year, tolerance.stl);
  });

  test('logarithm of co2, window of 21', async () => {
    const oracle = expected.stl_logco2_s21;
    const values = inputs.co2.values.map(Math.log);
    const answer = await answerMethod(stlDecomposition, { values, period: 12, seasonalWindow: 21 });
    near(pick(answer.seasonal, oracle.at), oracle.seasonal, tolerance.stl);
    near(pick(answer.trend, oracle.at), oracle.trend, tolerance.stl);
  });

  test('nottem without its last month, robust, window of 7', async () => {
    const values = inputs.nottem.values.slice(0, 239);
    const answer = await answerMethod(stlDecomposition, { values, period: 12, seasonalWindow: 7, robust: true });
    const at = [1, 60, 120, 180, 239];
    const seasonal = [-8.2764389823, -10.5376189693, -9.6830391118, -10.7666339357, -6.336217557];
    near(pick(answer.seasonal, at), seasonal, tolerance.stl);
    near(pick(answer.trend, at), [49.5659641753, 48.4217607731, 49.2480646289, 50.4146701953, 49.8754646206], 1e-9);
    near(pick(answer.weights ?? [], at), [0.9721173215, 0.00151251, 0.704858024, 0, 0.5414011079], 1e-9);
  });
});

const series = fc
  .array(fc.integer({ min: 1, max: 99 }), { minLength: 12, maxLength: 60 })
  .filter((values) => new Set(values).size > 1);

test('the parts add up (or multiply) to the series, and the season to zero', () => {
  fc.assert(
    fc.property(series, fc.boolean(), (values, robust) => {
      const stl = stlDecomposition.run({ values, period: 4, seasonalWindow: 7, robust });
      near(
        stl.trend.map((value, t) => value + (stl.seasonal[t] ?? 0) + (stl.remainder[t] ?? 0)),
        values,
        1e-9,
      );
      const classical = classicalDecomposition.run({ values, period: 4, model: 'multiplicative' });
      classical.trend.forEach((value, t) => {
        if (value !== null)
          expect(value * (classical.seasonal[t] ?? 0) * (classical.remainder[t] ?? 0)).toBeCloseTo(values[t] ?? 0, 8);
      });
      expect(classical.figure.reduce((sum, value) => sum + value, 0)).toBeCloseTo(4, 9);
    }),
    { numRuns: 40 },
  );
});

test('scale and shift: a series in other units has its parts in those units', () => {
  fc.assert(
    fc.property(series, fc.constantFrom(-3, 0.001, 1000), (values, scale) => {
      const plain = stlDecomposition.run({ values, period: 4, seasonalWindow: 'periodic', robust: false });
      const moved = stlDecomposition.run({
        values: values.map((v) => 5 + scale * v),
        period: 4,
        seasonalWindow: 'periodic',
        robust: false,
      });
      near(
        moved.seasonal.map((value) => value / scale),
        plain.seasonal,
        1e-8 + 1e-10 / Math.abs(scale),
      );
    }),
    { numRuns: 40 },
  );
});

test('a line and a fixed season are taken apart exactly, also with gross outliers when robust', () => {
  const season = [5, -2, -4, 1];
  const clean = Array.from({ length: 80 }, (_, t) => 10 + 0.5 * t + (season[t % 4] ?? 0) + 0.01 * Math.sin(t * t));
  const spoilt = clean.map((value, t) => (t === 33 || t === 60 ? value + 500 : value));
  const answer = stlDecomposition.run({ values: spoilt, period: 4, seasonalWindow: 'periodic', robust: true });
  near(answer.seasonal.slice(0, 4), season, 0.05);
  near(
    answer.trend.slice(10, 70),
    Array.from({ length: 60 }, (_, t) => 15 + 0.5 * t),
    0.05,
  );
  expect(answer.weights?.[33]).toBe(0);
});

describe('refused by name', () => {
  test.each([
    ['classical', (given: object) => answerMethod(classicalDecomposition, given)],
    ['STL', (given: object) => answerMethod(stlDecomposition, given)],
  ])('%s: no values, one season, no period, constant', async (_, ask) => {
    await expect(ask({ values: [], period: 4 })).rejects.toMatchObject({ id: 'too-few-values' });
    await expect(ask({ values: [1, 2, 3, 4, 5, 6, 7], period: 4 })).rejects.toMatchObject({ id: 'too-few-values' });
    await expect(ask({ values: [1, 2, 3, 4], period: 1 })).rejects.toMatchObject({ id: 'season-missing' });
    await expect(ask({ values: Array(12).fill(1), period: 4 })).rejects.toMatchObject({ id: 'constant-series' });
  });
});

test.each([classicalDecomposition.example.inputs, stlDecomposition.example.inputs])(
  'the examples run',
  async (given) => {
    const series = { values: given.values, period: given.period };
    const classical = await answerMethod(classicalDecomposition, series);
    const stl = await answerMethod(stlDecomposition, series);
    near(classical.figure, stl.seasonal.slice(0, 7), 20);
  },
);

test('the picture of a multiplied season shows it on the trend, where it can be seen', async () => {
  const { picture, trend, seasonal } = await answerMethod(classicalDecomposition, {
    values: [10, 20, 11, 22, 12, 24, 13, 26],
    period: 2,
    model: 'multiplicative',
  });
  const [, , both] = picture.series;
  expect(both?.name).toBe('Trend and season');
  expect(both?.y[3]).toBeCloseTo((trend[3] ?? Number.NaN) * (seasonal[3] ?? Number.NaN), 12);
});
