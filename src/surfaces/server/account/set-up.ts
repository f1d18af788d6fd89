import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { addPerson, claimSetUp, isSetUp, type NewPerson } from '../../../platform/auth/index.ts';
import { systemActor } from '../../../platform/permission/index.ts';
import { setUpDone, setUpTokenWrong } from './failures.ts';
import { openWorkspace } from './open-workspace.ts';
import { emailSchema, passwordSchema, personNameSchema } from './person-schema.ts';
import { type AccountParts, personal, type Visit } from './personal.ts';
import { slugFrom } from './slug.ts';
import {
  type JoinedWorkspace,
  joinedWorkspaceSchema,
  layDown,
  slugForName,
  timeZoneSchema,
  workspaceNameSchema,
} from './workspace-row.ts';

const inputSchema = z.strictObject({
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
  workspaceName: workspaceNameSchema,
  timeZone: timeZoneSchema.default('UTC'),
  token: z.string().max(200).optional().meta({ description: 'Printed at start; needed from another machine.' }),
});

/** Makes the first owner and the first workspace, together and once. */
export const setUp = personal({
  name: 'setUp',
  does: 'Makes the owner and the first workspace of a new installation and signs the owner in. Works once: of two at the same moment one is refused, and nothing is left half made.',
  audience: 'anyone',
  may: 'set up an installation that has no owner, at the machine itself or with the token printed at its start',
  effect: 'write',
  rest: { method: 'POST', path: '/setup', tag: 'Set-up' },
  input: inputSchema,
  output: z.strictObject({ userId: z.string(), workspace: joinedWorkspaceSchema }),
  failures: [setUpDone, setUpTokenWrong],
  example: {
    name: 'Ana Silva',
    email: 'ana@example.com',
    password: 'correct horse battery',
    workspaceName: 'Firefox',
    timeZone: 'Europe/Lisbon',
  },
  run: async (input, visit) => {
    if (await visit.database.global(isSetUp)) throw setUpDone({});
    assertMay(visit, input.token);
    const passwordHash = await visit.auth.hashPassword(input.password);
    const made = await found(visit, { name: input.name, email: input.email, passwordHash }, input);
    const cookies = await visit.auth.signIn({ email: input.email, password: input.password }, visit);
    for (const cookie of cookies.getSetCookie()) visit.answerHeaders.append('set-cookie', cookie);
    return made;
  },
});

function assertMay(visit: Visit, token: string | undefined): void {
  if (visit.auth.mayWithoutToken(visit) || visit.auth.opensSetUp(token)) return;
  throw setUpTokenWrong({ field: 'token' });
}

/**
 * The first owner and workspace in one transaction.
 *
 * @throws `setup.done`
 */
async function found(
  { database, line }: Pick<AccountParts, 'database' | 'line'>,
  newOwner: NewPerson,
  { workspaceName, timeZone }: { readonly workspaceName: string; readonly timeZone: string },
): Promise<{ readonly userId: string; readonly workspace: JoinedWorkspace }> {
  const id = uuidv7();
  const made = await database.write(id, async (statements) => {
    if (!(await claimSetUp(statements))) throw setUpDone({});
    const owner = await addPerson(statements, newOwner);
    if (owner === undefined) throw setUpDone({});
    const slug = await slugForName(statements, slugFrom(workspaceName));
    return {
      userId: owner.id,
      workspace: await layDown(statements, { id, name: workspaceName, slug, timeZone, owner }),
    };
  });
  await line.run(openWorkspace, {}, { workspaceId: id, actor: systemActor('web', 'Set-up') });
  return made;
}
