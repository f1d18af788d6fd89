import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';

/** Points each party divides. */
const POINTS = 100;

const points = z.array(z.number().min(0, 'Points are 0 or more.'));

const party = z.object({
  name: z.string(),
  points: z.number().describe('Of its own 100 points, what it gets.'),
  wins: z.array(z.string()).describe('Items it gets whole.'),
});

/**
 * Adjusted Winner (Brams and Taylor): two parties divide items so that both get the same share of what they value, neither would
 * swap, and nothing better is possible for both. At most one item is split.
 *
 * @throws MethodProblem `points-unlike-items`, `no-points`, `item-twice`.
 * @example adjustedWinner.run({ items: ['a', 'b'], first: [70, 30], second: [40, 60] }).parties[0].points; // 70 less what equals them
 */
export const adjustedWinner = defineMethod({
  name: 'adjusted-winner',
  field: 'agree',
  title: 'Adjusted Winner',
  summary:
    'Divides items between two parties so that both are equally satisfied, neither envies, and nothing is wasted.',
  whenToUse: ['Two sides want different things with different force: scope, budget lines, slots, responsibilities.'],
  whenNot: [
    'Three or more parties: choose items by Nash product.',
    'Where one item must not be split and splitting is asked for: settle that one apart.',
  ],
  assumes: [
    'Values add up over items, and part of an item is worth that part of its points.',
    'Points are honest (not checked): who knows the other’s points can gain by lying.',
  ],
  formula:
    'Items in the order of `first’s points / second’s points`. The first party takes from the top until both have equal points; the item at the border is split.',
  source: [
    'Brams, S. and Taylor, A. (1996), Fair Division: From Cake-Cutting to Dispute Resolution, chapter 4.',
    'Brams, S. and Taylor, A. (1999), The Win-Win Solution.',
  ],
  verified:
    'The Trump divorce (72.67 points each) to 1e-6; equal, envy-free, and on no grid of divisions beaten, as properties.',
  cost: 'O(n log n)',
  warns: {
    rescaled: 'A party’s points did not sum to 100 and were scaled to.',
    'wanted-by-nobody': 'An item has no points from either.',
  },
  inputs: z.object({
    items: z.array(z.string().min(1, 'Name the item.')).min(1, 'Give at least one item.'),
    first: points.describe('The first party’s points for each item, in the order of the items; by custom 100 in all.'),
    second: points.describe('The second party’s.'),
    names: z.tuple([z.string(), z.string()]).default(['First', 'Second']).describe('Of the parties.'),
  }),
  result: z.object({
    items: z
      .array(z.object({ name: z.string(), firstShare: z.number().describe('0 to 1.'), secondShare: z.number() }))
      .describe('In the order they were given.'),
    parties: z.array(party).describe('First, second.'),
    split: z
      .object({ name: z.string(), firstShare: z.number() })
      .nullable()
      .describe('The item both share; null where none is.'),
    equal: z.boolean().describe('Both have the same points.'),
    envyFree: z.boolean().describe('Both have at least half of their points.'),
    pointsIfHalved: z.number().describe('What each would get if every item were cut in two: 50.'),
    ...report,
  }),
  example: {
    about: 'The Trump divorce: five assets with the points of both.',
    source: 'Brams and Taylor (1999), published points.',
    inputs: {
      items: [
        'Connecticut estate',
        'Palm Beach mansion',
        'Trump Plaza apartment',
        'Trump Tower triplex',
        'Cash and jewellery',
      ],
      first: [10, 40, 10, 38, 2],
      second: [38, 20, 30, 10, 2],
      names: ['Donald', 'Ivana'],
    },
  },
  run({ items, first, second, names }) {
    const twice = items.findIndex((item, i) => items.indexOf(item) !== i);
    if (twice >= 0) throw new MethodProblem('item-twice', `items.${twice}`, 'Give every item its own name.');
    const [mine, yours] = [scaled(first, items.length, 'first'), scaled(second, items.length, 'second')];
    const shares = divided(mine, yours);
    const total = (of: readonly number[], share: (i: number) => number) =>
      of.reduce((sum, value, i) => sum + value * share(i), 0);
    const firstPoints = total(mine, (i) => shares[i]!);
    const secondPoints = total(yours, (i) => 1 - shares[i]!);
    const at = shares.findIndex((share) => share > 0 && share < 1);
    const split = at < 0 ? null : { name: items[at]!, firstShare: shares[at]! };
    const whole = (wanted: number) => items.filter((_, i) => shares[i] === wanted);
    return {
      items: items.map((name, i) => ({ name, firstShare: shares[i]!, secondShare: 1 - shares[i]! })),
      parties: [
        { name: names[0], points: firstPoints, wins: whole(1) },
        { name: names[1], points: secondPoints, wins: whole(0) },
      ],
      split,
      equal: Math.abs(firstPoints - secondPoints) < 1e-9 * POINTS,
      envyFree: Math.min(firstPoints, secondPoints) >= POINTS / 2 - 1e-9 * POINTS,
      pointsIfHalved: POINTS / 2,
      warnings: warningsOf({ first, second, items }),
      reading: readingOf(names, firstPoints, split),
      picture: {
        kind: 'bars' as const,
        title: 'Who gets what',
        x: 'Item',
        y: 'Share of the item',
        series: [
          { name: names[0], x: items, y: shares },
          { name: names[1], x: items, y: shares.map((share) => 1 - share) },
        ],
      },
    };
  },
});

