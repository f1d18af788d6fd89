import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import { barsOf, bestFirst, itemName, leadersOf, namesOf, rank, ranksOf } from './ranked-scores.ts';

const oneToTen = (what: string) =>
  z.number().min(0, `${what} is 0 to 10.`).max(10, `${what} is 0 to 10.`).describe('1 to 10, more is better.');

/**
 * ICE: impact, confidence and ease, each 1 to 10, as a product and as a mean.
 *
 * Both conventions are in use and order items differently, so both are given and the ranks follow `rankBy`.
 *
 * @throws MethodProblem `name-twice`.
 * @example iceScore.run({ items: [{ impact: 8, confidence: 6, ease: 9 }], rankBy: 'product' }).items[0].product; // 432
 */
export const iceScore = defineMethod({
  name: 'ice-score',
  field: 'prioritise',
  title: 'ICE score',
  summary: 'A quick order of experiments by impact, confidence and ease, and whether product and mean agree on it.',
  whenToUse: ['Sorting many small experiments in minutes.'],
  whenNot: [
    'For large work of unlike effort: RICE, or weighted shortest job first.',
    'As evidence: three opinions multiplied remain opinions.',
  ],
  assumes: ['One team gives all the points with one understanding of the scale (not checked).'],
  formula: 'Product: `impact × confidence × ease` (0 to 1000). Mean: `(impact + confidence + ease) / 3` (0 to 10).',
  source: ['Ellis, S. and Brown, M. (2017), Hacking Growth.'],
  verified: 'Formula on two items (432 and 7.667; 80 and 5.333) to 1e-9.',
  cost: 'O(n log n)',
  warns: { 'conventions-disagree': 'Product and mean put the items in different orders.' },
  inputs: z.object({
    items: z
      .array(
        z.object({
          name: itemName,
          impact: oneToTen('Impact'),
          confidence: oneToTen('Confidence'),
          ease: oneToTen('Ease'),
        }),
      )
      .min(1, 'Give at least one item.'),
    rankBy: z.enum(['product', 'mean']).default('product').describe('Which convention the order follows.'),
  }),
  result: z.object({
    items: z
      .array(
        z.object({
          name: z.string(),
          product: z.number(),
          mean: z.number(),
          rank,
          rankByProduct: rank,
          rankByMean: rank,
        }),
      )
      .describe('In the order they were given.'),
    order: z.array(z.string()).describe('Names, best first, by the convention asked for.'),
    ...report,
  }),
  example: {
    about: 'A strong, likely and easy experiment beside a bold and unlikely one.',
    source: 'Made up for illustration.',
    inputs: {
      items: [
        { name: 'Shorter form', impact: 8, confidence: 6, ease: 9 },
        { name: 'New plan', impact: 10, confidence: 2, ease: 4 },
      ],
    },
  },
  run({ items, rankBy }) {
    const names = namesOf(items);
    const products = items.map(({ impact, confidence, ease }) => impact * confidence * ease);
    const means = items.map(({ impact, confidence, ease }) => (impact + confidence + ease) / 3);
    const [byProduct, byMean] = [ranksOf(products), ranksOf(means)];
    const by = rankBy === 'product' ? { scores: products, ranks: byProduct } : { scores: means, ranks: byMean };
    const scored = names.map((name, i) => ({ name, score: by.scores[i]! }));
    const order = bestFirst(scored);
    const moved = names.filter((_, i) => byProduct[i] !== byMean[i]);
    return {
      items: names.map((name, i) => ({
        name,
        product: products[i]!,
        mean: means[i]!,
        rank: by.ranks[i]!,
        rankByProduct: byProduct[i]!,
        rankByMean: byMean[i]!,
      })),
      order,
      warnings: warningsOf(moved),
      reading: `By the ${rankBy} of impact, confidence and ease, ${leadersOf(scored)}.`,
      picture: barsOf('ICE score', `Impact, confidence and ease (${rankBy})`, scored),
    };
  },
});

function warningsOf(moved: readonly string[]): Warning[] {
  if (moved.length === 0) return [];
  return [
    {
      id: 'conventions-disagree',
      text: `Product and mean rank ${listed(moved)} differently: say which one you use, and do not lean on the difference.`,
    },
  ];
}
