/** Workspaces as every door shows them, and how a new one is laid down. */
import { type SQL, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { enterMembership, type Person, type Statements } from '../../../platform/auth/index.ts';
import { slugReserved, slugTaken } from './failures.ts';
import { roleSchema } from './member-row.ts';
import { freeSlug, isReserved, slugFrom } from './slug.ts';

export const workspaceNameSchema = z.string().trim().min(1).max(80);

/** Is it a time zone that dates can be reckoned in? */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
export const timeZoneSchema = z.string().max(60).refine(isTimeZone, 'must be an IANA time zone, as Europe/Istanbul');

export const workspaceSchema = z
  .strictObject({ id: z.guid(), slug: z.string(), name: z.string(), timeZone: z.string(), createdAt: z.string() })
  .meta({ title: 'Workspace' });
export type Workspace = z.output<typeof workspaceSchema>;

/** A workspace with what the reader is in it. */
export const joinedWorkspaceSchema = z
  .strictObject({
    id: z.guid(),
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
    memberId: z.guid(),
    role: roleSchema,
  })
  .meta({ title: 'JoinedWorkspace' });
export type JoinedWorkspace = z.output<typeof joinedWorkspaceSchema>;

export function workspacesWhere(statements: Statements, where: SQL): Promise<readonly Workspace[]> {
  return statements.rows<Workspace>(sql`select id, slug, name, time_zone as "timeZone", created_at as "createdAt" from workspace
    where ${where} order by created_at, id`);
}

/** Refuses an address that is Throughline's own or another workspace's. */
export async function assertSlugFree(statements: Statements, slug: string, exceptId: string): Promise<void> {
  if (isReserved(slug)) throw slugReserved({ field: 'slug', slug });
  const taken = await workspacesWhere(statements, sql`slug = ${slug} and id <> ${exceptId}::uuid`);
  if (taken.length > 0) throw slugTaken({ field: 'slug', slug });
}

/** A free address made of the name. */
export async function slugForName(statements: Statements, name: string): Promise<string> {
  const wanted = slugFrom(name);
  const near = await workspacesWhere(statements, sql`slug like ${`${wanted}%`}`);
  return freeSlug(wanted, new Set(near.map(({ slug }) => slug)));
}

export interface NewWorkspace {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly timeZone: string;
  readonly owner: Person;
}

/** Everything a workspace stands on: itself, its head, and its first owner. Runs in a transaction of that workspace. */
export async function layDown(
  statements: Statements,
  { id, name, slug, timeZone, owner }: NewWorkspace,
): Promise<JoinedWorkspace> {
  const memberId = uuidv7();
  await statements.run(
    sql`insert into workspace (id, slug, name, time_zone) values (${id}::uuid, ${slug}, ${name}, ${timeZone})`,
  );
  await enterMembership(statements, owner.id, id, memberId);
  await statements.run(sql`insert into workspace_head (workspace_id) values (${id}::uuid)`);
  await statements.run(sql`insert into member (workspace_id, id, user_id, name, email, role)
    values (${id}::uuid, ${memberId}::uuid, ${owner.id}, ${owner.name}, ${owner.email}, 'owner')`);
  return { id, slug, name, timeZone, memberId, role: 'owner' };
}
