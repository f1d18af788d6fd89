import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { fitEts } from './ets-fit.ts';
import { etsMoments } from './ets-forecast.ts';
import { type EtsModel, etsName } from './ets-model.ts';
import { EtsPass } from './ets-recursion.ts';
import { simulateEts } from './ets-simulate.ts';
import { exponentialSmoothing } from './exponential-smoothing.ts';
import { holt } from './holt.ts';
import { simpleExponentialSmoothing } from './simple-exponential-smoothing.ts';

const within = (actual: readonly number[], oracle: readonly number[], relative: number) =>
  oracle.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? Number.NaN) / value - 1)).toBeLessThan(relative);
  });

describe('R forecast 8.20: ses on the Nile, holt on WWWusage', () => {
  const { inputs, expected, tolerance } = reference('forecast_ses_holt');

  test('simple', async () => {
    const oracle = expected.ses_nile;
    const answer = await answerMethod(simpleExponentialSmoothing, { values: inputs.nile.values, horizon: 5 });
    expect(Math.abs(answer.parameters.alpha - oracle.params.alpha)).toBeLessThan(tolerance.params);
    expect(answer.initial.level / oracle.params.l).toBeCloseTo(1, 2);
    expect(answer.logLikelihood).toBeCloseTo(oracle.loglik, 3);
    expect([answer.aic, answer.aicc, answer.bic]).toEqual(
      [oracle.aic, oracle.aicc, oracle.bic].map((value) => expect.closeTo(value, 2)),
    );
    expect(answer.sigma2 / oracle.sigma2).toBeCloseTo(1, 5);
    within(answer.forecast.mean, oracle.forecast_mean, 1e-3);
    within(answer.forecast.lower, oracle.lower95, 1e-3);
    within(answer.forecast.upper, oracle.upper95, 1e-3);
    within(
      [
        answer.accuracy.rootMeanSquaredError,
        answer.accuracy.meanAbsoluteError,
        answer.accuracy.meanAbsolutePercentageError ?? 0,
        answer.accuracy.meanAbsoluteScaledError ?? 0,
      ],
      [oracle.accuracy.RMSE, oracle.accuracy.MAE, oracle.accuracy.MAPE, oracle.accuracy.MASE],
      1e-3,
    );
  });

  test.each([
    ['holt_www', false],
    ['holt_damped_www', true],
  ])('%s: a likelihood at least as high, the same smoothing and forecast', async (name, damped) => {
    const oracle = expected[name];
    const answer = await answerMethod(holt, { values: inputs.www.values, damped });
    expect(answer.logLikelihood).toBeGreaterThan(oracle.loglik - tolerance.loglik);
    expect(Math.abs(answer.parameters.alpha - oracle.params.alpha)).toBeLessThan(tolerance.params);
    expect(Math.abs((answer.parameters.beta ?? 0) - oracle.params.beta)).toBeLessThan(tolerance.params);
    expect(Math.abs((answer.parameters.phi ?? 1) - (oracle.params.phi ?? 1))).toBeLessThan(tolerance.params);
    within(answer.forecast.mean, oracle.forecast_mean, tolerance.forecast.rel);
  });
});

