import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import {
  type Goal,
  largestLeast,
  largestProduct,
  logarithmicCurve,
  mostInTotal,
  powerCurve,
  saturatingCurve,
  sum,
} from './concave-allocation.ts';
import { jainIndex } from './jain-index.ts';
import { SPOKEN_MEASURES } from './welfare-measures.ts';

const STARVED_BELOW = 0.01;

const goal = z
  .object({
    name: z.string().min(1).optional(),
    curve: z
      .enum(['power', 'logarithmic', 'saturating'])
      .default('power')
      .describe(
        'Worth of spending x. power: scale · x^exponent. logarithmic: scale · ln(1 + x/unit). saturating: scale · x/(unit + x).',
      ),
    scale: z
      .number()
      .gt(0, 'A scale is above 0.')
      .default(1)
      .describe('For power with exponent 1, the rate: worth for each unit spent.'),
    exponent: z
      .number()
      .gt(0)
      .max(1, 'An exponent above 1 has no single best division.')
      .default(1)
      .describe('For power; 1 is linear, 0.5 a square root.'),
    unit: z
      .number()
      .gt(0)
      .default(1)
      .describe('For logarithmic and saturating: the spend at which returns bend; half of the most for saturating.'),
    weight: z
      .number()
      .gt(0, 'A weight is above 0.')
      .default(1)
      .describe('How much the goal counts, in the total and in the product; maximin does not weigh.'),
    minimum: z.number().min(0).default(0).describe('Spend at least.'),
    maximum: z.number().min(0).optional().describe('Spend at most.'),
  })
  .refine(({ minimum, maximum }) => maximum === undefined || minimum <= maximum, {
    message: 'The maximum is not below the minimum.',
    path: ['maximum'],
  });

const division = z.object({
  spend: z.array(z.number()).describe('In the order of the goals.'),
  worth: z.array(z.number()).describe('What each goal’s spend is worth, not weighted.'),
  totalWorth: z.number().describe('Weighted sum.'),
  leastWorth: z.number(),
  jainOfSpend: z.number().nullable().describe('Jain’s index: 1 all alike, 1/n one has all; null where all are 0.'),
  jainOfWorth: z.number().nullable(),
});
type Division = z.output<typeof division>;

/**
 * Dividing a budget between goals whose returns diminish: the most in total, the most for the worst off, and the fair compromise
 * (Nash product), with Jain's index of each.
 *
 * @throws MethodProblem `minimums-exceed-budget`, `allocation-unlike-goals`.
 * @example budgetDivision.run({ goals: [{ scale: 2 }, { scale: 8 }], budget: 10 }).maximin.spend; // [8, 2]
 */
export const budgetDivision = defineMethod({
  name: 'budget-division',
  field: 'agree',
  title: 'Dividing a budget between goals',
  summary: 'How much each goal gets if one wants the most in total, the most for the worst off, or a fair compromise.',
  whenToUse: ['One budget, several goals or teams, returns that fall as one spends more.'],
  whenNot: [
    'Where returns first grow (S-curves): use budget allocation for marketing.',
    'For things that do not divide: choose items instead.',
  ],
  assumes: [
    'Returns never rise with spending (the three curves see to that).',
    'Goals do not depend on each other (not checked).',
  ],
  formula: [
    'Total: `max Σ weight · worth`. Maximin: `max min worth` (then the next worst). Nash: `max Σ weight · ln worth`, all with `Σ spend = budget`.',
    'Each spend follows a common level of return; Jain’s index `(Σx)² / (n Σx²)`.',
  ].join('\n'),
  source: [
    'Nash, J. (1950), The bargaining problem, Econometrica 18.',
    'Eisenberg, E. and Gale, D. (1959), Consensus of subjective probabilities, Annals of Mathematical Statistics 30.',
    'Jain, R., Chiu, D. and Hawe, W. (1984), A quantitative measure of fairness, DEC TR-301.',
  ],
  verified:
    'Closed forms (weights, 1/rate, b²) and R 4.2.2 to 1e-6; no small shift between two goals improves, as a property.',
  cost: 'O(goals) times 40,000 at most',
  warns: {
    'budget-left': 'All goals reached their maximum: part of the budget is not spent.',
    'goal-starved': 'The largest total leaves a goal with under 1 % of the budget.',
    'boundary-solution': 'A minimum or maximum decides what a goal gets.',
  },
  inputs: z.object({
    goals: z.array(goal).min(1, 'Give at least one goal.').max(500),
    budget: z.number().gt(0, 'The budget is above 0.').describe('In the unit of spend.'),
    allocation: z
      .array(z.number().min(0))
      .optional()
      .describe('A division of your own to be judged beside them, in the order of the goals.'),
  }),
  result: z.object({
    goals: z.array(z.string()),
    utilitarian: division.describe('The most in total.'),
    maximin: division.describe('The most for the worst off.'),
    nash: division.describe('The fair compromise.'),
    given: division.nullable().describe('Of the allocation given; null without one.'),
    marginalWorth: z
      .number()
      .nullable()
      .describe(
        'What one more unit of budget adds to the total, at the largest total; null where all goals are at their maximum.',
      ),
    unspent: z.number(),
    ...report,
  }),
  example: {
    about: 'Three goals with square-root returns of unlike strength share 100, beside an equal division.',
    source: 'Plain numbers.',
    inputs: {
      goals: [
        { name: 'Search', scale: 10, exponent: 0.5 },
        { name: 'Content', scale: 20, exponent: 0.5 },
        { name: 'Events', scale: 5, exponent: 0.5 },
      ],
      budget: 100,
      allocation: [34, 33, 33],
    },
  },
  run({ goals: given, budget, allocation }) {
    const goals = given.map(goalOf);
    const names = given.map(({ name }, i) => name ?? `Goal ${i + 1}`);
    if (sum(goals.map(({ minimum }) => minimum)) > budget * (1 + 1e-12))
      throw new MethodProblem(
        'minimums-exceed-budget',
        'budget',
        'The minimums together exceed the budget: lower one or raise it.',
      );
    if (allocation !== undefined && allocation.length !== goals.length)
      throw new MethodProblem(
        'allocation-unlike-goals',
        'allocation',
        `Give ${goals.length} amounts, one for each goal.`,
      );
    const spendable = Math.min(budget, sum(goals.map(({ maximum }) => Math.min(maximum, budget))));
    const made = {
      utilitarian: judged(goals, mostInTotal(goals, spendable)),
      maximin: judged(goals, largestLeast(goals, spendable)),
      nash: judged(goals, largestProduct(goals, spendable)),
    };
    const own = allocation === undefined ? null : judged(goals, allocation);
    const bars = Object.entries({ ...made, ...(own === null ? {} : { given: own }) });
    return {
      goals: names,
      ...made,
      given: own,
      marginalWorth: marginalWorth(goals, made.utilitarian.spend),
      unspent: budget - spendable,
      warnings: warningsOf({ goals, names, made, budget, spendable }),
      reading: readingOf(names, made),
      picture: {
        kind: 'bars' as const,
        title: 'Spend by measure',
        x: 'Goal',
        y: 'Spend',
        series: bars.map(([name, { spend }]) => ({ name: SPOKEN_MEASURES[name] ?? name, x: names, y: spend })),
      },
    };
  },
});

