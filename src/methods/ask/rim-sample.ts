/** The rows of a sample, coded by the characteristics that have targets. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';
import type { Rim } from './raked-weights.ts';

const category = z.union(
  [z.string(), z.number(), z.boolean()],
  'A category is a text, a number or true or false; null where not known.',
);
export const cell = z
  .object({
    n: z.number().min(0).default(1).describe('How many respondents the row stands for; 1 where left out.'),
    weight: z.number().positive().default(1).describe('Design weight to begin from; 1 where left out.'),
  })
  .catchall(category.nullable());
export type Cell = z.output<typeof cell>;
export type Targets = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface Sample {
  /** Index of each used row among those given. */
  readonly rows: readonly number[];
  readonly counts: Float64Array;
  readonly start: Float64Array;
  readonly rims: readonly Rim[];
}

export function sampleOf(cells: readonly Cell[], targets: Targets): Sample {
  const names = [...targets.keys()];
  for (const name of names)
    if (!cells.some((row) => row[name] !== undefined && row[name] !== null))
      throw cells.length === 0
        ? new MethodProblem('no-respondents', 'cells', 'Give at least one respondent.')
        : new MethodProblem('characteristic-missing', `targets.${name}`, `No row has a value of ${name}.`);
  const rows = cells.flatMap((row, at) =>
    row.n > 0 && names.every((name) => (row[name] ?? null) !== null) ? [at] : [],
  );
  if (rows.length === 0)
    throw new MethodProblem('no-respondents', 'cells', 'Give at least one respondent with all characteristics.');
  const rims = names.map((name) => rimOf(cells, rows, name, targets.get(name) ?? new Map()));
  const counts = Float64Array.from(rows, (row) => cells[row]!.n);
  return { rows, counts, start: counts.map((n, at) => n * cells[rows[at]!]!.weight), rims };
}

function rimOf(
  cells: readonly Cell[],
  rows: readonly number[],
  name: string,
  shares: ReadonlyMap<string, number>,
): Rim {
  const index = new Map([...shares.keys()].map((key, at) => [key, at]));
  const seen = new Set<number>();
  const codes = Int32Array.from(rows, (row) => {
    const value = String(cells[row]![name]);
    const code = index.get(value);
    if (code === undefined)
      throw new MethodProblem(
        'target-missing',
        `targets.${name}`,
        `Give a target for "${value}", which row ${row} has.`,
      );
    seen.add(code);
    return code;
  });
  for (const [key, target] of shares)
    if (target > 0 && !seen.has(index.get(key) ?? -1))
      throw new MethodProblem(
        'empty-category',
        `targets.${name}.${key}`,
        'Nobody in the sample: merge it with a neighbour.',
      );
  return { codes, targets: Float64Array.from(shares.values()) };
}
