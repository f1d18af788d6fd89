/** What work inside a transaction is given: plain SQL with typed rows. */
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { ClientBase, QueryResult } from 'pg';
import { valueParsers } from './value-parsers.ts';

/**
 * Name of a statement whose text is always the same: each connection reads and plans it once. For the few that every commit sends;
 * one name with two texts is refused by the driver.
 */
export type Prepared = string;

/** Days are `YYYY-MM-DD`, instants ISO text, 64-bit counts numbers. */
export interface Transaction {
  rows<Row extends object>(query: SQL, prepared?: Prepared): Promise<readonly Row[]>;
  /** The first row, where there is one. */
  row<Row extends object>(query: SQL, prepared?: Prepared): Promise<Row | undefined>;
  /** How many rows it touched. */
  run(query: SQL, prepared?: Prepared): Promise<number>;
  /** The driver's whole answer; text is sent as it stands. */
  query(query: SQL | string, prepared?: Prepared): Promise<QueryResult>;
}

const dialect = new PgDialect();

/**
 * Puts the typed readers over one connection.
 *
 * @example const head = await transactionOver(client).row<{ seq: number }>(sql`select seq from workspace_head where ...`);
 */
export function transactionOver(client: ClientBase): Transaction {
  const query = async (given: SQL | string, prepared?: Prepared): Promise<QueryResult> => {
    if (typeof given === 'string') return client.query({ text: given, types: valueParsers });
    const { sql, params } = dialect.sqlToQuery(given);
    const name = prepared === undefined ? {} : { name: prepared };
    return client.query({ ...name, text: sql, values: params, types: valueParsers });
  };
  return {
    query,
    rows: async (given, prepared) => (await query(given, prepared)).rows,
    row: async (given, prepared) => (await query(given, prepared)).rows[0],
    run: async (given, prepared) => (await query(given, prepared)).rowCount ?? 0,
  };
}
