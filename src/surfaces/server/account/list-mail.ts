import { z } from 'zod';
import { admins, operation } from '../../../line/index.ts';
import { mailLog } from '../../../platform/mail/index.ts';

const mailSchema = z
  .strictObject({
    id: z.guid(),
    to: z.string(),
    subject: z.string(),
    state: z.enum(['waiting', 'sent', 'failed']),
    attempts: z.int(),
    lastAnswer: z.string().nullable().meta({ description: 'What the mail server said, word for word.' }),
    createdAt: z.string(),
    nextAttemptAt: z.string().nullable(),
    sentAt: z.string().nullable(),
  })
  .meta({ title: 'LoggedMail' });

const SHOWN_MOST = 200;

/** What mail went out from here, and what the server said to it. */
export const listMail = operation({
  name: 'listMail',
  does: 'Lists the mail of the workspace of the last 90 days, newest first, with what the mail server answered. What a letter said is not shown: its link belongs to its reader.',
  may: admins('see the log of mail'),
  effect: 'read',
  rest: { method: 'GET', path: '/mail', tag: 'Mail' },
  input: z.strictObject({ limit: z.int().min(1).max(SHOWN_MOST).default(50) }),
  output: z.strictObject({ mail: z.array(mailSchema) }),
  failures: [],
  example: { limit: 50 },
  run: async ({ limit }, { sql: statements, workspaceId }) => ({
    mail: [...(await mailLog(statements, workspaceId, limit))],
  }),
});
