import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { meanInterval, momentsOf, welchDifference } from './sample-mean.ts';

test('R t.test on the sleep data of Student (1908)', () => {
  const { inputs, expected, tolerance } = reference('experiment_welch_t');
  const difference = welchDifference(momentsOf(inputs.b), momentsOf(inputs.a), 0.95);
  const { t, df, p, ci95 } = expected.welch;
  const { estimate, low, high, t: ours, degreesOfFreedom, p: chance } = difference ?? expect.fail('no difference');
  [estimate, low, high, ours, degreesOfFreedom, chance].forEach((value, i) => {
    expect(Math.abs(value - [expected.difference, ci95[0], ci95[1], t, df, p][i])).toBeLessThan(tolerance.t);
  });
});

test('one value has a mean and no interval, equal values an interval without width', () => {
  expect(meanInterval(momentsOf([4]), 0.95)).toEqual({ estimate: 4, low: null, high: null, level: 0.95 });
  expect(meanInterval(momentsOf([4, 4]), 0.95)).toEqual({ estimate: 4, low: 4, high: 4, level: 0.95 });
});

test('two groups that do not vary, or one value alone, are not compared', () => {
  expect(welchDifference(momentsOf([1, 1]), momentsOf([2, 2]), 0.95)).toBeNull();
  expect(welchDifference(momentsOf([1]), momentsOf([2, 3]), 0.95)).toBeNull();
});

test('counting values gives what repeating them gives', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 10 }), (counts) => {
      fc.pre(counts.reduce((a, b) => a + b, 0) > 1);
      const repeated = momentsOf(counts.flatMap((count, value) => Array<number>(count).fill(value)));
      const counted = momentsOf([...counts.keys()], counts);
      expect(counted.count).toBe(repeated.count);
      expect(counted.mean).toBeCloseTo(repeated.mean, 9);
      expect(counted.variance).toBeCloseTo(repeated.variance, 9);
    }),
  );
});
