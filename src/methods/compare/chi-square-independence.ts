import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { noncentralityInterval } from './noncentral-chi-square.ts';
import { chiSquareUpper } from './tail-probability.ts';
import { chance, short } from './wording.ts';

/** Cochran's rule: at most a fifth of the cells expected below 5, none below 1. */
const SMALL_EXPECTED_COUNT = 5;
const SHARE_OF_SMALL = 0.2;

const numbers = z.array(z.array(z.number()));
const test = z.object({ statistic: z.number(), p: z.number() });

/**
 * Chi-square test of independence: do two ways of sorting the same people go together, how strongly, and in which cells?
 *
 * @throws MethodProblem `table-ragged` where rows differ in length, `empty-row-or-column` where a margin is 0.
 * @example chiSquareIndependence.run({ table: [[30, 10], [20, 40]], level: 0.95 }).cramersV.estimate; // 0.408
 */
export const chiSquareIndependence = defineMethod({
  name: 'chi-square-independence',
  field: 'compare',
  title: 'Chi-square test of a table',
  summary: 'Whether two ways of sorting the same people go together, how strongly, and in which cells.',
  whenToUse: ['A table of counts: plan by churn, segment by choice, variant by several outcomes.'],
  whenNot: ['Counts below 5 in most cells: merge rows or, for a 2x2 table, use two-proportions with Fisher’s test.'],
  assumes: [
    'Each person is counted in one cell (not checked).',
    'At most a fifth of the cells expected below 5 and none below 1 (checked).',
  ],
  formula:
    'Expected = row total × column total / n; `X² = Σ (O - E)²/E`, `G = 2 Σ O ln(O/E)`, (rows - 1)(columns - 1) degrees of freedom; ' +
    'Cramér’s V = sqrt(X² / (n·(min(rows, columns) - 1))), its interval by inverting the noncentral chi-square; ' +
    'standardised residual = (O - E) / sqrt(E(1 - row share)(1 - column share)).',
  source: [
    'Agresti, A. (2013), Categorical data analysis, sections 3.2 and 3.3.',
    'Cramér, H. (1946), Mathematical methods of statistics; Smithson, M. (2003), Confidence intervals.',
    'Bergsma, W. (2013), A bias-correction for Cramér’s V, Journal of the Korean Statistical Society 42.',
  ],
  verified:
    'Snee’s (1974) hair and eye colours with R 4.2.2 chisq.test: every number to 1e-6 or better, p to 1e-4 relative; the interval of V against its own definition.',
  cost: 'O(cells), and O(sqrt(statistic)) for the interval of V',
  warns: {
    'small-expected-counts': 'More than a fifth of the cells are expected below 5, or one below 1: p is rough.',
  },
  inputs: z.object({
    table: z
      .array(z.array(z.int().min(0, 'A count is a whole number from 0.')).min(2, 'Give at least two columns.'))
      .min(2, 'Give at least two rows.')
      .describe('Counts, row by row.'),
    rowLabels: z.array(z.string()).optional(),
    columnLabels: z.array(z.string()).optional(),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval of Cramér’s V.'),
  }),
  result: z.object({
    chiSquare: z.number().describe('Pearson’s statistic, without continuity correction.'),
    degreesOfFreedom: z.int(),
    p: z.number(),
    yates: test.nullable().describe('With Yates’ correction, as R prints for a 2x2 table; null for larger ones.'),
    likelihoodRatio: test.describe('The G test.'),
    cramersV: interval.describe('Strength of the association, 0 to 1.'),
    cramersVCorrected: z.number().describe('Bergsma’s bias-corrected V: not above 0 by chance alone.'),
    contingencyCoefficient: z.number().describe('Pearson’s C = sqrt(X² / (X² + n)).'),
    n: z.int(),
    expected: numbers.describe('Counts expected were the two independent.'),
    standardisedResiduals: numbers.describe(
      'Adjusted residuals, about standard normal: beyond 2 or so the cell stands out.',
    ),
    pearsonResiduals: numbers.describe('(O - E) / sqrt(E); their squares add to chi-square.'),
    ...report,
  }),
  example: {
    about: 'Do the customers of a telephone company leave more often on monthly contracts?',
    source: 'IBM Telco customer churn sample, counted by contract (Apache-2.0).',
    inputs: {
      table: [
        [2220, 1655],
        [1307, 166],
        [1647, 48],
      ],
      rowLabels: ['Month to month', 'One year', 'Two years'],
      columnLabels: ['Stayed', 'Left'],
    },
  },
  run({ table, rowLabels, columnLabels, level }) {
    const { rows, columns, n } = marginsOf(table);
    const expected = table.map((row, i) => row.map((_, j) => (rows[i]! / n) * columns[j]!));
    const pearsonResiduals = table.map((row, i) =>
      row.map((o, j) => (o - expected[i]![j]!) / Math.sqrt(expected[i]![j]!)),
    );
    const standardisedResiduals = pearsonResiduals.map((row, i) =>
      row.map((value, j) => value / Math.sqrt((1 - rows[i]! / n) * (1 - columns[j]! / n))),
    );
    const chiSquare = pearsonResiduals.flat().reduce((sum, value) => sum + value * value, 0);
    const degreesOfFreedom = (rows.length - 1) * (columns.length - 1);
    const p = chiSquareUpper(chiSquare, degreesOfFreedom);
    const g = Math.max(0, 2 * sumOver(table, (o, i, j) => (o === 0 ? 0 : o * Math.log(o / expected[i]![j]!))));
    const cramersV = cramersVOf(chiSquare, degreesOfFreedom, {
      n,
      least: Math.min(rows.length, columns.length),
      level,
    });
    const rowName = (i: number) => rowLabels?.[i] ?? `Row ${i + 1}`;
    const columnName = (j: number) => columnLabels?.[j] ?? `Column ${j + 1}`;
    const loudest = loudestCell(standardisedResiduals);
    return {
      chiSquare,
      degreesOfFreedom,
      p,
      yates: degreesOfFreedom === 1 ? yatesOf(table, expected) : null,
      likelihoodRatio: { statistic: g, p: chiSquareUpper(g, degreesOfFreedom) },
      cramersV,
      cramersVCorrected: bergsma(chiSquare, n, rows.length, columns.length),
      contingencyCoefficient: Math.sqrt(chiSquare / (chiSquare + n)),
      n,
      expected,
      standardisedResiduals,
      pearsonResiduals,
      warnings: warningsOf(expected.flat()),
      reading: `The association of rows and columns ${chance(p, 1 - level)}; its strength is V = ${short(cramersV.estimate)} of 1. The cell that stands out most is ${rowName(loudest.row)}, ${columnName(loudest.column)}: ${loudest.residual >= 0 ? 'more' : 'fewer'} than independence would give.`,
      picture: {
        kind: 'bars' as const,
        title: 'Standardised residuals',
        x: 'Column',
        y: 'Residual (standard deviations from independence)',
        series: standardisedResiduals.map((row, i) => ({
          name: rowName(i),
          x: row.map((_, j) => columnName(j)),
          y: row,
        })),
        marks: [
          { axis: 'y' as const, at: 2, label: '2' },
          { axis: 'y' as const, at: -2, label: '-2' },
        ],
      },
    };
  },
});

