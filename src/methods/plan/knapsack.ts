import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { type IntegerAnswer, type Programme, solveInteger, solveLinear } from './integer-programme.ts';
import { gainsOfOneMore, nextBest } from './solution-review.ts';
import { budgetInputs, budgetOf, outOfTime } from './solver-budget.ts';

const weightRow = z.array(z.number().min(0, 'A weight is 0 or more.'));
const choice = z.object({
  selected: z.array(z.string()),
  value: z.number(),
  added: z.array(z.string()).describe('Beside the best choice.'),
  dropped: z.array(z.string()).describe('Of the best choice.'),
});

/**
 * Knapsack: the most valuable choice of items under one capacity or several, proven, with what each capacity is worth.
 *
 * @throws MethodProblem `weights-unlike-values`, `capacity-unlike-weights`, `nothing-fits`, `numbers-too-far-apart`.
 * @example (await knapsack.run(knapsack.example.inputs)).value; // 3800
 */
export const knapsack = defineMethod({
  name: 'knapsack',
  field: 'plan',
  title: 'Knapsack: the best choice under capacities',
  summary:
    'Which items to take so that they are worth most within every capacity, and what one more unit of a capacity would bring.',
  whenToUse: ['Choosing items (features, bets, features of a bundle) under one or more limits, without order in time.'],
  whenNot: [
    'With periods, teams and dependencies: use `roadmap-selection`.',
    'When values are guesses: look at the next best choices.',
  ],
  assumes: ['Values and weights add up over items.'],
  formula:
    'Maximise the sum of values over the items taken, with the sum of weights at most the capacity, for each capacity. Solved by branch and cut.',
  source: [
    'Beasley (1990), OR-Library.',
    'HiGHS: Huangfu & Hall (2018), Parallelizing the dual revised simplex method.',
  ],
  verified: 'All seven problems of OR-Library mknap1 to 0.01; brute force over all choices of random small problems.',
  cost: 'Exponential at worst; hundreds of items with one or two capacities in a second, with five or more proven to about 0.5 %.',
  warns: {
    'not-proven': 'The search ended first: the bound says how much more could be possible. No next best choices then.',
    'time-ran-out': 'Seconds ended the search before its steps did: another machine may answer otherwise.',
    'near-ties': 'The next best choice is worth less than 1 % less: decide by what the model does not know.',
    'all-fit': 'Everything fits: there is nothing to decide.',
  },
  heavy: true,
  inputs: z.object({
    values: z.array(z.number()).min(1, 'Give at least one item.').max(5000),
    weights: z
      .union([z.array(weightRow), weightRow])
      .describe('For each capacity the weight of every item; one plain list where there is one capacity.'),
    capacity: z.union([z.array(z.number().min(0)), z.number().min(0)]).describe('One number for each list of weights.'),
    names: z.array(z.string()).optional().describe('Of the items; `item 1`, `item 2` … where missing.'),
    alternatives: z.int().min(0).max(20).default(3).describe('How many next best choices to find.'),
    oneMoreUnit: z.boolean().default(true).describe('Whether to solve again with one more unit of each capacity.'),
    relativeGap: z.number().min(0).max(1).default(0).describe('Stop when proven to this share; 0 for the very best.'),
    ...budgetInputs(200_000),
  }),
  result: z.object({
    selected: z.array(z.string()),
    selectedNumbers: z.array(z.int()).describe('The same by place in `values`, from 1.'),
    value: z.number(),
    bound: z.number().describe('No choice is worth more.'),
    proven: z.boolean(),
    capacities: z.array(
      z.object({
        capacity: z.number(),
        used: z.number(),
        shadowPrice: z.number().describe('Worth of one more unit if items could be split (linear relaxation).'),
        oneMoreUnit: z
          .number()
          .nullable()
          .describe('Gain of one more unit with whole items; null where not asked for, not proven or not reached.'),
      }),
    ),
    alternatives: z.array(choice).describe('Next best choices, best first.'),
    ...report,
  }),
  example: {
    about: 'Six projects under ten yearly budgets.',
    source: 'OR-Library mknap1, problem 1 (Petersen 1967), Beasley (1990).',
    inputs: {
      values: [100, 600, 1200, 2400, 500, 2000],
      weights: [
        [8, 12, 13, 64, 22, 41],
        [8, 12, 13, 75, 22, 41],
        [3, 6, 4, 18, 6, 4],
        [5, 10, 8, 32, 6, 12],
        [5, 13, 8, 42, 6, 20],
        [5, 13, 8, 48, 6, 20],
        [0, 0, 0, 0, 8, 0],
        [3, 0, 4, 0, 8, 0],
        [3, 2, 4, 0, 8, 4],
        [3, 2, 4, 8, 8, 4],
      ],
      capacity: [80, 96, 20, 36, 44, 48, 10, 18, 22, 24],
    },
  },
  async run(inputs) {
    const { weights, capacity } = limitsOf(inputs);
    const names = inputs.values.map((_, at) => inputs.names?.[at] ?? `item ${at + 1}`);
    const programme = programmeOf(inputs.values, weights, capacity);
    const budget = budgetOf(inputs);
    const { relativeGap } = inputs;
    const linear = await solveLinear(programme);
    const best = await solveInteger(programme, { budget, relativeGap });
    if (best === null)
      throw new MethodProblem('nothing-fits', 'solverSteps', 'No choice was found: allow more steps and seconds.');
    const all = inputs.values.map((_, at) => at);
    const review = { budget: budget.renewed(), relativeGap };
    const count = best.proven ? inputs.alternatives : 0;
    const others = await nextBest(programme, best, all, { count, ...review });
    const asked = best.proven && inputs.oneMoreUnit ? capacity.map((_, row) => row) : [];
    const gains = await gainsOfOneMore(programme, best, asked, review);
    const taken = all.filter((at) => best.at[at]! > 0.5);
    const capacities = capacity.map((limit, row) => ({
      capacity: limit,
      used: taken.reduce((sum, at) => sum + weights[row]![at]!, 0),
      shadowPrice: linear?.prices[row] ?? 0,
      oneMoreUnit: gains[row] ?? null,
    }));
    const value = taken.reduce((sum, at) => sum + inputs.values[at]!, 0);
    const alternatives = others.map((other) => described(other, best, names));
    return {
      selected: taken.map((at) => names[at]!),
      selectedNumbers: taken.map((at) => at + 1),
      value,
      bound: best.proven ? value : Math.min(best.bound, linear?.value ?? best.bound),
      proven: best.proven,
      capacities,
      alternatives,
      warnings: [...warningsOf(best, value, others[0]?.value, taken.length === names.length), ...outOfTime(budget)],
      reading: readingOf(
        taken.map((at) => names[at]!),
        value,
        capacities,
      ),
      picture: {
        kind: 'bars' as const,
        title: 'Use of each capacity',
        x: 'Capacity',
        y: 'Units',
        series: [
          { name: 'Used', x: capacity.map((_, row) => row + 1), y: capacities.map(({ used }) => used) },
          { name: 'Capacity', x: capacity.map((_, row) => row + 1), y: capacity },
        ],
      },
    };
  },
});

