/** Inputs that name rows by parallel arrays, and the checks they share. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';

export const flags = z
  .array(z.union([z.literal(0), z.literal(1), z.boolean()], 'Give 1 or 0 (or true or false).'))
  .describe('1 or 0 (or true or false), one a row.');

export const flag = (value: number | boolean) => Number(value);

export const namedColumns = z.record(z.string(), z.array(z.number()));

/** Refuses a column of another length than the outcome. */
export function requireLength(length: number, columns: Readonly<Record<string, ArrayLike<unknown> | undefined>>): void {
  for (const [field, column] of Object.entries(columns))
    if (column !== undefined && column.length !== length)
      throw new MethodProblem(
        'lengths-differ',
        field,
        `Give ${length} numbers, one for each outcome; there are ${column.length}.`,
      );
}
