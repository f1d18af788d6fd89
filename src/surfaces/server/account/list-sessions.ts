import { z } from 'zod';
import { sessionsOf } from '../../../platform/auth/index.ts';
import { personal, personOf } from './personal.ts';

const sessionSchema = z
  .strictObject({
    id: z.string(),
    signedInAt: z.string(),
    expiresAt: z.string(),
    address: z.string().nullable(),
    device: z.string().nullable(),
    isThisOne: z.boolean(),
  })
  .meta({ title: 'Session' });

/** Where one is signed in. */
export const listSessions = personal({
  name: 'listSessions',
  does: 'Lists where you are signed in: browser, network address and when, and which of them is this one.',
  audience: 'person',
  may: 'see where they are signed in',
  effect: 'read',
  rest: { method: 'GET', path: '/sessions', tag: 'Session' },
  input: z.strictObject({}),
  output: z.strictObject({ sessions: z.array(sessionSchema) }),
  failures: [],
  example: {},
  run: async (_input, visit) => {
    const { userId, sessionId } = personOf(visit);
    const open = await visit.database.global((statements) => sessionsOf(statements, userId));
    return { sessions: open.map((session) => ({ ...session, isThisOne: session.id === sessionId })) };
  },
});
