/** The people of the demonstrations. They are made up, and their names and tags say so: the data names nobody. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Context } from '../line/index.ts';
import type { Player } from './plan.ts';

/** On everything that the data does not hold and that was made up to show the line at work. */
export const ILLUSTRATION = 'illustration';

export const CAST: readonly Player[] = [
  { ref: 'ana', name: 'Ana Silva (demo)', email: 'ana@demo.example', role: 'editor', discipline: 'product' },
  { ref: 'deniz', name: 'Deniz Aydin (demo)', email: 'deniz@demo.example', role: 'editor', discipline: 'marketing' },
  { ref: 'mira', name: 'Mira Novak (demo)', email: 'mira@demo.example', role: 'editor', discipline: 'engineering' },
  { ref: 'ingrid', name: 'Ingrid Haugen (demo)', email: 'ingrid@demo.example', role: 'editor', discipline: 'design' },
  { ref: 'tomas', name: 'Tomas Ortega (demo)', email: 'tomas@demo.example', role: 'editor', discipline: 'success' },
];

/** Enters the cast as members without accounts: nobody can sign in as one of them. Those there already stay. */
export async function enterCast(context: Context, cast: readonly Player[]): Promise<ReadonlyMap<string, string>> {
  const { workspaceId } = context;
  const there = await context.sql.rows<{ id: string; email: string }>(sql`select id, email from member
    where workspace_id = ${workspaceId}::uuid and user_id is null and removed_at is null`);
  const byEmail = new Map(there.map((row) => [row.email, row.id]));
  const ids = new Map<string, string>();
  for (const player of cast) {
    const id = byEmail.get(player.email) ?? (await enter(context, player));
    ids.set(player.ref, id);
  }
  return ids;
}

async function enter({ workspaceId, sql: tables, line }: Context, player: Player): Promise<string> {
  const id = uuidv7();
  const { name, email, role, discipline } = player;
  await tables.run(sql`insert into member (workspace_id, id, name, email, role, discipline)
    values (${workspaceId}::uuid, ${id}::uuid, ${name}, ${email}, ${role}, ${discipline})`);
  line.record({
    subject: 'member',
    id,
    itemId: null,
    kind: 'member',
    before: null,
    after: { name, email, role, discipline },
  });
  await line.moveEpoch();
  return id;
}
