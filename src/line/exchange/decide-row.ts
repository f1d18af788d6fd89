/** What becomes of a row: a new item, a change, nothing, or a reason why not. Pure, so that the dry run and the run agree. */
import { isDeepStrictEqual } from 'node:util';
import type { AnyItem, Kind } from '../kind.ts';
import { draftSchema } from '../schema.ts';
import type { CellProblem, PlannedRow } from './plan-row.ts';

export type Values = Readonly<Record<string, unknown>>;

/** What the last import that still stands wrote into the item. */
export interface Origin {
  readonly written: Values;
}

export type Decision = { readonly row: PlannedRow; readonly problems: readonly CellProblem[] } & (
  | { readonly outcome: 'create'; readonly values: Values & { readonly title: string }; readonly written: Values }
  | {
      readonly outcome: 'update';
      readonly item: AnyItem;
      readonly values: Values;
      readonly written: Values;
      readonly before: Values;
    }
  | { readonly outcome: 'unchanged'; readonly item: AnyItem }
  | { readonly outcome: 'skip' }
  | { readonly outcome: 'error' }
);

export interface Known {
  readonly item: AnyItem | undefined;
  readonly origin: Origin | undefined;
  readonly overwriteEdited: boolean;
  /** Values given for all rows, used for new items only. */
  readonly defaults: Values;
}

/** @example decideRow(feature, row, { item: undefined, origin: undefined, overwriteEdited: false, defaults: {} }).outcome // 'create' */
export function decideRow(kind: Kind, row: PlannedRow, known: Known): Decision {
  if (known.item === undefined) return decideNew(kind, row);
  if (known.item.archivedAt !== null && known.origin !== undefined) {
    const problem = {
      field: 'state',
      problem: `${known.item.key} was archived here.`,
      remedy: 'Restore it first if it should be updated.',
    };
    return { row, outcome: 'skip', problems: [...row.problems, problem] };
  }
  return decideKnown(row, known.item, known);
}

function decideNew(kind: Kind, row: PlannedRow): Decision {
  if (row.title === null) {
    return {
      row,
      outcome: 'error',
      problems: [
        ...row.problems,
        { field: 'title', problem: 'The row has no title.', remedy: 'Fill the column that leads to the title.' },
      ],
    };
  }
  const given = Object.fromEntries(
    Object.entries(row.values).filter(([, value]) => value !== null && value !== undefined),
  );
  const result = draftSchema(kind).safeParse(given);
  if (result.success) {
    return {
      row,
      outcome: 'create',
      values: { ...result.data, title: String(result.data.title) },
      written: flat(result.data),
      problems: row.problems,
    };
  }
  const wrong = result.error.issues.map((issue) => ({
    field: String(issue.path[0] ?? 'row'),
    sentence: issue.message,
  }));
  const problems = wrong.map(({ field, sentence }) => ({
    field,
    problem: given[field] === undefined ? `"${field}" is missing.` : `"${field}" does not fit.`,
    remedy:
      given[field] === undefined
        ? `Every ${kind.label.one.toLowerCase()} needs it: map a column or give a default.`
        : `It ${sentence}.`,
  }));
  return { row, outcome: 'error', problems: [...row.problems, ...problems] };
}

/**
 * An item imported before. A field is written where it still holds what the last import wrote; what people changed since is
 * theirs, unless the person says otherwise.
 */
function decideKnown(row: PlannedRow, item: AnyItem, { origin, overwriteEdited, defaults }: Known): Decision {
  const kept: CellProblem[] = [];
  const current = flat(item);
  const wanted = Object.entries(flat(row.values)).filter(([name, value]) => {
    if (value === null || value === undefined || isDeepStrictEqual(value, current[name] ?? null)) return false;
    if (Object.hasOwn(defaults, name) && isDeepStrictEqual(defaults[name], value)) return false;
    const last = origin?.written[name];
    const isOurs = last === undefined ? isEmpty(current[name]) : isDeepStrictEqual(current[name] ?? null, last);
    if (isOurs || overwriteEdited) return true;
    kept.push({
      field: name,
      problem: `"${name}" of ${item.key} was edited here.`,
      remedy: 'It was kept. Import with "overwriteEdited" to take the file’s value.',
    });
    return false;
  });
  const problems = [...row.problems, ...kept];
  const restored: Values = item.archivedAt === null ? {} : { archivedAt: null };
  if (wanted.length === 0 && item.archivedAt === null) return { row, outcome: 'unchanged', item, problems };
  const patch = Object.fromEntries(wanted);
  const before = Object.fromEntries(wanted.map(([name]) => [name, current[name] ?? null]));
  return {
    row,
    outcome: 'update',
    item,
    values: { ...nested(patch), ...restored },
    written: { ...agreeing(row, current), ...patch },
    before: item.archivedAt === null ? before : { ...before, archivedAt: item.archivedAt },
    problems,
  };
}

/** What the file and the item say alike: from now on the import knows these fields as its own. */
function agreeing(row: PlannedRow, current: Values): Values {
  return Object.fromEntries(
    Object.entries(flat(row.values)).filter(([name, value]) => isDeepStrictEqual(value, current[name] ?? null)),
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Custom fields side by side with the others, as `custom.effort`. */
export function flat(values: Values): Values {
  const { custom, ...own } = values;
  const entries = typeof custom === 'object' && custom !== null ? Object.entries(custom) : [];
  return { ...own, ...Object.fromEntries(entries.map(([key, value]) => [`custom.${key}`, value])) };
}

/** The way back: custom fields under their own member; those not named stay as they are. */
export function nested(values: Values): Values {
  const own = Object.entries(values).filter(([name]) => !name.startsWith('custom.'));
  const custom = Object.entries(values).filter(([name]) => name.startsWith('custom.'));
  if (custom.length === 0) return Object.fromEntries(own);
  return {
    ...Object.fromEntries(own),
    custom: Object.fromEntries(custom.map(([name, value]) => [name.slice('custom.'.length), value])),
  };
}
