import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { jainIndex } from './jain-index.ts';
import { bestSelection, type Selection, type SelectionProblem, totalsOf } from './subset-search.ts';
import { greedySelection, maximin, nash, SPOKEN_MEASURES, utilitarian } from './welfare-measures.ts';

const choice = z.object({
  items: z.array(z.string()).describe('Chosen, in the order given.'),
  utilities: z.array(z.number()).describe('What each stakeholder gets, in their order.'),
  leastUtility: z.number(),
  totalUtility: z.number(),
  nashProduct: z.number().nullable().describe('Product of the utilities; null where it is too large for a number.'),
  cost: z.number(),
  jain: z
    .number()
    .nullable()
    .describe('Jain’s index of the utilities: 1 all alike, 1/n one has all; null where nobody has anything.'),
  proven: z.boolean().describe('No other set does better by this measure; false where the search was cut short.'),
});
type Choice = z.output<typeof choice>;

/**
 * Choosing items under a budget for stakeholders in conflict: the set with the largest total, the one with the largest least, and the
 * one with the largest product (Nash) of utilities.
 *
 * Exact by branch and bound; among sets of equal least utility the one with the larger total is taken.
 *
 * @throws MethodProblem `utilities-unlike-items`, `names-unlike-items`, `names-unlike-stakeholders`, `nothing-affordable`.
 * @example fairItemSelection.run({ utilities: [[5, 0, 3], [0, 5, 3]], costs: [1, 1, 1], budget: 1 }).maximin.items; // ['Item 3']
 */
export const fairItemSelection = defineMethod({
  name: 'fair-item-selection',
  field: 'agree',
  title: 'Choosing items fairly under a budget',
  summary:
    'Which set of items serves several stakeholders best: in total, for the worst off, or as a fair compromise (Nash product).',
  whenToUse: [
    'Sales, support and engineering want different things from one roadmap.',
    'To show what fairness costs in total value.',
  ],
  whenNot: [
    'Where items depend on each other or there are several capacities: plan under constraints.',
    'Two parties dividing things between them: Adjusted Winner.',
  ],
  assumes: [
    'Utilities add up over items.',
    'For the total and the least, all stakeholders use one scale (not checked); the Nash product does not mind the scale.',
  ],
  formula:
    'Over sets with cost within the budget: total `max Σ u`, maximin `max min u`, Nash `max Π u`, where u is a stakeholder’s sum over the set.',
  source: [
    'Nash, J. (1950), The bargaining problem, Econometrica 18.',
    'Rawls, J. (1971), A Theory of Justice (maximin).',
    'Caragiannis, I. et al. (2019), The unreasonable fairness of maximum Nash welfare, ACM TEAC 7(3).',
  ],
  verified:
    'R 4.2.2 brute force over all subsets of 12 items to 1e-9; brute force on random instances; scale invariance of Nash.',
  cost: 'Exponential at worst; 60 items of ordinary make take under a second. Cut at 2 million branches',
  warns: {
    'nash-product-zero': 'No set gives everybody something: the Nash choice falls back to maximin.',
    'not-proven': 'The search was cut short: a better set may exist.',
    'measures-agree': 'All three measures choose the same items.',
  },
  heavy: true,
  inputs: z.object({
    utilities: z
      .array(z.array(z.number().min(0, 'A utility is 0 or more.')))
      .min(1, 'Give one row of utilities for each stakeholder.')
      .max(50)
      .describe('Row for each stakeholder, column for each item: what it is worth to them.'),
    costs: z.array(z.number().min(0, 'A cost is 0 or more.')).min(1, 'Give the cost of each item.').max(200),
    budget: z.number().min(0, 'The budget is 0 or more.').describe('In the unit of the costs.'),
    items: z.array(z.string().min(1)).optional().describe('Names, in the order of the columns.'),
    stakeholders: z.array(z.string().min(1)).optional().describe('Names, in the order of the rows.'),
  }),
  result: z.object({
    stakeholders: z.array(z.string()),
    utilitarian: choice.describe('Largest total.'),
    maximin: choice.describe('Largest least utility.'),
    nash: choice.describe('Largest product.'),
    priceOfFairness: z.object({
      maximin: z
        .number()
        .nullable()
        .describe('Share of the largest total given up for the worst off; null where it is 0.'),
      nash: z.number().nullable().describe('Share given up for the Nash choice.'),
    }),
    ...report,
  }),
  example: {
    about: 'Two teams want different things, and both like the third a little.',
    source: 'Plain numbers.',
    inputs: {
      stakeholders: ['Sales', 'Support'],
      items: ['Quotes', 'Macros', 'Search', 'Reports'],
      utilities: [
        [9, 0, 5, 6],
        [0, 8, 5, 2],
      ],
      costs: [5, 4, 4, 3],
      budget: 9,
    },
  },
  run(inputs, how) {
    const { names, stakeholders, problem } = read(inputs);
    const search = (welfare: typeof utilitarian) =>
      bestSelection(
        problem,
        welfare,
        [utilitarian, maximin(problem), nash(problem)].map((one) => greedySelection(problem, one)),
      );
    const total = search(utilitarian);
    how?.progress?.(0.3);
    const least = search(maximin(problem));
    how?.progress?.(0.6);
    const product = search(nash(problem));
    const none = product.value === Number.NEGATIVE_INFINITY;
    const made = {
      utilitarian: choiceOf(problem, names, total),
      maximin: choiceOf(problem, names, least),
      nash: choiceOf(problem, names, none ? least : product),
    };
    const price = (one: Choice) =>
      made.utilitarian.totalUtility > 0 ? Math.max(0, 1 - one.totalUtility / made.utilitarian.totalUtility) : null;
    return {
      stakeholders,
      ...made,
      priceOfFairness: { maximin: price(made.maximin), nash: price(made.nash) },
      warnings: warningsOf(made, none),
      reading: readingOf(made, price(made.nash)),
      picture: {
        kind: 'bars' as const,
        title: 'What each stakeholder gets',
        x: 'Stakeholder',
        y: 'Utility',
        series: Object.entries(made).map(([name, one]) => ({
          name: SPOKEN_MEASURES[name] ?? name,
          x: stakeholders,
          y: one.utilities,
        })),
      },
    };
  },
});

