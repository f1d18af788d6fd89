import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { minimiseSimplex } from '../numeric/minimise-simplex.ts';
import { randomFrom } from '../numeric/random.ts';
import { bassCurve } from './bass-curve.ts';
import { bassDiffusion } from './bass-diffusion.ts';
import { bassDensity, bassCurve as curve } from './growth-curves.ts';

/** Expects agreement to a share of the value. */
function agrees(got: number | null | undefined, want: number, share: number) {
  expect(Math.abs((got ?? Number.NaN) - want)).toBeLessThanOrEqual(Math.abs(want) * share);
}
const ask = (inputs: unknown) => bassDiffusion.run(bassDiffusion.inputs.parse(inputs));

describe('Bass (1969), Srinivasan & Mason (1986); R 4.2.2 lm and nls', () => {
  const { inputs, expected, tolerance } = reference('adoption_bass_fit');

  test.each(['room_air_conditioners', 'vcr_1979_88'])('%s', (name) => {
    const want = expected[name];
    const { regression, nonlinear, forecast } = ask({
      sales: inputs.series[name],
      firstPeriod: inputs.first_year[name],
    });
    for (const key of ['a', 'b', 'c'] as const) agrees(regression?.[key], want.ols[key], tolerance.ols.rel);
    agrees(regression?.rSquared, want.ols.r2, tolerance.ols.rel);
    for (const key of ['m', 'p', 'q'] as const) {
      agrees(regression?.[key].estimate, want.ols[key], tolerance.ols.rel);
      agrees(nonlinear[key].estimate, want.nls[key], tolerance.nls.rel);
      agrees(nonlinear[key].standardError, want.nls.se[key], tolerance.nls.rel);
    }
    agrees(regression?.peak?.time, want.ols_peak.t_peak, tolerance.ols.rel);
    agrees(nonlinear.peak?.time, want.nls_peak.t_peak, tolerance.nls.rel);
    agrees(nonlinear.peak?.rate, want.nls_peak.peak_sales_rate, tolerance.nls.rel);
    agrees(nonlinear.peak?.share, want.nls_peak.F_at_peak, tolerance.nls.rel);
    agrees(nonlinear.sumOfSquares, want.nls.sse, tolerance.sse.rel);
    agrees(nonlinear.rSquared, want.nls.r2, tolerance.sse.rel);
    want.nls.fitted.forEach((value: number, i: number) => {
      agrees(nonlinear.fitted[i], value, tolerance.nls.rel);
    });
    want.nls_next_3_periods.forEach((value: number, i: number) => {
      agrees(forecast[i]?.sales, value, tolerance.forecast.rel);
    });
  });

  test('the density form, as printed', () => {
    const { nonlinear } = ask({ sales: inputs.series.vcr_1979_88, form: 'density' });
    const want = expected.vcr_1979_88.density_nls;
    agrees(nonlinear.residualStandardError, want.residual_se, tolerance.nls.rel);
    for (const [i, key] of (['m', 'p', 'q'] as const).entries()) {
      agrees(nonlinear[key].estimate, want[key], tolerance.nls.rel);
      agrees(nonlinear[key].standardError, want.se[i], tolerance.nls.rel);
      agrees(nonlinear[key].estimate, want.printed[key], 0.003);
    }
  });

  test('profile intervals hold the estimate, and end where the squares have grown by the F ratio', () => {
    const { nonlinear } = ask({ sales: inputs.series.room_air_conditioners, intervals: 'profile' });
    for (const key of ['m', 'p', 'q'] as const) {
      expect(nonlinear[key].low).toBeLessThan(nonlinear[key].estimate);
      expect(nonlinear[key].high).toBeGreaterThan(nonlinear[key].estimate);
    }
    // 3 parameters, 13 periods: the squares may grow by t(0.975; 10)² times the residual variance.
    const limit = nonlinear.sumOfSquares * (1 + 2.228138852 ** 2 / 10);
    for (const edge of [nonlinear.m.low ?? 0, nonlinear.m.high ?? 0]) {
      const squares = ([p = 0, q = 0]: Float64Array) =>
        inputs.series.room_air_conditioners.reduce((sum: number, seen: number, i: number) => {
          const at = { p: Math.exp(p), q: Math.exp(q) };
          return sum + (seen - edge * (share(at, i + 1) - share(at, i))) ** 2;
        }, 0);
      const best = minimiseSimplex(squares, [Math.log(nonlinear.p.estimate), Math.log(nonlinear.q.estimate)]).value;
      agrees(best, limit, 1e-5);
    }
  });
});

test('Bass (1969), tables 1 and 3: peaks and cumulative adoption', () => {
  const { inputs, expected, tolerance } = reference('adoption_bass_1969_table');
  const curves = inputs.product.map((name: string, i: number) => ({
    name,
    p: inputs.p[i],
    q: inputs.q[i],
    m: inputs.m_thousand[i],
  }));
  const answer = bassCurve.run(bassCurve.inputs.parse({ curves, times: [5, 10, 15] }));
  answer.curves.forEach(({ peak, cumulative }, i) => {
    agrees(peak?.time, expected.t_peak[i], tolerance.rel);
    agrees(peak?.rate, expected.peak_sales_rate_thousand[i], tolerance.rel);
    cumulative.forEach((value, k) => {
      agrees(value, expected.cumulative_at_5_10_15[i][k], tolerance.rel);
    });
    expect(Math.abs((peak?.time ?? 0) - expected.printed_t_peak[i])).toBeLessThan(tolerance.printed_t_peak);
    expect(Math.abs((peak?.rate ?? 0) / 1000 - expected.printed_peak_million[i])).toBeLessThan(
      tolerance.printed_peak_million,
    );
  });
});

