/** From utilities of persons for products to shares: who would choose what, by the rules of the trade. */

import { z } from 'zod';

export const shareRules = {
  firstChoice: z.number().describe('Everybody takes the product of highest utility; ties are split.'),
  logit: z.number().describe('Mean over persons of exp(u) / sum exp(u).'),
  bradleyTerryLuce: z
    .number()
    .nullable()
    .describe('Mean over persons of u / sum u, of those without a negative utility; null where there is none.'),
};

export interface Shares {
  readonly firstChoice: Float64Array;
  readonly logit: Float64Array;
  /** null where nobody has utilities that are all at least zero with a sum above it. */
  readonly bradleyTerryLuce: Float64Array | null;
  readonly bradleyTerryLucePersons: number;
}

/**
 * Shares of products, 0 to 1.
 *
 * @param utilities one row a person, one entry a product.
 * @param weights one a person.
 * @example sharesOf([[1, 0], [0, 2]], [1, 1]).firstChoice; // 0.5, 0.5
 */
export function sharesOf(utilities: readonly ArrayLike<number>[], weights: ArrayLike<number>): Shares {
  const products = utilities[0]?.length ?? 0;
  const first = new Float64Array(products);
  const logit = new Float64Array(products);
  const luce = new Float64Array(products);
  let luceWeight = 0;
  let lucePersons = 0;
  let total = 0;
  utilities.forEach((row, person) => {
    const weight = weights[person]!;
    total += weight;
    addFirstChoice(row, weight, first);
    addLogit(row, weight, logit);
    if (!addLuce(row, weight, luce)) return;
    luceWeight += weight;
    lucePersons++;
  });
  return {
    firstChoice: first.map((sum) => sum / total),
    logit: logit.map((sum) => sum / total),
    bradleyTerryLuce: luceWeight > 0 ? luce.map((sum) => sum / luceWeight) : null,
    bradleyTerryLucePersons: lucePersons,
  };
}

/** Adds a person's first choice to `sums`, split among equals. */
export function addFirstChoice(row: ArrayLike<number>, weight: number, sums: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  let equals = 0;
  for (let product = 0; product < row.length; product++) {
    if (row[product]! > highest) {
      highest = row[product]!;
      equals = 1;
    } else if (row[product]! === highest) equals++;
  }
  for (let product = 0; product < row.length; product++)
    if (row[product]! === highest) sums[product]! += weight / equals;
}

function addLogit(row: ArrayLike<number>, weight: number, sums: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let product = 0; product < row.length; product++) highest = Math.max(highest, row[product]!);
  let total = 0;
  for (let product = 0; product < row.length; product++) total += Math.exp(row[product]! - highest);
  for (let product = 0; product < row.length; product++)
    sums[product]! += (weight * Math.exp(row[product]! - highest)) / total;
}

function addLuce(row: ArrayLike<number>, weight: number, sums: Float64Array): boolean {
  let total = 0;
  for (let product = 0; product < row.length; product++) {
    if (row[product]! < 0) return false;
    total += row[product]!;
  }
  if (total === 0) return false;
  for (let product = 0; product < row.length; product++) sums[product]! += (weight * row[product]!) / total;
  return true;
}
