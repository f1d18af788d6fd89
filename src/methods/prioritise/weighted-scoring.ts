import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import { NORMALISATIONS, type Normalisation, scaleOf } from './criterion-scale.ts';
import { barsOf, bestFirst, firstsOf, isSame, itemName, leadersOf, namesOf, rank, ranksOf } from './ranked-scores.ts';
import { limitsOf, totalOf, type WeighedItem, type WeightLimits } from './weight-limits.ts';

const criterion = z
  .object({
    name: z.string().min(1, 'Name the criterion.'),
    weight: z.number().min(0, 'A weight is 0 or more.').describe('Any unit: weights are made to sum to 1.'),
    direction: z.enum(['more', 'less']).default('more').describe('Whether more or less of it is better.'),
    minimum: z
      .number()
      .optional()
      .describe('Lowest score there can be; with maximum, scores are put on 0 to 1 between them.'),
    maximum: z.number().optional().describe('Highest score there can be.'),
  })
  .refine(({ minimum, maximum }) => minimum === undefined || maximum === undefined || minimum < maximum, {
    message: 'The maximum must lie above the minimum.',
    path: ['maximum'],
  });
type Criterion = z.output<typeof criterion>;

const scores = z
  .union(
    [z.array(z.number()), z.record(z.string(), z.number())],
    'Give the scores by name of the criterion, or as a list in the order of the criteria.',
  )
  .describe('By name of the criterion, or a list in the order of the criteria.');

/**
 * Weighted scoring: scores on several criteria, weighted and added up, and how far each weight may move before another item leads.
 *
 * `normalise: 'none'` adds scores as they are (all on one scale); the others bring criteria of unlike units together. Where a
 * criterion has minimum and maximum these are used instead.
 *
 * @throws MethodProblem `name-twice`, `score-missing`, `score-out-of-range`, `weights-all-zero`, `scale-needed`, `score-not-positive`.
 * @example weightedScoring.run({ criteria: [{ name: 'value', weight: 2, direction: 'more' }], items: [{ scores: [4] }], normalise: 'none' });
 */