interface Given {
  readonly utilities: readonly (readonly number[])[];
  readonly costs: readonly number[];
  readonly budget: number;
  readonly items?: readonly string[] | undefined;
  readonly stakeholders?: readonly string[] | undefined;
}

function read({ utilities, costs, budget, items, stakeholders }: Given) {
  const n = costs.length;
  const odd = utilities.findIndex((row) => row.length !== n);
  if (odd >= 0)
    throw new MethodProblem('utilities-unlike-items', `utilities.${odd}`, `Give ${n} utilities, one for each item.`);
  if (items !== undefined && items.length !== n)
    throw new MethodProblem('names-unlike-items', 'items', `Give ${n} names.`);
  if (stakeholders !== undefined && stakeholders.length !== utilities.length)
    throw new MethodProblem('names-unlike-stakeholders', 'stakeholders', `Give ${utilities.length} names.`);
  if (costs.every((cost) => cost > budget))
    throw new MethodProblem('nothing-affordable', 'budget', 'No item fits the budget: raise it.');
  return {
    names: items ?? costs.map((_, i) => `Item ${i + 1}`),
    stakeholders: [...(stakeholders ?? utilities.map((_, s) => `Stakeholder ${s + 1}`))],
    problem: { utilities, costs, budget },
  };
}

function choiceOf(problem: SelectionProblem, names: readonly string[], { chosen, proven }: Selection): Choice {
  const sorted = chosen.toSorted((a, b) => a - b);
  const utilities = [...totalsOf(problem, sorted)];
  const product = utilities.reduce((all, one) => all * one, 1);
  return {
    items: sorted.map((i) => names[i]!),
    utilities,
    leastUtility: Math.min(...utilities),
    totalUtility: utilities.reduce((sum, one) => sum + one, 0),
    nashProduct: Number.isFinite(product) ? product : null,
    cost: sorted.reduce((sum, i) => sum + problem.costs[i]!, 0),
    jain: jainIndex(utilities),
    proven,
  };
}

function warningsOf(made: { utilitarian: Choice; maximin: Choice; nash: Choice }, none: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (none)
    warnings.push({
      id: 'nash-product-zero',
      text: 'No set gives everybody something: raise the budget, or leave out who wants nothing affordable.',
    });
  if (Object.values(made).some(({ proven }) => !proven))
    warnings.push({ id: 'not-proven', text: 'The search was cut short: leave out items nobody would choose.' });
  const sets = Object.values(made).map(({ items }) => items.join('\n'));
  if (new Set(sets).size === 1)
    warnings.push({
      id: 'measures-agree',
      text: 'Total, worst off and compromise choose the same items: there is no conflict to settle.',
    });
  return warnings;
}

function readingOf(made: { nash: Choice; maximin: Choice }, price: number | null): string {
  const cost =
    price === null || price < 0.0005
      ? 'at no loss in total'
      : `for ${(price * 100).toFixed(1)} % less in total than the largest`;
  return `The fair compromise (Nash) is ${made.nash.items.join(', ') || 'nothing'}, ${cost}. The worst-off stakeholder gets ${made.nash.leastUtility} from it, and ${made.maximin.leastUtility} at best.`;
}
