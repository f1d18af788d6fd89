/** The filter language as SQL; the browser's twin is `matches` in ../filter.ts, and both obey the same tests. */
import { type SQL, sql } from 'drizzle-orm';
import { badFilter, unknownField } from '../failures.ts';
import type { Field } from '../field.ts';
import type { Condition, Filter, Operator, Sort } from '../filter.ts';
import { fieldOf, type Kind } from '../kind.ts';
import { columnOf } from './item-row.ts';
import { param, type Scope } from './scope.ts';

type Shape = 'text' | 'number' | 'date' | 'list' | 'id';

interface Operand {
  /** The value as text, number, date or text array. */
  readonly value: SQL;
  readonly shape: Shape;
}

export function filterSql(scope: Scope, kind: Kind, filter: Filter): SQL {
  if ('and' in filter)
    return joined(
      filter.and.map((part) => filterSql(scope, kind, part)),
      'and',
    );
  if ('or' in filter)
    return joined(
      filter.or.map((part) => filterSql(scope, kind, part)),
      'or',
    );
  return conditionSql(scope, kind, filter);
}

function joined(parts: readonly SQL[], word: 'and' | 'or'): SQL {
  if (parts.length === 0) return word === 'and' ? sql`true` : sql`false`;
  return sql`(${sql.join([...parts], sql.raw(` ${word} `))})`;
}

function conditionSql(scope: Scope, kind: Kind, condition: Condition): SQL {
  if (condition.field === 'outOfStep') return outOfStepSql(scope, condition);
  if (condition.field.startsWith('linked.')) return linkedSql(scope, condition);
  const operand = operandOf(kind, condition.field);
  const value = resolve(scope, operand.shape, condition);
  return compare(operand, condition, value);
}

function outOfStepSql(scope: Scope, condition: Condition): SQL {
  const exists = sql`exists (select 1 from link l join item t on t.workspace_id = l.workspace_id and t.id = l.to_id
    where l.workspace_id = ${scope.workspaceId}::uuid and l.from_id = i.id and t.workspace_id = ${scope.workspaceId}::uuid
    and t.material_revision > l.agreed_revision)`;
  const wanted = condition.value !== false && condition.op !== 'isNot';
  return wanted ? exists : sql`not ${exists}`;
}

