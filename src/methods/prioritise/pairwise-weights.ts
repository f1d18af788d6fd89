/** Weights and consistency of pairwise judgements, of which some may be missing (null). */

import { Matrix, solve } from 'ml-matrix';
import type { Given } from './pairwise-judgements.ts';

const STEPS_AT_MOST = 10_000;

/**
 * Principal eigenvector by power iteration. A judgement that is missing counts as what the weights imply (Harker 1987), which puts
 * one more on the diagonal for each.
 */
export function principalEigenvector(judgements: Given): {
  weights: number[];
  lambda: number;
  converged: boolean;
} {
  const n = judgements.length;
  const matrix = judgements.map((row, i) => {
    const missing = row.filter((judgement) => judgement === null).length;
    return Float64Array.from(row, (judgement, j) => (judgement ?? 0) + (i === j ? missing : 0));
  });
  let weights = new Float64Array(n).fill(1 / n);
  let moved = Number.POSITIVE_INFINITY;
  let lambda = n;
  for (let step = 0; step < STEPS_AT_MOST && moved >= 1e-15; step++) {
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) next[i]! += matrix[i]![j]! * weights[j]!;
    lambda = next.reduce((sum, value) => sum + value, 0);
    moved = 0;
    for (let i = 0; i < n; i++) {
      next[i]! /= lambda;
      moved = Math.max(moved, Math.abs(next[i]! - weights[i]!));
    }
    weights = next;
  }
  return { weights: [...weights], lambda, converged: moved < 1e-9 };
}

/** Logarithmic least squares over the judgements there are: the geometric means of the rows where none is missing. */
export function geometricMeans(judgements: Given): number[] {
  const n = judgements.length;
  const system = Matrix.ones(n, n).div(n);
  const sums = new Matrix(n, 1);
  judgements.forEach((row, i) => {
    row.forEach((judgement, j) => {
      if (i === j || judgement === null) return;
      system.set(i, i, system.get(i, i) + 1);
      system.set(i, j, system.get(i, j) - 1);
      sums.set(i, 0, sums.get(i, 0) + Math.log(judgement));
    });
  });
  const logs = solve(system, sums).to1DArray();
  const largest = Math.max(...logs);
  const raw = logs.map((log) => Math.exp(log - largest));
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
}

/** Geometric consistency index (Aguarón and Moreno-Jiménez 2003); null below three items. */
export function geometricConsistency(judgements: Given, weights: readonly number[]): number | null {
  const n = judgements.length;
  if (n < 3) return null;
  const sum = pairsOf(judgements).reduce((total, { i, j, given }) => total + missOf(given, weights, i, j) ** 2, 0);
  return (2 * sum) / ((n - 1) * (n - 2));
}

/** The judgement farthest from what the weights imply; null where all fit. */
export function farthest(judgements: Given, weights: readonly number[], names: readonly string[]) {
  let found: { row: string; column: string; given: number; implied: number } | null = null;
  let distance = 1e-9;
  for (const { i, j, given } of pairsOf(judgements)) {
    const implied = weights[i]! / weights[j]!;
    const here = Math.abs(missOf(given, weights, i, j));
    if (here > distance && Number.isFinite(implied)) {
      distance = here;
      found = { row: names[i]!, column: names[j]!, given, implied };
    }
  }
  return found;
}

function missOf(given: number, weights: readonly number[], i: number, j: number): number {
  return Math.log(given) - Math.log(weights[i]!) + Math.log(weights[j]!);
}

function pairsOf(judgements: Given): { i: number; j: number; given: number }[] {
  return judgements.flatMap((row, i) => row.flatMap((given, j) => (j > i && given !== null ? [{ i, j, given }] : [])));
}

/** Mean consistency index of random matrices of 1, 2, 3 … items. */
const TABLES: Readonly<Record<RandomIndexTable, readonly number[]>> = {
  /** Saaty (1980), 500 matrices each. */
  'saaty-1980': [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59],
  /** Saaty and Tran (2007). */
  'saaty-2007': [0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59],
  'alonso-lamata': [0, 0],
};
export const RANDOM_INDEX_TABLES = ['saaty-1980', 'saaty-2007', 'alonso-lamata'] as const;
export type RandomIndexTable = (typeof RANDOM_INDEX_TABLES)[number];

/** Alonso and Lamata (2006): mean largest eigenvalue of random matrices by a line, beyond the tables. */
const alonsoLamata = (n: number) => (2.7699 * n - 4.3513 - n) / (n - 1);

/** Each missing pair takes its share of the freedom to contradict (Ágoston and Csató 2022). */
export function randomIndexOf(n: number, missingPairs: number, table: RandomIndexTable): number {
  const complete = TABLES[table][n - 1] ?? alonsoLamata(n);
  return n < 3 ? complete : Math.max(0, 1 - (2 * missingPairs) / ((n - 1) * (n - 2))) * complete;
}