describe('R forecast 8.20: ets on AirPassengers', () => {
  const { inputs, expected, tolerance } = reference('forecast_holt_winters_airpassengers');
  const values: number[] = inputs.values;

  test.each([
    ['ets_auto', { error: 'M', trend: 'Ad', season: 'M' }, { alike: true, maximum: -679.1165 }],
    ['ets_MAM', { error: 'M', trend: 'A', season: 'M' }, { alike: false, maximum: -675.9893 }],
  ] as const)(
    '%s: a likelihood at least as high, and that of statsmodels 0.15 at its maximum',
    async (name, model, { alike, maximum }) => {
      const oracle = expected[name];
      const answer = await answerMethod(exponentialSmoothing, { values, period: 12, model, horizon: 12 });
      expect(answer.method).toBe(oracle.method);
      expect(answer.logLikelihood).toBeGreaterThan(oracle.loglik - tolerance.loglik);
      expect(answer.aicc).toBeLessThan(oracle.aicc + 2 * tolerance.loglik);
      expect(Math.abs(answer.logLikelihood - maximum)).toBeLessThan(0.01);
      if (alike) within(answer.forecast.mean, oracle.forecast_mean, tolerance.forecast.rel);
    },
  );

  test('the model chosen has an AICc no higher than the one R keeps', async () => {
    const answer = await answerMethod(exponentialSmoothing, { values, period: 12, horizon: 12 });
    expect(answer.aicc).toBeLessThan(expected.ets_auto.aicc);
    expect(answer.candidates).toHaveLength(15);
    expect(answer.candidates[0]?.method).toBe(answer.method);
  });
});

const seasonal: EtsModel[] = [
  { error: 'A', trend: 'N', season: 'N' },
  { error: 'A', trend: 'Ad', season: 'A' },
  { error: 'M', trend: 'A', season: 'A' },
  { error: 'M', trend: 'Ad', season: 'M' },
  { error: 'A', trend: 'A', season: 'M' },
];

/** A series drawn from ETS(A,A,A) with season 4, well above zero. */
function drawn(seed: number, n: number): number[] {
  const { normal } = randomFrom(seed);
  const season = [8, -3, -6, 1];
  let level = 100;
  let trend = 0.3;
  return Array.from({ length: n }, (_, t) => {
    const error = 2 * normal();
    const value = level + trend + (season[t % 4] ?? 0) + error;
    level += trend + 0.4 * error;
    trend += 0.05 * error;
    season[t % 4] = (season[t % 4] ?? 0) + 0.2 * error;
    return value;
  });
}

describe.each(seasonal.map((model) => [etsName(model), model] as const))('%s', (_, model) => {
  const values = drawn(5, 60);

  test('slopes of the one-step forecasts equal differences', () => {
    const pass = new EtsPass(Float64Array.from(values), model, 4);
    const shares = [0.4, 0.1, 0.2, 0.9].filter(
      (_share, i) => [true, model.trend !== 'N', model.season !== 'N', model.trend === 'Ad'][i],
    );
    const season = model.season === 'N' ? [] : model.season === 'M' ? [1.1, 0.97, 0.9] : [8, -3, -6];
    const at = Float64Array.from([...shares, 100, ...(model.trend === 'N' ? [] : [0.3]), ...season]);
    pass.run(at, true);
    const slopes = pass.slopes.slice();
    at.forEach((value, p) => {
      const width = 1e-5 * Math.max(1, Math.abs(value));
      const shifted = [width, -width].map((shift) => {
        const moved = at.slice();
        moved[p] = value + shift;
        pass.run(moved, false);
        return pass.fitted.slice();
      });
      values.forEach((_value, t) => {
        const difference = ((shifted[0]?.[t] ?? 0) - (shifted[1]?.[t] ?? 0)) / (2 * width);
        expect(slopes[t * at.length + p]).toBeCloseTo(difference, 4);
      });
    });
  });

  test('exact moments agree with simulated futures', () => {
    const fit = fitEts(values, model, 4);
    if (fit === null) throw new Error('not fitted');
    const moments = etsMoments(fit, 9);
    const simulated = simulateEts(fit, { steps: 9, level: 0.95, seed: 3 });
    moments?.mean.forEach((mean, step) => {
      const spread = Math.sqrt(moments.variance[step] ?? 0);
      expect(Math.abs(mean - (simulated.mean[step] ?? 0)) / spread).toBeLessThan(0.06);
      expect(spread / (simulated.standardError[step] ?? 0)).toBeCloseTo(1, 1);
    });
    expect(moments === null).toBe(model.error === 'A' && model.season === 'M');
  });
});

