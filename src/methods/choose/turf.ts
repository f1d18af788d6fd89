import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report } from '../method.ts';
import { wilson } from '../numeric/proportion-intervals.ts';
import { marketingProgramAnswers } from './turf.example.ts';
import { audienceOf, type Bundle, bestBundles, bundleOf, greedyBundle } from './turf-search.ts';

const MOST_VISITS = 1_500_000_000;
const FEW_PEOPLE = 100;

const bundle = z.object({
  items: z.array(z.string()),
  itemNumbers: z.array(z.int()).describe('The same items by their column, 1 the first.'),
  reach: z.number().describe('Share of people (by weight) whom at least `threshold` of the items reach, 0 to 1.'),
  frequency: z.number().describe('Mean number of its items that reach a person, over all people.'),
});

const inputs = z.object({
  responses: z
    .array(z.array(z.union([z.number(), z.boolean()], 'Give 1 where the item would reach the person, else 0.')))
    .min(1, 'Give at least one respondent.')
    .describe(
      'One row a respondent, one column an item: 1 where the person would buy, use or notice it, else 0. Or ratings, with `reachedFrom`.',
    ),
  reachedFrom: z
    .number()
    .optional()
    .describe(
      'Where responses are ratings: from which rating on an item reaches the person, such as 4 for the top two boxes of five.',
    ),
  items: z.array(z.string()).optional().describe('Names of the columns; numbers from 1 where not given.'),
  weights: z.array(z.number().min(0)).optional().describe('One a respondent; all alike where not given.'),
  size: z.int().min(1, 'A bundle holds at least one item.').describe('How many items the bundle holds.'),
  include: z
    .array(z.string())
    .default([])
    .describe('Names of items that every bundle holds: what is on offer already.'),
  threshold: z
    .int()
    .min(1)
    .default(1)
    .describe('How many items of the bundle must reach a person for the person to count.'),
  top: z.int().min(1).max(200).default(10).describe('How many of the best bundles to give.'),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval of the reach.'),
});

/**
 * TURF: which bundle of items reaches most people.
 *
 * @throws MethodProblem `not-yes-or-no`, `rows-differ`, `lengths-differ`, `item-unknown`, `size-too-large`, `weights-zero`.
 * @example turf.run(turf.inputs.parse({ responses: [[1, 0], [1, 0], [0, 1]], size: 1 })).best[0].items; // ['1']
 */
export const turf = defineMethod({
  name: 'turf',
  field: 'choose',
  title: 'TURF (total unduplicated reach and frequency)',
  summary: 'Which few of many items together reach the most people, counting nobody twice.',
  whenToUse: ['Choosing a line of variants, a bundle of features or a set of channels of limited size.'],
  whenNot: [
    'When the strength of preference matters more than whether anything appeals: simulate shares.',
    'When items hold each other up or cost differently: plan with capacities.',
  ],
  assumes: [
    'A person reached by one item is reached in full (raise `threshold` otherwise).',
    'Respondents, by their weights, stand for the market (not checked).',
  ],
  formula:
    'Reach: weighted share of people for whom at least `threshold` items of the bundle are 1. Frequency: weighted mean of how many are. Ties in reach go to the higher frequency.',
  source: [
    'Miaoulis, G., Free, V. & Parsons, H. (1990), TURF: a new planning approach for product line extensions, Marketing Research 2(1).',
    'R package turfR 0.8-7.',
  ],
  verified:
    'R turfR 0.8-7 on 180 respondents and ten items, sizes 3 to 6, to 1e-9; brute force over all bundles on random data.',
  cost: 'Exact: up to C(items, size) bundles, most of them cut; greedy: O(items · size · patterns)',
  warns: {
    'search-stopped': 'Too many bundles to prove the best: the best found is given.',
    'ties-in-reach': 'Several bundles reach equally many; frequency or the order of items decided.',
    'few-people': 'Fewer than 100 respondents.',
  },
  heavy: true,
  inputs,
  result: z.object({
    best: z.array(bundle).describe('Best first: by reach, then by frequency, then by the order of the items.'),
    reach: interval.describe('Of the best bundle (Wilson; weights shrink the effective number of people).'),
    greedy: z
      .array(
        z.object({ item: z.string(), itemNumber: z.int(), gain: z.number(), reach: z.number(), frequency: z.number() }),
      )
      .describe('Items in the order in which each adds the most people; ties go to the item listed first.'),
    items: z.array(z.object({ item: z.string(), reach: z.number() })).describe('Share whom each item alone reaches.'),
    exact: z.boolean().describe('Whether `best` is proven over all bundles.'),
    respondents: z.int(),
    ...report,
  }),
  example: {
    about:
      'Which three of twelve marketing programs would at least one of which be valuable to most member companies (first thirty answers).',
    source: 'CNCF member marketing survey 2020, github.com/cncf/surveys, Apache-2.0.',
    inputs: {
      items: [
        'KubeCon',
        'Kubernetes Forums',
        'Project events',
        'Community Days',
        'Webinars',
        'Kubernetes blog',
        'CNCF blog',
        'KubeWeekly',
        'Case studies',
        'PR and speakers',
        'Partner programs',
        'Speakers bureau',
      ],
      size: 3,
      responses: marketingProgramAnswers,
    },
  },
  run(given, how = {}) {
    const { names, weights, include } = checked(given);
    const audience = audienceOf(reachedBy(given), weights, given.threshold);
    const { size, top, level } = given;
    const search = { size, include, keep: top + 1, mostVisits: MOST_VISITS, progress: how.progress };
    const { bundles, exact } = bestBundles(audience, search);
    const order = greedyBundle(audience, search);
    const greedy = order.map((item, at) => {
      const sofar = bundleOf(audience, order.slice(0, at + 1));
      const before = bundleOf(audience, order.slice(0, at)).reach;
      return {
        item: names[item]!,
        itemNumber: item + 1,
        gain: sofar.reach - before,
        reach: sofar.reach,
        frequency: sofar.frequency,
      };
    });
    const found = exact ? bundles : withGreedy(bundles, bundleOf(audience, order));
    const best = found.slice(0, top).map((each) => named(each, names));
    const effective = effectiveNumber(weights);
    const bounds = wilson(best[0]!.reach * effective, effective, level);
    const items = names.map((item, at) => ({ item, reach: bundleOf({ ...audience, threshold: 1 }, [at]).reach }));
    return {
      best,
      reach: { estimate: best[0]!.reach, ...bounds, level },
      greedy,
      items,
      exact,
      respondents: given.responses.length,
      warnings: warningsOf(found, exact, given.responses.length),
      reading: readingOf(best, greedy),
      picture: {
        kind: 'bars' as const,
        title: 'Reach as items are added',
        x: 'Item added to those above',
        y: 'Share of people reached so far (0 to 1)',
        series: [{ name: 'Greedy', x: greedy.map(({ item }) => item), y: greedy.map(({ reach }) => reach) }],
        marks: [{ axis: 'y' as const, at: best[0]!.reach, label: 'best bundle' }],
      },
    };
  },
});

