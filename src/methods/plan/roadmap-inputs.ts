/** What a roadmap is told by, and its names turned into numbers. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';
import type { Roadmap } from './roadmap-programme.ts';
import { budgetInputs } from './solver-budget.ts';

const amount = z.number().min(0, 'Give 0 or more.');
const byTeam = z.union([z.array(amount), z.record(z.string(), amount), amount]);

const item = z.object({
  name: z.string().optional().describe('`item 1`, `item 2` … where missing.'),
  value: z.number().describe('If done in the first period.'),
  effort: byTeam.describe(
    'For each team in the order of `teams`, or by team name (not named is 0), or one number where there is one team.',
  ),
  cost: amount.default(0).describe('Taken from the budget.'),
  earliest: z.int().min(1).optional().describe('First period it can be done in, from 1.'),
  latest: z.int().min(1).optional().describe('Last period it can be done in, from 1.'),
  mandatory: z.boolean().default(false).describe('Has to be done.'),
});

export const roadmapInputs = z.object({
  items: z.array(item).min(1, 'Give at least one item.').max(2000),
  capacity: z
    .array(byTeam)
    .min(1, 'Give the capacity of at least one period.')
    .max(60)
    .describe('For each period, the capacity of each team.'),
  teams: z.array(z.string()).optional().describe('`team 1`, `team 2` … where missing.'),
  dependencies: z
    .array(z.object({ item: z.union([z.string(), z.int()]), needs: z.union([z.string(), z.int()]) }))
    .default([])
    .describe(
      'Pairs by item name, or by place in `items` from 1: the item is done only if what it needs is, and no earlier.',
    ),
  samePeriod: z.boolean().default(true).describe('Whether an item may be done in the same period as what it needs.'),
  atMostOneOf: z.array(z.array(z.string())).default([]).describe('Groups of items that exclude each other.'),
  budget: amount.optional().describe('For the costs of all items done.'),
  discountPerPeriod: z.number().gt(0).max(1).default(1).describe('Value kept for each period later: 0.9.'),
  alternatives: z.int().min(0).max(20).default(3).describe('How many next best sets of items to find.'),
  oneMoreUnit: z.boolean().default(true).describe('Whether to solve again with one more unit of each capacity.'),
  relativeGap: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Stop when proven to this share, as 0.02; 0 for the very best.'),
  ...budgetInputs(60_000),
});
type Given = z.output<typeof roadmapInputs>;
type ByTeam = z.output<typeof byTeam>;

/** @throws MethodProblem `item-twice`, `no-team`, `item-unknown`, `capacity-unlike-teams`, `window-empty`, `in-a-circle`. */
export function readRoadmap(given: Given): { roadmap: Roadmap; names: string[]; teams: string[] } {
  const names = given.items.map(({ name }, at) => name ?? `item ${at + 1}`);
  if (new Set(names).size < names.length)
    throw new MethodProblem('item-twice', 'items', 'Give each item a name of its own.');
  const teams = teamsOf(given);
  if (teams.length === 0)
    throw new MethodProblem('no-team', 'capacity', 'Give the capacity of at least one team in each period.');
  const numbers = new Map(names.map((name, at) => [name, at]));
  const find = (wanted: string | number, field: string) => {
    const at = typeof wanted === 'number' ? wanted - 1 : numbers.get(wanted);
    if (at === undefined || names[at] === undefined)
      throw new MethodProblem(
        'item-unknown',
        field,
        `There is no item "${wanted}": use a name or a number of the items given.`,
      );
    return at;
  };
  const periods = given.capacity.length;
  const roadmap = {
    items: names.length,
    periods,
    teams: teams.length,
    value: given.items.map(({ value }) => value),
    discount: given.discountPerPeriod,
    effort: given.items.map(({ effort }, at) => listed(effort, teams, `items.${at}.effort`)),
    capacity: given.capacity.map((capacity, at) => listed(capacity, teams, `capacity.${at}`)),
    cost: given.items.map(({ cost }) => cost),
    budget: given.budget,
    dependencies: given.dependencies.map(({ item: waiting, needs }, at): [number, number] => [
      find(needs, `dependencies.${at}.needs`),
      find(waiting, `dependencies.${at}.item`),
    ]),
    lag: given.samePeriod ? 0 : 1,
    exclusive: given.atMostOneOf.map((group, at) => [...new Set(group.map((name) => find(name, `atMostOneOf.${at}`)))]),
    earliest: given.items.map(({ earliest }) => (earliest ?? 1) - 1),
    latest: given.items.map(({ latest }) => Math.min(latest ?? periods, periods) - 1),
    mandatory: given.items.map(({ mandatory }) => mandatory),
  };
  const empty = roadmap.earliest.findIndex((from, i) => from > roadmap.latest[i]! && roadmap.mandatory[i]);
  if (empty >= 0)
    throw new MethodProblem('window-empty', `items.${empty}.latest`, 'Give a latest period at or after the earliest.');
  checkOrder(roadmap, names);
  return { roadmap, names, teams };
}

function teamsOf({ teams, capacity, items }: Given): string[] {
  if (teams !== undefined) return teams;
  const tables = [...capacity, ...items.map(({ effort }) => effort)];
  const named = tables.flatMap((row) => (isNumbers(row) ? [] : Object.keys(row)));
  if (named.length > 0) return [...new Set(named)];
  return [capacity[0] ?? []].flat().map((_, at) => `team ${at + 1}`);
}

function listed(row: ByTeam, teams: readonly string[], field: string): number[] {
  if (isNumbers(row)) {
    const numbers = [row].flat();
    if (numbers.length !== teams.length)
      throw new MethodProblem('capacity-unlike-teams', field, `Give ${teams.length} numbers, one for each team.`);
    return numbers;
  }
  const unknown = Object.keys(row).find((name) => !teams.includes(name));
  if (unknown !== undefined)
    throw new MethodProblem('team-unknown', field, `"${unknown}" is not among the teams: add it or correct it.`);
  return teams.map((team) => row[team] ?? 0);
}

function isNumbers(row: ByTeam): row is number | number[] {
  return typeof row === 'number' || Array.isArray(row);
}

/** Who waits for itself can never be done; in one period, items that need each other can, together. */
function checkOrder({ items, dependencies, lag }: Roadmap, names: readonly string[]): void {
  const waits = Array.from({ length: items }, (): number[] => []);
  const needs = new Int32Array(items);
  for (const [first, then] of dependencies) {
    if (first !== then && lag === 0) continue;
    waits[first]!.push(then);
    needs[then]! += 1;
  }
  const ready = names.flatMap((_, i) => (needs[i] === 0 ? [i] : []));
  for (const i of ready)
    for (const then of waits[i]!) {
      needs[then]! -= 1;
      if (needs[then] === 0) ready.push(then);
    }
  const stuck = names.filter((_, i) => needs[i]! > 0);
  if (stuck.length > 0)
    throw new MethodProblem(
      'in-a-circle',
      'dependencies',
      `${stuck.slice(0, 5).join(', ')}: these wait for themselves. Take a dependency out${lag === 0 ? '' : ', or allow `samePeriod`'}.`,
    );
}
