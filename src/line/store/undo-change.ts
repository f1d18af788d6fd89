/** Undo: a new commit that reverses an old one where nothing later stands in the way. */
import { sql } from 'drizzle-orm';
import type { Change, Entry, EntrySubject } from '../change.ts';
import { cannotUndo, changeAsksFirst, changeNotFound } from '../failures.ts';
import type { AnyItem } from '../kind.ts';
import type { Link } from '../link.ts';
import { planUndo, type UndoStep } from '../undo.ts';
import { changeAt } from './changes.ts';
import type { Commit } from './commit.ts';
import { itemsByIds } from './list-items.ts';
import { createReader, LINK_COLUMNS, type LinkRow, toLink } from './reader.ts';
import { param, type Scope } from './scope.ts';
import { undoBeside } from './undo-beside.ts';
import { applyItem } from './write-item.ts';
import { changeLink, insertLink, unlink } from './write-link.ts';

/** @throws `change.not-found`, `change.asks-first`, `change.cannot-undo` with what stands in the way */
export async function undoChange(commit: Commit, seq: number): Promise<readonly Entry[]> {
  const { scope } = commit;
  const change = await changeAt(scope, seq);
  if (change === undefined || change.entries.length === 0) throw changeNotFound({ seq });
  const asking = change.entries.find(({ subject }) => ASKING.has(subject));
  if (asking !== undefined) throw changeAsksFirst({ seq, about: ASKING.get(asking.subject) ?? asking.subject });
  const line = await rowsAround(scope, change);
  const { steps, inTheWay } = planUndo(scope.model, change, line);
  if (inTheWay.length > 0) throw cannotUndo({ seq, inTheWay });
  commit.undoes = seq;
  const stuck: string[] = [];
  for (const step of steps) {
    const reason = await take(commit, step, line);
    if (reason !== undefined) stuck.push(reason);
  }
  if (stuck.length > 0) throw cannotUndo({ seq, inTheWay: stuck });
  return commit.entries;
}

/** Rights, fields of the workspace and where changes are sent: their pages wait and ask, so no key stroke takes them back. */
const ASKING: ReadonlyMap<EntrySubject, string> = new Map([
  ['member', 'who may do what (members, invitations, keys, the workspace)'],
  ['customField', 'custom fields'],
  ['webhook', 'webhooks'],
]);

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

/** Answers what only the taking found to stand in the way, if anything does. */
async function take(commit: Commit, step: UndoStep, line: RowsAround): Promise<string | undefined> {
  if (step.do === 'beside') return undoBeside(commit, step.reversed);
  if (step.do === 'relink') await insertLink(commit, step.link);
  else if (step.do === 'unlink') await unlink(commit, step.linkId);
  else if (step.do === 'updateLink') {
    const link = line.link(step.linkId);
    if (link !== undefined) await changeLink(commit, link, step.values);
  } else {
    const [item] = await itemsByIds(commit.scope, [step.itemId]);
    const values = step.do === 'archive' ? { archivedAt: commit.at } : step.values;
    if (item !== undefined) await applyItem(commit, item, values);
  }
  return undefined;
}
