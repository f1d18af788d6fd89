/** Links out of step, grouped by what changed: one cause, and everything that has to answer it. */
import type { OutOfStep } from '../workspace/hooks.ts';

export interface Cause {
  readonly id: string;
  readonly first: OutOfStep;
  readonly rows: readonly OutOfStep[];
}

export interface Wanted {
  /** `all`, `nobody`, or a member's id. */
  readonly owner: string;
  /** A kind's name; empty: all. */
  readonly kind: string;
}

/** @example readWanted('mine/message', 'm1') // { owner: 'm1', kind: 'message' } */
export function readWanted(hash: string, memberId: string): Wanted {
  const [owner = '', kind = ''] = hash.split('/');
  return { owner: owner === '' || owner === 'mine' ? memberId : owner, kind };
}

export function writeWanted({ owner, kind }: Wanted, memberId: string): string {
  const who = owner === memberId ? 'mine' : owner;
  return kind === '' ? who : `${who}/${kind}`;
}

export function isWanted({ from }: OutOfStep, { owner, kind }: Wanted): boolean {
  const isTheirs = owner === 'all' || (owner === 'nobody' ? from.ownerId === null : from.ownerId === owner);
  return isTheirs && (kind === '' || from.kind === kind);
}

/**
 * Rows that ask the same question stand together: the same item, agreed at the same revision. The order of the rows is kept.
 *
 * @example
 * causesOf(outOfStep).map((cause) => `${cause.first.to.key}: ${cause.rows.length}`)
 */
export function causesOf(rows: readonly OutOfStep[]): readonly Cause[] {
  const byQuestion = Map.groupBy(rows, ({ link, to }) => `${to.id} ${String(link.agreedRevision)}`);
  return [...byQuestion].flatMap(([id, group]) => {
    const [first] = group;
    return first === undefined ? [] : [{ id, first, rows: group }];
  });
}
