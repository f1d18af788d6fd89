import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import { estimate } from './estimate-distribution.ts';
import type { UncertainScores } from './rank-simulation.ts';
import { itemName, namesOf } from './ranked-scores.ts';
import {
  rankedItem,
  simulateRanking,
  type UncertainItems,
  uncertainScores,
  valueOfInformation,
  type WorthOfEstimate,
} from './robust-ranking.ts';
import { type ScoreRule, scoreRule, scoreRuleInputs } from './score-rule.ts';

const TOSS_UP_BELOW = 0.6;
const MOST_COMPARISONS = 2e9;
/** Share of values in each tail that is not worth a warning. */
const TAIL = 0.001;
const share = z.number().min(0).max(1);

/**
 * Rank robustness: how sure an order is when every estimate is uncertain, and which estimate is worth learning.
 *
 * All estimates are drawn together many times, and each draw is scored and ranked. The value of information is the gain in the
 * expected sum of the `choose` best scores if an estimate were known before choosing (expected value of partial perfect
 * information): 0 where no value of it would change the choice. Estimates are independent, save those under `shared`.
 *
 * @throws MethodProblem `estimate-missing`, `estimate-invalid`, `score-undefined`, `too-much-work`, `choose-too-many`, `name-twice`,
 * and `formula-invalid`, `formula-missing`, `weights-missing` of the rule.
 * @example rankRobustness.run({ rule: 'ice', items: [{ estimates: { impact: 8, confidence: 6, ease: { distribution: 'uniform', minimum: 5, maximum: 9 } } }], ... });
 */
