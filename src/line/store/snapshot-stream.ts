/** The snapshot as one stream: head line, items, links, end line. */
import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import type { Database } from '../../platform/database/index.ts';
import { workspaceNotFound } from '../failures.ts';
import type { Model } from '../model.ts';
import { snapshotQueries } from './snapshot.ts';
import type { Standing } from './standing.ts';

interface HeadRow {
  readonly seq: number;
  readonly epoch: number;
}

/**
 * Head, items and links are read one after another: a commit in between shows in the rows and again in the feed after `seq`,
 * where applying it twice changes nothing.
 */
export async function snapshotStream(
  database: Database,
  model: Model,
  { workspaceId, actor }: Standing,
): Promise<Readable> {
  const head = await database.read(workspaceId, (tx) =>
    tx.row<HeadRow>(sql`select seq, epoch from workspace_head where workspace_id = ${workspaceId}::uuid`),
  );
  if (head === undefined) throw workspaceNotFound({ workspace: workspaceId });
  const queries = snapshotQueries(model, workspaceId, actor);
  return Readable.from(lines());

  async function* lines(): AsyncGenerator<string | Buffer> {
    yield `${JSON.stringify({ ...head, workspaceId })}\n`;
    const items = { lines: 0 };
    const links = { lines: 0 };
    yield* counted(await database.copyOut(workspaceId, queries.items), items);
    yield* counted(await database.copyOut(workspaceId, queries.links), links);
    yield `${JSON.stringify({ end: true, items: items.lines, links: links.lines })}\n`;
  }
}

const NEWLINE = 0x0a;

/** Passes the lines on and counts them: the reader can tell a whole snapshot from one cut short. */
async function* counted(chunks: AsyncIterable<Buffer>, count: { lines: number }): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) count.lines += 1;
    yield chunk;
  }
}
