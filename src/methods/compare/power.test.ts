import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { powerTwoMeans } from './power-two-means.ts';
import { powerTwoProportions } from './power-two-proportions.ts';

const rates = (inputs: Parameters<typeof powerTwoProportions.inputs.parse>[0]) =>
  powerTwoProportions.run(powerTwoProportions.inputs.parse(inputs));
const means = (inputs: Parameters<typeof powerTwoMeans.inputs.parse>[0]) =>
  powerTwoMeans.run(powerTwoMeans.inputs.parse(inputs));

describe('R 4.2.2 power.prop.test, pwr 1.3.0 and Miller’s calculator', () => {
  const { expected } = reference('experiment_power');

  test('sizes for two rates', () => {
    for (const want of expected.prop) {
      const { sampleSize } = rates({
        controlRate: want.p1,
        treatmentRate: want.p2,
        power: want.power,
        alpha: want.alpha,
      });
      expect(Math.abs((sampleSize?.pooledNull ?? 0) - want.n_per_group_power_prop_test)).toBeLessThan(0.01);
      expect(Math.abs((sampleSize?.arcsine ?? 0) - want.n_per_group_arcsine)).toBeLessThan(0.01);
      expect(Math.abs((sampleSize?.unpooled ?? 0) - want.n_per_group_unpooled)).toBeLessThan(0.01);
      expect(Math.abs((sampleSize?.evanMiller ?? 0) - want.evan_miller)).toBeLessThan(0.01);
    }
  });

  test('minimum detectable effects: at the powers of the two size cases, 0.8 and 0.9', () => {
    for (const [i, want] of expected.mde_prop.entries()) {
      const { higher } = rates({
        controlRate: want.p1,
        perGroup: want.n,
        power: expected.prop[i].power,
      }).minimumDetectableEffect;
      expect(Math.abs((higher?.absolute ?? 0) - want.mde_abs)).toBeLessThan(1e-5);
    }
  });

  test('sizes for two means, and Cohen’s table', () => {
    for (const [i, want] of expected.t.entries()) {
      const got = means({ difference: want.d, power: want.power, alpha: want.alpha });
      expect(Math.abs(got.sampleSize - want.n_per_group)).toBeLessThan(0.001);
      expect(Math.round(got.sampleSize)).toBe(expected.printed.cohen_n[i]);
    }
  });
});

test('R’s help of power.t.test: 20 per group find 1 standard deviation with 0.8690; paired as printed by pwr', () => {
  expect(means({ difference: 1, perGroup: 20 }).power).toBeCloseTo(0.8689528, 5);
  expect(means({ difference: 1, power: 0.9 }).sampleSize).toBeCloseTo(22.0211, 3);
  expect(means({ difference: 0.5, design: 'paired' }).sampleSize).toBeCloseTo(33.36713, 3);
});

const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });

test('size, power and effect are one equation read three ways; failures for successes change nothing', () => {
  fc.assert(
    fc.property(share, share, fc.double({ min: 0.2, max: 5, noNaN: true }), (p, q, ratio) => {
      fc.pre(Math.abs(p - q) > 0.01);
      const size = rates({ controlRate: p, treatmentRate: q, ratio });
      const n = size.sampleSize?.pooledNull ?? 0;
      fc.pre(n > 5);
      expect(rates({ controlRate: p, treatmentRate: q, ratio, perGroup: n }).power).toBeCloseTo(0.8, 8);
      const { higher, lower } = rates({ controlRate: p, ratio, perGroup: n }).minimumDetectableEffect;
      expect((q > p ? higher : lower)?.rate).toBeCloseTo(q, 6);
      expect(rates({ controlRate: 1 - p, treatmentRate: 1 - q, ratio }).sampleSize?.pooledNull).toBeCloseTo(n, 4);
      expect(size.sampleSize?.continuityCorrected).toBeGreaterThan(n);
    }),
  );
});

test('means: the same, and more power needs more people', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 2, noNaN: true }),
      fc.double({ min: 0.3, max: 3, noNaN: true }),
      (d, ratio) => {
        const { sampleSize } = means({ difference: -3 * d, standardDeviation: 3, ratio });
        fc.pre(sampleSize > 2.5);
        const back = means({ perGroup: sampleSize, standardDeviation: 3, ratio });
        expect(back.minimumDetectableEffect).toBeCloseTo(3 * d, 6);
        expect(means({ difference: d, ratio, power: 0.9 }).sampleSize).toBeGreaterThan(sampleSize);
      },
    ),
    { numRuns: 15 },
  );
});

test('nothing given, no effect, an effect beyond 100 %, and one too small: refused by name', () => {
  expect(() => rates({ controlRate: 0.2 })).toThrow(expect.objectContaining({ id: 'effect-missing' }));
  expect(() => rates({ controlRate: 0.2, treatmentRate: 0.2 })).toThrow(expect.objectContaining({ id: 'no-effect' }));
  expect(() => rates({ controlRate: 0.6, relativeLift: 0.9 })).toThrow(
    expect.objectContaining({ id: 'rate-impossible' }),
  );
  expect(() => means({})).toThrow(expect.objectContaining({ id: 'effect-missing' }));
  expect(() => means({ difference: 1e-9 })).toThrow(expect.objectContaining({ id: 'effect-too-small' }));
});

test('too few to find even the most extreme rate: null and warned of; days follow from visitors', () => {
  const few = rates({ controlRate: 0.05, perGroup: 20 });
  expect(few.minimumDetectableEffect.lower).toBeNull();
  expect(few.warnings.map(({ id }) => id)).toEqual(['small-expected-counts', 'no-such-effect']);
  expect(rates({ controlRate: 0.2, treatmentRate: 0.25, visitorsPerDay: 100 }).days).toBe(22);
  expect(means({ perGroup: 2 }).warnings.map(({ id }) => id)).toEqual(['few-values']);
  expect(powerTwoMeans.result.safeParse(means({ difference: 50 })).error).toBeUndefined();
  expect(powerTwoMeans.result.safeParse(means({ difference: 1e-4 })).error).toBeUndefined();
});

test('rates of one in a million are said as such; effects beyond counting are refused', () => {
  expect(rates({ controlRate: 1e-6, treatmentRate: 2e-6 }).reading).toContain('from 0.0001 % to 0.0002 %');
  expect(() => rates({ controlRate: 0.1, relativeLift: 1e-12 })).toThrow(
    expect.objectContaining({ id: 'effect-too-small', field: 'relativeLift' }),
  );
});
