import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { admins, type Context, operation } from '../../../line/index.ts';
import { passwordPath } from '../../../platform/auth/index.ts';
import { memberElsewhere, memberNotFound, memberRemoved, memberWithoutAccount, ownersOnly } from './failures.ts';
import { assertMayDecide, EXAMPLE_ID, type MemberRow, presentMember } from './member-row.ts';

const LINK_HOURS = 24;
const HOUR_MS = 3_600_000;
const TOKEN_BYTES = 24;

/** Helps somebody who forgot their password where there is no mail: a link for the admin to hand over. */
export const createPasswordLink = operation({
  name: 'createPasswordLink',
  does: 'Gives a link with which a member chooses a new password within 24 hours; hand it to them. Only for people who belong to this workspace alone, because the password opens every workspace they belong to. A new link ends the one before.',
  may: admins('hand a member a link to choose a new password'),
  effect: 'write',
  rest: { method: 'POST', path: '/members/{memberId}/password-link', tag: 'Members' },
  input: z.strictObject({ memberId: z.guid() }),
  output: z.strictObject({ path: z.string(), expiresAt: z.string() }),
  failures: [memberNotFound, memberRemoved, memberWithoutAccount, memberElsewhere, ownersOnly],
  example: { memberId: EXAMPLE_ID },
  notAt: { mcp: 'The link opens an account; it is for a person to hand over.' },
  run: async ({ memberId }, context) => {
    const member = await presentMember(context, memberId);
    assertMayDecide(context, member);
    const userId = await accountWithin(context, member);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = new Date(context.now.getTime() + LINK_HOURS * HOUR_MS).toISOString();
    // The form in which better-auth keeps and looks up its own reset tokens.
    await context.sql.run(sql`delete from verification where identifier like 'reset-password:%' and value = ${userId}`);
    await context.sql.run(sql`insert into verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
      values (${uuidv7()}, ${`reset-password:${token}`}, ${userId}, ${expiresAt}::timestamptz, now(), now())`);
    context.line.record({
      subject: 'member',
      id: member.id,
      itemId: null,
      kind: 'passwordLink',
      before: null,
      after: { name: member.name, expiresAt },
    });
    return { path: passwordPath(token), expiresAt };
  },
});

async function accountWithin({ sql: statements }: Context, { userId, name }: MemberRow): Promise<string> {
  if (userId === null) throw memberWithoutAccount({ name });
  const found = await statements.row<{ count: number }>(
    sql`select count(*)::int as count from membership where user_id = ${userId}`,
  );
  if (found === undefined || found.count > 1) throw memberElsewhere({ name });
  return userId;
}
