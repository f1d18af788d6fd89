import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { gompertzGrowth } from './gompertz-growth.ts';
import { logisticGrowth } from './logistic-growth.ts';
import { rogersCategories } from './rogers-categories.ts';
import { sCurveForecast } from './s-curve-forecast.ts';

const logistic = (inputs: unknown) => logisticGrowth.run(logisticGrowth.inputs.parse(inputs));
const gompertz = (inputs: unknown) => gompertzGrowth.run(gompertzGrowth.inputs.parse(inputs));
const forecast = (inputs: unknown, seed = 1) => sCurveForecast.run(sCurveForecast.inputs.parse(inputs), { seed });
const agrees = (got: number, want: number, share: number) => expect(Math.abs(got / want - 1)).toBeLessThan(share);

describe('R 4.2.2, SSlogis and SSgompertz', () => {
  const { inputs, expected, tolerance } = reference('adoption_logistic_gompertz');
  const { chick, dnase } = inputs;

  test.each([
    ['chick_logistic', { times: chick.t, values: chick.y }],
    ['dnase_logistic', { times: dnase.log_conc, values: dnase.density }],
  ])('%s', (name, data) => {
    const answer = logistic(data);
    agrees(answer.asymptote.estimate, expected[name].Asym, tolerance.rel);
    agrees(answer.midpoint.estimate, expected[name].xmid, tolerance.rel);
    agrees(answer.scale.estimate, expected[name].scal, tolerance.rel);
    agrees(answer.sumOfSquares, expected[name].sse, tolerance.sse.rel);
  });

  test('dnase_gompertz', () => {
    const answer = gompertz({ times: dnase.log_conc, values: dnase.density });
    agrees(answer.asymptote.estimate, expected.dnase_gompertz.Asym, tolerance.rel);
    agrees(answer.displacement.estimate, expected.dnase_gompertz.b2, tolerance.rel);
    agrees(answer.base.estimate, expected.dnase_gompertz.b3, tolerance.rel);
    agrees(answer.sumOfSquares, expected.dnase_gompertz.sse, tolerance.sse.rel);
  });
});

