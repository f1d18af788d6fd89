/** Filters in memory: the browser's twin of the store's SQL; what they mean stands in filter.ts. */
import { addDays, dayFrom } from './day.ts';
import { badFilter } from './failures.ts';
import type { Condition, Filter, Operator } from './filter.ts';
import type { AnyItem, Kind } from './kind.ts';
import type { LineView } from './line-view.ts';
import {
  type CustomTypes,
  foldedFrom,
  numberFrom,
  type Operand,
  operandOf,
  type Plain,
  plain,
  textFrom,
} from './operand.ts';
import { isNothing } from './row.ts';
import { isInStep } from './step.ts';

/** For whom and when a filter is read. */
export interface FilterReader {
  readonly memberId: string | null;
  /** Today in the workspace's time zone. */
  readonly today: string;
  /** Needed for `outOfStep` and `linked.<link kind>`. */
  readonly line?: Pick<LineView, 'item' | 'linksFrom'>;
  /** Without them, custom fields are compared as text. */
  readonly custom?: CustomTypes;
}

export type Matches = (item: AnyItem) => boolean;

/**
 * The filter as a fast predicate: names and values are looked at once, here, and not again for each item.
 *
 * @throws `list.unknown-field` for a field the kind does not have; `list.bad-filter` for a value or operator that does not fit it.
 * @example
 * const isMine = matches({ field: 'ownerId', op: 'is', value: 'me' }, feature, { memberId, today: '2021-05-18' });
 * mirror.ofKind('feature').filter(isMine)
 */
export function matches(filter: Filter, kind: Kind, reader: FilterReader): Matches {
  if ('and' in filter) {
    const parts = filter.and.map((part) => matches(part, kind, reader));
    return (item) => parts.every((part) => part(item));
  }
  if ('or' in filter) {
    const parts = filter.or.map((part) => matches(part, kind, reader));
    return (item) => parts.some((part) => part(item));
  }
  if (filter.field === 'outOfStep') return outOfStep(filter, reader);
  if (filter.field.startsWith('linked.')) return linked(filter, reader);
  return compared(operandOf(kind, filter.field, reader.custom), filter, reader);
}

function lineOf({ line }: FilterReader, field: string): Pick<LineView, 'item' | 'linksFrom'> {
  if (line === undefined) throw badFilter({ field, reason: 'the links are not at hand here' });
  return line;
}

function outOfStep(condition: Condition, reader: FilterReader): Matches {
  const line = lineOf(reader, condition.field);
  const wanted = condition.value !== false && condition.op !== 'isNot';
  const isOut: Matches = (item) =>
    line.linksFrom(item.id).some((link) => {
      const to = line.item(link.toId);
      return to !== undefined && !isInStep(link, to);
    });
  return (item) => isOut(item) === wanted;
}

function linked(condition: Condition, reader: FilterReader): Matches {
  const line = lineOf(reader, condition.field);
  const kind = condition.field.slice('linked.'.length);
  const isNegated = condition.op === 'isEmpty' || condition.op === 'isNot' || condition.op === 'notIn';
  const ids = isNothing(condition.value)
    ? null
    : new Set(Array.isArray(condition.value) ? condition.value : [condition.value]);
  return (item) =>
    line.linksFrom(item.id).some((link) => link.kind === kind && (ids === null || ids.has(link.toId))) !== isNegated;
}

function compared(operand: Operand, condition: Condition, reader: FilterReader): Matches {
  const { op } = condition;
  if (op === 'isEmpty') return (item) => isNothing(operand.read(item));
  if (op === 'isNotEmpty') return (item) => !isNothing(operand.read(item));
  if (op === 'within') return within(operand, condition, reader);
  const values = valuesOf(operand, condition, reader);
  if (operand.shape === 'list') return ofList(operand, condition, values);
  if (values.length === 0 && (op === 'is' || op === 'isNot'))
    return (item) => isNothing(operand.read(item)) === (op === 'is');
  const read = plain(operand);
  if (op === 'is' || op === 'in') return anyOf(read, values, true);
  if (op === 'isNot' || op === 'notIn') return anyOf(read, values, false);
  const value = values[0];
  if (value === undefined) return () => false;
  if (op === 'contains') return containing(operand, condition, String(value));
  return ordered(read, op, value);
}

