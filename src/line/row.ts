/** Rows of the line as they travel: members without a value are left out on the way and filled in on arrival. */
import { type AnyItem, COMMON_FIELDS, type Kind } from './kind.ts';
import type { Link } from './link.ts';

export type Values = Readonly<Record<string, unknown>>;

/** Kept with every change of any field, so never themselves what somebody meant to change. */
export const BOOKKEEPING: ReadonlySet<string> = new Set(['revision', 'materialRevision', 'changedAt', 'changedBy']);

const blanks = new WeakMap<Kind, Values>();

/** An item of the kind with nothing said: the same members in the same order for all, so that reading them stays fast. */
function blankOf(kind: Kind): Values {
  const known = blanks.get(kind);
  if (known !== undefined) return known;
  const names = [...Object.keys(COMMON_FIELDS), ...Object.keys(kind.fields)];
  const blank = {
    id: '',
    kind: kind.name,
    number: 0,
    key: '',
    title: '',
    state: kind.initialState,
    ...Object.fromEntries(names.map((name) => [name, null])),
    rank: '',
    tags: [],
    restrictedTo: null,
    custom: {},
    revision: 1,
    materialRevision: 1,
    createdAt: '',
    createdBy: null,
    changedAt: '',
    changedBy: null,
    archivedAt: null,
    source: null,
    sourceId: null,
  };
  blanks.set(kind, blank);
  return blank;
}

/** An item with every member its kind has. */
export function itemFrom(kind: Kind, row: Values): AnyItem {
  return { ...blankOf(kind), ...row } as AnyItem;
}

const BLANK_LINK = {
  id: '',
  kind: '',
  fromId: '',
  toId: '',
  agreedRevision: 0,
  agreedAt: '',
  fields: {},
  createdAt: '',
};

export function linkFrom(row: Values): Link {
  // Written out, not spread: sixty thousand links then share one shape, and are made in half the time.
  return {
    id: row.id ?? BLANK_LINK.id,
    kind: row.kind ?? BLANK_LINK.kind,
    fromId: row.fromId ?? BLANK_LINK.fromId,
    toId: row.toId ?? BLANK_LINK.toId,
    agreedRevision: row.agreedRevision ?? BLANK_LINK.agreedRevision,
    agreedAt: row.agreedAt ?? BLANK_LINK.agreedAt,
    agreedBy: row.agreedBy ?? null,
    remark: row.remark ?? null,
    fields: row.fields ?? BLANK_LINK.fields,
    createdAt: row.createdAt ?? BLANK_LINK.createdAt,
    createdBy: row.createdBy ?? null,
  } as Link;
}

/**
 * Are two field values the same? Values are what JSON holds; `null` and absent are the same, as are empty lists.
 *
 * @example
 * isSame({ amount: 1, currency: 'EUR' }, { currency: 'EUR', amount: 1 }) // true
 */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (isNothing(a) && isNothing(b))) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => isSame(Reflect.get(a, name), Reflect.get(b, name)));
}

/** Empty in the sense of filters, forms and history: nothing was said. */
export function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
