import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import { barsOf, bestFirst, namesOf, rank, ranksOf } from './ranked-scores.ts';

/** Saaty's mean consistency index of random matrices of 1 to 15 items (Saaty 1980; 500 matrices each). */
const RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];
/** Alonso and Lamata (2006): mean largest eigenvalue of random matrices, for more than 15 items. */
const alonsoLamata = (n: number) => (2.7699 * n - 4.3513 - n) / (n - 1);
const CONSISTENT_UP_TO = 0.1;
/** A judgement and its opposite may miss reciprocity by rounding (0.33 beside 3), not by more. */
const RECIPROCAL_WITHIN = 0.02;
const STEPS_AT_MOST = 10_000;
const MOST_ITEMS = 100;

const method = z.enum(['eigenvector', 'geometric-mean']);

/**
 * Analytic hierarchy process: weights from pairwise judgements, and how consistent the judgements are.
 *
 * Weights are the principal eigenvector (power iteration) or the geometric means of the rows, each summing to 1. The consistency
 * ratio compares (λ - n) / (n - 1) with its mean over random matrices.
 *
 * @throws MethodProblem `matrix-not-square`, `diagonal-not-one`, `judgement-missing`, `names-unlike-matrix`, `name-twice`.
 * @example analyticHierarchyProcess.run({ matrix: [[1, 3], [1 / 3, 1]], method: 'eigenvector' }).items[0].weight; // 0.75
 */
