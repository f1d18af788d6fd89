/** The scores rank robustness knows, each as a function of named estimates. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';
import { parseExpression } from './expression.ts';

interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

export interface ScoreRule {
  readonly variables: readonly string[];
  readonly evaluate: (values: ArrayLike<number>) => number;
  /** The score divides by these: they must stay above 0. */
  readonly divisors: ReadonlySet<string>;
  /** What makes sense for a variable, where the rule says so. */
  readonly ranges: ReadonlyMap<string, Range>;
}

const ANY_POSITIVE = { minimum: 0, maximum: Number.POSITIVE_INFINITY };
const SHARE = { minimum: 0, maximum: 1 };
const POINTS = { minimum: 0, maximum: 10 };
const POINTS_RANGES = { impact: POINTS, confidence: POINTS, ease: POINTS };

const CUSTOMARY = {
  rice: {
    formula: 'reach * impact * confidence / effort',
    divisors: ['effort'],
    ranges: { reach: ANY_POSITIVE, impact: ANY_POSITIVE, confidence: SHARE },
  },
  ice: { formula: 'impact * confidence * ease', divisors: [], ranges: POINTS_RANGES },
  'ice-mean': { formula: '(impact + confidence + ease) / 3', divisors: [], ranges: POINTS_RANGES },
  wsjf: { formula: 'costOfDelay / duration', divisors: ['duration'], ranges: { costOfDelay: ANY_POSITIVE } },
} as const;

export const scoreRuleInputs = {
  rule: z
    .enum(['rice', 'ice', 'ice-mean', 'wsjf', 'weighted', 'formula'])
    .describe(
      'rice: reach × impact × confidence / effort. ice: impact × confidence × ease (ice-mean: their mean). wsjf: costOfDelay / duration. weighted: weights × estimates. formula: your own.',
    ),
  formula: z
    .string()
    .optional()
    .describe('For rule "formula": arithmetic over the names of the estimates, as in formula-score.'),
  weights: z
    .record(z.string(), z.number())
    .optional()
    .describe('For rule "weighted": weight of each estimate, negative where less is better; used as given.'),
};

interface Asked {
  readonly rule: z.output<typeof scoreRuleInputs.rule>;
  readonly formula?: string | undefined;
  readonly weights?: Readonly<Record<string, number>> | undefined;
}

/** @throws MethodProblem `formula-missing`, `formula-invalid`, `weights-missing`. */
export function scoreRule({ rule, formula, weights }: Asked): ScoreRule {
  const free = { divisors: new Set<string>(), ranges: new Map<string, Range>() };
  if (rule === 'formula') {
    if (formula === undefined) throw new MethodProblem('formula-missing', 'formula', 'Give the formula.');
    return { ...parseExpression(formula, 'formula'), ...free };
  }
  if (rule === 'weighted') return { ...weightedSum(weights ?? {}), ...free };
  const { formula: known, divisors, ranges } = CUSTOMARY[rule];
  return {
    ...parseExpression(known, 'rule'),
    divisors: new Set<string>(divisors),
    ranges: new Map<string, Range>(Object.entries(ranges)),
  };
}

function weightedSum(weights: Readonly<Record<string, number>>) {
  const variables = Object.keys(weights);
  const factors = Float64Array.from(Object.values(weights));
  if (variables.length === 0)
    throw new MethodProblem('weights-missing', 'weights', 'Give a weight for each estimate: {"value": 3, "risk": -1}.');
  const evaluate = (values: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < factors.length; i++) sum += factors[i]! * values[i]!;
    return sum;
  };
  return { variables, evaluate };
}
