/** Rows as a stream straight out of the database: one JSON text a line, neither parsed nor held in memory. */
import { finished, type Readable } from 'node:stream';
import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { retryPassing } from './retry.ts';

/** CSV whose quote and delimiter never occur in JSON text, which escapes control characters: each row is one raw line. */
const RAW_LINES = String.raw`with (format csv, quote E'\x01', delimiter E'\x02')`;

/**
 * Streams the single JSON column of a query, one row a line. The connection is given back when the stream has ended, and
 * thrown away when the reader leaves early.
 */
export async function copyOut(pool: Pool, begin: string, query: string): Promise<Readable> {
  const client = await retryPassing(async () => {
    const connected = await pool.connect();
    try {
      await connected.query(begin);
      return connected;
    } catch (error) {
      connected.release(true);
      throw error;
    }
  });
  const rows = client.query(copyTo(`copy (${query}) to stdout ${RAW_LINES}`));
  const lost = (error: Error): void => void rows.destroy(error);
  client.on('error', lost);
  finished(rows, (error) => {
    client.off('error', lost);
    if (error !== undefined && error !== null) client.release(true);
    else
      client.query('commit').then(
        () => client.release(),
        () => client.release(true),
      );
  });
  return rows;
}
