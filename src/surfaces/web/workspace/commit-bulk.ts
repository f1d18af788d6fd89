/** Writing many items in as few commits as the server takes. */
import type { AnyItem, Entry } from '../../../line/index.ts';
import type { BulkAnswer } from './commit-entry.ts';
import type { Mutation } from './outbox.ts';
import type { Workspace } from './workspace.ts';

/** As many rows as the server takes in one commit. */
const ROWS_AT_ONCE = 1_000;

export interface BulkRow {
  readonly item: AnyItem;
  /** What the server is asked to do with it. */
  readonly row: object | undefined;
  /** What shows until it has. */
  readonly entry: Entry | undefined;
}

/** Rows of one kind each, as many as the server takes in one commit. */
export function batchesOf(rows: readonly BulkRow[]): readonly (readonly BulkRow[])[] {
  return [...Map.groupBy(rows, ({ item }) => item.kind).values()].flatMap((ofKind) =>
    Array.from({ length: Math.ceil(ofKind.length / ROWS_AT_ONCE) }, (_, at) =>
      ofKind.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE),
    ),
  );
}

export function bulkMutation(
  { request, model, membership }: Pick<Workspace, 'request' | 'model' | 'membership'>,
  batch: readonly BulkRow[],
): Mutation<BulkAnswer> {
  const ids = new Set(batch.map(({ item }) => item.id));
  const { plural } = model.kind(batch[0]?.item.kind ?? '');
  const body = { rows: batch.map(({ row }) => row) };
  return {
    entries: batch.flatMap(({ entry }) => entry ?? []),
    send: (headers) => request('POST', `/${plural}/bulk`, { body, headers }),
    becomes: (change) =>
      change.actorId === membership.memberId &&
      change.operation.startsWith('bulk') &&
      change.entries.some((entry) => ids.has(entry.id)),
    isNothing: ({ done }) => done === 0,
  };
}
