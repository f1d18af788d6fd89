/** What happened to an item, one line a change, in words. */
import {
  BOOKKEEPING,
  type Change,
  type Entry,
  isNothing,
  type Kind,
  type Link,
  type Model,
} from '../../../line/index.ts';
import type { NameOf } from '../view/field-text.ts';
import { fieldLabel, isWritten, valueText } from './value-text.ts';

export interface FieldLine {
  readonly label: string;
  readonly then: string;
  readonly now: string;
  readonly written: boolean;
}

export type HistoryLine =
  | { readonly says: 'text'; readonly text: string }
  | { readonly says: 'field'; readonly field: FieldLine };

interface Reading {
  readonly model: Model;
  readonly itemId: string;
  readonly nameOf: NameOf;
  /** "NEED-4 Keep my tabs compact" of an item by id; empty where unknown. */
  readonly titleOf: (id: string) => string;
  /** A link as it is: an entry that changes one names only what changed. */
  readonly linkOf: (id: string) => Pick<Link, 'fromId' | 'toId'> | undefined;
}

/** Places in lists and start and end of a noun's own dates say nothing that is not said already. */
const SILENT = new Set([
  ...BOOKKEEPING,
  'rank',
  'createdAt',
  'createdBy',
  'number',
  'key',
  'id',
  'kind',
  'source',
  'sourceId',
]);

/**
 * The lines of one commit that concern the item.
 *
 * @example
 * linesOf(change, { model, itemId, nameOf, titleOf })
 */
export function linesOf(change: Change, reading: Reading): readonly HistoryLine[] {
  return change.entries.flatMap((entry) => {
    if (entry.subject === 'item' && entry.id === reading.itemId) return itemLines(entry, reading);
    if (entry.subject === 'link') return linkLines(entry, reading);
    if (entry.itemId !== reading.itemId) return [];
    if (entry.subject === 'comment') return [text(commentText(entry))];
    if (entry.subject === 'attachment') return [text(entry.after === null ? 'removed a file' : 'attached a file')];
    return [];
  });
}

const text = (line: string): HistoryLine => ({ says: 'text', text: line });

function itemLines(entry: Entry, { model, nameOf }: Reading): readonly HistoryLine[] {
  const kind = model.kind(entry.kind);
  if (entry.before === null) return [text(`created this ${kind.label.one.toLowerCase()}`)];
  if (entry.after === null) return [text('removed it')];
  const { before, after } = entry;
  return Object.keys(after)
    .filter((name) => isTold(kind, name, after) && !(isNothing(before[name]) && isNothing(after[name])))
    .map((name) => {
      const then = valueText({ kind, name }, before[name], nameOf);
      const now = valueText({ kind, name }, after[name], nameOf);
      return { says: 'field', field: { label: fieldLabel(kind, name), then, now, written: isWritten(kind, name) } };
    });
}

function isTold(kind: Kind, name: string, after: Readonly<Record<string, unknown>>): boolean {
  if (SILENT.has(name)) return false;
  const own = name === 'startOn' ? kind.span?.start : name === 'endOn' ? kind.span?.end : undefined;
  return own === undefined || !(own in after);
}

/** One commit may touch the links of many items: only those with this item at an end are told. */
function linkLines(entry: Entry, { model, itemId, titleOf, linkOf }: Reading): readonly HistoryLine[] {
  const row = entry.after ?? entry.before ?? {};
  const ends: Readonly<Record<string, unknown>> = { ...linkOf(entry.id), ...entry.before, ...entry.after };
  const isFrom = entry.itemId === itemId;
  if (!isFrom && ends.toId !== itemId) return [];
  const type = model.link(entry.kind);
  const otherId = String((isFrom ? ends.toId : entry.itemId) ?? '');
  const other = titleOf(otherId) || 'another item';
  const words = isFrom ? type.definition.says : type.definition.inverse;
  if (entry.before === null) return [text(`linked: ${words} ${other}`)];
  if (entry.after === null) return [text(`unlinked: ${words} ${other}`)];
  if ('agreedRevision' in row) {
    const remark = typeof row.remark === 'string' && row.remark !== '' ? `, “${row.remark}”` : '';
    return [text(`said still true: ${words} ${other}${remark}`)];
  }
  return [text(`changed what the link to ${other} remembers`)];
}

function commentText(entry: Entry): string {
  if (entry.before === null) return 'commented';
  if (entry.after?.removedAt !== undefined && entry.after.removedAt !== null) return 'removed a comment';
  return 'edited a comment';
}