function linkedSql(scope: Scope, condition: Condition): SQL {
  const link = scope.model.link(condition.field.slice('linked.'.length));
  const to =
    condition.value === undefined || condition.value === null
      ? sql`true`
      : sql`l.to_id = any(${param(uuids(condition))}::uuid[])`;
  const exists = sql`exists (select 1 from link l where l.workspace_id = ${scope.workspaceId}::uuid and l.from_id = i.id
    and l.kind = ${link.id} and ${to})`;
  return condition.op === 'isEmpty' || condition.op === 'isNot' || condition.op === 'notIn'
    ? sql`not ${exists}`
    : exists;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function uuids(condition: Condition): readonly string[] {
  const values = Array.isArray(condition.value) ? condition.value : [condition.value];
  return values.map((value) => {
    if (typeof value === 'string' && UUID.test(value)) return value;
    throw badFilter({ field: condition.field, reason: 'give the id of an item' });
  });
}

const SHAPES: Readonly<Record<Field['type'], Shape>> = {
  text: 'text',
  longText: 'text',
  number: 'number',
  money: 'number',
  date: 'date',
  instant: 'text',
  flag: 'text',
  select: 'text',
  multiSelect: 'list',
  person: 'id',
  people: 'list',
  url: 'text',
  email: 'text',
  list: 'list',
  rows: 'text',
};

/** Where a field lies and how it compares; unknown names are refused with the field. */
function operandOf(kind: Kind, name: string): Operand {
  const column = columnOf(name);
  if (column !== undefined) return columnOperand(name, column);
  if (name.startsWith('custom.')) return { value: sql`i.custom ->> ${name.slice('custom.'.length)}`, shape: 'text' };
  const field = fieldOf(kind, name);
  if (field === undefined) throw unknownField({ field: name, kind: kind.label.one });
  return { value: fieldValue(name, field), shape: SHAPES[field.type] };
}

function columnOperand(name: string, column: string): Operand {
  const value = sql.raw(`i.${column}`);
  if (name === 'tags') return { value, shape: 'list' };
  if (name === 'restrictedTo') return { value: sql`${value}::text[]`, shape: 'list' };
  if (name === 'startOn' || name === 'endOn') return { value, shape: 'date' };
  if (name === 'createdAt' || name === 'changedAt' || name === 'archivedAt')
    return { value: sql`(${value} at time zone 'UTC')::date`, shape: 'date' };
  if (name === 'number' || name === 'revision' || name === 'materialRevision') return { value, shape: 'number' };
  if (name.endsWith('Id') || name.endsWith('By') || name === 'id') {
    return name === 'sourceId' ? { value, shape: 'text' } : { value: sql`${value}::text`, shape: 'id' };
  }
  return { value, shape: 'text' };
}

function fieldValue(name: string, field: Field): SQL {
  switch (SHAPES[field.type]) {
    case 'number':
      return field.type === 'money'
        ? sql`(i.fields -> ${name} ->> 'amount')::numeric`
        : sql`(i.fields ->> ${name})::numeric`;
    case 'date':
      return sql`(i.fields ->> ${name})::date`;
    case 'list':
      return sql`(select array_agg(e) from jsonb_array_elements_text(case jsonb_typeof(i.fields -> ${name}) when 'array' then i.fields -> ${name} else '[]' end) as e)`;
    default:
      return sql`i.fields ->> ${name}`;
  }
}

/** `me`, `today+14` and the like become values; a value of the wrong type is refused before PostgreSQL sees it. */
function resolve(scope: Scope, shape: Shape, condition: Condition): unknown {
  const { op, value } = condition;
  if (op === 'isEmpty' || op === 'isNotEmpty') return null;
  const one = (single: unknown): unknown => resolveOne(scope, shape, condition.field, single);
  if (op === 'in' || op === 'notIn') {
    if (!Array.isArray(value)) throw badFilter({ field: condition.field, reason: `"${op}" wants a list of values` });
    return value.map(one);
  }
  if (op === 'within') return value;
  if (value === null || value === undefined) return null;
  return one(value);
}

function resolveOne(scope: Scope, shape: Shape, field: string, value: unknown): unknown {
  if (value === 'me' && (shape === 'id' || shape === 'list')) return scope.actor.memberId ?? '';
  if (shape === 'date') return dayOf(scope.now, field, value);
  if (shape === 'number') {
    const number = typeof value === 'number' ? value : Number(value);
    if (!Number.isFinite(number)) throw badFilter({ field, reason: 'give a number' });
    return number;
  }
  return String(value).replaceAll('\u0000', '');
}

const RELATIVE_DAY = /^today(?:([+-])(\d{1,5}))?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MS_PER_DAY = 86_400_000;

function dayOf(now: Date, field: string, value: unknown): string {
  const text = String(value);
  const relative = RELATIVE_DAY.exec(text);
  if (relative !== null) {
    const days = Number(relative[2] ?? 0) * (relative[1] === '-' ? -1 : 1);
    return new Date(now.getTime() + days * MS_PER_DAY).toISOString().slice(0, 10);
  }
  if (!DAY.test(text) || Number.isNaN(Date.parse(text)) || new Date(text).toISOString().slice(0, 10) !== text) {
    throw badFilter({ field, reason: 'give a day as 2021-06-01, "today" or "today+14"' });
  }
  return text;
}

const SYMBOLS: Partial<Record<Operator, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' };

function compare(operand: Operand, condition: Condition, value: unknown): SQL {
  const { op, field } = condition;
  if (op === 'isEmpty') return emptySql(operand);
  if (op === 'isNotEmpty') return sql`not ${emptySql(operand)}`;
  if (op === 'within') return withinSql(operand, condition);
  if (operand.shape === 'list') return listSql(operand, op, field, value);
  const cast = sql.raw(operand.shape === 'number' ? '::numeric' : operand.shape === 'date' ? '::date' : '::text');
  if (op === 'in')
    return sql`coalesce(${folded(operand)} = any(${param(foldAll(operand, value))}${arrayCast(operand)}), false)`;
  if (op === 'notIn')
    return sql`not coalesce(${folded(operand)} = any(${param(foldAll(operand, value))}${arrayCast(operand)}), false)`;
  if (value === null) return op === 'isNot' ? sql`not ${emptySql(operand)}` : emptySql(operand);
  if (op === 'is') return sql`coalesce(${folded(operand)} = ${fold(operand, value)}${cast}, false)`;
  if (op === 'isNot') return sql`${folded(operand)} is distinct from ${fold(operand, value)}${cast}`;
  if (op === 'contains') {
    if (operand.shape === 'number' || operand.shape === 'date')
      throw badFilter({ field, reason: '"contains" is for texts and lists' });
    return sql`coalesce(position(lower(${String(value)}::text) in lower(${operand.value})) > 0, false)`;
  }
  return sql`coalesce(${operand.value} ${sql.raw(SYMBOLS[op] ?? '=')} ${value}${cast}, false)`;
}

function emptySql(operand: Operand): SQL {
  if (operand.shape === 'list') return sql`(coalesce(cardinality(${operand.value}), 0) = 0)`;
  return operand.shape === 'text' ? sql`(coalesce(${operand.value}, '') = '')` : sql`(${operand.value} is null)`;
}

function folded(operand: Operand): SQL {
  return operand.shape === 'text' ? sql`lower(${operand.value})` : operand.value;
}
function fold(operand: Operand, value: unknown): unknown {
  return operand.shape === 'text' ? String(value).toLowerCase() : value;
}
function foldAll(operand: Operand, values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values.map((value) => fold(operand, value)) : [];
}
function arrayCast(operand: Operand): SQL {
  return sql.raw(operand.shape === 'number' ? '::numeric[]' : operand.shape === 'date' ? '::date[]' : '::text[]');
}

function listSql(operand: Operand, op: Operator, field: string, value: unknown): SQL {
  const values = (Array.isArray(value) ? value : [value]).map(String);
  const overlaps = sql`coalesce(${operand.value} && ${param(values)}::text[], false)`;
  if (op === 'is' || op === 'contains' || op === 'in') return overlaps;
  if (op === 'isNot' || op === 'notIn') return sql`not ${overlaps}`;
  throw badFilter({ field, reason: `"${op}" is not for lists` });
}

function withinSql(operand: Operand, condition: Condition): SQL {
  const span = condition.value;
  if (operand.shape !== 'date' || typeof span !== 'object' || span === null) {
    throw badFilter({
      field: condition.field,
      reason: '"within" is for dates and wants { "from": -7, "to": 0 } in days',
    });
  }
  const from = Number('from' in span ? span.from : 0);
  const to = Number('to' in span ? span.to : 0);
  if (!Number.isInteger(from) || !Number.isInteger(to) || Math.abs(from) > 99_999 || Math.abs(to) > 99_999) {
    throw badFilter({ field: condition.field, reason: 'give whole days, as { "from": -7, "to": 0 }' });
  }
  return sql`coalesce(${operand.value} between current_date + ${from}::int and current_date + ${to}::int, false)`;
}

/** The sort as expressions, ties broken by id so that pages neither repeat nor skip. */
export function sortSql(
  kind: Kind,
  sorts: readonly Sort[],
): readonly { readonly value: SQL; readonly descending: boolean; readonly cast: string }[] {
  return sorts.map((sort) => {
    const operand = sort.field === 'key' ? columnOperand('number', 'number') : sortOperand(kind, sort.field);
    const cast = operand.shape === 'number' ? 'numeric' : operand.shape === 'date' ? 'date' : 'text';
    const value = operand.shape === 'text' && sort.field !== 'rank' ? sql`lower(${operand.value})` : operand.value;
    return { value, descending: sort.descending ?? false, cast };
  });
}

function sortOperand(kind: Kind, name: string): Operand {
  if (name === 'createdAt' || name === 'changedAt' || name === 'archivedAt') {
    return {
      value: sql.raw(`to_char(i.${columnOf(name) ?? ''} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`),
      shape: 'id',
    };
  }
  if (name === 'state') return { value: stateOrder(kind), shape: 'number' };
  const operand = operandOf(kind, name);
  if (operand.shape === 'list') return { value: sql`array_to_string(${operand.value}, ' ')`, shape: 'text' };
  return operand;
}

function stateOrder(kind: Kind): SQL {
  return sql`array_position(${param(Object.keys(kind.states))}::text[], i.state)`;
}
