import { z } from 'zod';
import { emailSchema } from './person-schema.ts';
import { personal } from './personal.ts';

/** Proves that mail works, or shows the server's own words on why it does not. */
export const sendTestMail = personal({
  name: 'sendTestMail',
  does: 'Sends a test mail now and gives back what the mail server really answered, word for word, whether it took the mail or not.',
  audience: 'admin',
  may: 'send a test mail',
  effect: 'write',
  rest: { method: 'POST', path: '/mail-test', tag: 'Mail' },
  input: z.strictObject({ to: emailSchema }),
  output: z.strictObject({ sent: z.boolean(), answer: z.string() }),
  failures: [],
  example: { to: 'ana@example.com' },
  run: async ({ to }, { mailer }) => mailer.sendTestMail(to),
});
