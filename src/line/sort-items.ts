/** Sorting in memory: the browser's twin of the store's SQL; what sorts mean stands in filter.ts. */
import type { Sort } from './filter.ts';
import type { AnyItem, Kind } from './kind.ts';
import { type CustomTypes, foldedFrom, operandOf, type Plain, plain, sortedPart, textFrom } from './operand.ts';

/**
 * The items in the order of the sorts: what is empty comes last either way, and ties go by id. Values are read once an item,
 * not once a comparison.
 *
 * @throws `list.unknown-field`
 * @example
 * sortItems(mirror.ofKind('feature'), [{ field: 'targetOn' }, { field: 'title', descending: true }], feature)
 */
export function sortItems(
  items: readonly AnyItem[],
  sorts: readonly Sort[],
  kind: Kind,
  custom?: CustomTypes,
): AnyItem[] {
  const [first, second] = sorts;
  if (first !== undefined && second === undefined) {
    const read = sortValue(kind, first.field, custom);
    if (areMostlyDifferent(items, read)) return inValueOrder(items, read, first.descending === true ? -1 : 1);
  }
  // One column after the other, the last one first: each keeps the order of those before where its own values tie.
  return sorts.reduceRight(
    (held, { field, descending }) => {
      const read = sortValue(kind, field, custom);
      return inColumnOrder(held, read, descending === true);
    },
    [...inIdOrder(items)],
  );
}

const SAMPLE = 200;

/** A rank or a title is another one in nearly every item; a state or an owner is not. */
function areMostlyDifferent(items: readonly AnyItem[], read: (item: AnyItem) => Plain | null): boolean {
  const sample = items.slice(0, SAMPLE).map(read);
  return new Set(sample).size > sample.length / 2;
}

function inValueOrder(items: readonly AnyItem[], read: (item: AnyItem) => Plain | null, sign: number): AnyItem[] {
  if (isInValueOrder(items, read, sign)) return [...items];
  return items
    .map((item) => ({ item, value: read(item) }))
    .sort((a, b) => compare(a.value, b.value, sign) || compare(a.item.id, b.item.id, 1))
    .map(({ item }) => item);
}

/** As ranks mostly are: then nothing has to be sorted, nor anything made for it. */
function isInValueOrder(items: readonly AnyItem[], read: (item: AnyItem) => Plain | null, sign: number): boolean {
  let [lastValue, lastId]: [Plain | null, string] = [null, ''];
  return items.every((item, at) => {
    const value = read(item);
    const follows = at === 0 || (compare(lastValue, value, sign) || compare(lastId, item.id, 1)) <= 0;
    lastValue = value;
    lastId = item.id;
    return follows;
  });
}

const inOrderOfId = new WeakMap<readonly AnyItem[], readonly AnyItem[]>();

/**
 * The items by id, remembered for the list given: what is filtered from it keeps that order, and need not be sorted by id
 * again for each filter and sort.
 */
export function idOrdered(items: readonly AnyItem[]): readonly AnyItem[] {
  const known = inOrderOfId.get(items);
  if (known !== undefined) return known;
  const ordered = inIdOrder(items);
  inOrderOfId.set(items, ordered);
  return ordered;
}

function inIdOrder(items: readonly AnyItem[]): readonly AnyItem[] {
  const isOrdered = items.every((item, at) => at === 0 || (items[at - 1]?.id ?? '') < item.id);
  return isOrdered ? items : [...items].sort((a, b) => compare(a.id, b.id, 1));
}

/** Stable. Only the different values are compared: twenty thousand items in one of six states cost no sort at all. */
function inColumnOrder(items: readonly AnyItem[], read: (item: AnyItem) => Plain | null, isDown: boolean): AnyItem[] {
  const byValue = new Map<Plain | null, AnyItem[]>();
  for (const item of items) {
    const value = read(item);
    const held = byValue.get(value);
    if (held === undefined) byValue.set(value, [item]);
    else held.push(item);
  }
  const values = inOrder([...byValue.keys()].filter((value) => value !== null));
  if (isDown) values.reverse();
  const ordered: AnyItem[] = [];
  for (const value of [...values, null]) for (const item of byValue.get(value) ?? []) ordered.push(item);
  return ordered;
}

/** Texts alone are sorted by the engine's own order, code unit by code unit, which is the one of `<`. */
function inOrder(values: Plain[]): Plain[] {
  return values.every((value) => typeof value === 'string') ? values.sort() : values.sort((a, b) => compare(a, b, 1));
}

export type Compares = (a: AnyItem, b: AnyItem) => number;

/**
 * The same order as one comparison: for placing a changed item among sorted ones.
 *
 * @throws `list.unknown-field`
 * @example
 * const compares = compareBy([{ field: 'targetOn' }], feature);
 */
export function compareBy(sorts: readonly Sort[], kind: Kind, custom?: CustomTypes): Compares {
  const keys = sorts.map(({ field, descending }) => ({
    read: sortValue(kind, field, custom),
    sign: descending === true ? -1 : 1,
  }));
  return (a, b) => {
    for (const { read, sign } of keys) {
      const compared = compare(read(a), read(b), sign);
      if (compared !== 0) return compared;
    }
    return compare(a.id, b.id, 1);
  };
}

function compare(a: Plain | null, b: Plain | null, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -sign : sign;
}

const MOMENTS = new Set(['createdAt', 'changedAt', 'archivedAt']);

function sortValue(kind: Kind, field: string, custom: CustomTypes | undefined): (item: AnyItem) => Plain | null {
  if (field === 'key') return (item) => item.number;
  if (MOMENTS.has(field)) return (item) => textFrom(item[field]);
  const operand = operandOf(kind, field, custom);
  const { options } = operand;
  if (options !== undefined) {
    const places = new Map<unknown, number>(options.map((option, at) => [option, at]));
    return (item) => places.get(operand.read(item)) ?? null;
  }
  if (operand.shape === 'text') return (item) => beginning(foldedFrom(operand.read(item)));
  if (operand.shape !== 'list') return plain(operand);
  return (item) => {
    const held = operand.read(item);
    return Array.isArray(held) && held.length > 0 ? beginning(held.join(' ').toLowerCase()) : null;
  };
}

function beginning(text: string | null): string | null {
  return text === null ? null : sortedPart(text);
}
