import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { withNumericGradient } from '../numeric/minimise-smooth.ts';
import { randomFrom } from '../numeric/random.ts';
import { shiftedBetaGeometric } from './shifted-beta-geometric.ts';
import { departureLikelihood, departuresOf, discountedLifetime, survival } from './shifted-beta-geometric-model.ts';

const ask = (inputs: unknown) => shiftedBetaGeometric.run(shiftedBetaGeometric.inputs.parse(inputs));

test('Fader & Hardie (2007), high-end subscribers', () => {
  const { inputs, expected, tolerance } = reference('retention_sbg_high_end');
  const answer = ask({
    active: inputs.survival_percent,
    customers: inputs.customers,
    calibrationPeriods: inputs.calibration_years,
    horizon: 12,
    discountRate: 0.1,
  });
  const { alpha, beta } = answer.parameters;
  expect(Math.abs(alpha.estimate - expected.alpha)).toBeLessThan(tolerance.params);
  expect(Math.abs(beta.estimate - expected.beta)).toBeLessThan(tolerance.params);
  expect(Math.abs(answer.logLikelihood - expected.loglik_1000)).toBeLessThan(tolerance.loglik);
  expect(answer.logLikelihoodPerCustomer).toBeCloseTo(expected.loglik_per_customer, 6);
  expected.survival.forEach((share: number, i: number) => {
    expect(Math.abs(answer.projection[i + 1]!.survival - share)).toBeLessThan(tolerance.survival);
    expect(Math.abs((answer.projection[i + 1]!.retention ?? 0) - expected.retention[i])).toBeLessThan(
      tolerance.survival,
    );
  });
  expect(answer.meanChurn.estimate).toBeCloseTo(expected.churn_mean, 4);
  expect(Math.abs((answer.discountedExpectedLifetime ?? 0) - expected.DEL_new_d10)).toBeLessThan(tolerance.DEL);
  expect(answer.expectedLifetime).toBeNull();
});

test('lifetimes are the discounted sums of survival', () => {
  const at = Float64Array.of(1.8, 3.1);
  for (const rate of [0.02, 0.1, 0.9]) {
    let sum = 0;
    for (let t = 0, share = 1; t < 3000; t++) {
      sum += share / (1 + rate) ** t;
      share *= (3.1 + t) / (4.9 + t);
    }
    expect(discountedLifetime(at, rate)).toBeCloseTo(sum, 8);
  }
  expect(discountedLifetime(at, 0)).toBeCloseTo((1.8 + 3.1 - 1) / (1.8 - 1), 8);
});

describe('properties', () => {
  const cohort = fc
    .array(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 9 })
    .map((left) => left.map((_, t) => left.slice(t).reduce((sum, gone) => sum + gone, 40)));

  test('slopes agree with differences', () => {
    const positive = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(cohort, { minLength: 1, maxLength: 3 }), positive, positive, (cohorts, alpha, beta) => {
        const f = departureLikelihood(departuresOf(cohorts));
        const slopes = new Float64Array(2);
        const differences = new Float64Array(2);
        f(Float64Array.of(alpha, beta), slopes);
        withNumericGradient((at) => f(at, new Float64Array(2)))(Float64Array.of(alpha, beta), differences);
        slopes.forEach((slope, i) => {
          expect(slope).toBeCloseTo(differences[i]!, 2);
        });
      }),
    );
  });

  test('survival never rises, retention never falls, and a copied cohort changes nothing', () => {
    fc.assert(
      fc.property(
        cohort.filter((active) => active[0]! > (active.at(-1) ?? 0)),
        (active) => {
          const { projection, parameters } = ask({ active });
          for (let t = 2; t < projection.length; t++) {
            expect(projection[t]!.survival).toBeLessThanOrEqual(projection[t - 1]!.survival);
            expect(projection[t]!.retention).toBeGreaterThanOrEqual(projection[t - 1]!.retention ?? 0);
          }
          const twice = ask({ active: [active, active] }).parameters;
          const alike = Math.log(twice.alpha.estimate / parameters.alpha.estimate);
          if (parameters.alpha.standardError !== null && parameters.alpha.estimate < 50)
            expect(alike).toBeCloseTo(0, 2);
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('known parameters are recovered from drawn customers', () => {
  const random = randomFrom(5);
  const active = new Array<number>(9).fill(0);
  for (let i = 0; i < 20_000; i++) {
    const leaves = random.beta(0.8, 2.4);
    for (let t = 0; t < active.length; t++) {
      active[t]!++;
      if (random.uniform() < leaves) break;
    }
  }
  const { parameters, logLikelihood } = ask({ active });
  expect(Math.abs(parameters.alpha.estimate - 0.8)).toBeLessThan(4 * (parameters.alpha.standardError ?? 0));
  expect(Math.abs(parameters.beta.estimate - 2.4)).toBeLessThan(4 * (parameters.beta.standardError ?? 0));
  const atTruth = departureLikelihood(departuresOf([active]))(Float64Array.of(0.8, 2.4), new Float64Array(2));
  expect(logLikelihood).toBeGreaterThanOrEqual(atTruth);
  expect(survival(Float64Array.of(0.8, 2.4), 1)).toBeCloseTo(active[1]! / active[0]!, 2);
});

test('one renewal only, everybody alike: answered with warnings, no NaN', () => {
  const one = shiftedBetaGeometric.result.parse(ask({ active: [100, 60] }));
  expect(one.warnings.map(({ id }) => id)).toContain('too-few-periods');
  const alike = shiftedBetaGeometric.result.parse(ask({ active: [4096, 2048, 1024, 512, 256, 128], discountRate: 0 }));
  expect(alike.warnings.map(({ id }) => id)).toContain('boundary-solution');
  expect(alike.projection[6]?.survival).toBeCloseTo(1 / 64, 3);
  shiftedBetaGeometric.result.parse(ask({ active: [10, 0, 0] }));
});

test('growing, nobody left, nobody there: refused by name', () => {
  expect(() => ask({ active: [10, 12] })).toThrow(expect.objectContaining({ id: 'active-grows', field: 'active' }));
  expect(() => ask({ active: [10, 10, 10] })).toThrow(expect.objectContaining({ id: 'nobody-left' }));
  expect(() =>
    ask({
      active: [
        [10, 5],
        [0, 0],
      ],
    }),
  ).toThrow(expect.objectContaining({ id: 'nobody-active', field: 'active.1' }));
});

test('the example runs', () => {
  const answer = shiftedBetaGeometric.result.parse(ask(shiftedBetaGeometric.example.inputs));
  expect(answer.reading).toContain('After'.toLowerCase());
  expect(answer.warnings).toEqual([]);
});
