import { expect, test } from 'vitest';
import { hessian } from './hessian.ts';

test('the Hessian of x²y + exp(y) at (3, 0) is [0, 6; 6, 1]', () => {
  const matrix = hessian(
    (at, slope) => {
      slope[0] = 2 * at[0]! * at[1]!;
      slope[1] = at[0]! ** 2 + Math.exp(at[1]!);
      return at[0]! ** 2 * at[1]! + Math.exp(at[1]!);
    },
    [3, 0],
  );
  expect([...matrix]).toEqual([0, 6, 6, 1].map((entry) => expect.closeTo(entry, 8)));
});
