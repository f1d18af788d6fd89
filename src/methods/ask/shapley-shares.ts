/** What each driver adds to R squared, averaged over every order in which drivers can enter (Lindeman, Merenda and Gold 1980). */

/** A pivot below this share of a standardised variance counts as none: the driver repeats others. */
const COLLINEAR = 1e-10;

/**
 * Exact over all subsets: 2 to the power of the drivers, each solved from its parent by one elimination.
 *
 * @param matrix correlations of the drivers and, last, the outcome (see `correlations`).
 * @example lmgShares(correlations([[1, 2, 3, 4], [1, 0, 1, 1], [1, 2, 4, 3]]), 2); // adds up to R squared
 */
export function lmgShares(matrix: Float64Array, size: number): number[] {
  const explained = explainedBySubset(matrix, size);
  const weights = weightsBySize(size);
  const shares = new Float64Array(size);
  const members = new Uint8Array(explained.length);
  for (let subset = 1; subset < explained.length; subset++) members[subset] = members[subset >> 1]! + (subset & 1);
  for (let subset = 0; subset < explained.length; subset++)
    for (let driver = 0; driver < size; driver++) {
      const bit = 1 << driver;
      if ((subset & bit) === 0)
        shares[driver]! += weights[members[subset]!]! * (explained[subset | bit]! - explained[subset]!);
    }
  return [...shares];
}

/** Share of all orders in which exactly so many drivers enter before a given one: 1 / (size · C(size − 1, before)). */
function weightsBySize(size: number): number[] {
  const weights: number[] = [];
  let choose = 1;
  for (let before = 0; before < size; before++) {
    weights.push(1 / (size * choose));
    choose = (choose * (size - 1 - before)) / (before + 1);
  }
  return weights;
}

/**
 * R squared of every subset of drivers, by depth: each level keeps the matrix with the drivers above it swept out, so that a
 * further driver costs one elimination.
 */
function explainedBySubset(matrix: Float64Array, drivers: number): Float64Array {
  const size = drivers + 1;
  const explained = new Float64Array(2 ** drivers);
  const levels = Array.from({ length: drivers + 1 }, () => new Float64Array(size * size));
  levels[0]!.set(matrix);
  function enter(from: number, subset: number, depth: number): void {
    explained[subset] = matrix[size * size - 1]! - levels[depth]![size * size - 1]!;
    for (let driver = from; driver < drivers; driver++) {
      eliminate(levels[depth]!, levels[depth + 1]!, driver, size);
      enter(driver + 1, subset | (1 << driver), depth + 1);
    }
  }
  enter(0, 0, 0);
  return explained;
}

/** What is left of the later variables once `driver` is known. */
function eliminate(from: Float64Array, to: Float64Array, driver: number, size: number): void {
  const pivot = from[driver * size + driver]!;
  const row = driver * size;
  const inverse = pivot > COLLINEAR ? 1 / pivot : 0;
  for (let a = driver + 1; a < size; a++) {
    const factor = from[row + a]! * inverse;
    for (let b = a; b < size; b++) to[a * size + b] = from[a * size + b]! - factor * from[row + b]!;
  }
}