export const rankRobustness = defineMethod({
  name: 'rank-robustness',
  field: 'prioritise',
  title: 'Rank robustness and value of information',
  summary:
    'How likely each rank and each pair’s order is when estimates are ranges, and which estimate is worth learning first.',
  whenToUse: [
    'Before acting on any scored order.',
    'To decide what to research: the estimate that could change the choice.',
  ],
  whenNot: ['Where the estimates have no honest range: ask for a low and a high first.'],
  assumes: [
    'Estimates are independent of each other, save shared ones (not checked).',
    'What is chosen is worth the sum of its scores (value of information only).',
  ],
  formula: [
    'Probability of a rank: share of draws; ties are split evenly.',
    'Value of an estimate: `E[best sum | estimate known] - best sum now`, with the other estimates averaged out over their draws.',
  ].join('\n'),
  source: [
    'Raiffa, H. and Schlaifer, R. (1961), Applied Statistical Decision Theory.',
    'Strong, M., Oakley, J. and Brennan, A. (2014), Estimating multiparameter partial expected value of perfect information, Medical Decision Making 34.',
  ],
  verified:
    'Closed forms for normal scores: order of a pair, unit normal loss for value of information; ratios of lognormals; moments of every distribution.',
  cost: 'O(draws × items²), and about 10 million scores for the value of information',
  warns: {
    'toss-up': 'Two neighbours in the order are nearly as likely the other way round.',
    'nothing-uncertain': 'All estimates are certain: the order is too.',
    'divisor-cut':
      'A normal estimate the score divides by reached 0 or below and was cut off there; its mean score may not exist.',
    'estimate-out-of-range': 'An estimate can leave the range that makes sense for the rule.',
    'estimate-unused': 'An estimate does not enter the score.',
  },
  heavy: true,
  inputs: z.object({
    ...scoreRuleInputs,
    items: z
      .array(
        z.object({
          name: itemName,
          estimates: z.record(z.string(), estimate).describe('By name of the variable: reach, impact …'),
        }),
      )
      .min(1, 'Give at least one item.')
      .max(500),
    shared: z
      .record(z.string(), estimate)
      .default({})
      .describe('Estimates all items share, drawn once for all: a market size, a velocity.'),
    choose: z
      .int()
      .min(1)
      .default(1)
      .describe('How many items will be chosen: what the value of information is about.'),
    draws: z.int().min(100).max(1_000_000).default(10_000),
    level: z.number().gt(0).lt(1).default(0.9).describe('Probability that a score lies between its low and high.'),
  }),
  result: z.object({
    items: z
      .array(
        z.object({
          name: z.string(),
          expectedScore: z.number(),
          standardDeviation: z.number(),
          median: z.number(),
          low: z.number(),
          high: z.number(),
          rank: z.int().describe('By expected score.'),
          expectedRank: z.number(),
          probabilityFirst: share,
          probabilityChosen: share.describe('To be among the best `choose`.'),
          rankProbabilities: z.array(share).describe('For rank 1, 2, 3 …'),
          valueOfInformation: z.number().describe('Of knowing this item’s score, in units of the score.'),
        }),
      )
      .describe('In the order they were given.'),
    order: z.array(z.string()).describe('Names by expected score, best first.'),
    orderHolds: share.describe('Probability that this whole order is right.'),
    neighbours: z
      .array(
        z.object({
          ahead: z.string(),
          behind: z.string(),
          probability: share.describe('That the first scores above the second; ties count half.'),
        }),
      )
      .describe('Each two that follow one another in the order.'),
    aheadProbabilities: z
      .array(z.array(share))
      .describe('Row scores above column, items in the order given; ties count half, 0.5 to itself.'),
    valueOfInformation: z.object({
      chosenNow: z.array(z.string()),
      expectedNow: z.number().describe('Expected sum of the scores chosen now.'),
      perfect: z.number().describe('Gain from knowing every estimate.'),
      perfectStandardError: z.number().describe('Of the simulation.'),
      estimates: z
        .array(
          z.object({
            item: z.string().nullable().describe('Null for a shared estimate.'),
            estimate: z.string(),
            value: z.number().describe('Gain from knowing this estimate, in units of the score.'),
            shareOfPerfect: z.number().nullable().describe('Null where knowing everything gains nothing.'),
          }),
        )
        .describe('Uncertain estimates, most worth learning first.'),
    }),
    ...report,
  }),
  example: {
    about: 'Three features by RICE with ranges for what is not known.',
    source: 'Made up for illustration.',
    inputs: {
      rule: 'rice',
      items: [
        {
          name: 'Import',
          estimates: {
            reach: { distribution: 'lognormal', low: 1000, high: 4000 },
            impact: 2,
            confidence: 0.8,
            effort: { distribution: 'pert', minimum: 2, mode: 4, maximum: 9 },
          },
        },
        {
          name: 'Audit log',
          estimates: {
            reach: 600,
            impact: 3,
            confidence: 0.8,
            effort: { distribution: 'pert', minimum: 1, mode: 2, maximum: 4 },
          },
        },
        {
          name: 'Themes',
          estimates: {
            reach: { distribution: 'lognormal', low: 2000, high: 9000 },
            impact: 0.5,
            confidence: 0.5,
            effort: { distribution: 'triangular', minimum: 1, mode: 2, maximum: 3 },
          },
        },
      ],
      draws: 4000,
    },
  },
  run(inputs, how) {
    const names = namesOf(inputs.items);
    const { choose, draws } = inputs;
    if (choose > names.length)
      throw new MethodProblem('choose-too-many', 'choose', `Choose at most ${names.length} items.`);
    if (names.length ** 2 * draws > MOST_COMPARISONS)
      throw new MethodProblem('too-much-work', 'draws', 'Take fewer draws, or fewer items.');
    const rule = scoreRule(inputs);
    const model = uncertainScores(inputs, rule);
    const ranking = simulateRanking(model, inputs, how);
    const { order, tally } = ranking;
    const items = names.map((name, i) => ({ name, ...rankedItem(ranking, i, inputs) }));
    const ahead = names.map((_, i) => Array.from(tally.ahead.subarray(i * names.length, (i + 1) * names.length)));
    const neighbours = order.slice(1).map((behind, k) => {
      const before = order[k]!;
      return { ahead: names[before]!, behind: names[behind]!, probability: ahead[before]![behind]! };
    });
    const value = valueOfInformation(model, ranking, { names, variables: rule.variables, choose });
    const byRank = order.map((i) => items[i]!);
    return {
      items,
      order: byRank.map(({ name }) => name),
      orderHolds: tally.orderHolds,
      neighbours,
      aheadProbabilities: ahead,
      valueOfInformation: value,
      warnings: [...doubts(inputs, rule, model), ...tossUps(neighbours)],
      reading: readingOf(byRank, value.estimates[0]),
      picture: {
        kind: 'intervals' as const,
        title: 'Scores with their ranges',
        x: 'Item, best expected score first',
        y: `Score (median and ${inputs.level * 100} % range)`,
        series: [
          {
            name: 'Score',
            x: byRank.map(({ name }) => name),
            y: byRank.map(({ median }) => median),
            low: byRank.map(({ low }) => low),
            high: byRank.map(({ high }) => high),
          },
        ],
      },
    };
  },
});

