/** The filter language as SQL. What a name means stands in ../operand.ts, what a condition means in ../filter.ts; the twin is `matches`. */
import { type SQL, sql } from 'drizzle-orm';
import { dayFrom } from '../day.ts';
import { badFilter } from '../failures.ts';
import type { Condition, Filter, Operator, Sort } from '../filter.ts';
import type { Kind } from '../kind.ts';
import { type CustomTypes, numberFrom, type Operand, operandOf, SORTED_CHARACTERS } from '../operand.ts';
import { isNothing } from '../row.ts';
import { isId } from './item-row.ts';
import { param, type Scope } from './scope.ts';
import { valueSql } from './value-sql.ts';

/** Of whom, of what, and with which fields of the workspace's own a filter is read. */
export interface FilterScene {
  readonly scope: Scope;
  readonly kind: Kind;
  readonly custom: CustomTypes;
  /** The day that `today` means. */
  readonly today: string;
}

/** @throws `list.unknown-field`, `list.bad-filter`, `link.kind-unknown` */
export function filterSql(scene: FilterScene, filter: Filter): SQL {
  if ('and' in filter) return joined(scene, filter.and, 'and');
  if ('or' in filter) return joined(scene, filter.or, 'or');
  if (filter.field === 'outOfStep') return outOfStepSql(scene, filter);
  if (filter.field.startsWith('linked.')) return linkedSql(scene, filter);
  return conditionSql(scene, operandOf(scene.kind, filter.field, scene.custom), filter);
}

function joined(scene: FilterScene, parts: readonly Filter[], word: 'and' | 'or'): SQL {
  if (parts.length === 0) return word === 'and' ? sql`true` : sql`false`;
  const all = parts.map((part) => filterSql(scene, part));
  return sql`(${sql.join(all, sql.raw(` ${word} `))})`;
}

function outOfStepSql({ scope }: FilterScene, condition: Condition): SQL {
  const exists = sql`exists (select 1 from link l join item t on t.workspace_id = l.workspace_id and t.id = l.to_id
    where l.workspace_id = ${scope.workspaceId}::uuid and l.from_id = i.id and t.workspace_id = ${scope.workspaceId}::uuid
    and t.material_revision > l.agreed_revision)`;
  return condition.value !== false && condition.op !== 'isNot' ? exists : sql`not ${exists}`;
}

function linkedSql({ scope }: FilterScene, condition: Condition): SQL {
  const link = scope.model.link(condition.field.slice('linked.'.length));
  const values = isNothing(condition.value) ? null : [condition.value].flat();
  if (values?.some((value) => typeof value !== 'string' || !isId(value)) === true) {
    throw badFilter({ field: condition.field, reason: 'give the id of an item' });
  }
  const to = values === null ? sql`true` : sql`l.to_id = any(${param(values)}::uuid[])`;
  const exists = sql`exists (select 1 from link l where l.workspace_id = ${scope.workspaceId}::uuid and l.from_id = i.id
    and l.kind = ${link.id} and ${to})`;
  return condition.op === 'isEmpty' || condition.op === 'isNot' || condition.op === 'notIn'
    ? sql`not ${exists}`
    : exists;
}

function conditionSql(scene: FilterScene, operand: Operand, condition: Condition): SQL {
  const { op, field } = condition;
  const held = valueSql(scene.kind, operand);
  if (op === 'isEmpty') return emptySql(operand, held);
  if (op === 'isNotEmpty') return sql`not ${emptySql(operand, held)}`;
  if (op === 'within') return withinSql(scene, { operand, held, condition });
  const values = valuesOf(scene, operand, condition);
  const isNegated = op === 'isNot' || op === 'notIn';
  if (values.length === 0 && (op === 'is' || op === 'isNot')) {
    return isNegated ? sql`not ${emptySql(operand, held)}` : emptySql(operand, held);
  }
  if (operand.shape === 'list') return listSql({ held, op, field, values });
  const folded = operand.shape === 'text' ? sql`lower(${held})` : held;
  if (isNegated || op === 'is' || op === 'in') {
    const any = sql`coalesce(${folded} = any(${param(values)}::${castOf(operand)}[]), false)`;
    return isNegated ? sql`not ${any}` : any;
  }
  if (values.length === 0) return sql`false`;
  if (op === 'contains') return containsSql({ operand, held, field, value: String(values[0]) });
  return sql`coalesce(${folded} ${SYMBOLS[op]} ${values[0]}::${castOf(operand)}, false)`;
}

const SYMBOLS: Readonly<Record<Extract<Operator, 'lt' | 'lte' | 'gt' | 'gte'>, SQL>> = {
  lt: sql.raw('<'),
  lte: sql.raw('<='),
  gt: sql.raw('>'),
  gte: sql.raw('>='),
};

