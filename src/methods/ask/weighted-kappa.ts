/** Kappa of a square table with its large-sample errors (Fleiss, Cohen and Everitt 1969). */

/** A matrix says what each disagreement costs, nothing on the diagonal. */
export type KappaWeights = 'none' | 'linear' | 'quadratic' | readonly (readonly number[])[];

export interface Kappa {
  readonly kappa: number;
  readonly observed: number;
  readonly expected: number;
  /** For the interval. */
  readonly standardError: number;
  /** Were there no agreement beyond chance: for the test. */
  readonly nullStandardError: number;
}

/**
 * @param table counts, row-major, `size` squared; rows the first rater, columns the second.
 * @returns null where chance alone makes the raters agree wholly.
 * @example weightedKappa(Float64Array.of(20, 5, 10, 15), 2, 'none')?.kappa; // 0.4
 */
export function weightedKappa(table: Float64Array, size: number, weights: KappaWeights): Kappa | null {
  const n = table.reduce((sum, count) => sum + count, 0);
  const { rows, columns } = marginsOf(table, size, n);
  const weightOf = agreementWeight(weights, size);
  let observed = 0;
  let expected = 0;
  const rowMean = new Float64Array(size);
  const columnMean = new Float64Array(size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const weight = weightOf(i, j);
      observed += (weight * table[i * size + j]!) / n;
      expected += weight * rows[i]! * columns[j]!;
      rowMean[i]! += weight * columns[j]!;
      columnMean[j]! += weight * rows[i]!;
    }
  if (!(expected < 1 - 1e-12)) return null;
  const kappa = (observed - expected) / (1 - expected);
  let around = 0;
  let aroundNull = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const mean = rowMean[i]! + columnMean[j]!;
      around += (table[i * size + j]! / n) * (weightOf(i, j) - mean * (1 - kappa)) ** 2;
      aroundNull += rows[i]! * columns[j]! * (weightOf(i, j) - mean) ** 2;
    }
  const scale = 1 / (Math.sqrt(n) * (1 - expected));
  return {
    kappa,
    observed,
    expected,
    standardError: scale * Math.sqrt(Math.max(0, around - (kappa - expected * (1 - kappa)) ** 2)),
    nullStandardError: scale * Math.sqrt(Math.max(0, aroundNull - expected ** 2)),
  };
}

/**
 * Agreement beyond chance where chance is not taken from the raters' own totals, so that one large category does not bring it down.
 *
 * @returns Gwet's AC1, Brennan and Prediger's (with two categories: the prevalence-adjusted) kappa, and for each category how
 * often the one rater chose it where the other did.
 */
export function unskewedAgreement(table: Float64Array, size: number) {
  const n = table.reduce((sum, count) => sum + count, 0);
  const { rows, columns } = marginsOf(table, size, n);
  const shares = rows.map((share, i) => (share + columns[i]!) / 2);
  const observed = shares.reduce((sum, _, i) => sum + table[i * (size + 1)]! / n, 0);
  const expected = shares.reduce((sum, share) => sum + share * (1 - share), 0) / (size - 1);
  return {
    gwetAc1: (observed - expected) / (1 - expected),
    brennanPrediger: (size * observed - 1) / (size - 1),
    categoryAgreement: Array.from(shares, (share, i) => (share > 0 ? table[i * (size + 1)]! / (n * share) : null)),
  };
}

/** Largest kappa that the two raters' own totals allow. */
export function largestKappa(table: Float64Array, size: number): number {
  const n = table.reduce((sum, count) => sum + count, 0);
  const { rows, columns } = marginsOf(table, size, n);
  const possible = rows.reduce((sum, share, i) => sum + Math.min(share, columns[i]!), 0);
  const expected = rows.reduce((sum, share, i) => sum + share * columns[i]!, 0);
  return (possible - expected) / (1 - expected);
}

function marginsOf(table: Float64Array, size: number, n: number) {
  const rows = new Float64Array(size);
  const columns = new Float64Array(size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      rows[i]! += table[i * size + j]! / n;
      columns[j]! += table[i * size + j]! / n;
    }
  return { rows, columns };
}

function agreementWeight(weights: KappaWeights, size: number): (i: number, j: number) => number {
  if (weights === 'none') return (i, j) => (i === j ? 1 : 0);
  if (typeof weights !== 'string') {
    const most = Math.max(...weights.map((row) => Math.max(...row)));
    return (i, j) => 1 - weights[i]![j]! / most;
  }
  const power = weights === 'linear' ? 1 : 2;
  return (i, j) => 1 - (Math.abs(i - j) / (size - 1)) ** power;
}
