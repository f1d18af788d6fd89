import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import {
  type Given,
  JUDGEMENT_SCALES,
  type JudgementScale,
  judgementsOf,
  togetherOf,
  unjoinedOf,
} from './pairwise-judgements.ts';
import {
  farthest,
  geometricConsistency,
  geometricMeans,
  principalEigenvector,
  RANDOM_INDEX_TABLES,
  type RandomIndexTable,
  randomIndexOf,
} from './pairwise-weights.ts';
import { barsOf, bestFirst, namesOf, rank, ranksOf } from './ranked-scores.ts';

const CONSISTENT_UP_TO = 0.1;
/** A judgement and its opposite may miss reciprocity by rounding (0.33 beside 3), not by more. */
const RECIPROCAL_WITHIN = 0.02;
const MOST_ITEMS = 100;

const MOST_JUDGES = 1000;

const method = z.enum(['eigenvector', 'geometric-mean']);
const judgement = z
  .number()
  .gt(0, 'A judgement is above 0: 3 for three times as important, 1/3 for the reverse.')
  .nullable();
const matrix = z
  .array(z.array(judgement))
  .min(1, 'Give a square matrix.')
  .max(MOST_ITEMS, `Compare at most ${MOST_ITEMS} items.`);

/**
 * Analytic hierarchy process: weights from pairwise judgements, and how consistent the judgements are.
 *
 * Weights are the principal eigenvector (power iteration) or the geometric means of the rows, each summing to 1. The consistency
 * ratio compares (λ - n) / (n - 1) with its mean over random matrices.
 *
 * @throws MethodProblem `matrix-or-judges`, `matrix-not-square`, `diagonal-not-one`, `judgement-missing` where nothing joins two
 * items, `judgement-off-scale`, `names-unlike-matrix`, `name-twice`.
 * @example answerMethod(analyticHierarchyProcess, { matrix: [[1, 3], [1 / 3, 1]] }); // items[0].weight 0.75
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
    'Eigenvector: `A w = λ w` with the largest λ. Geometric mean: `w` proportional to the nth root of the product of its row (with gaps: least squares of the logarithms).',
    'Consistency index `(λ - n) / (n - 1)`; ratio: index / random index of n items.',
  ].join('\n'),
  source: [
    'Saaty, T. L. (2008), Decision making with the analytic hierarchy process, Int. J. Services Sciences 1(1).',
    'Crawford, G. and Williams, C. (1985), A note on the analysis of subjective judgment matrices, J. Math. Psychology 29.',
    'Alonso, J. and Lamata, T. (2006), Consistency in the AHP, for the random index above 15 items.',
    'Harker, P. (1987), Incomplete pairwise comparisons in the analytic hierarchy process, Mathematical Modelling 9(11); Ágoston, K. and Csató, L. (2022), Inconsistency thresholds for incomplete pairwise comparison matrices, Omega 108.',
    'Aczél, J. and Saaty, T. (1983), Procedures for synthesizing ratio judgements, J. Math. Psychology 27.',
    'Salo, A. and Hämäläinen, R. (1997), On the measurement of preferences in the AHP, J. Multi-Criteria Decision Analysis 6 (balanced scale).',
  ],
  verified:
    'Saaty’s drinks example as printed (0.0005) and R eigen() to 1e-6: weights, largest eigenvalue, index, ratio, geometric means.',
  cost: 'O(n²) a step of the power iteration',
  warns: {
    inconsistent: 'The consistency ratio is above 0.1.',
    'not-reciprocal': 'A judgement and its opposite do not multiply to 1.',
    'pairs-missing': 'Some pairs were not judged; the other judgements stand in for them.',
    'not-converged': 'The power iteration did not settle.',
  },
  inputs: z.object({
    matrix: matrix
      .optional()
      .describe(
        'Row over column: how many times more important the row is. Null is filled from its opposite; where both are null, from what the other judgements imply.',
      ),
    judges: z
      .array(matrix)
      .min(1, 'Give the matrix of at least one judge.')
      .max(MOST_JUDGES)
      .optional()
      .describe(
        'In place of matrix: one such matrix for each of several judges; the geometric mean of each judgement counts.',
      ),
    items: z.array(z.string().min(1)).optional().describe('Names, in the order of the rows.'),
    method: method.default('eigenvector').describe('Which weights `weight`, the order and the picture follow.'),
    scale: z
      .enum(JUDGEMENT_SCALES)
      .default('linear')
      .describe(
        'What a judgement x of 1 to 9 means as a ratio. linear: x; power: x²; root: √x; geometric: 2^(x−1); logarithmic: log2(x+1); inverse-linear: 9/(10−x); balanced: (0.45+0.05x)/(0.55−0.05x) (Salo and Hämäläinen). Below 1 the reciprocal.',
      ),
    randomIndex: z
      .enum(RANDOM_INDEX_TABLES)
      .default('saaty-1980')
      .describe(
        'Which table the consistency ratio divides by: Saaty (1980: 0.58, 0.90, 1.12 …), Saaty and Tran (2007: 0.52, 0.89, 1.11 …), or the line of Alonso and Lamata.',
      ),
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
    randomIndex: z
      .number()
      .describe('0 for one or two items, which cannot contradict themselves; less where pairs were not judged.'),
    consistencyRatio: z.number().describe('0 is perfect; up to 0.1 is customary.'),
    geometricConsistencyIndex: z
      .number()
      .nullable()
      .describe('Of the geometric-mean weights; up to 0.31 (3 items), 0.35 (4), 0.37 (more). Null below 3 items.'),
    missingPairs: z.int().describe('Pairs that nobody judged.'),
    judges: z
      .array(z.object({ weights: z.array(z.number()).nullable(), consistencyRatio: z.number().nullable() }))
      .describe('Each judge alone; null where too few pairs were judged to tell.')
      .optional(),
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
    const judges = judgesOf(inputs);
    const judgements = togetherOf(judges);
    const n = judgements.length;
    if (inputs.items !== undefined && inputs.items.length !== n)
      throw new MethodProblem('names-unlike-matrix', 'items', `Give ${n} names, one for each row.`);
    const names = namesOf(judgements.map((_, i) => ({ name: inputs.items?.[i] })));
    const unjoined = unjoinedOf(judgements);
    if (unjoined !== null)
      throw new MethodProblem(
        'judgement-missing',
        `${inputs.matrix === undefined ? 'judges.0' : 'matrix'}.${unjoined.join('.')}`,
        `Give this judgement or its opposite: nothing given joins ${names[unjoined[0]]} with ${names[unjoined[1]]}.`,
      );
    const found = weighed(judgements, inputs);
    const { weights, eigen, means, consistencyRatio } = found;
    const ranks = ranksOf(weights);
    const leastConsistent = farthest(judgements, weights, names);
    const scored = names.map((name, i) => ({ name, score: weights[i]! }));
    const order = bestFirst(scored);
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
      consistencyIndex: found.consistencyIndex,
      randomIndex: found.randomIndex,
      consistencyRatio,
      geometricConsistencyIndex: geometricConsistency(judgements, means),
      missingPairs: found.missingPairs,
      ...(inputs.judges === undefined ? {} : { judges: judges.map((judge) => aloneOf(judge, inputs)) }),
      leastConsistent,
      warnings: warningsOf({ ...found, judgements, names, leastConsistent, converged: eigen.converged }),
      reading: readingOf(order, Math.max(...weights), consistencyRatio, unlikeOpposites(judgements).length > 0),
      picture: barsOf('Weights from pairwise comparison', 'Weight (share)', scored),
    };
  },
});

interface Settings {
  readonly method: z.output<typeof method>;
  readonly randomIndex: RandomIndexTable;
}

interface Judged {
  readonly matrix?: Given | undefined;
  readonly judges?: readonly Given[] | undefined;
  readonly scale: JudgementScale;
}

function judgesOf({ matrix: one, judges, scale }: Judged): (number | null)[][][] {
  if ((one === undefined) === (judges === undefined))
    throw new MethodProblem('matrix-or-judges', 'matrix', 'Give either matrix or judges.');
  if (one !== undefined) return [judgementsOf(one, scale, 'matrix')];
  return (judges ?? []).map((judge, at) => {
    if (judge.length !== judges?.[0]?.length)
      throw new MethodProblem('matrix-not-square', `judges.${at}`, 'Give every judge as many rows as the first.');
    return judgementsOf(judge, scale, `judges.${at}`);
  });
}

function weighed(judgements: Given, settings: Settings) {
  const n = judgements.length;
  const missingPairs = judgements.flat().filter((ratio) => ratio === null).length / 2;
  const eigen = principalEigenvector(judgements);
  const means = geometricMeans(judgements);
  const randomIndex = randomIndexOf(n, missingPairs, settings.randomIndex);
  const consistencyIndex = n < 3 ? 0 : (eigen.lambda - n) / (n - 1);
  const consistencyRatio = randomIndex > 0 ? consistencyIndex / randomIndex : 0;
  const weights = settings.method === 'eigenvector' ? eigen.weights : means;
  return { weights, eigen, means, missingPairs, randomIndex, consistencyIndex, consistencyRatio };
}

function aloneOf(judge: Given, settings: Settings) {
  if (unjoinedOf(judge) !== null) return { weights: null, consistencyRatio: null };
  const { weights, consistencyRatio } = weighed(judge, settings);
  return { weights, consistencyRatio };
}

function warningsOf(found: {
  judgements: Given;
  names: readonly string[];
  consistencyRatio: number;
  missingPairs: number;
  leastConsistent: { row: string; column: string; given: number; implied: number } | null;
  converged: boolean;
}): Warning[] {
  const { judgements, names, consistencyRatio, missingPairs, leastConsistent: worst, converged } = found;
  const warnings: Warning[] = [];
  if (consistencyRatio > CONSISTENT_UP_TO && worst !== null)
    warnings.push({
      id: 'inconsistent',
      text: `The consistency ratio is ${consistencyRatio.toFixed(2)}, above 0.1. Ask again about ${worst.row} over ${worst.column}: given ${worst.given.toPrecision(2)}, the rest implies ${worst.implied.toPrecision(2)}.`,
    });
  const broken = unlikeOpposites(judgements).map((i) => names[i]!);
  if (broken.length > 0)
    warnings.push({
      id: 'not-reciprocal',
      text: `Judgements about ${listed(broken)} do not match their opposites: leave one side null and it is filled in.`,
    });
  if (missingPairs > 0)
    warnings.push({
      id: 'pairs-missing',
      text: `${missingPairs} pairs were not judged: the others stand in for them, and contradictions show less.`,
    });
  if (!converged) warnings.push({ id: 'not-converged', text: 'The weights did not settle: use the geometric mean.' });
  return warnings;
}

/** Rows with a judgement that its opposite contradicts. */
function unlikeOpposites(judgements: Given): number[] {
  const unlike = (one: number | null, other: number | null) =>
    one !== null && other !== null && Math.abs(one * other - 1) > RECIPROCAL_WITHIN;
  return judgements.flatMap((row, i) => (row.some((ratio, j) => unlike(ratio, judgements[j]![i]!)) ? [i] : []));
}

function readingOf([first, second]: readonly string[], weight: number, ratio: number, unlike: boolean): string {
  const fit = unlike
    ? 'do not match their opposites, so how well they fit together cannot be told'
    : `${ratio > CONSISTENT_UP_TO ? 'contradict each other too much' : 'fit together'} (consistency ratio ${ratio.toFixed(3)})`;
  const lead = `${first} weighs most (${(weight * 100).toFixed(1)} %)${second === undefined ? '' : `, ${second} next`}.`;
  return `${lead} The judgements ${fit}.`;
}