describe('exact curves are found again, in any unit and from any origin', () => {
  const height = fc.constantFrom(0.01, 1, 5e6);
  const origin = fc.constantFrom(0, -40, 2020);
  const times = Array.from({ length: 14 }, (_, i) => i);

  test('logistic', () => {
    fc.assert(
      fc.property(
        height,
        origin,
        fc.double({ min: 3, max: 12, noNaN: true }),
        fc.double({ min: 0.8, max: 3, noNaN: true }),
        (high, from, middle, scale) => {
          const values = times.map((t) => high / (1 + Math.exp((middle - t) / scale)));
          const answer = logistic({ times: times.map((t) => t + from), values });
          agrees(answer.asymptote.estimate, high, 1e-5);
          expect(answer.midpoint.estimate).toBeCloseTo(middle + from, 4);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('gompertz', () => {
    fc.assert(
      fc.property(
        height,
        origin,
        fc.double({ min: 2, max: 9, noNaN: true }),
        fc.double({ min: 0.55, max: 0.85, noNaN: true }),
        (high, from, steep, base) => {
          const values = times.map((t) => high * Math.exp(-(base ** (t - steep))));
          const answer = gompertz({ times: times.map((t) => t + from), values });
          agrees(answer.asymptote.estimate, high, 1e-5);
          agrees(answer.base.estimate, base, 1e-5);
          expect(answer.inflectionTime).toBeCloseTo(steep + from, 4);
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('profile and delta intervals hold the estimate; predictions carry theirs', () => {
  const values = [42, 51, 70, 92, 118, 145, 166, 178, 190, 193];
  for (const intervals of ['delta', 'profile']) {
    for (const answer of [
      logistic({ values, intervals, predictAt: [12] }),
      gompertz({ values, intervals, predictAt: [12] }),
    ]) {
      expect(answer.asymptote.low).toBeLessThan(answer.asymptote.estimate);
      expect(answer.asymptote.high).toBeGreaterThan(answer.asymptote.estimate);
      expect(answer.predictions[0]?.low).toBeLessThan(answer.predictions[0]?.value ?? 0);
    }
  }
});

test('values that rise straight or ever faster: answered; alike, falling or below zero: refused by name', () => {
  const straight = logisticGrowth.result.parse(logistic({ values: [1, 2, 3, 4, 5, 6, 7] }));
  expect(straight.residualStandardError).toBeGreaterThanOrEqual(0);
  gompertzGrowth.result.parse(gompertz({ values: [1, 2, 4, 8, 16, 32, 64] }));
  for (const values of [
    [5, 5, 5, 5, 5, 5],
    [9, 8, 6, 5, 3, 2],
    [-4, -3, -2, -1],
  ]) {
    expect(() => logistic({ values })).toThrow(expect.objectContaining({ id: 'no-growth' }));
    expect(() => gompertz({ values })).toThrow(expect.objectContaining({ id: 'no-growth' }));
  }
  expect(() => logistic({ times: [1, 1, 1, 2], values: [1, 2, 3, 4] })).toThrow(
    expect.objectContaining({ id: 'times-alike' }),
  );
  expect(() => logistic({ times: [1, 2], values: [1, 2, 3, 4] })).toThrow(
    expect.objectContaining({ id: 'lengths-differ' }),
  );
  logisticGrowth.result.parse(logistic(logisticGrowth.example.inputs));
  gompertzGrowth.result.parse(gompertz(gompertzGrowth.example.inputs));
});

describe('S-curve forecast', () => {
  const logisticSeries = (size: number, noise: number, seed: number) => {
    const random = randomFrom(seed);
    return Array.from({ length: size }, (_, i) => 100 / (1 + Math.exp((9 - i) / 2)) + noise * random.normal());
  };

  test('the curve that made the series is chosen', () => {
    expect(forecast({ values: logisticSeries(18, 0.3, 4) }).chosen).toBe('logistic');
    const gompertzSeries = Array.from({ length: 18 }, (_, i) => 100 * Math.exp(-5 * 0.75 ** i) + 0.2 * Math.sin(7 * i));
    expect(forecast({ values: gompertzSeries }).chosen).toBe('gompertz');
    const bass = [8, 15, 21, 40, 76, 110, 105, 95, 78, 59, 30, 17].map((value, i) => value + 0.1 * i);
    expect(forecast({ values: bass, kind: 'perPeriod' }).cumulative?.expected.at(-1)).toBeLessThan(800);
  });

  test('the same seed gives the same fan, another a like one; wider levels lie outside', () => {
    const values = logisticSeries(14, 1, 3);
    const one = forecast({ values }, 5);
    expect(forecast({ values }, 5)).toEqual(one);
    expect(forecast({ values }, 6).forecast.bands).not.toEqual(one.forecast.bands);
    const [half, most, nearlyAll] = one.forecast.bands;
    half?.low.forEach((low, k) => {
      expect(nearlyAll?.low[k]).toBeLessThan(most?.low[k] ?? 0);
      expect(most?.low[k]).toBeLessThan(low);
      expect(one.forecast.expected[k]).toBeLessThan(nearlyAll?.high[k] ?? 0);
    });
  });

  test('another unit of the values scales curve and fan, and chooses the same curve', () => {
    const plain = forecast({ values: logisticSeries(16, 1, 8), draws: 200 });
    fc.assert(
      fc.property(fc.constantFrom(1e-6, 0.5, 1000, 1e9), (unit) => {
        const other = forecast({ values: logisticSeries(16, 1, 8).map((value) => unit * value), draws: 200 });
        expect(other.chosen).toBe(plain.chosen);
        other.forecast.expected.forEach((value, k) => {
          expect(value / unit / plain.forecast.expected[k]!).toBeCloseTo(1, 5);
        });
        expect(other.forecast.bands[0]!.low[3]! / unit / plain.forecast.bands[0]!.low[3]!).toBeCloseTo(1, 3);
      }),
      { numRuns: 4 },
    );
  });

  test('the 80 % band covers the next value about as often as it says', () => {
    let covered = 0;
    const runs = 120;
    for (let run = 0; run < runs; run++) {
      const all = logisticSeries(20, 1.5, 100 + run);
      const { bands } = forecast({
        values: all.slice(0, 16),
        horizon: 4,
        curves: ['logistic'],
        levels: [0.8],
        draws: 400,
      }).forecast;
      if (all[19]! >= bands[0]!.low[3]! && all[19]! <= bands[0]!.high[3]!) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.7);
    expect(covered / runs).toBeLessThan(0.9);
  });

  test('per period: the cumulative fan begins at what was seen and never falls', () => {
    const { cumulative, forecast: next } = forecast({
      values: [8, 15, 21, 40, 76, 110, 105, 95, 78, 59],
      kind: 'perPeriod',
      horizon: 6,
    });
    expect(cumulative?.expected[0]).toBeCloseTo(607 + next.expected[0]!, 6);
    expect(cumulative?.bands[0]?.low.toSorted((a, b) => a - b)).toEqual(cumulative?.bands[0]?.low);
    for (const low of next.bands.at(-1)?.low ?? []) expect(low).toBeGreaterThanOrEqual(0);
  });

  test('early growth and the example: answered with warnings; values alike: refused', () => {
    const early = sCurveForecast.result.parse(forecast({ values: [1, 1.6, 2.5, 4.1, 6.6, 10.7, 17.4] }));
    expect(early.warnings.map(({ id }) => id)).toEqual(expect.arrayContaining(['too-few-values', 'saturation-far']));
    sCurveForecast.result.parse(forecast(sCurveForecast.example.inputs));
    expect(() => forecast({ values: [3, 3, 3, 3, 3, 3] })).toThrow(expect.objectContaining({ id: 'values-alike' }));
  });
});

describe('Rogers', () => {
  const ask = (inputs: unknown) => rogersCategories.run(rogersCategories.inputs.parse(inputs));

  test('a worked example, R 4.2.2', () => {
    const { inputs, expected, tolerance } = reference('adoption_rogers_categories');
    const answer = ask({ adoptionTimes: inputs.adoption_times });
    expect(Math.abs(answer.mean - expected.mean)).toBeLessThan(tolerance.abs);
    expect(Math.abs(answer.standardDeviation - expected.sd)).toBeLessThan(tolerance.abs);
    expect(answer.categories.map(({ count }) => count)).toEqual(Object.values(expected.counts));
    Object.values<number>(expected.normal_shares).forEach((share, i) => {
      expect(Math.abs(answer.categories[i]!.normalShare - share)).toBeLessThan(tolerance.abs);
      expect(answer.categories[i]?.textbookShare).toBe(expected.textbook_shares[i]);
    });
  });

  test('counts stand for repeats, order and unit of time do not matter, shares add up to one', () => {
    const times = fc
      .array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 40 })
      .filter((given) => new Set(given).size > 1);
    fc.assert(
      fc.property(times, (adoptionTimes) => {
        const counts = (answer: ReturnType<typeof ask>) => answer.categories.map(({ count }) => count);
        const plain = ask({ adoptionTimes });
        expect(plain.categories.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        expect(counts(ask({ adoptionTimes: adoptionTimes.toReversed() }))).toEqual(counts(plain));
        const distinct = [...new Set(adoptionTimes)];
        const weights = distinct.map((time) => adoptionTimes.filter((one) => one === time).length);
        expect(ask({ adoptionTimes: distinct, counts: weights }).standardDeviation).toBeCloseTo(
          plain.standardDeviation,
          9,
        );
      }),
    );
  });

  test('one adopter, all at once, unlike lengths: refused by name; lopsided times: warned of; the example runs', () => {
    expect(() => ask({ adoptionTimes: [3] })).toThrow(expect.objectContaining({ id: 'too-few-adopters' }));
    expect(() => ask({ adoptionTimes: [3, 3] })).toThrow(expect.objectContaining({ id: 'times-alike' }));
    expect(() => ask({ adoptionTimes: [3, 4], counts: [1] })).toThrow(
      expect.objectContaining({ id: 'lengths-differ' }),
    );
    expect(ask({ adoptionTimes: [1, 1, 1, 1, 1, 1, 50] }).warnings.map(({ id }) => id)).toEqual([
      'too-few-adopters',
      'skewed-times',
    ]);
    rogersCategories.result.parse(ask(rogersCategories.example.inputs));
  });
});