export const analyticHierarchyProcess = defineMethod({
  name: 'analytic-hierarchy-process',
  field: 'prioritise',
  title: 'Weights from pairwise comparison (AHP)',
  summary:
    'How much each criterion weighs, from "how many times more important is A than B", and whether the answers fit together.',
  whenToUse: ['Weights for weighted scoring that a group can defend.', 'Few criteria (3 to 9) without a natural unit.'],
  whenNot: [
    'More than about nine items: 36 judgements tire; use best-worst questions.',
    'Where the weights can be learnt from what customers choose.',
  ],
  assumes: [
    'Judgements are ratios on one scale, 1/9 to 9 by custom (not enforced).',
    'Opposite judgements are reciprocal (checked).',
    'Consistency ratio at most 0.1 (checked).',
  ],
  formula: [
    'Eigenvector: `A w = λ w` with the largest λ. Geometric mean: `w` proportional to the nth root of the product of its row.',
    'Consistency index `(λ - n) / (n - 1)`; ratio: index / random index of n items.',
  ].join('\n'),
  source: [
    'Saaty, T. L. (2008), Decision making with the analytic hierarchy process, Int. J. Services Sciences 1(1).',
    'Crawford, G. and Williams, C. (1985), A note on the analysis of subjective judgment matrices, J. Math. Psychology 29.',
    'Alonso, J. and Lamata, T. (2006), Consistency in the AHP, for the random index above 15 items.',
  ],
  verified:
    'Saaty’s drinks example as printed (0.0005) and R eigen() to 1e-6: weights, largest eigenvalue, index, ratio, geometric means.',
  cost: 'O(n²) a step of the power iteration',
  warns: {
    inconsistent: 'The consistency ratio is above 0.1.',
    'not-reciprocal': 'A judgement and its opposite do not multiply to 1.',
    'not-converged': 'The power iteration did not settle.',
  },
  inputs: z.object({
    matrix: z
      .array(
        z.array(
          z.number().gt(0, 'A judgement is above 0: 3 for three times as important, 1/3 for the reverse.').nullable(),
        ),
      )
      .min(1, 'Give a square matrix.')
      .max(MOST_ITEMS, `Compare at most ${MOST_ITEMS} items.`)
      .describe('Row over column: how many times more important the row is. Null is filled from its opposite.'),
    items: z.array(z.string().min(1)).optional().describe('Names, in the order of the rows.'),
    method: method.default('eigenvector').describe('Which weights `weight`, the order and the picture follow.'),
  }),
  result: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        weight: z.number().describe('Share, sums to 1, by the method asked for.'),
        eigenvectorWeight: z.number(),
        geometricMeanWeight: z.number(),
        rank,
      }),
    ),
    order: z.array(z.string()).describe('Names, heaviest first.'),
    lambdaMax: z.number().describe('Largest eigenvalue; equals the number of items where judgements fit perfectly.'),
    consistencyIndex: z.number(),
    randomIndex: z.number().describe('0 for one or two items, which cannot contradict themselves.'),
    consistencyRatio: z.number().describe('0 is perfect; up to 0.1 is customary.'),
    geometricConsistencyIndex: z
      .number()
      .nullable()
      .describe('Of the geometric-mean weights; up to 0.31 (3 items), 0.35 (4), 0.37 (more). Null below 3 items.'),
    leastConsistent: z
      .object({
        row: z.string(),
        column: z.string(),
        given: z.number(),
        implied: z.number().describe('What all the other judgements together suggest: ratio of the weights.'),
      })
      .nullable()
      .describe('The judgement farthest from what the weights imply: ask about it first. Null where all fit.'),
    ...report,
  }),
  example: {
    about: 'How much more of one drink than of another is consumed in the United States.',
    source: 'Saaty (2008), published table of judgements.',
    inputs: {
      items: ['coffee', 'wine', 'tea', 'beer', 'sodas', 'milk', 'water'],
      matrix: [
        [1, 9, 5, 2, 1, 1, 1 / 2],
        [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
        [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [1, 9, 4, 2, 1, 2, 1 / 2],
        [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [2, 9, 9, 3, 2, 3, 1],
      ],
    },
  },
  run(inputs) {
    const matrix = completed(inputs.matrix);
    const n = matrix.length;
    if (inputs.items !== undefined && inputs.items.length !== n)
      throw new MethodProblem('names-unlike-matrix', 'items', `Give ${n} names, one for each row.`);
    const names = namesOf(matrix.map((_, i) => ({ name: inputs.items?.[i] })));
    const eigen = principalEigenvector(matrix);
    const means = geometricMeans(matrix);
    const weights = inputs.method === 'eigenvector' ? eigen.weights : means;
    const ranks = ranksOf(weights);
    const randomIndex = RANDOM_INDEX[n - 1] ?? alonsoLamata(n);
    const consistencyIndex = n < 3 ? 0 : (eigen.lambda - n) / (n - 1);
    const consistencyRatio = n < 3 ? 0 : consistencyIndex / randomIndex;
    const leastConsistent = farthest(matrix, weights, names);
    const weighted = names.map((name, i) => ({ name, score: weights[i]! }));
    const order = bestFirst(weighted);
    return {
      items: names.map((name, i) => ({
        name,
        weight: weights[i]!,
        eigenvectorWeight: eigen.weights[i]!,
        geometricMeanWeight: means[i]!,
        rank: ranks[i]!,
      })),
      order,
      lambdaMax: eigen.lambda,
      consistencyIndex,
      randomIndex,
      consistencyRatio,
      geometricConsistencyIndex: geometricConsistency(matrix, means),
      leastConsistent,
      warnings: warningsOf({ matrix, names, consistencyRatio, leastConsistent, converged: eigen.converged }),
      reading: readingOf(order, Math.max(...weights), consistencyRatio, unlikeOpposites(matrix).length > 0),
      picture: barsOf('Weights from pairwise comparison', 'Weight (share)', weighted),
    };
  },
});

function completed(given: readonly (readonly (number | null)[])[]): number[][] {
  const n = given.length;
  return given.map((row, i) => {
    if (row.length !== n)
      throw new MethodProblem('matrix-not-square', `matrix.${i}`, `Give ${n} judgements in each of the ${n} rows.`);
    return row.map((judgement, j) => {
      if (i === j && judgement !== null && judgement !== 1)
        throw new MethodProblem(
          'diagonal-not-one',
          `matrix.${i}.${j}`,
          'An item is as important as itself: give 1 on the diagonal.',
        );
      if (judgement !== null) return judgement;
      if (i === j) return 1;
      const opposite = given[j]![i];
      if (typeof opposite !== 'number')
        throw new MethodProblem('judgement-missing', `matrix.${i}.${j}`, 'Give this judgement or its opposite.');
      return 1 / opposite;
    });
  });
}

function principalEigenvector(matrix: readonly number[][]): { weights: number[]; lambda: number; converged: boolean } {
  const n = matrix.length;
  let weights = Array.from({ length: n }, () => 1 / n);
  for (let step = 0; step < STEPS_AT_MOST; step++) {
    const next = matrix.map((row) => row.reduce((sum, judgement, j) => sum + judgement * weights[j]!, 0));
    const lambda = next.reduce((sum, value) => sum + value, 0);
    const scaled = next.map((value) => value / lambda);
    const moved = Math.max(...scaled.map((weight, i) => Math.abs(weight - weights[i]!)));
    weights = scaled;
    if (moved < 1e-15) return { weights, lambda, converged: true };
    if (step === STEPS_AT_MOST - 1) return { weights, lambda, converged: moved < 1e-9 };
  }
  return { weights, lambda: n, converged: false };
}

function geometricMeans(matrix: readonly number[][]): number[] {
  const n = matrix.length;
  const logs = matrix.map((row) => row.reduce((sum, judgement) => sum + Math.log(judgement), 0) / n);
  const largest = Math.max(...logs);
  const raw = logs.map((log) => Math.exp(log - largest));
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
}

function geometricConsistency(matrix: readonly number[][], weights: readonly number[]): number | null {
  const n = matrix.length;
  if (n < 3) return null;
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++)
      sum += (Math.log(matrix[i]![j]!) - Math.log(weights[i]!) + Math.log(weights[j]!)) ** 2;
  return (2 * sum) / ((n - 1) * (n - 2));
}

