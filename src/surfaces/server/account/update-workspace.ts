import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { admins, type Context, operation } from '../../../line/index.ts';
import { workspaceNotJoined } from '../../../platform/auth/index.ts';
import { slugReserved, slugTaken } from './failures.ts';
import { slugSchema } from './slug.ts';
import {
  assertSlugFree,
  timeZoneSchema,
  type Workspace,
  workspaceNameSchema,
  workspaceSchema,
  workspacesWhere,
} from './workspace-row.ts';

/** Renames the workspace, moves it to another address, or sets where its days begin. */
export const updateWorkspace = operation({
  name: 'updateWorkspace',
  does: 'Changes the name, the address (slug) or the time zone of the workspace. After a new address old links to it no longer lead here.',
  may: admins('rename the workspace'),
  effect: 'write',
  rest: { method: 'PATCH', path: '/workspace', tag: 'Workspaces' },
  input: z.strictObject({
    name: workspaceNameSchema.optional(),
    slug: slugSchema.optional(),
    timeZone: timeZoneSchema.optional(),
  }),
  output: workspaceSchema,
  failures: [slugTaken, slugReserved],
  example: { name: 'Firefox', timeZone: 'Europe/Berlin' },
  run: async (input, context) => {
    const before = await current(context);
    const after = {
      name: input.name ?? before.name,
      slug: input.slug ?? before.slug,
      timeZone: input.timeZone ?? before.timeZone,
    };
    if (after.name === before.name && after.slug === before.slug && after.timeZone === before.timeZone) return before;
    const { sql: statements, workspaceId } = context;
    if (after.slug !== before.slug) await assertSlugFree(statements, after.slug, workspaceId);
    await statements.run(sql`update workspace set name = ${after.name}, slug = ${after.slug}, time_zone = ${after.timeZone}
      where id = ${workspaceId}::uuid`);
    const changed = await current(context);
    context.line.record({
      subject: 'member',
      id: workspaceId,
      itemId: null,
      kind: 'workspace',
      before,
      after: changed,
    });
    await context.line.moveEpoch();
    return changed;
  },
});

async function current({ sql: statements, workspaceId }: Context): Promise<Workspace> {
  const [found] = await workspacesWhere(statements, sql`id = ${workspaceId}::uuid`);
  if (found === undefined) throw workspaceNotJoined({ workspace: workspaceId });
  return found;
}
