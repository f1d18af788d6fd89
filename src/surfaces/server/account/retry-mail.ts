import { z } from 'zod';
import { admins, operation } from '../../../line/index.ts';
import { retryMail as makeDue } from '../../../platform/mail/index.ts';
import { mailNotFound } from './failures.ts';
import { EXAMPLE_ID } from './member-row.ts';

/** Sends a mail that failed or waits, now. */
export const retryMail = operation({
  name: 'retryMail',
  does: 'Puts a mail that failed, or waits for its next attempt, back in front of the queue. Repeating it does no harm: a mail is sent once.',
  may: admins('send mail again'),
  effect: 'write',
  rest: { method: 'POST', path: '/mail/{mailId}/retry', tag: 'Mail' },
  input: z.strictObject({ mailId: z.guid() }),
  output: z.strictObject({ mailId: z.guid(), state: z.literal('waiting') }),
  failures: [mailNotFound],
  example: { mailId: EXAMPLE_ID },
  run: async ({ mailId }, { sql: statements, workspaceId }) => {
    if (!(await makeDue(statements, workspaceId, mailId))) throw mailNotFound({ mail: mailId });
    return { mailId, state: 'waiting' as const };
  },
});