function scaled(given: readonly number[], items: number, field: string): number[] {
  if (given.length !== items)
    throw new MethodProblem('points-unlike-items', field, `Give ${items} numbers, one for each item.`);
  const sum = given.reduce((total, value) => total + value, 0);
  if (sum === 0) throw new MethodProblem('no-points', field, 'Give points to at least one item.');
  return given.map((value) => (value * POINTS) / sum);
}

/** Share of each item that the first party gets. */
function divided(mine: readonly number[], yours: readonly number[]): number[] {
  const shares = mine.map(() => 0);
  // Descending by mine/yours, cross-multiplied; what nobody wants goes anywhere and stays at the end.
  const wanted = mine.map((_, i) => i).filter((i) => mine[i]! + yours[i]! > 0);
  wanted.sort((a, b) => mine[b]! * yours[a]! - mine[a]! * yours[b]!);
  let [have, left] = [0, POINTS];
  for (const i of wanted) {
    const [gain, loss] = [mine[i]!, yours[i]!];
    const share = Math.min(1, (left - have) / (gain + loss));
    if (share <= 1e-12) break;
    shares[i] = share > 1 - 1e-12 ? 1 : share;
    have += gain * share;
    left -= loss * share;
  }
  return shares;
}

function warningsOf({
  first,
  second,
  items,
}: {
  first: readonly number[];
  second: readonly number[];
  items: readonly string[];
}): Warning[] {
  const warnings: Warning[] = [];
  const off = [first, second].some(
    (given) => Math.abs(given.reduce((total, value) => total + value, 0) - POINTS) > 1e-6,
  );
  if (off)
    warnings.push({
      id: 'rescaled',
      text: 'Points did not sum to 100 and were scaled to it: make sure both had the same number to give.',
    });
  const idle = items.filter((_, i) => first[i] === 0 && second[i] === 0);
  if (idle.length > 0)
    warnings.push({
      id: 'wanted-by-nobody',
      text: `Nobody gave points to ${idle.join(', ')}: leave out or give away.`,
    });
  return warnings;
}

function readingOf(
  names: readonly [string, string],
  each: number,
  split: { name: string; firstShare: number } | null,
): string {
  const border =
    split === null
      ? 'No item is split.'
      : `${split.name} is split: ${(split.firstShare * 100).toFixed(1)} % to ${names[0]}.`;
  return `${names[0]} and ${names[1]} both get ${each.toFixed(1)} of their 100 points. ${border}`;
}
