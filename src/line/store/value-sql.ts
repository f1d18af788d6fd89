/** Where a filter or sort finds its value in the row aliased `i`. */
import { type SQL, sql } from 'drizzle-orm';
import { fieldOf, type Kind } from '../kind.ts';
import type { Operand } from '../operand.ts';
import { columnOf } from './item-row.ts';

export interface ValueOptions {
  /** Moments to the microsecond, for sorting; filters compare their day. */
  readonly exact?: boolean;
}

/** The value as text, numeric, date or text array, after the operand's shape. */
export function valueSql(kind: Kind, operand: Operand, { exact = false }: ValueOptions = {}): SQL {
  const { name, shape } = operand;
  if (name === 'key') return sql`${kind.key}::text || '-' || i.number::text`;
  const column = columnOf(name);
  if (column !== undefined) return columnSql(column, operand, exact);
  const [container, key] = name.startsWith('custom.')
    ? [sql.raw('i.custom'), name.slice('custom.'.length)]
    : [sql.raw('i.fields'), name];
  if (shape === 'number')
    return sql`coalesce(${container} -> ${key} ->> 'amount', ${numberText(container, key)})::numeric`;
  if (shape === 'list')
    return sql`(select array_agg(e) from jsonb_array_elements_text(${arrayIn(container, key)}) as e)`;
  if (shape !== 'day') return sql`${container} ->> ${key}`;
  const isMoment = fieldOf(kind, name)?.type === 'instant';
  if (isMoment && exact) return sql`${container} ->> ${key}`;
  return sql`left(${container} ->> ${key}, 10)::date`;
}

function numberText(container: SQL, key: string): SQL {
  return sql`case jsonb_typeof(${container} -> ${key}) when 'number' then ${container} ->> ${key} end`;
}

function arrayIn(container: SQL, key: string): SQL {
  return sql`case jsonb_typeof(${container} -> ${key}) when 'array' then ${container} -> ${key} else '[]'::jsonb end`;
}

function columnSql(column: string, { shape }: Operand, exact: boolean): SQL {
  const held = sql.raw(`i.${column}`);
  if (column.endsWith('_at')) {
    return exact
      ? sql`to_char(${held} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
      : sql`(${held} at time zone 'UTC')::date`;
  }
  if (shape === 'list') return sql`${held}::text[]`;
  return shape === 'id' || shape === 'text' ? sql`${held}::text` : held;
}