function marginsOf(table: readonly (readonly number[])[]) {
  const width = table[0]!.length;
  if (table.some((row) => row.length !== width))
    throw new MethodProblem('table-ragged', 'table', 'Give every row the same number of counts.');
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = Array.from({ length: width }, (_, j) => table.reduce((sum, row) => sum + row[j]!, 0));
  if ([...rows, ...columns].includes(0))
    throw new MethodProblem('empty-row-or-column', 'table', 'Leave out rows and columns that hold nobody.');
  return { rows, columns, n: rows.reduce((sum, count) => sum + count, 0) };
}

function sumOver(table: readonly (readonly number[])[], term: (count: number, i: number, j: number) => number): number {
  return table.reduce((sum, row, i) => row.reduce((part, count, j) => part + term(count, i, j), sum), 0);
}

/** R's: never corrects past the expected count. */
function yatesOf(table: readonly (readonly number[])[], expected: readonly (readonly number[])[]) {
  const off = Math.min(0.5, Math.abs(table[0]![0]! - expected[0]![0]!));
  const statistic = sumOver(table, (o, i, j) => (Math.abs(o - expected[i]![j]!) - off) ** 2 / expected[i]![j]!);
  return { statistic, p: chiSquareUpper(statistic, 1) };
}

function cramersVOf(chiSquare: number, degreesOfFreedom: number, of: { n: number; least: number; level: number }) {
  const scale = of.n * (of.least - 1);
  const { low, high } = noncentralityInterval(chiSquare, degreesOfFreedom, of.level);
  return {
    estimate: Math.min(1, Math.sqrt(chiSquare / scale)),
    low: low === 0 ? 0 : Math.min(1, Math.sqrt((low + degreesOfFreedom) / scale)),
    high: Math.min(1, Math.sqrt((high + degreesOfFreedom) / scale)),
    level: of.level,
  };
}

function bergsma(chiSquare: number, n: number, rows: number, columns: number): number {
  if (n < 2) return 0;
  const phi = Math.max(0, chiSquare / n - ((rows - 1) * (columns - 1)) / (n - 1));
  const shrunk = (levels: number) => levels - (levels - 1) ** 2 / (n - 1);
  const least = Math.min(shrunk(rows), shrunk(columns)) - 1;
  return least <= 0 ? 0 : Math.min(1, Math.sqrt(phi / least));
}

function loudestCell(residuals: readonly (readonly number[])[]) {
  let loudest = { row: 0, column: 0, residual: 0 };
  for (const [row, values] of residuals.entries())
    for (const [column, residual] of values.entries())
      if (Math.abs(residual) > Math.abs(loudest.residual)) loudest = { row, column, residual };
  return loudest;
}

function warningsOf(expected: readonly number[]): Warning[] {
  const small = expected.filter((count) => count < SMALL_EXPECTED_COUNT).length;
  if (small <= SHARE_OF_SMALL * expected.length && Math.min(...expected) >= 1) return [];
  return [
    {
      id: 'small-expected-counts',
      text: `${small} of ${expected.length} cells are expected below ${SMALL_EXPECTED_COUNT}: merge rows or columns, or collect more.`,
    },
  ];
}
