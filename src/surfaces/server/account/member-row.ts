/** Members as every door shows them, and the rules about owners. */
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Context, Sql } from '../../../line/index.ts';
import { ROLES, type Role } from '../../../platform/permission/index.ts';
import { lastOwner, memberNotFound, memberRemoved, ownersOnly } from './failures.ts';

/** What somebody does by trade; it decides nothing, it says whose voice one hears. */
export const DISCIPLINES = ['product', 'marketing', 'engineering', 'design', 'sales', 'success', 'other'] as const;

export const roleSchema = z.enum(ROLES);
export const disciplineSchema = z.enum(DISCIPLINES);
export const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

export const memberSchema = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    discipline: disciplineSchema.nullable(),
    hasAccount: z.boolean(),
    createdAt: z.string(),
    removedAt: z.string().nullable(),
  })
  .meta({ title: 'Member' });
export type Member = z.output<typeof memberSchema>;
/** A member with the account behind it, which no door shows. */
export type MemberRow = Member & { readonly userId: string | null };

const COLUMNS = sql.raw(`id, name, email, role, discipline, user_id as "userId", user_id is not null as "hasAccount",
  created_at as "createdAt", removed_at as "removedAt"`);

export function membersWhere(statements: Sql, workspaceId: string, where: SQL): Promise<readonly MemberRow[]> {
  return statements.rows<MemberRow>(sql`select ${COLUMNS} from member
    where workspace_id = ${workspaceId}::uuid and ${where} order by lower(name), id`);
}

/** The member without what is not shown. */
export function shown({ userId: _userId, ...member }: MemberRow): Member {
  return member;
}

/** The member, or `member.not-found`. */
export async function memberById({ sql: statements, workspaceId }: Context, id: string): Promise<MemberRow> {
  const [found] = await membersWhere(statements, workspaceId, sql`id = ${id}::uuid`);
  if (found === undefined) throw memberNotFound({ member: id });
  return found;
}

/** A member who has not been removed. */
export async function presentMember(context: Context, id: string): Promise<MemberRow> {
  const found = await memberById(context, id);
  if (found.removedAt !== null) throw memberRemoved({ name: found.name });
  return found;
}

/** Owners are made and changed by owners alone. */
export function assertMayDecide(
  { actor }: Context,
  member: { readonly name: string; readonly role: Role },
  role?: Role,
): void {
  if (actor.role !== 'owner' && (member.role === 'owner' || role === 'owner')) throw ownersOnly({ name: member.name });
}

/** Somebody has to own the workspace after this member does not. */
export async function assertNotLastOwner(context: Context, member: MemberRow): Promise<void> {
  if (member.role !== 'owner' || member.removedAt !== null) return;
  const { sql: statements, workspaceId } = context;
  const others = await membersWhere(
    statements,
    workspaceId,
    sql`role = 'owner' and removed_at is null and user_id is not null and id <> ${member.id}::uuid`,
  );
  if (others.length === 0) throw lastOwner({ name: member.name });
}

/** Writes the change of a member into the log; whoever has rights remembered has to look again. */
export async function recordMember(context: Context, before: MemberRow | null, after: MemberRow | null): Promise<void> {
  const id = after?.id ?? before?.id ?? '';
  context.line.record({
    subject: 'member',
    id,
    itemId: null,
    kind: 'member',
    before: before === null ? null : shown(before),
    after: after === null ? null : shown(after),
  });
  await context.line.moveEpoch();
}
