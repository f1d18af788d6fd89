import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minimiseSmooth, type SmoothFunction, withNumericGradient } from './minimise-smooth.ts';

const rosenbrock: SmoothFunction = (at, gradient) => {
  gradient.fill(0);
  let value = 0;
  for (let i = 0; i + 1 < at.length; i++) {
    const bend = at[i + 1]! - at[i]! ** 2;
    value += 100 * bend ** 2 + (1 - at[i]!) ** 2;
    gradient[i]! -= 400 * at[i]! * bend + 2 * (1 - at[i]!);
    gradient[i + 1]! += 200 * bend;
  }
  return value;
};

describe('Rosenbrock: the minimum is at one', () => {
  test.each([2, 10, 79, 200])('%i variables', (n) => {
    const { at, converged, evaluations } = minimiseSmooth(rosenbrock, Array(n).fill(-1.2), { steps: 5000 });
    expect(converged).toBe(true);
    expect(evaluations).toBeLessThan(20 * n + 100);
    for (const x of at) expect(x).toBeCloseTo(1, 6);
  });

  test('with a numeric gradient', () => {
    const plain = (at: Float64Array) => rosenbrock(at, new Float64Array(at.length));
    expect(minimiseSmooth(withNumericGradient(plain), [-1.2, 1]).at[1]).toBeCloseTo(1, 6);
  });
});

test('the minimum of a quadratic does not depend on the start', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.1, max: 50, noNaN: true }), { minLength: 1, maxLength: 6 }),
      fc.double({ min: -100, max: 100, noNaN: true }),
      (scales, start) => {
        const quadratic: SmoothFunction = (at, gradient) => {
          let value = 0;
          for (let i = 0; i < at.length; i++) {
            value += (scales[i]! * (at[i]! - i) ** 2) / 2;
            gradient[i] = scales[i]! * (at[i]! - i);
          }
          return value;
        };
        const found = minimiseSmooth(quadratic, Array(scales.length).fill(start));
        expect(found.converged).toBe(true);
        for (const [i, x] of found.at.entries()) expect(x).toBeCloseTo(i, 5);
      },
    ),
  );
});

test('a domain with an edge: steps over it are drawn back', () => {
  const found = minimiseSmooth(
    (at, gradient) => {
      gradient[0] = 1 - 1 / at[0]!;
      return at[0]! - Math.log(at[0]!);
    },
    [30],
  );
  expect(found.at[0]).toBeCloseTo(1, 6);
});

test('no minimum, a start without a value, the cap of steps: said not to be converged, and ended', () => {
  const falling: SmoothFunction = (at, gradient) => {
    gradient[0] = 1;
    return at[0]!;
  };
  expect(minimiseSmooth(falling, [0]).converged).toBe(false);
  expect(minimiseSmooth(() => Number.NaN, [0]).converged).toBe(false);
  expect(minimiseSmooth(rosenbrock, [-1.2, 1], { steps: 3 }).converged).toBe(false);
});

test('level ground: stays where it started; the start is not changed', () => {
  const start = [30];
  const found = minimiseSmooth((_, gradient) => {
    gradient[0] = 0;
    return 3;
  }, start);
  expect(found).toEqual({ at: Float64Array.of(30), value: 3, converged: true, evaluations: 1 });
  expect(start).toEqual([30]);
});