export const weightedScoring = defineMethod({
  name: 'weighted-scoring',
  field: 'prioritise',
  title: 'Weighted scoring',
  summary: 'Which item does best over several weighted criteria, and whether another set of weights would change that.',
  whenToUse: ['A decision over a handful of criteria whose weights can be argued (take them from AHP).'],
  whenNot: [
    'Where a bad score cannot be made up by a good one: set a minimum first.',
    'Where criteria overlap: they count twice.',
  ],
  assumes: [
    'Scores on all criteria are on one scale, or are normalised (checked: warned of).',
    'Criteria are independent in value: a point is worth the same whatever the others are (not checked).',
  ],
  formula:
    'Sum over criteria of `weight × score`, weights divided by their sum. "less": score turned round within its scale.',
  source: [
    'Hwang, C. and Yoon, K. (1981), Multiple Attribute Decision Making (simple additive weighting and its normalisations).',
    'Keeney, R. and Raiffa, H. (1976), Decisions with Multiple Objectives.',
    'Triantaphyllou, E. and Sánchez, A. (1997), A sensitivity analysis approach for some deterministic multi-criteria decision-making methods, Decision Sciences 28(1).',
  ],
  verified:
    'Hwang and Yoon’s aircraft (0.835, 0.709, 0.853, 0.738 as printed, 0.002); arithmetic by hand; weight limits against a scan over weights; invariance to the unit of the weights.',
  cost: 'O(items × criteria)',
  warns: {
    'scales-differ': 'Without normalising, one criterion’s scores spread over ten times another’s: the unit decides.',
    'weight-decides': 'A change of a weight by a tenth of its size or less gives another first item.',
    dominated: 'An item is nowhere better and somewhere worse than another.',
    'criterion-constant': 'All items score alike on a criterion: it decides nothing.',
  },
  inputs: z.object({
    criteria: z.array(criterion).min(1, 'Give at least one criterion.').max(100),
    items: z
      .array(z.object({ name: itemName, scores }))
      .min(1, 'Give at least one item.')
      .max(1000, 'Score at most 1000 items at once.'),
    normalise: z
      .enum(NORMALISATIONS)
      .default('none')
      .describe(
        'none: scores as given. range: each criterion’s worst given score is 0, its best 1. maximum: score by the best (less: the best by the score). sum: share of all scores (less: of their reciprocals). vector: by the root of the sum of squares (less: 1 less that). z-score: standard deviations from the mean. A criterion with both minimum and maximum goes by these instead.',
      ),
  }),
  result: z.object({
    items: z
      .array(
        z.object({
          name: z.string(),
          score: z.number(),
          rank,
          contributions: z
            .record(z.string(), z.number())
            .describe('Weight × score by criterion; they sum to the score.'),
          dominatedBy: z.array(z.string()).describe('Items at least as good on every criterion and better on one.'),
        }),
      )
      .describe('In the order they were given.'),
    order: z.array(z.string()).describe('Names, best first.'),
    weights: z
      .array(
        z.object({
          criterion: z.string(),
          weight: z.number().describe('Share, sums to 1.'),
          holdsFrom: z
            .number()
            .nullable()
            .describe('The first item stays first down to this share (the others rescaled); null where down to 0.'),
          holdsTo: z.number().nullable().describe('And up to this share; null where up to 1.'),
          takesOverBelow: z.string().nullable(),
          takesOverAbove: z.string().nullable(),
        }),
      )
      .describe('How far each weight may move alone.'),
    ...report,
  }),
  example: {
    about: 'Four fighter aircraft by speed (Mach), range, payload, cost, reliability and manoeuvrability.',
    source: 'Hwang and Yoon (1981), the worked example of simple additive weighting.',
    inputs: {
      criteria: [
        { name: 'speed', weight: 0.2 },
        { name: 'range', weight: 0.1 },
        { name: 'payload', weight: 0.1 },
        { name: 'cost', weight: 0.1, direction: 'less' },
        { name: 'reliability', weight: 0.2 },
        { name: 'manoeuvrability', weight: 0.3 },
      ],
      items: [
        { name: 'A1', scores: [2, 1500, 20_000, 5.5, 5, 9] },
        { name: 'A2', scores: [2.5, 2700, 18_000, 6.5, 3, 5] },
        { name: 'A3', scores: [1.8, 2000, 21_000, 4.5, 7, 7] },
        { name: 'A4', scores: [2.2, 1800, 20_000, 5, 5, 5] },
      ],
      normalise: 'maximum',
    },
  },
  run({ criteria, items: given, normalise }) {
    const weights = sharesOf(criteria);
    const items = readItems(given, criteria, normalise);
    const scored = items.map(({ name, values }) => ({ name, score: totalOf(values, weights) }));
    const ranks = ranksOf(scored.map(({ score }) => score));
    const order = bestFirst(scored);
    const leader = items.find(({ name }) => name === order[0]) ?? items[0]!;
    const limits = criteria.map(({ name }, c) => ({
      criterion: name,
      weight: weights[c]!,
      ...limitsOf(items, leader, { weights, c }),
    }));
    const dominatedBy = items.map((item) => items.filter((other) => dominates(other, item)).map(({ name }) => name));
    return {
      items: scored.map((item, i) => ({
        ...item,
        rank: ranks[i]!,
        contributions: Object.fromEntries(criteria.map(({ name }, c) => [name, weights[c]! * items[i]!.values[c]!])),
        dominatedBy: dominatedBy[i]!,
      })),
      order,
      weights: limits,
      warnings: warningsOf({ criteria, items, limits, dominatedBy, normalise }),
      reading:
        firstsOf(scored).length > 1
          ? `${leadersOf(scored)}: any change of a weight on which they differ decides.`
          : readingOf(leadersOf(scored), limits),
      picture: barsOf('Weighted score', 'Weighted score', scored),
    };
  },
});

function sharesOf(criteria: readonly Criterion[]): number[] {
  const names = criteria.map(({ name }) => ({ name }));
  namesOf(names, 'criteria');
  const sum = criteria.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0)
    throw new MethodProblem('weights-all-zero', 'criteria', 'Give at least one criterion a weight above 0.');
  return criteria.map(({ weight }) => weight / sum);
}

function readItems(
  given: readonly { name?: string | undefined; scores: readonly number[] | Readonly<Record<string, number>> }[],
  criteria: readonly Criterion[],
  normalise: Normalisation,
): WeighedItem[] {
  const names = namesOf(given);
  const raw = given.map((item, i) => criteria.map((one, c) => scoreOf(item.scores, one, { i, c })));
  const scales = criteria.map((one, c) =>
    scaleOf(
      one,
      raw.map((row) => row[c]!),
      { normalise, c },
    ),
  );
  return raw.map((row, i) => ({ name: names[i]!, values: row.map((score, c) => scales[c]!(score)) }));
}

