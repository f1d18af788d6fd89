import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { SignedIn } from '../../../platform/auth/index.ts';
import { isAtLeast, systemActor } from '../../../platform/permission/index.ts';
import { mayNotCreateWorkspace, slugReserved, slugTaken } from './failures.ts';
import { joinedWorkspaces } from './joined-workspaces.ts';
import { openWorkspace } from './open-workspace.ts';
import { personal, personOf, type Visit } from './personal.ts';
import { slugSchema } from './slug.ts';
import {
  assertSlugFree,
  type JoinedWorkspace,
  joinedWorkspaceSchema,
  layDown,
  slugForName,
  timeZoneSchema,
  workspaceNameSchema,
} from './workspace-row.ts';

const inputSchema = z.strictObject({
  name: workspaceNameSchema,
  slug: slugSchema.optional().meta({ description: 'Its address, /slug; made of the name unless said.' }),
  timeZone: timeZoneSchema.default('UTC'),
});

/** Another workspace on the same installation, with whoever makes it as its owner. */
export const createWorkspace = personal({
  name: 'createWorkspace',
  does: 'Makes another workspace, owned by you; workspaces share nothing but the people who belong to several. A workspace of that name that you own already is given back instead of a second one.',
  audience: 'person',
  may: 'create workspaces, if they are an admin or owner of one already',
  effect: 'write',
  rest: { method: 'POST', path: '/workspaces', tag: 'Workspaces' },
  input: inputSchema,
  output: joinedWorkspaceSchema,
  failures: [mayNotCreateWorkspace, slugTaken, slugReserved],
  example: { name: 'Thunderbird', slug: 'thunderbird', timeZone: 'Europe/Berlin' },
  run: async (input, visit) => {
    const person = personOf(visit);
    const joined = await joinedWorkspaces(visit.database, person.userId);
    if (!joined.some(({ role }) => isAtLeast(role, 'admin'))) throw mayNotCreateWorkspace({});
    const mine = joined.find(
      ({ name, slug, role }) => name === input.name && role === 'owner' && slug === (input.slug ?? slug),
    );
    return mine ?? (await make(visit, person, input));
  },
});

async function make(
  { database, line }: Visit,
  person: SignedIn,
  { name, slug, timeZone }: z.output<typeof inputSchema>,
): Promise<JoinedWorkspace> {
  const id = uuidv7();
  const owner = { id: person.userId, name: person.name, email: person.email };
  const made = await database.write(id, async (statements) => {
    if (slug !== undefined) await assertSlugFree(statements, slug, id);
    const address = slug ?? (await slugForName(statements, name));
    return layDown(statements, { id, name, slug: address, timeZone, owner });
  });
  await line.run(openWorkspace, {}, { workspaceId: id, actor: systemActor('web', 'Set-up') });
  return made;
}
