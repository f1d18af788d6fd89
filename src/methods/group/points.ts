/** Rows of numbers as one flat array, checked and on request standardised. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';

const UNLIKE_SCALES = 10;

export const pointRows = z
  .array(z.array(z.number()))
  .min(2, 'Give at least two rows.')
  .describe('One row a person or thing, one column a variable. No missing values: fill or leave them out beforehand.');

export interface Points {
  /** Row-major. */
  readonly values: Float64Array;
  readonly count: number;
  readonly size: number;
  /** Of each column in the rows as given; the scale is 1 unless standardised. */
  readonly centre: Float64Array;
  readonly scale: Float64Array;
  /** Whether the spread of the columns as given differs more than tenfold. */
  readonly unlikeScales: boolean;
}

/** @throws MethodProblem `rows-differ`, `nothing-varies` */
export function pointsOf(rows: readonly (readonly number[])[], standardise: boolean): Points {
  const count = rows.length;
  const size = rows[0]?.length ?? 0;
  const odd = rows.findIndex((row) => row.length !== size);
  if (odd >= 0 || size === 0)
    throw new MethodProblem(
      'rows-differ',
      `rows.${Math.max(odd, 0)}`,
      'Give every row the same number of values, at least one.',
    );
  const values = Float64Array.from({ length: count * size }, (_, at) => rows[Math.floor(at / size)]![at % size]!);
  const centre = new Float64Array(size);
  const spread = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    for (let at = k; at < values.length; at += size) centre[k]! += values[at]! / count;
    for (let at = k; at < values.length; at += size) spread[k]! += (values[at]! - centre[k]!) ** 2 / (count - 1);
    spread[k] = Math.sqrt(spread[k]!);
  }
  const varying = spread.filter((value) => value > 0);
  if (varying.length === 0)
    throw new MethodProblem('nothing-varies', 'rows', 'Give rows that differ: all are the same.');
  const scale = spread.map((value) => (standardise && value > 0 ? value : 1));
  if (standardise)
    for (let at = 0; at < values.length; at++) values[at] = (values[at]! - centre[at % size]!) / scale[at % size]!;
  const unlikeScales = Math.max(...varying) > UNLIKE_SCALES * Math.min(...varying);
  return { values, count, size, centre: standardise ? centre : new Float64Array(size), scale, unlikeScales };
}
