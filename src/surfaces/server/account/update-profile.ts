import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { membershipsOf } from '../../../platform/auth/index.ts';
import type { Actor } from '../../../platform/permission/index.ts';
import { personNameSchema } from './person-schema.ts';
import { personal, personOf } from './personal.ts';
import { renameMember } from './rename-member.ts';

/** Changes one's own name, here and in every workspace. */
export const updateProfile = personal({
  name: 'updateProfile',
  does: 'Changes your name, in your account and in every workspace you belong to. What you wrote before keeps the name of its day in the history.',
  audience: 'person',
  may: 'change their own name',
  effect: 'write',
  rest: { method: 'PATCH', path: '/profile', tag: 'Session' },
  input: z.strictObject({ name: personNameSchema }),
  output: z.strictObject({ name: z.string(), email: z.string() }),
  failures: [],
  example: { name: 'Ana Silva' },
  run: async ({ name }, { database, line, auth, ...visit }) => {
    const { userId, email } = personOf({ database, line, auth, ...visit });
    const memberships = await database.global(async (statements) => {
      await statements.run(
        sql`update "user" set name = ${name}, "updatedAt" = now() where id = ${userId} and name <> ${name}`,
      );
      return membershipsOf(statements, userId);
    });
    for (const { workspaceId, memberId } of memberships) {
      const actor: Actor = { memberId, name, role: 'viewer', teamIds: [], via: 'web' };
      await line.run(renameMember, { memberId, name }, { workspaceId, actor });
    }
    await auth.accountChanged();
    return { name, email };
  },
});