function farthest(matrix: readonly number[][], weights: readonly number[], names: readonly string[]) {
  let found: { row: string; column: string; given: number; implied: number } | null = null;
  let distance = 1e-9;
  for (let i = 0; i < names.length; i++)
    for (let j = i + 1; j < names.length; j++) {
      const given = matrix[i]![j]!;
      const implied = weights[i]! / weights[j]!;
      const here = Math.abs(Math.log(given) - Math.log(weights[i]!) + Math.log(weights[j]!));
      if (here > distance && Number.isFinite(implied)) {
        distance = here;
        found = { row: names[i]!, column: names[j]!, given, implied };
      }
    }
  return found;
}

function warningsOf(found: {
  matrix: readonly number[][];
  names: readonly string[];
  consistencyRatio: number;
  leastConsistent: { row: string; column: string; given: number; implied: number } | null;
  converged: boolean;
}): Warning[] {
  const { matrix, names, consistencyRatio, leastConsistent: worst, converged } = found;
  const warnings: Warning[] = [];
  if (consistencyRatio > CONSISTENT_UP_TO && worst !== null)
    warnings.push({
      id: 'inconsistent',
      text: `The consistency ratio is ${consistencyRatio.toFixed(2)}, above 0.1. Ask again about ${worst.row} over ${worst.column}: given ${worst.given.toPrecision(2)}, the rest implies ${worst.implied.toPrecision(2)}.`,
    });
  const broken = unlikeOpposites(matrix).map((i) => names[i]!);
  if (broken.length > 0)
    warnings.push({
      id: 'not-reciprocal',
      text: `Judgements about ${listed(broken)} do not match their opposites: leave one side null and it is filled in.`,
    });
  if (!converged) warnings.push({ id: 'not-converged', text: 'The weights did not settle: use the geometric mean.' });
  return warnings;
}

/** Rows with a judgement that its opposite contradicts. */
function unlikeOpposites(matrix: readonly number[][]): number[] {
  return matrix.flatMap((row, i) =>
    row.some((judgement, j) => Math.abs(judgement * matrix[j]![i]! - 1) > RECIPROCAL_WITHIN) ? [i] : [],
  );
}

function readingOf([first, second]: readonly string[], weight: number, ratio: number, unlike: boolean): string {
  const fit = unlike
    ? 'do not match their opposites, so how well they fit together cannot be told'
    : `${ratio > CONSISTENT_UP_TO ? 'contradict each other too much' : 'fit together'} (consistency ratio ${ratio.toFixed(3)})`;
  const lead = `${first} weighs most (${(weight * 100).toFixed(1)} %)${second === undefined ? '' : `, ${second} next`}.`;
  return `${lead} The judgements ${fit}.`;
}
