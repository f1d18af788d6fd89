/** A workspace made at the machine itself: whoever holds the data may found one, and for whom. */
import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { validate } from '../../line/index.ts';
import type { LineServer, Standing } from '../../line/server.ts';
import { addPerson, claimSetUp, findPersonByEmail, type Person, type Statements } from '../../platform/auth/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { systemActor } from '../../platform/permission/index.ts';
import { createPasswordLink } from '../server/account/create-password-link.ts';
import { openWorkspace } from '../server/account/open-workspace.ts';
import { slugSchema } from '../server/account/slug.ts';
import {
  assertSlugFree,
  type JoinedWorkspace,
  layDown,
  slugForName,
  timeZoneSchema,
  workspaceNameSchema,
} from '../server/account/workspace-row.ts';
import type { MadeWorkspace, WorkspaceDraft } from './desk.ts';

export const draftSchema = z.strictObject({
  name: workspaceNameSchema,
  slug: slugSchema.optional(),
  timeZone: timeZoneSchema.default('UTC'),
  owner: z.email({ error: 'must be the e-mail address of its owner: --owner you@example.com' }).max(254),
});

const UNGUESSED_BYTES = 32;

/**
 * Founds a workspace. An owner without an account gets one, and a link to choose their password; the first one of all sets the
 * installation up.
 *
 * @throws `input.invalid`, `workspace.slug-taken`, `workspace.slug-reserved`
 */
export async function foundWorkspace(
  { database, line }: { readonly database: Database; readonly line: LineServer },
  draft: WorkspaceDraft,
): Promise<MadeWorkspace> {
  const { name, slug, timeZone, owner } = validate(draftSchema, draft);
  const id = uuidv7();
  const { made, isNew } = await database.write(id, async (tables) => {
    const { person, isNew } = await personFor(tables, owner);
    if (slug !== undefined) await assertSlugFree(tables, slug, id);
    const address = slug ?? (await slugForName(tables, name));
    return { isNew, made: await layDown(tables, { id, name, slug: address, timeZone, owner: person }) };
  });
  const standing = { workspaceId: id, actor: systemActor('cli', 'Command line') };
  await line.run(openWorkspace, {}, standing);
  return { ...shown(made), passwordPath: isNew ? await passwordPath(line, made, standing) : null };
}

function shown({ id, slug, name, timeZone }: JoinedWorkspace): Omit<MadeWorkspace, 'passwordPath'> {
  return { id, slug, name, timeZone };
}

/** Whoever owns the first workspace sets the installation up. */
export async function personFor(
  tables: Statements,
  email: string,
  name = email.split('@')[0] ?? email,
): Promise<{ readonly person: Person; readonly isNew: boolean }> {
  await claimSetUp(tables);
  const known = await findPersonByEmail(tables, email);
  if (known !== undefined) return { person: known, isNew: false };
  const { hashPassword } = await import('better-auth/crypto');
  // Nobody knows this password: the owner chooses theirs with the link.
  const passwordHash = await hashPassword(randomBytes(UNGUESSED_BYTES).toString('base64url'));
  const added = await addPerson(tables, { name, email, passwordHash });
  if (added === undefined) throw new Error(`${email} was added at the same moment: try again.`);
  return { person: added, isNew: true };
}

const linkSchema = z.object({ path: z.string() });

export async function passwordPath(
  line: LineServer,
  { memberId }: Pick<JoinedWorkspace, 'memberId'>,
  standing: Standing,
): Promise<string> {
  return linkSchema.parse(await line.run(createPasswordLink, { memberId }, standing)).path;
}
