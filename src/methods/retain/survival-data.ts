/** Who left when, and who has not yet, in groups: however it is given. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';
import { type Observations, observationsOf } from './survival-curve.ts';

const time = z.number().min(0, 'Give a time since the start, 0 or more.');
const event = z.union(
  [z.boolean(), z.literal(0), z.literal(1)],
  'Give 1 where the customer left, 0 where still there when last seen.',
);
const group = z.union([z.string(), z.number()]);
const row = z.object({
  time: time.describe('From the start to leaving, or to when last seen.'),
  event: event.describe('1 or true: left then. 0 or false: still there (censored).'),
  group: group.optional(),
  count: z.int().min(0).default(1).describe('How many customers this row stands for.'),
});
const columns = z.object({
  time: z.array(time),
  event: z.array(event),
  group: z.array(group).optional(),
  count: z.array(z.int().min(0)).optional(),
});

export const survivalData = z
  .union([z.array(row), columns])
  .describe('Rows {time, event, group?, count?}, or the same as parallel arrays.');

/** @throws MethodProblem `no-customers`, `lengths-differ`. */
export function observedGroups(given: z.output<typeof survivalData>) {
  return grouped(Array.isArray(given) ? given : rowsOf(given));
}

function rowsOf(given: z.output<typeof columns>) {
  const size = given.time.length;
  for (const [name, column] of Object.entries(given)) {
    if (column !== undefined && column.length !== size)
      throw new MethodProblem('lengths-differ', `customers.${name}`, `Give ${size} values, as many as in time.`);
  }
  return given.time.map((at, i) => ({
    time: at,
    event: given.event[i]!,
    group: given.group?.[i],
    count: given.count?.[i] ?? 1,
  }));
}

/** In the order in which the groups first appear. */
function grouped(
  rows: readonly { time: number; event: boolean | 0 | 1; group?: string | number | undefined; count: number }[],
) {
  const groups = new Map<string, { time: number; event: boolean; count: number }[]>();
  for (const one of rows) {
    if (one.count === 0) continue;
    const name = String(one.group ?? 'All');
    const kept = { time: one.time, event: Boolean(one.event), count: one.count };
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [kept]);
    else known.push(kept);
  }
  if (groups.size === 0) throw new MethodProblem('no-customers', 'customers', 'Give at least one customer.');
  return [...groups].map(([name, own]): { name: string; observations: Observations } => ({
    name,
    observations: observationsOf(own),
  }));
}
