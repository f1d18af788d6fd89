/** Draws of the upper level: mean and spread of people's part-worths, given everybody's part-worths. */

import { cholesky } from '../numeric/cholesky.ts';
import type { Random } from '../numeric/random.ts';

export interface PopulationPrior {
  /** Prior mean 0 counts as so many persons. */
  readonly meanPersons: number;
  /** Of the inverse Wishart; its scale is `variance` times this times the identity. */
  readonly degreesOfFreedom: number;
  readonly variance: number;
}

/** Mean, covariance and its inverse (row-major, both triangles), overwritten by each draw. */
export interface Population {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  readonly precision: Float64Array;
}

export function startPopulation(size: number): Population {
  const identity = () => Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));
  return { mean: new Float64Array(size), covariance: identity(), precision: identity() };
}

/**
 * Overwrites `population` with a draw from the conjugate normal inverse Wishart, by Bartlett's decomposition.
 *
 * @param people part-worths, row-major, one row a person.
 */
export function drawPopulation(
  people: Float64Array,
  population: Population,
  prior: PopulationPrior,
  random: Random,
): void {
  const { mean, covariance, precision } = population;
  const size = mean.length;
  const count = people.length / size;
  const centre = meanOf(people, size);
  const shrink = (count * prior.meanPersons) / (count + prior.meanPersons);
  const scale = new Float64Array(size * size);
  for (let at = 0; at < people.length; at += size)
    for (let i = 0; i < size; i++) {
      const away = people[at + i]! - centre[i]!;
      for (let j = 0; j <= i; j++) scale[i * size + j]! += away * (people[at + j]! - centre[j]!);
    }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) scale[i * size + j]! += shrink * centre[i]! * centre[j]!;
    scale[i * size + i]! += prior.degreesOfFreedom * prior.variance;
  }
  cholesky(scale, size, scale);
  const bartlett = bartlettOf(size, prior.degreesOfFreedom + count, random);
  // Covariance Q Q' with Q = L A^-T; precision M M' with M = L^-T A.
  const root = rootOfCovariance(scale, bartlett, size);
  const inverse = rootOfPrecision(scale, bartlett, size);
  timesTransposed(root, size, covariance);
  timesTransposed(inverse, size, precision);
  for (let i = 0; i < size; i++) mean[i] = (count * centre[i]!) / (count + prior.meanPersons);
  const spread = 1 / Math.sqrt(count + prior.meanPersons);
  for (let j = 0; j < size; j++) {
    const normal = spread * random.normal();
    for (let i = 0; i < size; i++) mean[i]! += root[i * size + j]! * normal;
  }
}

function meanOf(people: Float64Array, size: number): Float64Array {
  const centre = new Float64Array(size);
  for (let at = 0; at < people.length; at += size) for (let k = 0; k < size; k++) centre[k]! += people[at + k]!;
  return centre.map((sum) => (sum * size) / people.length);
}

/** Lower triangle A with A A' standard Wishart. */
function bartlettOf(size: number, degreesOfFreedom: number, random: Random): Float64Array {
  const triangle = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    triangle[row * size + row] = Math.sqrt(2 * random.gamma((degreesOfFreedom - row) / 2));
    for (let column = 0; column < row; column++) triangle[row * size + column] = random.normal();
  }
  return triangle;
}

/** L A^-T: column by column of A^-T (upper), which solves A' x = unit. */
function rootOfCovariance(lower: Float64Array, a: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  const x = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    x.fill(0);
    for (let row = column; row >= 0; row--) {
      let sum = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k++) sum -= a[k * size + row]! * x[k]!;
      x[row] = sum / a[row * size + row]!;
    }
    for (let row = 0; row < size; row++) {
      let sum = 0;
      for (let k = 0; k <= Math.min(row, column); k++) sum += lower[row * size + k]! * x[k]!;
      root[row * size + column] = sum;
    }
  }
  return root;
}

/** L^-T A: solves L' x = each column of A. */
function rootOfPrecision(lower: Float64Array, a: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let column = 0; column < size; column++)
    for (let row = size - 1; row >= 0; row--) {
      let sum = row >= column ? a[row * size + column]! : 0;
      for (let k = row + 1; k < size; k++) sum -= lower[k * size + row]! * root[k * size + column]!;
      root[row * size + column] = sum / lower[row * size + row]!;
    }
  return root;
}

function timesTransposed(root: Float64Array, size: number, product: Float64Array): void {
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += root[i * size + k]! * root[j * size + k]!;
      product[i * size + j] = sum;
      product[j * size + i] = sum;
    }
}
