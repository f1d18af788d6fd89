/** As of a moment: rows taken back, change by change, to what they were. */
import type { Change, Entry } from './change.ts';
import { createMirror, type Mirror } from './mirror.ts';
import type { Model } from './model.ts';
import type { Values } from './row.ts';

/** A commit and everything before it, or an instant. */
export type Moment = { readonly seq: number } | { readonly at: string };

const isAfter = (change: Change, moment: Moment): boolean =>
  'seq' in moment ? change.seq > moment.seq : Date.parse(change.at) > Date.parse(moment.at);

/**
 * One row as it stood: an item, a link, a comment. `null`: there was none yet, or none any more.
 *
 * @example
 * rowAsOf(item, { id: item.id, changes: history, moment: { at: '2021-05-01T00:00:00Z' } })?.targetOn
 */
export function rowAsOf(
  row: Values | null,
  back: { readonly id: string; readonly changes: readonly Change[]; readonly moment: Moment },
): Values | null {
  return takenBack(row, entriesAfter(back.changes, back.moment).get(back.id));
}

/**
 * What touched each row after a moment, newest first: the log is gone through once, however many rows are taken back.
 *
 * @example
 * const after = entriesAfter(changes, { seq: 40 });
 * items.map((item) => takenBack(item, after.get(item.id)))
 */
export function entriesAfter(changes: readonly Change[], moment: Moment): ReadonlyMap<string, readonly Entry[]> {
  const newestFirst = changes.filter((change) => isAfter(change, moment)).sort((a, b) => b.seq - a.seq);
  return Map.groupBy(
    newestFirst.flatMap((change) => change.entries.toReversed()),
    (entry) => entry.id,
  );
}

/** The row before all these entries of it, given newest first. */
export function takenBack(row: Values | null, entries: readonly Entry[] = []): Values | null {
  let then = row;
  for (const entry of entries) {
    if (entry.before === null) then = null;
    else if (entry.after === null) then = entry.before;
    else then = then === null ? null : { ...then, ...entry.before };
  }
  return then;
}

/**
 * The whole line as it stood, beside the mirror it was taken from. Give every change after the moment, in any order.
 *
 * @throws Error where a change in between is missing.
 * @example
 * mirrorAsOf({ model, mirror, changes }, { at: '2021-05-01T00:00:00Z' }).ofKind('feature')
 */
export function mirrorAsOf(
  now: { readonly model: Model; readonly mirror: Mirror; readonly changes: readonly Change[] },
  moment: Moment,
): Mirror {
  const then = createMirror(now.model, { keep: now.mirror.keeps });
  then.load(now.mirror.dump());
  const newestFirst = now.changes
    .filter((change) => isAfter(change, moment) && change.seq <= then.seq)
    .sort((a, b) => b.seq - a.seq);
  for (const change of newestFirst) {
    if (then.unapply(change) === 'gap') throw new Error(`Change ${then.seq} is missing on the way back.`);
  }
  return then;
}