/** The condition's values as they are compared; `null` among them is left out. */
function valuesOf(operand: Operand, condition: Condition, reader: FilterReader): readonly Plain[] {
  const { op, value } = condition;
  if ((op === 'in' || op === 'notIn') && !Array.isArray(value)) {
    throw badFilter({ field: condition.field, reason: `"${op}" wants a list of values` });
  }
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => !isNothing(one)).map((one) => comparable(operand, condition.field, one, reader));
}

function comparable(operand: Operand, field: string, value: unknown, reader: FilterReader): Plain {
  if (value === 'me' && operand.isPerson) return reader.memberId ?? '';
  if (operand.shape === 'number') {
    const number = numberFrom(value);
    if (number === null) throw badFilter({ field, reason: 'give a number' });
    return number;
  }
  if (operand.shape === 'day') {
    const day = dayFrom(String(value), reader.today);
    if (day === null) throw badFilter({ field, reason: 'give a day as 2021-06-01, "today" or "today+14"' });
    return day;
  }
  return operand.shape === 'text' ? String(value).toLowerCase() : String(value);
}

function anyOf(read: (item: AnyItem) => Plain | null, values: readonly Plain[], wanted: boolean): Matches {
  const [only, ...more] = values;
  if (more.length === 0) return (item) => (only !== undefined && read(item) === only) === wanted;
  const set = new Set<Plain | null>(values);
  return (item) => set.has(read(item)) === wanted;
}

function ofList(operand: Operand, { op, field }: Condition, values: readonly Plain[]): Matches {
  const isNegated = op === 'isNot' || op === 'notIn';
  if (!isNegated && op !== 'is' && op !== 'in' && op !== 'contains')
    throw badFilter({ field, reason: `"${op}" is not for lists` });
  if (values.length === 0 && (op === 'is' || op === 'isNot'))
    return (item) => isNothing(operand.read(item)) === (op === 'is');
  const set = new Set<unknown>(values);
  return (item) => {
    const held = operand.read(item);
    return (Array.isArray(held) && held.some((one) => set.has(one))) !== isNegated;
  };
}

function containing(operand: Operand, { field }: Condition, value: string): Matches {
  if (operand.shape === 'number' || operand.shape === 'day')
    throw badFilter({ field, reason: '"contains" is for texts and lists' });
  const part = value.toLowerCase();
  return (item) => foldedFrom(operand.read(item))?.includes(part) ?? false;
}

type Ordering = Extract<Operator, 'lt' | 'lte' | 'gt' | 'gte'>;
const ORDERINGS: Readonly<Record<Ordering, (held: Plain, value: Plain) => boolean>> = {
  lt: (held, value) => held < value,
  lte: (held, value) => held <= value,
  gt: (held, value) => held > value,
  gte: (held, value) => held >= value,
};

function ordered(read: (item: AnyItem) => Plain | null, op: Ordering, value: Plain): Matches {
  const holds = ORDERINGS[op];
  return (item) => {
    const held = read(item);
    return held !== null && holds(held, value);
  };
}

function within(operand: Operand, { field, value }: Condition, { today }: FilterReader): Matches {
  if (operand.shape !== 'day' || typeof value !== 'object' || value === null) {
    throw badFilter({ field, reason: '"within" is for dates and wants { "from": -7, "to": 0 } in days' });
  }
  const from = Number('from' in value ? value.from : 0);
  const to = Number('to' in value ? value.to : 0);
  if (!Number.isInteger(from) || !Number.isInteger(to))
    throw badFilter({ field, reason: 'give whole days, as { "from": -7, "to": 0 }' });
  const [first, last] = [addDays(today, from), addDays(today, to)];
  return (item) => {
    const held = textFrom(operand.read(item));
    return held !== null && held >= first && held <= last;
  };
}
