import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { interruptedTimeSeries } from './interrupted-time-series.ts';

const settings = {
  slopeChange: true,
  slopeOrigin: 'first-after',
  smallSample: false,
  dispersion: 'poisson',
  level: 0.95,
} as const;

describe('Lopez Bernal, Cummins and Gasparrini (2017): the smoking ban in Sicily', () => {
  const { inputs, expected, tolerance } = reference('causal_its_sicily');
  const { time, aces, smokban, stdpop } = inputs;
  const ask = (more: object = {}) =>
    answerMethod(interruptedTimeSeries, {
      outcome: aces,
      time,
      post: smokban,
      exposure: stdpop,
      model: 'poisson',
      slopeChange: false,
      ...more,
    });

  test('coefficients, errors, rate ratio, deviance, log-likelihood, dispersion', async () => {
    const answer = await ask();
    for (const [ours, theirs] of [
      ['intercept', 'intercept'],
      ['levelChange', 'smokban'],
      ['time', 'time'],
    ] as const) {
      const row = answer.coefficients.find(({ name }) => name === ours);
      expect(Math.abs((row?.estimate ?? Number.NaN) - expected.coef[theirs])).toBeLessThan(tolerance.coef);
      expect(Math.abs((row?.standardError ?? Number.NaN) - expected.se[theirs])).toBeLessThan(tolerance.coef);
    }
    expect(answer.rateRatio?.estimate).toBeCloseTo(expected.rate_ratio, 6);
    expect([answer.rateRatio?.low, answer.rateRatio?.high]).toEqual(
      expected.ci95.map((edge: number) => expect.closeTo(edge, 5)),
    );
    [0.894, 0.864, 0.925].forEach((printed, i) => {
      const ours = [answer.rateRatio?.estimate, answer.rateRatio?.low, answer.rateRatio?.high][i] ?? Number.NaN;
      expect(Math.abs(ours - printed)).toBeLessThan(tolerance.rr_printed);
    });
    expect(answer.deviance).toBeCloseTo(expected.deviance, 4);
    expect(Math.abs((answer.logLikelihood ?? 0) - expected.loglik)).toBeLessThan(tolerance.loglik);
    expect(answer.dispersion).toBeCloseTo(expected.quasi_dispersion, 4);
    expect(answer.warnings.map(({ id }) => id)).toContain('overdispersed');
  });

  test('quasi: errors are wider by the root of the dispersion, and the same by `interruptedFrom`', async () => {
    const [plain, quasi] = [await ask(), await ask({ post: undefined, interruptedFrom: 37, dispersion: 'quasi' })];
    plain.coefficients.forEach(({ standardError, estimate }, i) => {
      expect(quasi.coefficients[i]?.standardError).toBeCloseTo(standardError * Math.sqrt(expected.quasi_dispersion), 6);
      expect(quasi.coefficients[i]?.estimate).toBeCloseTo(estimate, 12);
    });
    expect(quasi.rateRatioQuasi).toEqual(plain.rateRatioQuasi);
  });
});

test('statsmodels 0.15: OLS with HAC errors of lag 2, Poisson GLM', async () => {
  const outcome = [12, 15, 11, 14, 18, 17, 16, 20, 19, 23, 30, 33, 29, 35, 36, 34, 40, 38, 41, 45];
  const linear = await answerMethod(interruptedTimeSeries, { outcome, interruptedFrom: 11, lag: 2 });
  const near = (values: number[]) => values.map((value) => expect.closeTo(value, 9));
  expect(linear.coefficients.map(({ estimate }) => estimate)).toEqual(
    near([10.59999999999999, 1.072727272727277, 6.9090909090909065, 0.4363636363636323]),
  );
  expect(linear.coefficients.map(({ standardError }) => standardError)).toEqual(
    near([0.7219488639982335, 0.11966773036396766, 0.7280092327711278, 0.20430185938376363]),
  );
  const poisson = await answerMethod(interruptedTimeSeries, {
    outcome,
    interruptedFrom: 11,
    model: 'poisson',
    slopeChange: false,
  });
  expect(poisson.coefficients.map(({ estimate }) => estimate)).toEqual(
    near([2.522297467435913, 0.04928434765407051, 0.29008900789158376]),
  );
  expect(poisson.coefficients.map(({ standardError }) => standardError)).toEqual(
    [0.11914080405345902, 0.015273353578903609, 0.1793271342949607].map((value) => expect.closeTo(value, 6)),
  );
  expect(poisson.logLikelihood).toBeCloseTo(-51.843715094663665, 8);
  expect(poisson.dispersion).toBeCloseTo(0.1849168910448891, 6);
});

test('a step and a bend put in are found again, and the effects add up', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -20, max: 20 }),
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: 0, max: 999 }),
      (step, bend, seed) => {
        const { normal } = randomFrom(seed);
        const outcome = Array.from(
          { length: 60 },
          (_, t) => 50 + 0.3 * t + (t >= 30 ? step + bend * (t - 30) : 0) + 0.01 * normal(),
        );
        const answer = interruptedTimeSeries.run({ outcome, interruptedFrom: 31, model: 'linear', ...settings });
        expect(answer.levelChange.estimate).toBeCloseTo(step, 1);
        expect(answer.slopeChange?.estimate).toBeCloseTo(bend, 1);
        const summed = answer.fitted.reduce((sum, value, t) => sum + value - (answer.counterfactual[t] ?? 0), 0);
        expect(answer.cumulativeEffect.estimate).toBeCloseTo(summed, 6);
        expect(answer.averageEffect.estimate * 30).toBeCloseTo(summed, 6);
      },
    ),
    { numRuns: 30 },
  );
});