test('the likelihood is not below that at the true parameters, and the shares are recovered', () => {
  const values = drawn(11, 400);
  const model = { error: 'A', trend: 'A', season: 'A' } as const;
  const fit = fitEts(values, model, 4);
  const pass = new EtsPass(Float64Array.from(values), model, 4);
  pass.run(Float64Array.of(0.4, 0.05, 0.2, 100, 0.3, 8, -3, -6), false);
  const squares = values.reduce((sum, value, t) => sum + (value - (pass.fitted[t] ?? 0)) ** 2, 0);
  expect(fit?.logLikelihood).toBeGreaterThanOrEqual((-400 / 2) * Math.log(squares));
  expect(fit?.smoothing.alpha).toBeCloseTo(0.4, 0);
  expect(Math.abs((fit?.smoothing.gamma ?? 0) - 0.2)).toBeLessThan(0.1);
});

test('scale does not matter: a series in thousands has the same smoothing and a forecast in thousands', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(1e-9, 0.001, 1000, 1e9), (seed, scale) => {
      const values = drawn(seed, 40);
      const plain = simpleExponentialSmoothing.run({ values, horizon: 2, level: 0.95 });
      const scaled = simpleExponentialSmoothing.run({ values: values.map((v) => v * scale), horizon: 2, level: 0.95 });
      expect(scaled.parameters.alpha).toBeCloseTo(plain.parameters.alpha, 3);
      expect((scaled.forecast.upper[1] ?? 0) / scale / (plain.forecast.upper[1] ?? 1)).toBeCloseTo(1, 4);
    }),
    { numRuns: 20 },
  );
});

test('given shares are kept', () => {
  const values = drawn(2, 30);
  const answer = holt.run({ values, damped: true, horizon: 2, alpha: 0.5, beta: 0.2, phi: 0.9, level: 0.95 });
  expect(answer.parameters).toEqual({ alpha: 0.5, beta: 0.2, gamma: null, phi: 0.9 });
});

describe('refused by name', () => {
  const ask = (inputs: object) => answerMethod(exponentialSmoothing, inputs);
  test('too few values, a constant series, a missing value', async () => {
    await expect(ask({ values: [1, 2] })).rejects.toMatchObject({ id: 'too-few-values', field: 'values' });
    await expect(ask({ values: Array(20).fill(7) })).rejects.toMatchObject({ id: 'constant-series' });
    await expect(ask({ values: [1, null, 3, 4, 5, 6, 7] })).rejects.toMatchObject({ id: 'inputs-invalid' });
  });
  test('a season too long, a multiplicative model on zeros, a season without its length', async () => {
    const values = drawn(1, 30);
    const model = { error: 'M', trend: 'N', season: 'M' };
    await expect(ask({ values, period: 52 })).rejects.toMatchObject({ id: 'season-too-long' });
    await expect(ask({ values: [0, ...values], period: 4, model })).rejects.toMatchObject({
      id: 'values-not-positive',
    });
    await expect(ask({ values, model })).rejects.toMatchObject({ id: 'season-missing' });
  });
});

test('a straight line, zeros and negative values: finite forecasts', async () => {
  for (const values of [
    Array.from({ length: 20 }, (_, t) => 3 + 2 * t),
    Array.from({ length: 20 }, (_, t) => (t % 5 === 0 ? 1 : 0)),
    Array.from({ length: 20 }, (_, t) => -5 + ((t * 7) % 11)),
  ]) {
    const answer = await answerMethod(exponentialSmoothing, { values, horizon: 3 });
    expect(answer.forecast.mean.every(Number.isFinite)).toBe(true);
  }
});

test('the input is left as it was', () => {
  const values = drawn(3, 24);
  const kept = [...values];
  exponentialSmoothing.run({ values, period: 4, criterion: 'bic', horizon: 2, level: 0.9 });
  expect(values).toEqual(kept);
});