function goalOf({ curve, scale, exponent, unit, weight, minimum, maximum }: z.output<typeof goal>): Goal {
  const bounds = { weight, minimum, maximum: maximum ?? Number.POSITIVE_INFINITY };
  if (curve === 'logarithmic') return { curve: logarithmicCurve(scale, unit), ...bounds };
  if (curve === 'saturating') return { curve: saturatingCurve(scale, unit), ...bounds };
  return { curve: powerCurve(scale, exponent), ...bounds };
}

function judged(goals: readonly Goal[], spend: readonly number[]): Division {
  const worth = goals.map(({ curve }, i) => curve.worth(spend[i]!));
  return {
    spend: [...spend],
    worth,
    totalWorth: sum(worth.map((one, i) => one * goals[i]!.weight)),
    leastWorth: Math.min(...worth),
    jainOfSpend: jainIndex(spend),
    jainOfWorth: jainIndex(worth),
  };
}

/** The best return among goals that may still take more. */
function marginalWorth(goals: readonly Goal[], spend: readonly number[]): number | null {
  const open = goals.flatMap(({ curve, weight, maximum }, i) => {
    const next = weight * curve.marginal(spend[i]!);
    return spend[i]! < maximum * (1 - 1e-12) && Number.isFinite(next) ? [next] : [];
  });
  return open.length === 0 ? null : Math.max(...open);
}

function warningsOf(found: {
  goals: readonly Goal[];
  names: readonly string[];
  made: { utilitarian: Division; nash: Division };
  budget: number;
  spendable: number;
}): Warning[] {
  const { goals, names, made, budget, spendable } = found;
  const warnings: Warning[] = [];
  const starved = names.filter(
    (_, i) => made.utilitarian.spend[i]! < STARVED_BELOW * budget && goals[i]!.maximum >= STARVED_BELOW * budget,
  );
  const bound = names.filter((_, i) => {
    const { minimum, maximum } = goals[i]!;
    const near = (edge: number) => Math.abs(made.nash.spend[i]! - edge) < 1e-9 * budget;
    return (minimum > 0 && near(minimum)) || near(maximum);
  });
  if (budget - spendable > 1e-9 * budget)
    warnings.push({ id: 'budget-left', text: 'Every goal is at its maximum: raise one, or keep the rest.' });
  if (starved.length > 0)
    warnings.push({
      id: 'goal-starved',
      text: `The largest total leaves ${starved.join(', ')} with next to nothing: give a minimum if that is not wanted.`,
    });
  if (bound.length > 0)
    warnings.push({
      id: 'boundary-solution',
      text: `The bounds, not the returns, decide what ${bound.join(', ')} gets.`,
    });
  return warnings;
}

function readingOf(
  names: readonly string[],
  { nash, utilitarian, maximin }: { nash: Division; utilitarian: Division; maximin: Division },
): string {
  const shown = names.slice(0, 6);
  const say = ({ spend }: Division) =>
    shown.map((name, i) => `${name} ${Number(spend[i]!.toPrecision(3))}`).join(', ') + (names.length > 6 ? ' …' : '');
  return `The fair compromise is ${say(nash)}. The most in total is ${say(utilitarian)}; the most for the worst off is ${say(maximin)}.`;
}
