/** Every link out of step that is known here: the whole line is gone through once a change, however many parts of the page ask. */
import { type AnyItem, isInStep, type Link } from '../../../line/index.ts';
import type { Workspace } from './workspace.ts';

export interface OutOfStep {
  readonly link: Link;
  readonly from: AnyItem;
  readonly to: AnyItem;
}

interface Held {
  readonly mirrorVersion: number;
  readonly visitorsVersion: number;
  readonly rows: readonly OutOfStep[];
}

const heldBy = new WeakMap<Workspace, Held>();

/**
 * The newest change first; a row that says the same stays the same object.
 *
 * @example
 * outOfStepIn(workspace).filter(({ from }) => from.ownerId === memberId)
 */
export function outOfStepIn(workspace: Workspace): readonly OutOfStep[] {
  const { mirror, visitors } = workspace;
  const held = heldBy.get(workspace);
  if (held?.mirrorVersion === mirror.version && held.visitorsVersion === visitors.version) return held.rows;
  const known = new Map(held?.rows.map((row) => [row.link.id, row]));
  const found: OutOfStep[] = [];
  const itemOf = (id: string): AnyItem | undefined => mirror.item(id) ?? visitors.item(id);
  for (const link of mirror.links()) {
    const to = itemOf(link.toId);
    if (to === undefined || isInStep(link, to)) continue;
    const from = itemOf(link.fromId);
    if (from === undefined || from.archivedAt !== null) continue;
    const before = known.get(link.id);
    found.push(before !== undefined && isSame(before, { link, from, to }) ? before : { link, from, to });
  }
  const rows = found.sort((a, b) => b.to.changedAt.localeCompare(a.to.changedAt));
  heldBy.set(workspace, { mirrorVersion: mirror.version, visitorsVersion: visitors.version, rows });
  return rows;
}

const isSame = (a: OutOfStep, b: OutOfStep): boolean => a.link === b.link && a.from === b.from && a.to === b.to;