interface Given {
  readonly values: readonly number[];
  readonly weights: readonly number[] | readonly (readonly number[])[];
  readonly capacity: number | readonly number[];
}

function limitsOf(given: Given): { weights: number[][]; capacity: number[] } {
  const flat = given.weights.every((one) => typeof one === 'number');
  const weights =
    flat && given.weights.length > 0
      ? [given.weights.map(Number)]
      : given.weights.map((row) => [row].flat().map(Number));
  const capacity = [given.capacity].flat().map(Number);
  if (weights.length !== capacity.length)
    throw new MethodProblem(
      'capacity-unlike-weights',
      'capacity',
      `Give ${weights.length} capacities, one for each list of weights.`,
    );
  weights.forEach((row, at) => {
    if (row.length !== given.values.length)
      throw new MethodProblem(
        'weights-unlike-values',
        `weights.${at}`,
        `Give ${given.values.length} weights, one for each item.`,
      );
  });
  return { weights, capacity };
}

function programmeOf(values: readonly number[], weights: readonly number[][], capacity: readonly number[]): Programme {
  const rows = weights.map((row, at) => {
    const columns = row.flatMap((weight, item) => (weight === 0 ? [] : [item]));
    return { columns, factors: columns.map((item) => row[item]!), atMost: capacity[at]! };
  });
  return {
    worth: Float64Array.from(values),
    lower: new Float64Array(values.length),
    upper: new Float64Array(values.length).fill(1),
    rows,
  };
}

function described(other: IntegerAnswer, best: IntegerAnswer, names: readonly string[]): z.infer<typeof choice> {
  const within = (here: IntegerAnswer, there: IntegerAnswer | null) =>
    names.filter((_, at) => here.at[at]! > 0.5 && (there === null || there.at[at]! < 0.5));
  return {
    selected: within(other, null),
    value: other.value,
    added: within(other, best),
    dropped: within(best, other),
  };
}

function warningsOf(
  { proven, bound }: IntegerAnswer,
  value: number,
  next: number | undefined,
  all: boolean,
): Warning[] {
  const warnings: Warning[] = [];
  if (!proven)
    warnings.push({
      id: 'not-proven',
      text: `At most ${Number((bound - value).toPrecision(3))} more could be possible: allow more steps.`,
    });
  if (all) warnings.push({ id: 'all-fit', text: 'Everything fits: lower the capacities or add items.' });
  else if (next !== undefined && next >= value - 0.01 * Math.abs(value))
    warnings.push({ id: 'near-ties', text: 'The next best choice is worth nearly the same: compare both by hand.' });
  return warnings;
}

function readingOf(
  selected: readonly string[],
  value: number,
  capacities: readonly { oneMoreUnit: number | null }[],
): string {
  const scarce = capacities.map(({ oneMoreUnit }) => oneMoreUnit ?? 0);
  const most = Math.max(0, ...scarce);
  const more =
    most > 0 ? ` One more unit of capacity ${scarce.indexOf(most) + 1} would add ${Number(most.toPrecision(4))}.` : '';
  const list =
    selected.length > 12 ? `${selected.slice(0, 12).join(', ')} and ${selected.length - 12} more` : selected.join(', ');
  return `Take ${selected.length === 0 ? 'nothing' : list}: worth ${Number(value.toPrecision(6))}.${more}`;
}