function tossUps(neighbours: readonly { ahead: string; behind: string; probability: number }[]): Warning[] {
  const close = neighbours.filter(({ probability }) => probability < TOSS_UP_BELOW);
  if (close.length === 0) return [];
  const pairs = listed(close.map(({ ahead, behind }) => `${ahead} before ${behind}`));
  return [{ id: 'toss-up', text: `${pairs}: little better than a toss-up. Treat them as equal, or learn more.` }];
}

function doubts(inputs: UncertainItems, rule: ScoreRule, { estimates }: UncertainScores): Warning[] {
  const warnings: Warning[] = [];
  const all = rule.variables.flatMap((variable, v) => estimates.map((row) => ({ variable, found: row[v]! })));
  if (all.every(({ found }) => found.isFixed))
    warnings.push({
      id: 'nothing-uncertain',
      text: 'Every estimate is a plain number: give ranges for what you do not know.',
    });
  const cut = all.filter(
    ({ variable, found }) => rule.divisors.has(variable) && !found.isFixed && found.low === 0 && !skewed(found),
  );
  if (cut.length > 0)
    warnings.push({
      id: 'divisor-cut',
      text: `${listed(unique(cut))} can come close to 0, where the score has no bound: give a minimum above 0, or a lognormal.`,
    });
  const outside = all.filter(({ variable, found }) => {
    const range = rule.ranges.get(variable);
    return range !== undefined && (found.quantile(TAIL) < range.minimum || found.quantile(1 - TAIL) > range.maximum);
  });
  if (outside.length > 0)
    warnings.push({
      id: 'estimate-out-of-range',
      text: `${listed(unique(outside))} can leave the range that makes sense: give bounds, or a beta for a share.`,
    });
  const given = new Set([
    ...Object.keys(inputs.shared),
    ...inputs.items.flatMap((item) => Object.keys(item.estimates)),
  ]);
  const unused = [...given].filter((name) => !rule.variables.includes(name));
  if (unused.length > 0)
    warnings.push({ id: 'estimate-unused', text: `The score does not use ${listed(unused)}: is a name misspelt?` });
  return warnings;
}

/** A lognormal keeps away from 0 of itself: its lowest thousandth lies within a few spreads of the median. */
function skewed(found: { readonly high: number; readonly quantile: (share: number) => number }): boolean {
  const [low, middle, high] = [found.quantile(0.1), found.quantile(0.5), found.quantile(0.9)];
  return found.high === Number.POSITIVE_INFINITY && Math.abs(low * high - middle * middle) < 1e-6 * middle * middle;
}

function unique(some: readonly { readonly variable: string }[]): string[] {
  return [...new Set(some.map(({ variable }) => variable))];
}

function readingOf(
  items: readonly { name: string; probabilityFirst: number }[],
  best: WorthOfEstimate | undefined,
): string {
  const [first] = items;
  const sure = `${first?.name} comes first with ${((first?.probabilityFirst ?? 0) * 100).toFixed(0)} % probability.`;
  if (best === undefined || best.value === 0) return `${sure} No single estimate is worth learning before choosing.`;
  const whose = best.item === null ? '' : ` of ${best.item}`;
  return `${sure} The estimate most worth learning is ${best.estimate}${whose}: knowing it would raise the expected score chosen by ${Number(best.value.toPrecision(3))}.`;
}
