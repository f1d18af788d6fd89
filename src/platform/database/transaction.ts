/** What work inside a transaction is given: plain SQL with typed rows. */
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { ClientBase, QueryResult } from 'pg';
import { valueParsers } from './value-parsers.ts';

/** Days are `YYYY-MM-DD`, instants ISO text, 64-bit counts numbers. */
export interface Transaction {
  rows<Row extends object>(query: SQL): Promise<readonly Row[]>;
  /** The first row, where there is one. */
  row<Row extends object>(query: SQL): Promise<Row | undefined>;
  /** How many rows it touched. */
  run(query: SQL): Promise<number>;
  /** The driver's whole answer; text is sent as it stands. */
  query(query: SQL | string): Promise<QueryResult>;
}

const dialect = new PgDialect();

/**
 * Puts the typed readers over one connection.
 *
 * @example const head = await transactionOver(client).row<{ seq: number }>(sql`select seq from workspace_head where ...`);
 */
export function transactionOver(client: ClientBase): Transaction {
  const query = async (given: SQL | string): Promise<QueryResult> => {
    if (typeof given === 'string') return client.query({ text: given, types: valueParsers });
    const { sql, params } = dialect.sqlToQuery(given);
    return client.query({ text: sql, values: params, types: valueParsers });
  };
  return {
    query,
    rows: async (given) => (await query(given)).rows,
    row: async (given) => (await query(given)).rows[0],
    run: async (given) => (await query(given)).rowCount ?? 0,
  };
}
