/** A small line for the kernel's own tests: a need, features that serve it, messages that promise them. */
import type { Change, Entry } from './change.ts';
import { date, longText, money, number, person, select, text } from './field.ts';
import { type AnyItem, defineKind, defineLink } from './kind.ts';
import type { Link } from './link.ts';
import { createModel, type Slice } from './model.ts';
import { itemFrom, linkFrom, type Values } from './row.ts';

export const remark = defineKind({
  name: 'remark',
  plural: 'remarks',
  key: 'REM',
  icon: 'quote',
  label: { one: 'Remark', many: 'Remarks' },
  purpose: 'What somebody said.',
  fields: { words: longText() },
  states: { new: 'open', closed: 'done' },
  resident: false,
  titleIsMaterial: false,
  stateIsMaterial: false,
  example: { title: 'Too much padding' },
});
export const need = defineKind({
  name: 'need',
  plural: 'needs',
  key: 'NEED',
  icon: 'heart',
  label: { one: 'Need', many: 'Needs' },
  purpose: 'What people want.',
  fields: { statement: text({ material: true }), importance: number({ min: 0, max: 10 }) },
  states: { open: 'open', addressed: 'done', dropped: 'gone' },
  reliesOn: {
    heardIn: defineLink({ to: [remark], says: 'was heard in', inverse: 'tells of', fields: { quote: text() } }),
  },
  example: { title: 'Keep my tabs compact' },
});
export const feature = defineKind({
  name: 'feature',
  plural: 'features',
  key: 'FEA',
  icon: 'box',
  label: { one: 'Feature', many: 'Features' },
  purpose: 'What we build.',
  fields: {
    summary: text({ material: true }),
    targetOn: date({ material: true }),
    horizon: select(['now', 'next', 'later']),
    cost: money(),
    reviewer: person(),
    notes: longText(),
  },
  states: { idea: 'open', building: 'active', shipped: 'done', cut: 'gone' },
  reliesOn: {
    serves: defineLink({ to: [need], says: 'serves', inverse: 'is served by' }),
    dependsOn: defineLink({ to: 'self', says: 'depends on', inverse: 'is needed by' }),
  },
  span: { end: 'targetOn' },
  example: { title: 'Compact mode' },
});
export const message = defineKind({
  name: 'message',
  plural: 'messages',
  key: 'MSG',
  icon: 'megaphone',
  label: { one: 'Message', many: 'Messages' },
  purpose: 'What we say.',
  fields: { words: text({ material: true }), saidOn: date() },
  states: { draft: 'open', approved: 'active', retired: 'gone' },
  reliesOn: { promises: defineLink({ to: [feature], says: 'promises', inverse: 'is promised by' }) },
  example: { title: 'Your tabs, your size' },
});

export const lineSlice: Slice = { name: 'test', label: 'Test', kinds: [remark, need, feature, message], checks: [] };
export const lineModel = createModel([lineSlice]);

const AT = '2021-05-01T09:00:00.000Z';

/** An id that PostgreSQL would take, from a small number. */
export const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export function itemOf(kind: string, number: number, values: Values = {}): AnyItem {
  const definition = lineModel.kind(kind);
  const place = lineModel.kinds.indexOf(definition) * 10_000;
  const key = `${definition.key}-${number}`;
  return itemFrom(definition, {
    id: idOf(place + number),
    number,
    key,
    title: key,
    rank: 'a0',
    createdAt: AT,
    changedAt: AT,
    ...values,
  });
}

export function linkOf(kind: string, from: AnyItem, to: AnyItem, values: Values = {}): Link {
  const id = `${from.id.slice(-6)}-${to.id.slice(-6)}-${kind}`;
  return linkFrom({
    id,
    kind,
    fromId: from.id,
    toId: to.id,
    agreedRevision: to.revision,
    agreedAt: AT,
    createdAt: AT,
    ...values,
  });
}

export function snapshotOf(seq: number, items: Iterable<AnyItem>, links: Iterable<Link>): unknown[] {
  const rows = [...items, ...links];
  const linkCount = rows.filter((row) => 'fromId' in row).length;
  return [{ seq, epoch: 1 }, ...rows, { end: true, items: rows.length - linkCount, links: linkCount }];
}

export function changeOf(seq: number, entries: readonly Entry[], more: Partial<Change> = {}): Change {
  return {
    seq,
    at: `2021-05-02T09:00:${String(seq % 60).padStart(2, '0')}.000Z`,
    actorId: null,
    actorName: 'Ana',
    via: 'web',
    operation: 'updateItem',
    entries,
    undoes: null,
    ...more,
  };
}

export function entryOf(row: AnyItem | Link, before: Values | null, after: Values | null): Entry {
  if ('fromId' in row)
    return { subject: 'link', id: row.id, itemId: String(row.fromId), kind: row.kind, before, after };
  return { subject: 'item', id: row.id, itemId: row.id, kind: row.kind, before, after };
}
