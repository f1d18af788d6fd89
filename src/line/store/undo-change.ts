/** Undo: a new commit that reverses an old one where nothing later stands in the way. */
import { sql } from 'drizzle-orm';
import type { Change, Entry } from '../change.ts';
import { cannotUndo, changeNotFound } from '../failures.ts';
import type { AnyItem } from '../kind.ts';
import type { Link } from '../link.ts';
import { planUndo, type UndoStep } from '../undo.ts';
import { changeAt } from './changes.ts';
import type { Commit } from './commit.ts';
import { itemsByIds } from './list-items.ts';
import { createReader, LINK_COLUMNS, type LinkRow, toLink } from './reader.ts';
import { param, type Scope } from './scope.ts';
import { applyItem } from './write-item.ts';
import { changeLink, insertLink, unlink } from './write-link.ts';

/** @throws `change.not-found`, `change.cannot-undo` with what stands in the way */
export async function undoChange(commit: Commit, seq: number): Promise<readonly Entry[]> {
  const { scope } = commit;
  const change = await changeAt(scope, seq);
  if (change === undefined || change.entries.length === 0) throw changeNotFound({ seq });
  const line = await rowsAround(scope, change);
  const { steps, inTheWay } = planUndo(scope.model, change, line);
  const other = steps.some((step) => step.do === 'other');
  if (inTheWay.length > 0 || other) {
    throw cannotUndo({
      seq,
      inTheWay: inTheWay.length > 0 ? inTheWay : ['comments, views and settings are changed back by hand'],
    });
  }
  commit.undoes = seq;
  for (const step of steps) await take(commit, step, line);
  return commit.entries;
}

interface RowsAround {
  item(id: string): AnyItem | undefined;
  link(id: string): Link | undefined;
  linksTo(itemId: string): readonly Link[];
}

/** The rows a change touched as they are now, and what leads to them. */
async function rowsAround(scope: Scope, change: Change): Promise<RowsAround> {
  const ends = change.entries.flatMap((entry) => [entry.itemId, entry.before?.['toId'], entry.after?.['toId']]);
  const itemIds = [...new Set(ends.filter((id): id is string => typeof id === 'string'))];
  const toThem = await createReader(scope).linksOf(itemIds, 'to');
  const linkIds = change.entries.filter((entry) => entry.subject === 'link').map((entry) => entry.id);
  const own =
    await scope.sql.rows<LinkRow>(sql`select ${LINK_COLUMNS} from link l where l.workspace_id = ${scope.workspaceId}::uuid
    and l.id = any(${param(linkIds)}::uuid[])`);
  const links = new Map([...own.map(toLink), ...toThem].map((link) => [link.id, link]));
  const around = [...new Set([...itemIds, ...toThem.map((link) => link.fromId)])];
  const items = new Map((await itemsByIds(scope, around)).map((item) => [item.id, item]));
  const byEnd = Map.groupBy(toThem, (link) => link.toId);
  return {
    item: (id) => items.get(id),
    link: (id) => links.get(id),
    linksTo: (itemId) => byEnd.get(itemId) ?? [],
  };
}

async function take(commit: Commit, step: UndoStep, line: RowsAround): Promise<void> {
  if (step.do === 'relink') return insertLink(commit, step.link);
  if (step.do === 'unlink') return unlink(commit, step.linkId);
  if (step.do === 'updateLink') {
    const link = line.link(step.linkId);
    if (link !== undefined) await changeLink(commit, link, step.values);
    return;
  }
  if (step.do === 'other') return;
  const [item] = await itemsByIds(commit.scope, [step.itemId]);
  if (item !== undefined)
    await applyItem(commit, item, step.do === 'archive' ? { archivedAt: commit.at } : step.values);
}