function scoreOf(
  given: readonly number[] | Readonly<Record<string, number>>,
  one: Criterion,
  { i, c }: { i: number; c: number },
): number {
  const score = Array.isArray(given) ? given[c] : new Map(Object.entries(given)).get(one.name);
  const field = `items.${i}.scores.${Array.isArray(given) ? c : one.name}`;
  if (typeof score !== 'number') throw new MethodProblem('score-missing', field, `Give a score for "${one.name}".`);
  if (score < (one.minimum ?? score) || score > (one.maximum ?? score))
    throw new MethodProblem(
      'score-out-of-range',
      field,
      `"${one.name}" runs from ${one.minimum ?? 'any'} to ${one.maximum ?? 'any'}.`,
    );
  return score;
}

function dominates(a: WeighedItem, b: WeighedItem): boolean {
  return a.values.every((value, c) => value >= b.values[c]!) && a.values.some((value, c) => value > b.values[c]!);
}

function warningsOf(found: {
  criteria: readonly Criterion[];
  items: readonly WeighedItem[];
  limits: readonly (WeightLimits & { criterion: string; weight: number })[];
  dominatedBy: readonly (readonly string[])[];
  normalise: Normalisation;
}): Warning[] {
  const { criteria, items, limits, dominatedBy, normalise } = found;
  const warnings: Warning[] = [];
  const spreads = criteria.map(
    (_, c) => Math.max(...items.map(({ values }) => values[c]!)) - Math.min(...items.map(({ values }) => values[c]!)),
  );
  const moving = spreads.filter((spread) => spread > 0);
  const own = criteria.some(({ minimum, maximum }) => minimum === undefined || maximum === undefined);
  if (normalise === 'none' && own && moving.length > 1 && Math.max(...moving) > 10 * Math.min(...moving))
    warnings.push({
      id: 'scales-differ',
      text: 'The scores of the criteria are on very different scales: normalise by range, or give each its minimum and maximum.',
    });
  const near = limits.filter(
    ({ weight, holdsFrom, holdsTo }) =>
      weight - (holdsFrom ?? -1) <= weight / 10 || (holdsTo ?? 2) - weight <= weight / 10,
  );
  if (near.length > 0)
    warnings.push({
      id: 'weight-decides',
      text: `A tenth more or less weight on ${listed(near.map(({ criterion: name }) => name))} gives another first item: settle the weights first.`,
    });
  const beaten = items.filter((_, i) => dominatedBy[i]!.length > 0).map(({ name }) => name);
  if (beaten.length > 0)
    warnings.push({ id: 'dominated', text: `${listed(beaten)}: another item is at least as good on every criterion.` });
  const constant = criteria.filter((_, c) => items.length > 1 && isSame(spreads[c]!, 0)).map(({ name }) => name);
  if (constant.length > 0)
    warnings.push({
      id: 'criterion-constant',
      text: `All items score alike on ${listed(constant)}: leave it out or score it finer.`,
    });
  return warnings;
}

function readingOf(leaders: string, limits: readonly (WeightLimits & { criterion: string; weight: number })[]): string {
  const distance = ({ weight, holdsFrom, holdsTo }: WeightLimits & { weight: number }) =>
    Math.min(weight - (holdsFrom ?? -9), (holdsTo ?? 9) - weight);
  const nearest = limits.toSorted((a, b) => distance(a) - distance(b))[0];
  const first = `${leaders}.`;
  if (nearest === undefined || distance(nearest) > 1) return `${first} No change of a single weight alters that.`;
  const above = (nearest.holdsTo ?? 9) - nearest.weight < nearest.weight - (nearest.holdsFrom ?? -9);
  const limit = (above ? nearest.holdsTo : nearest.holdsFrom) ?? 0;
  const other = above ? nearest.takesOverAbove : nearest.takesOverBelow;
  return `${first} The most telling weight is ${nearest.criterion}: at ${(limit * 100).toFixed(0)} % instead of ${(nearest.weight * 100).toFixed(0)} %, ${other} takes over.`;
}
