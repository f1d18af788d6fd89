import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { normalInterval } from '../numeric/normal-interval.ts';
import { telcoCustomers } from './telco-customers.example.ts';

const labels = z.array(z.union([z.string(), z.number()]));
const inputs = z.object({
  first: labels
    .min(2, 'Give the groups of at least two rows.')
    .describe('Group of each row in the one partition: any names or numbers.'),
  second: labels.describe('Group of the same rows, in the same order, in the other partition.'),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
});

/**
 * Adjusted Rand index: how far two ways to group the same rows agree, chance taken out.
 *
 * The interval is by the jackknife, leaving out one row at a time.
 *
 * @throws MethodProblem `lengths-differ`.
 * @example adjustedRand.run(adjustedRand.inputs.parse({ first: [1, 1, 2, 2], second: ['a', 'a', 'b', 'b'] })).adjustedRand.estimate; // 1
 */
export const adjustedRand = defineMethod({
  name: 'adjusted-rand',
  field: 'group',
  title: 'Adjusted Rand index',
  summary: 'How far two segmentations of the same people agree: 1 is the same, 0 is chance.',
  whenToUse: [
    'To check that segments repeat: halves of the data, two methods, two waves.',
    'To compare clusters with labels known beforehand.',
  ],
  whenNot: ['To say which of two segmentations is better: it says only whether they are alike.'],
  assumes: ['Rows are independent (not checked).'],
  formula:
    'Pairs of rows together in both, less those expected by chance with the same group sizes, by the mean of the two most possible less the same (Hubert & Arabie).',
  source: ['Hubert, L. & Arabie, P. (1985), Comparing partitions, Journal of Classification 2.'],
  verified:
    'k-means of iris against species (R, 0.7302382722834697) to 1e-12; counting all pairs of small random partitions.',
  cost: 'O(rows + groups²)',
  warns: {
    'one-group': 'A partition with a single group, or with every row alone, says nothing.',
    'too-few-rows': 'Fewer than 30 rows: the interval is rough.',
  },
  inputs,
  result: z.object({
    adjustedRand: interval.describe('The interval is the jackknife’s.'),
    standardError: z.number(),
    rand: z.number().describe('Share of pairs on which the two agree, chance included.'),
    table: z
      .array(z.object({ first: z.string(), second: z.string(), rows: z.int() }))
      .describe('How many rows fall into each pair of groups (those with any).'),
    ...report,
  }),
  example: {
    about: 'Do kind of contract and kind of internet service split forty customers alike?',
    source:
      'IBM telco customer churn sample (first forty rows), github.com/IBM/telco-customer-churn-on-icp4d, Apache-2.0.',
    inputs: {
      first: telcoCustomers.map(({ contract }) => contract),
      second: telcoCustomers.map(({ internet }) => internet),
    },
  },
  run({ first, second, level }) {
    if (second.length !== first.length)
      throw new MethodProblem('lengths-differ', 'second', `Give ${first.length} groups, one a row, as in first.`);
    const cells = cellsOf(first, second);
    const sums = pairSums(cells, first.length);
    const estimate = adjusted(sums);
    const standardError = jackknife(cells, sums);
    const { total, together, rowPairs, columnPairs } = sums;
    const trivial = [first, second].some((own) => [1, own.length].includes(new Set(own.map(String)).size));
    const warnings: Warning[] = [];
    if (trivial)
      warnings.push({
        id: 'one-group',
        text: 'A partition into one group, or into single rows, cannot agree beyond chance.',
      });
    if (first.length < 30) warnings.push({ id: 'too-few-rows', text: `${first.length} rows: group at least 30.` });
    const index = normalInterval(estimate, standardError, level);
    const bySecond = Map.groupBy(cells, (cell) => cell.second);
    return {
      adjustedRand: { ...index, high: Math.min(1, index.high) },
      standardError,
      rand: total > 0 ? (total + 2 * together - rowPairs - columnPairs) / total : 1,
      table: cells.map(({ first: one, second: other, rows }) => ({ first: one, second: other, rows })),
      warnings,
      reading: `The two groupings ${estimate > 0.8 ? 'agree closely' : estimate > 0.4 ? 'agree in part' : 'hardly agree'} (adjusted Rand ${estimate.toFixed(2)}; 1 is the same, 0 is chance).`,
      picture: {
        kind: 'bars' as const,
        title: 'Where the groups of the one fall in the other',
        x: 'Group of the first',
        y: 'Rows',
        series: [...bySecond].map(([other, own]) => ({
          name: other,
          x: own.map((cell) => cell.first),
          y: own.map(({ rows }) => rows),
        })),
      },
    };
  },
});

interface Cell {
  readonly first: string;
  readonly second: string;
  rows: number;
  readonly row: { size: number };
  readonly column: { size: number };
}

function cellsOf(first: readonly (string | number)[], second: readonly (string | number)[]): Cell[] {
  const cells = new Map<string, Cell>();
  const rows = new Map<string, { size: number }>();
  const columns = new Map<string, { size: number }>();
  const sized = (sizes: Map<string, { size: number }>, name: string) => {
    const own = sizes.get(name) ?? { size: 0 };
    own.size++;
    sizes.set(name, own);
    return own;
  };
  first.forEach((value, at) => {
    const [one, other] = [String(value), String(second[at])];
    const [row, column] = [sized(rows, one), sized(columns, other)];
    const key = JSON.stringify([one, other]);
    const cell = cells.get(key) ?? { first: one, second: other, rows: 0, row, column };
    cell.rows++;
    cells.set(key, cell);
  });
  return [...cells.values()];
}

interface PairSums {
  readonly total: number;
  /** Pairs together in both, in the first, in the second. */
  readonly together: number;
  readonly rowPairs: number;
  readonly columnPairs: number;
  readonly count: number;
}

const pairs = (count: number) => (count * (count - 1)) / 2;

function pairSums(cells: readonly Cell[], count: number): PairSums {
  const sum = (of: Iterable<{ size: number }>) => [...of].reduce((total, { size }) => total + pairs(size), 0);
  return {
    total: pairs(count),
    together: cells.reduce((total, { rows }) => total + pairs(rows), 0),
    rowPairs: sum(new Set(cells.map(({ row }) => row))),
    columnPairs: sum(new Set(cells.map(({ column }) => column))),
    count,
  };
}

/** 1 where both put all rows together or all apart: they are the same. */
function adjusted({ total, together, rowPairs, columnPairs }: PairSums): number {
  const expected = total > 0 ? (rowPairs * columnPairs) / total : 0;
  const most = (rowPairs + columnPairs) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** Leaving out any row of a cell gives the same, so the cells are enough. */
function jackknife(cells: readonly Cell[], sums: PairSums): number {
  const { count } = sums;
  const left = cells.map(({ rows, row, column }) => ({
    rows,
    value: adjusted({
      total: pairs(count - 1),
      together: sums.together - (rows - 1),
      rowPairs: sums.rowPairs - (row.size - 1),
      columnPairs: sums.columnPairs - (column.size - 1),
      count: count - 1,
    }),
  }));
  const mean = left.reduce((sum, { rows, value }) => sum + rows * value, 0) / count;
  const squares = left.reduce((sum, { rows, value }) => sum + rows * (value - mean) ** 2, 0);
  return Math.sqrt((squares * (count - 1)) / count);
}