/** Whom each item reaches: 0 and 1 as they are, ratings from `reachedFrom` on. */
function reachedBy({ responses, reachedFrom }: z.output<typeof inputs>): (0 | 1)[][] {
  return responses.map((row, person) =>
    row.map((given, item) => {
      const value = Number(given);
      if (reachedFrom !== undefined) return value >= reachedFrom ? 1 : 0;
      if (value === 0 || value === 1) return value;
      throw new MethodProblem(
        'not-yes-or-no',
        `responses.${person}.${item}`,
        'Give 1 where the item would reach the person, else 0; or say with reachedFrom from which rating on it does.',
      );
    }),
  );
}

function checked({ responses, items, weights, include, size }: z.output<typeof inputs>) {
  const columns = responses[0]!.length;
  const odd = responses.findIndex((row) => row.length !== columns);
  if (odd >= 0 || columns === 0)
    throw new MethodProblem('rows-differ', `responses.${Math.max(0, odd)}`, `Give every row the same number of items.`);
  const names = items ?? Array.from({ length: columns }, (_, at) => String(at + 1));
  if (names.length !== columns) throw new MethodProblem('lengths-differ', 'items', `Name all ${columns} items.`);
  const given = weights ?? responses.map(() => 1);
  if (given.length !== responses.length)
    throw new MethodProblem('lengths-differ', 'weights', `Give ${responses.length} weights, one a respondent.`);
  if (!given.some((weight) => weight > 0))
    throw new MethodProblem('weights-zero', 'weights', 'Give some weight above zero.');
  const held = [...new Set(include)].map((name) => {
    const at = names.indexOf(name);
    if (at < 0) throw new MethodProblem('item-unknown', 'include', `${name} is not among the items.`);
    return at;
  });
  if (size > columns || held.length > size)
    throw new MethodProblem('size-too-large', 'size', `Give a size from ${Math.max(1, held.length)} to ${columns}.`);
  return { names, weights: given, include: held };
}

function named({ items, reach, frequency }: Bundle, names: readonly string[]) {
  return { items: items.map((item) => names[item]!), itemNumbers: items.map((item) => item + 1), reach, frequency };
}

function withGreedy(bundles: readonly Bundle[], greedy: Bundle): Bundle[] {
  const better = bundles.filter(({ reach }) => reach >= greedy.reach);
  return [...better, greedy, ...bundles.filter(({ reach }) => reach < greedy.reach)];
}

/** Kish's: how many equally weighted people tell as much. */
function effectiveNumber(weights: readonly number[]): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum ** 2 / weights.reduce((total, weight) => total + weight ** 2, 0);
}

function warningsOf(found: readonly Bundle[], exact: boolean, people: number) {
  const [first, second] = found;
  const tied = first !== undefined && second !== undefined && first.reach - second.reach < 1e-12;
  return [
    ...(exact
      ? []
      : [
          {
            id: 'search-stopped',
            text: 'There are too many bundles to try them all: the best found is given. Take a smaller size or fewer items.',
          },
        ]),
    ...(tied
      ? [
          {
            id: 'ties-in-reach',
            text: 'Several bundles reach equally many people: look at the list and choose by cost or taste.',
          },
        ]
      : []),
    ...(people < FEW_PEOPLE ? [{ id: 'few-people', text: `${people} respondents: ask at least ${FEW_PEOPLE}.` }] : []),
  ];
}

function readingOf(best: { items: string[]; reach: number }[], greedy: { reach: number }[]): string {
  const percent = (share: number) => (share * 100).toFixed(1);
  const [first] = best;
  const last = greedy[greedy.length - 1];
  const same = (first?.reach ?? 0) - (last?.reach ?? 0) < 1e-9;
  const compared = same
    ? 'Adding items one by one finds as much.'
    : `Adding items one by one finds only ${percent(last?.reach ?? 0)} %.`;
  const together = (first?.items.length ?? 0) > 1 ? ' together reach' : ' alone reaches';
  return `${first?.items.join(', ')}${together} ${percent(first?.reach ?? 0)} % of people. ${compared}`;
}
