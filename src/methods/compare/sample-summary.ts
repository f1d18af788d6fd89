/** A group of measurements, given value by value or by its summary. */

import { z } from 'zod';
import { MethodProblem, type Warning } from '../method.ts';
import { momentsOf, type SampleMoments } from '../numeric/sample-mean.ts';

export const measured = z
  .union(
    [
      z.array(z.number().nullable()).describe('Every value; null: missing, left out.'),
      z
        .object({
          n: z.int().min(1, 'Give how many values there are.'),
          mean: z.number(),
          standardDeviation: z.number().min(0, 'A standard deviation is 0 or more.').describe('Divisor n - 1.'),
        })
        .describe('The summary.'),
      z
        .object({
          n: z.int().min(1, 'Give how many values there are.'),
          sum: z.number(),
          sumOfSquares: z.number().min(0, 'A sum of squares is 0 or more.'),
        })
        .describe('Running sums, as an event store keeps them.'),
    ],
    'Give every value as a number (null where it is missing), or n with mean and standardDeviation, or n with sum and sumOfSquares.',
  )
  .describe(
    'Every value (null: missing, left out), or n with mean and standardDeviation, or n with sum and sumOfSquares.',
  );
export type Measured = z.output<typeof measured>;

/** @throws MethodProblem `too-few-values` where there are fewer than two; `sums-impossible` where the squares are too small. */
export function summaryOf(given: Measured, field: string): SampleMoments {
  const moments = momentsGiven(given, field);
  if (moments.count < 2) throw new MethodProblem('too-few-values', field, 'Give at least two values.');
  return moments;
}

function momentsGiven(given: Measured, field: string): SampleMoments {
  if (Array.isArray(given)) return momentsOf(presentIn(given));
  const { n } = given;
  if ('mean' in given) return { count: n, mean: given.mean, variance: given.standardDeviation ** 2 };
  const mean = given.sum / n;
  const squares = given.sumOfSquares - n * mean * mean;
  if (squares < -1e-9 * given.sumOfSquares)
    throw new MethodProblem('sums-impossible', field, 'The sum of squares is at least sum² / n: check both.');
  return { count: n, mean, variance: n > 1 ? Math.max(0, squares) / (n - 1) : Number.NaN };
}

export function presentIn(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

/** Says how many values of all groups were left out, where any were. */
export function missingWarning(...groups: readonly unknown[]): Warning[] {
  const missing = groups.flat().filter((value) => value === null).length;
  return missing === 0 ? [] : [{ id: 'values-missing', text: `Left out for a missing value: ${missing}.` }];
}

/** In the method's list of warnings. */
export const VALUES_MISSING = 'Values that are null were left out, with their pair where paired.';