test('exposure doubled throughout changes the intercept alone', () => {
  const outcome = Array.from({ length: 40 }, (_, t) => 20 + ((t * 13) % 9) + (t >= 20 ? 6 : 0));
  const exposure = outcome.map((_, t) => 100 + t);
  const ask = (factor: number) =>
    interruptedTimeSeries.run({
      outcome,
      interruptedFrom: 21,
      model: 'poisson',
      exposure: exposure.map((value) => factor * value),
      ...settings,
    });
  const [one, two] = [ask(1), ask(2)];
  expect(two.rateRatio?.estimate).toBeCloseTo(one.rateRatio?.estimate ?? 0, 9);
  expect((one.coefficients[0]?.estimate ?? 0) - (two.coefficients[0]?.estimate ?? 0)).toBeCloseTo(Math.log(2), 8);
});

test('errors that correlate: Newey-West covers a step that is not there about as often as it says', () => {
  let covered = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const { normal } = randomFrom(seed);
    let error = 0;
    const outcome = Array.from({ length: 300 }, () => {
      error = 0.4 * error + normal();
      return error;
    });
    const { levelChange } = interruptedTimeSeries.run({
      outcome,
      interruptedFrom: 151,
      model: 'linear',
      lag: 8,
      ...settings,
      level: 0.9,
    });
    if (levelChange.low < 0 && levelChange.high > 0) covered++;
  }
  expect(covered / 300).toBeGreaterThan(0.8);
  expect(covered / 300).toBeLessThan(0.95);
});

describe('refused by name', () => {
  const ask = (given: object) => answerMethod(interruptedTimeSeries, given);
  const outcome = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  test('no moment of change, one side empty, a column too short', async () => {
    await expect(ask({ outcome })).rejects.toMatchObject({ id: 'interruption-missing' });
    await expect(ask({ outcome, interruptedFrom: 30 })).rejects.toMatchObject({ id: 'side-empty' });
    await expect(ask({ outcome, post: [0, 1] })).rejects.toMatchObject({ id: 'lengths-differ', field: 'post' });
    await expect(ask({ outcome: [], interruptedFrom: 3 })).rejects.toMatchObject({ id: 'side-empty' });
  });
  test('negative counts, no counts at all, no exposure, too few values, terms that cannot be told apart', async () => {
    await expect(ask({ outcome: [-1, ...outcome], interruptedFrom: 5, model: 'poisson' })).rejects.toMatchObject({
      id: 'counts-negative',
    });
    await expect(
      ask({ outcome, interruptedFrom: 5, model: 'poisson', exposure: outcome.map(() => 0) }),
    ).rejects.toMatchObject({ id: 'exposure-not-positive' });
    await expect(ask({ outcome: Array(20).fill(0), interruptedFrom: 9, model: 'poisson' })).rejects.toMatchObject({
      id: 'side-without-counts',
    });
    await expect(ask({ outcome: [1, 2, 3], interruptedFrom: 3 })).rejects.toMatchObject({ id: 'too-few-values' });
    await expect(ask({ outcome, interruptedFrom: 10 })).rejects.toMatchObject({ id: 'terms-collinear' });
  });
});

test('a constant series: no step', async () => {
  const constant = await answerMethod(interruptedTimeSeries, { outcome: Array(20).fill(5), interruptedFrom: 10 });
  expect(constant.levelChange.estimate).toBeCloseTo(0, 9);
});

test('the example: the new face more than doubled the questions on looks', async () => {
  const answer = await answerMethod(interruptedTimeSeries, interruptedTimeSeries.example.inputs);
  expect(answer.rateRatioQuasi?.low).toBeGreaterThan(2);
});

test('an exact series: the step is said without error, and rounding is no step', async () => {
  const time = Array.from({ length: 24 }, (_, at) => at + 1);
  const stepped = await answerMethod(interruptedTimeSeries, {
    outcome: time.map((moment) => 0.1 * moment + (moment >= 13 ? 5 : 0)),
    interruptedFrom: 13,
  });
  expect(stepped.levelChange).toMatchObject({ estimate: expect.closeTo(5, 9), low: expect.closeTo(5, 9) });
  expect(stepped.coefficients[2]).toMatchObject({ name: 'levelChange', standardError: 0, statistic: null, p: 0 });
  expect(stepped.reading).toContain('exactly');
  const straight = await answerMethod(interruptedTimeSeries, {
    outcome: time.map((moment) => 3 + 0.7 * moment),
    interruptedFrom: 13,
  });
  expect(straight.coefficients[2]).toMatchObject({ estimate: 0, p: 1 });
  expect(straight.warnings).toEqual([]);
});

test('the slope may count from the first moment after or the last before: one fit, two steps', async () => {
  const outcome = [3, 4, 3, 5, 4, 5, 6, 5, 9, 11, 12, 15, 16, 17, 20, 21];
  const ask = (slopeOrigin: 'first-after' | 'last-before') =>
    answerMethod(interruptedTimeSeries, { outcome, interruptedFrom: 9, slopeOrigin });
  const [first, last] = [await ask('first-after'), await ask('last-before')];
  expect(last.fitted).toEqual(first.fitted.map((value) => expect.closeTo(value, 9)));
  expect(last.slopeChange?.estimate).toBeCloseTo(first.slopeChange?.estimate ?? Number.NaN, 9);
  expect(last.levelChange.estimate).toBeCloseTo(
    first.levelChange.estimate - (first.slopeChange?.estimate ?? Number.NaN),
    9,
  );
});