const p = fc.double({ min: 0.002, max: 0.08, noNaN: true });
const q = fc.double({ min: 0.2, max: 0.8, noNaN: true });
const series = (at: { p: number; q: number; m: number }, periods: number) =>
  Array.from({ length: periods }, (_, i) => at.m * (share(at, i + 1) - share(at, i)));
const share = (at: { p: number; q: number }, t: number) => curve.shape(at.p, at.q, t, new Float64Array(2));

test('an exact curve is found again, in any unit', () => {
  fc.assert(
    fc.property(p, q, fc.constantFrom(1e-3, 1, 1e7), (one, other, m) => {
      const { nonlinear } = ask({ sales: series({ p: one, q: other, m }, 20) });
      agrees(nonlinear.m.estimate, m, 1e-5);
      agrees(nonlinear.p.estimate, one, 1e-4);
      agrees(nonlinear.q.estimate, other, 1e-4);
    }),
    { numRuns: 60 },
  );
});

test('the fit is never worse than the curve the series was drawn from', () => {
  const random = randomFrom(2);
  for (let run = 0; run < 20; run++) {
    const at = { p: 0.005 + 0.03 * random.uniform(), q: 0.3 + 0.4 * random.uniform(), m: 1000 };
    const exact = series(at, 15);
    const sales = exact.map((value) => value + 8 * random.normal());
    const atTruth = sales.reduce((sum, value, i) => sum + (value - exact[i]!) ** 2, 0);
    expect(ask({ sales }).nonlinear.sumOfSquares).toBeLessThanOrEqual(atTruth);
  }
});

test('slopes of the curve and its density agree with differences; the density is the slope of the curve', () => {
  fc.assert(
    fc.property(p, q, fc.double({ min: 0, max: 30, noNaN: true }), (one, other, t) => {
      const slopes = new Float64Array(2);
      const spare = new Float64Array(2);
      const d = 1e-6;
      for (const shape of [curve.shape, bassDensity.shape]) {
        shape(one, other, t, slopes);
        expect(slopes[0]).toBeCloseTo((shape(one + d, other, t, spare) - shape(one - d, other, t, spare)) / (2 * d), 3);
        expect(slopes[1]).toBeCloseTo((shape(one, other + d, t, spare) - shape(one, other - d, t, spare)) / (2 * d), 3);
      }
      const slope = (curve.shape(one, other, t + d, spare) - curve.shape(one, other, t - d, spare)) / (2 * d);
      expect(bassDensity.shape(one, other, t, spare)).toBeCloseTo(slope, 6);
    }),
  );
});

test('before the peak, falling from the start, four periods: answered with warnings, no NaN', () => {
  const ids = (inputs: unknown) => bassDiffusion.result.parse(ask(inputs)).warnings.map(({ id }) => id);
  expect(ids({ sales: series({ p: 0.005, q: 0.4, m: 100 }, 8) })).toContain('peak-not-reached');
  expect(ids({ sales: [50, 31, 19, 12, 7, 4, 3, 2] })).not.toContain('not-converged');
  expect(ids({ sales: [1, 2, 4, 3] })).toContain('too-few-periods');
  expect(ids({ sales: [5, 5, 5, 5, 5, 5, 5, 5, 5] })).toContain('regression-without-peak');
  expect(ids({ sales: [0, 0, 3, 9, 20, 0, 22, 13, 5, 1], intervals: 'profile' })).toBeDefined();
  const falling = bassCurve.run(bassCurve.inputs.parse({ curves: [{ p: 0.3, q: 0.1, m: 10 }] }));
  expect(bassCurve.result.parse(falling).warnings.map(({ id }) => id)).toEqual(['no-peak']);
  expect(falling.curves[0]?.peak).toBeNull();
});

test('no sales, no curves: refused by name; the examples run', () => {
  expect(() => ask({ sales: [0, 0, 0, 0] })).toThrow(expect.objectContaining({ id: 'no-sales' }));
  expect(() => bassCurve.run({ curves: [] })).toThrow(expect.objectContaining({ id: 'no-curves' }));
  bassDiffusion.result.parse(ask(bassDiffusion.example.inputs));
  bassCurve.result.parse(bassCurve.run(bassCurve.inputs.parse(bassCurve.example.inputs)));
});

test('the drawn curve is smooth and passes the last peak, whatever times are asked for', () => {
  const { picture, curves } = bassCurve.run(
    bassCurve.inputs.parse({ curves: [{ p: 0.0104, q: 0.419, m: 16.9 }], times: [1, 5] }),
  );
  const [line] = picture.series;
  expect(Math.max(...(line?.y ?? []).map(Number))).toBeCloseTo(curves[0]?.peak?.rate ?? Number.NaN, 2);
  expect(Number(line?.x.at(-1))).toBeGreaterThan(curves[0]?.peak?.time ?? Number.NaN);
});