function castOf(operand: Operand): SQL {
  return sql.raw(operand.shape === 'number' ? 'numeric' : operand.shape === 'day' ? 'date' : 'text');
}

function emptySql(operand: Operand, held: SQL): SQL {
  if (operand.shape === 'list') return sql`(coalesce(cardinality(${held}), 0) = 0)`;
  return operand.shape === 'text' || operand.shape === 'id'
    ? sql`(coalesce(${held}, '') = '')`
    : sql`(${held} is null)`;
}

function valuesOf(scene: FilterScene, operand: Operand, { op, field, value }: Condition): readonly unknown[] {
  if ((op === 'in' || op === 'notIn') && !Array.isArray(value))
    throw badFilter({ field, reason: `"${op}" wants a list of values` });
  return [value]
    .flat()
    .filter((one) => !isNothing(one))
    .map((one) => comparable(scene, { operand, field }, one));
}

function comparable(
  { scope, today }: FilterScene,
  { operand, field }: { operand: Operand; field: string },
  value: unknown,
): unknown {
  if (value === 'me' && operand.isPerson) return scope.actor.memberId ?? '';
  if (operand.shape === 'number') {
    const number = numberFrom(value);
    if (number === null) throw badFilter({ field, reason: 'give a number' });
    return number;
  }
  if (operand.shape === 'day') {
    const day = dayFrom(String(value), today);
    if (day === null) throw badFilter({ field, reason: 'give a day as 2021-06-01, "today" or "today+14"' });
    return day;
  }
  return operand.shape === 'text' ? String(value).toLowerCase() : String(value);
}

interface ListCondition {
  readonly held: SQL;
  readonly op: Operator;
  readonly field: string;
  readonly values: readonly unknown[];
}

function listSql({ held, op, field, values }: ListCondition): SQL {
  const overlaps = sql`coalesce(${held} && ${param(values.map(String))}::text[], false)`;
  if (op === 'is' || op === 'contains' || op === 'in') return overlaps;
  if (op === 'isNot' || op === 'notIn') return sql`not ${overlaps}`;
  throw badFilter({ field, reason: `"${op}" is not for lists` });
}

function containsSql({
  operand,
  held,
  field,
  value,
}: {
  operand: Operand;
  held: SQL;
  field: string;
  value: string;
}): SQL {
  if (operand.shape === 'number' || operand.shape === 'day')
    throw badFilter({ field, reason: '"contains" is for texts and lists' });
  return sql`coalesce(position(${value.toLowerCase()}::text in lower(${held})) > 0, false)`;
}

function withinSql(
  { today }: FilterScene,
  { operand, held, condition }: { operand: Operand; held: SQL; condition: Condition },
): SQL {
  const { field, value } = condition;
  if (operand.shape !== 'day' || typeof value !== 'object' || value === null) {
    throw badFilter({ field, reason: '"within" is for dates and wants { "from": -7, "to": 0 } in days' });
  }
  const from = Number('from' in value ? value.from : 0);
  const to = Number('to' in value ? value.to : 0);
  if (!Number.isInteger(from) || !Number.isInteger(to))
    throw badFilter({ field, reason: 'give whole days, as { "from": -7, "to": 0 }' });
  return sql`coalesce(${held} between ${today}::date + ${from}::int and ${today}::date + ${to}::int, false)`;
}

export interface SortPart {
  readonly value: SQL;
  readonly descending: boolean;
  /** As what a value of the cursor is read back. */
  readonly cast: string;
}

/** The sort as expressions, what is empty last; ties are broken by id, so that pages neither repeat nor skip. */
export function sortSql(
  { kind, custom }: Pick<FilterScene, 'kind' | 'custom'>,
  sorts: readonly Sort[],
): readonly SortPart[] {
  return sorts.map(({ field, descending = false }) => {
    const operand = operandOf(kind, field, custom);
    const held = valueSql(kind, operand, { exact: true });
    if (operand.options !== undefined) return { value: optionOrder(operand.options, held), descending, cast: 'int' };
    if (operand.shape === 'list')
      return { value: textOrder(sql`array_to_string(${held}, ' ')`), descending, cast: 'text' };
    if (operand.shape === 'number') return { value: held, descending, cast: 'numeric' };
    const value = operand.shape === 'text' ? textOrder(held) : sql`(${held})::text collate "C"`;
    return { value, descending, cast: 'text' };
  });
}

/** Texts by their beginning, in small letters: a cursor holds these values, and goes back and forth in an address. */
function textOrder(held: SQL): SQL {
  return sql`nullif(left(lower(${held}), ${sql.raw(String(SORTED_CHARACTERS))}), '') collate "C"`;
}

function optionOrder(options: readonly string[], held: SQL): SQL {
  return sql`array_position(${param(options)}::text[], ${held})`;
}
