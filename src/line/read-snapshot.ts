/** A snapshot as it arrives: a head line, items, links, and an end line that says how many there were. */
import { defineFailure } from '../platform/failure/index.ts';
import type { Kind } from './kind.ts';
import { itemFrom, linkFrom, type Values } from './row.ts';
import { Rows } from './rows.ts';

export const incompleteSnapshot = defineFailure<{ reason: string }>(
  'snapshot.incomplete',
  409,
  'The snapshot is not complete',
  ({ reason }) => `The snapshot cannot be used: ${reason}. Load it again.`,
);

export interface Snapshot {
  readonly seq: number;
  readonly epoch: number;
  readonly rows: Rows;
}

/** Reads the parsed lines; items of kinds not kept are counted and left out. */
export function readSnapshot(kinds: ReadonlyMap<string, Kind>, lines: Iterable<unknown>): Snapshot {
  const rows = new Rows();
  const counted = { items: 0, links: 0 };
  let head: Values | undefined;
  let end: Values | undefined;
  for (const line of lines) {
    const row = line as Values;
    if (head === undefined) head = row;
    else if ('end' in row) end = row;
    else if ('fromId' in row) {
      counted.links += 1;
      rows.putLink(linkFrom(row));
    } else {
      counted.items += 1;
      const kind = kinds.get(String(row.kind));
      if (kind !== undefined) rows.putItem(itemFrom(kind, row));
    }
  }
  if (typeof head?.seq !== 'number') throw incompleteSnapshot({ reason: 'it does not begin with its sequence number' });
  if (end?.items !== counted.items || end.links !== counted.links)
    throw incompleteSnapshot({ reason: 'its last lines are missing' });
  return { seq: head.seq, epoch: Number(head.epoch ?? 0), rows };
}
