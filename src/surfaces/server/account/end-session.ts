import { z } from 'zod';
import { endSession as endOne, endOtherSessions } from '../../../platform/auth/index.ts';
import { EXAMPLE_ID } from './member-row.ts';
import { personal, personOf } from './personal.ts';

/** Signs one of one's own sessions out. One that has ended already needs nothing done. */
export const endSession = personal({
  name: 'endSession',
  does: 'Ends one of your sessions: that browser is signed out with its next request. One that has ended already, or is not yours, changes nothing.',
  audience: 'person',
  may: 'end their own sessions',
  effect: 'write',
  rest: { method: 'DELETE', path: '/sessions/{sessionId}', tag: 'Session' },
  input: z.strictObject({ sessionId: z.string().max(100) }),
  output: z.strictObject({ sessionId: z.string(), isOpen: z.literal(false) }),
  failures: [],
  example: { sessionId: EXAMPLE_ID },
  run: async ({ sessionId }, visit) => {
    const { userId } = personOf(visit);
    const ended = await visit.database.global((statements) => endOne(statements, userId, sessionId));
    if (ended) await visit.auth.accountChanged();
    return { sessionId, isOpen: false as const };
  },
});

/** Signs out everywhere but here. */
export const endOtherSessionsOfMine = personal({
  name: 'endOtherSessions',
  does: 'Ends every session of yours but this one.',
  audience: 'person',
  may: 'end their own sessions',
  effect: 'write',
  rest: { method: 'POST', path: '/sessions/end-others', tag: 'Session' },
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.int() }),
  failures: [],
  example: {},
  run: async (_input, visit) => {
    const { userId, sessionId } = personOf(visit);
    const ended = await visit.database.global((statements) => endOtherSessions(statements, userId, sessionId));
    if (ended > 0) await visit.auth.accountChanged();
    return { ended };
  },
});
