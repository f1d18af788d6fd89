import { z } from 'zod';
import { isSetUp } from '../../../platform/auth/index.ts';
import { personal } from './personal.ts';

const offerSchema = z.strictObject({
  password: z.boolean(),
  code: z.boolean().meta({ description: 'A code by e-mail; only where mail is set.' }),
  passkey: z.boolean(),
  singleSignOn: z.strictObject({ name: z.string(), provider: z.string() }).nullable(),
});

/** Whether the first owner has been made, and how one can sign in: what the first page has to know. */
export const readSetUp = personal({
  name: 'readSetUp',
  does: 'Says whether this installation has its first owner, whether setting it up from here needs the token, and which ways to sign in it offers.',
  audience: 'anyone',
  may: 'see whether the installation is set up and how to sign in',
  effect: 'read',
  rest: { method: 'GET', path: '/setup', tag: 'Set-up' },
  input: z.strictObject({}),
  output: z.strictObject({ isSetUp: z.boolean(), needsToken: z.boolean(), signIn: offerSchema }),
  failures: [],
  example: {},
  run: async (_input, visit) => {
    const { database, auth } = visit;
    const done = await database.global(isSetUp);
    const needsToken = !done && !auth.mayWithoutToken(visit);
    return { isSetUp: done, needsToken, signIn: auth.offer };
  },
});
