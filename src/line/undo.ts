/** Undo: the plan of a new commit that reverses an old one, or what stands in its way. */
import type { Change, Entry } from './change.ts';
import { labelOf } from './field.ts';
import { type AnyItem, fieldOf } from './kind.ts';
import type { LineView } from './line-view.ts';
import type { Link } from './link.ts';
import type { Model } from './model.ts';
import { BOOKKEEPING, isSame, linkFrom, type Values } from './row.ts';

export type UndoStep =
  | { readonly do: 'update'; readonly itemId: string; readonly values: Values }
  /** What was created is archived, so that its history stays. */
  | { readonly do: 'archive'; readonly itemId: string }
  | { readonly do: 'unlink'; readonly linkId: string }
  | { readonly do: 'relink'; readonly link: Link }
  | { readonly do: 'updateLink'; readonly linkId: string; readonly values: Values }
  /** Comments, views and files lie beside the line: whoever holds them brings them from `before` to `after`. */
  | { readonly do: 'beside'; readonly reversed: Entry };

export interface UndoPlan {
  readonly steps: readonly UndoStep[];
  /** What later changes stand in the way, a sentence each; with any of them there are no steps to take. */
  readonly inTheWay: readonly string[];
}

type Rows = Pick<LineView, 'item' | 'link' | 'linksTo'>;
interface Planning {
  readonly model: Model;
  readonly change: Change;
  readonly line: Rows;
  /** Rows as the steps so far leave them. */
  readonly items: Map<string, AnyItem>;
  readonly links: Map<string, Link | null>;
  readonly steps: UndoStep[];
  readonly inTheWay: string[];
}

/**
 * Plans the reversal of a commit against the line as it is. A field somebody changed again since is in the way; what is
 * already as it was before needs no step.
 *
 * @example
 * const { steps, inTheWay } = planUndo(model, change, mirror);
 * if (inTheWay.length > 0) throw cannotUndo({ seq: change.seq, inTheWay });
 */
export function planUndo(model: Model, change: Change, line: Rows): UndoPlan {
  const planning: Planning = { model, change, line, items: new Map(), links: new Map(), steps: [], inTheWay: [] };
  for (const entry of change.entries.toReversed()) reverse(planning, entry);
  return planning.inTheWay.length > 0
    ? { steps: [], inTheWay: planning.inTheWay }
    : { steps: planning.steps, inTheWay: [] };
}

function reverse(planning: Planning, entry: Entry): void {
  if (entry.subject === 'item') reverseItem(planning, entry);
  else if (entry.subject === 'link') reverseLink(planning, entry);
  else planning.steps.push({ do: 'beside', reversed: { ...entry, before: entry.after, after: entry.before } });
}

function itemNow({ items, line }: Planning, id: string): AnyItem | undefined {
  return items.get(id) ?? line.item(id);
}

function reverseItem(planning: Planning, { id, before, after }: Entry): void {
  const item = itemNow(planning, id);
  if (item === undefined) {
    planning.inTheWay.push('an item it touched is no longer here');
    return;
  }
  if (after === null) return;
  if (before === null) reverseCreation(planning, item, after);
  else reverseUpdate(planning, item, { before, after });
}

function reverseCreation(planning: Planning, item: AnyItem, created: Values): void {
  if (item.archivedAt !== null) return;
  const own = new Set(planning.change.entries.map((entry) => entry.id));
  const later = planning.line.linksTo(item.id).filter((link) => !own.has(link.id));
  if (item.revision !== created.revision) planning.inTheWay.push(`${item.key} was changed since it was created`);
  for (const link of later)
    planning.inTheWay.push(`${planning.line.item(link.fromId)?.key ?? 'Another item'} relies on ${item.key} now`);
  planning.steps.push({ do: 'archive', itemId: item.id });
}

interface Update {
  readonly before: Values;
  readonly after: Values;
}

function reverseUpdate(planning: Planning, item: AnyItem, { before, after }: Update): void {
  const values: Record<string, unknown> = {};
  for (const field of Object.keys(after).filter((name) => !BOOKKEEPING.has(name))) {
    if (field === 'custom') values.custom = reversedCustom(planning, item, { before, after });
    else if (isSame(item[field], before[field])) continue;
    else if (isSame(item[field], after[field])) values[field] = before[field] ?? null;
    else planning.inTheWay.push(`"${labelFor(planning.model, item, field)}" of ${item.key} was changed again since`);
  }
  if (values.custom !== undefined && isSame(values.custom, item.custom)) delete values.custom;
  if (Object.keys(values).length === 0) return;
  planning.items.set(item.id, { ...item, ...values } as AnyItem);
  planning.steps.push({ do: 'update', itemId: item.id, values });
}

/** Custom fields go back one by one: another of them changed since is not in the way. */
function reversedCustom(planning: Planning, item: AnyItem, { before, after }: Update): Values {
  const [old, done] = [Object(before.custom) as Values, Object(after.custom) as Values];
  const custom: Record<string, unknown> = { ...item.custom };
  for (const key of new Set([...Object.keys(old), ...Object.keys(done)])) {
    if (isSame(old[key], done[key]) || isSame(item.custom[key], old[key])) continue;
    if (!isSame(item.custom[key], done[key])) planning.inTheWay.push(`"${key}" of ${item.key} was changed again since`);
    else if (old[key] === undefined) delete custom[key];
    else custom[key] = old[key];
  }
  return custom;
}

function labelFor(model: Model, item: AnyItem, field: string): string {
  return labelOf(field, fieldOf(model.kind(item.kind), field) ?? {});
}

function reverseLink(planning: Planning, { id, before, after }: Entry): void {
  const { line, links, steps, inTheWay } = planning;
  const known = links.get(id);
  const link = known === undefined ? line.link(id) : (known ?? undefined);
  if (before === null) {
    if (link === undefined) return;
    links.set(id, null);
    steps.push({ do: 'unlink', linkId: id });
  } else if (after === null) {
    if (link === undefined) relink(planning, linkFrom(before));
  } else if (link === undefined) inTheWay.push(`the link it changed was removed since`);
  else reverseLinkUpdate(planning, link, { before, after });
}

function relink(planning: Planning, link: Link): void {
  const [from, to] = [itemNow(planning, link.fromId), itemNow(planning, link.toId)];
  if (from === undefined || to === undefined) {
    planning.inTheWay.push('an end of the link it removed is no longer here');
    return;
  }
  const twin = planning.line.linksTo(to.id).some((other) => other.kind === link.kind && other.fromId === from.id);
  if (twin) planning.inTheWay.push(`${from.key} was linked to ${to.key} again since`);
  planning.links.set(link.id, link);
  planning.steps.push({ do: 'relink', link });
}

function reverseLinkUpdate(planning: Planning, link: Link, { before, after }: Update): void {
  const values: Record<string, unknown> = {};
  for (const field of Object.keys(after)) {
    const now: unknown = Reflect.get(link, field);
    if (isSame(now, before[field])) continue;
    if (isSame(now, after[field])) values[field] = before[field] ?? null;
    else
      planning.inTheWay.push(
        `the link between ${keyOf(planning, link.fromId)} and ${keyOf(planning, link.toId)} was changed again since`,
      );
  }
  if (Object.keys(values).length === 0) return;
  planning.links.set(link.id, { ...link, ...values } as Link);
  planning.steps.push({ do: 'updateLink', linkId: link.id, values });
}

function keyOf(planning: Planning, id: string): string {
  return itemNow(planning, id)?.key ?? 'an item';
}
