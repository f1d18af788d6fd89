/** What every scoring method does with its scores: ranks with ties, a lead, and bars. */

import { z } from 'zod';
import { MethodProblem, type Picture } from '../method.ts';
import { listed } from '../plain-words.ts';

/** Scores this close, as a share of the larger, are one score: the rest is rounding of doubles. */
const SAME = 1e-12;

export const rank = z
  .int()
  .nullable()
  .describe('1 is best; tied items share the better rank (1, 2, 2, 4). Null where there is no score.');

export const itemName = z.string().min(1, 'Give the item a name, or leave it out.').optional();

interface Scored {
  readonly name: string;
  readonly score: number | null;
}

/**
 * Competition ranks, largest score first.
 *
 * @example ranksOf([5, 9, 5, null]); // [2, 1, 2, null]
 */
export function ranksOf(scores: readonly (number | null)[]): (number | null)[] {
  const ranks: (number | null)[] = scores.map(() => null);
  let last = { score: Number.NaN, rank: 0 };
  sortedPlaces(scores).forEach((place, index) => {
    const score = scores[place] ?? Number.NaN;
    if (!isSame(score, last.score)) last = { score, rank: index + 1 };
    ranks[place] = last.rank;
  });
  return ranks;
}

/**
 * Names from best to worst; ties keep the order they were given in.
 *
 * @example bestFirst([{ name: 'A', score: 1 }, { name: 'B', score: 2 }]); // ['B', 'A']
 */
export function bestFirst(items: readonly Scored[]): string[] {
  return sortedPlaces(items.map(({ score }) => score)).map((place) => items[place]!.name);
}

/** Names as given, and "Item 3" where there is none. Two items of one name could not be told apart in the answer. */
export function namesOf(items: readonly { readonly name?: string | undefined }[], field = 'items'): string[] {
  const names = items.map(({ name }, index) => name ?? `Item ${index + 1}`);
  const seen = new Set<string>();
  names.forEach((name, at) => {
    if (seen.has(name))
      throw new MethodProblem('name-twice', `${field}.${at}.name`, `Give every item its own name: "${name}".`);
    seen.add(name);
  });
  return names;
}

export function barsOf(title: string, y: string, items: readonly Scored[]): Picture {
  const sorted = sortedPlaces(items.map(({ score }) => score)).map((place) => items[place]!);
  return {
    kind: 'bars',
    title,
    x: 'Item, best first',
    y,
    series: [{ name: y, x: sorted.map(({ name }) => name), y: sorted.map(({ score }) => score) }],
  };
}

/** How many times the next score the best one is; null where there is no next, or one of them is not above 0. */
export function leadOf(scores: readonly (number | null)[]): number | null {
  const [best, next] = sortedPlaces(scores).map((place) => scores[place]);
  return typeof best === 'number' && typeof next === 'number' && next > 0 ? best / next : null;
}

/** "A comes first, B next", or "A and B tie for first"; largest score first. */
export function leadersOf(items: readonly Scored[]): string {
  const [first, second] = bestFirst(items);
  const tied = firstsOf(items);
  if (tied.length > 1) return `${listed(tied)} tie for first`;
  return `${first} comes first${second === undefined ? '' : `, ${second} next`}`;
}

/** Names of all that share rank 1. */
export function firstsOf(items: readonly Scored[]): string[] {
  const ranks = ranksOf(items.map(({ score }) => score));
  return items.flatMap(({ name }, i) => (ranks[i] === 1 ? [name] : []));
}

export function isSame(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
}

function sortedPlaces(scores: readonly (number | null)[]): number[] {
  const places = scores.flatMap((score, place) => (score === null ? [] : [{ score, place }]));
  return places.sort((a, b) => b.score - a.score || a.place - b.place).map(({ place }) => place);
}
