/** A workspace out of an archive, into a new one on this installation, with an owner who has an account. */
import { createReadStream } from 'node:fs';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type AnyOperation, operation, owners, validate } from '../../line/index.ts';
import type { Exchange, LineServer } from '../../line/server.ts';
import type { Database } from '../../platform/database/index.ts';
import { systemActor } from '../../platform/permission/index.ts';
import { admit } from '../server/account/join-workspace.ts';
import { membersWhere } from '../server/account/member-row.ts';
import { assertSlugFree, slugForName } from '../server/account/workspace-row.ts';
import type { MadeWorkspace, WorkspaceDraft } from './desk.ts';
import { draftSchema, passwordPath, personFor } from './found-workspace.ts';
import { readableFile } from './readable-file.ts';

interface Bringing {
  readonly database: Database;
  readonly line: LineServer;
  readonly exchange: Exchange;
}

const admittedSchema = z.strictObject({ memberId: z.string(), isNew: z.boolean() });

/**
 * Members come along without their accounts; the owner named becomes the member of that address, or a new one.
 *
 * @throws `file.not-readable`, `input.invalid`, `archive.broken`, `workspace.slug-taken`
 */
export async function bringWorkspace(
  { database, line, exchange }: Bringing,
  file: string,
  draft: WorkspaceDraft,
): Promise<MadeWorkspace> {
  await readableFile(file);
  const { name, slug: wanted, timeZone, owner } = validate(draftSchema, draft);
  const id = uuidv7();
  const slug = await database.global(async (tables) => {
    if (wanted !== undefined) await assertSlugFree(tables, wanted, id);
    return wanted ?? (await slugForName(tables, name));
  });
  await exchange.importWorkspace(createReadStream(file), { workspaceId: id, slug, name });
  const standing = { workspaceId: id, actor: systemActor('cli', 'Command line') };
  const { memberId, isNew } = admittedSchema.parse(await line.run(admitOwner, { email: owner }, standing));
  return { id, slug, name, timeZone, passwordPath: isNew ? await passwordPath(line, { memberId }, standing) : null };
}

const HERE_ONLY = 'A step of bringing a workspace in, at the command line alone.';

const admitOwner: AnyOperation = operation({
  name: 'admitOwner',
  does: 'Gives a workspace that was brought in an owner with an account.',
  may: owners('give a workspace that was brought in an owner'),
  effect: 'write',
  rest: { method: 'POST', path: '/workspace/owner', tag: 'Workspaces' },
  input: z.strictObject({ email: z.string() }),
  output: admittedSchema,
  failures: [],
  example: { email: 'ana@example.com' },
  notAt: { rest: HERE_ONLY, mcp: HERE_ONLY },
  run: async ({ email }, context) => {
    const [member] = await membersWhere(context.sql, context.workspaceId, sql`lower(email) = ${email.toLowerCase()}`);
    const { person, isNew } = await personFor(context.sql, email, member?.name);
    const { id } = await admit(context, person, { role: 'owner', discipline: null, email: person.email });
    return { memberId: id, isNew };
  },
});
