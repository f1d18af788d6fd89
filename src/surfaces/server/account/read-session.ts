import { z } from 'zod';
import { joinedWorkspaces } from './joined-workspaces.ts';
import { personal, personOf } from './personal.ts';
import { joinedWorkspaceSchema } from './workspace-row.ts';

/** Who is signed in, and where they belong: the first thing every page asks. */
export const readSession = personal({
  name: 'readSession',
  does: 'Says who is signed in and which workspaces they belong to, each with their role. With an API key: its member and its one workspace.',
  audience: 'person',
  may: 'see their own session',
  effect: 'read',
  rest: { method: 'GET', path: '/session', tag: 'Session' },
  input: z.strictObject({}),
  output: z.strictObject({
    user: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }),
    sessionId: z.string().nullable(),
    workspaces: z.array(joinedWorkspaceSchema),
  }),
  failures: [],
  example: {},
  run: async (_input, visit) => {
    const { userId, name, email, sessionId } = personOf(visit);
    const all = await joinedWorkspaces(visit.database, userId);
    const workspaces = visit.identity === null ? all : all.filter(({ id }) => id === visit.identity?.workspaceId);
    return {
      user: { id: userId, name, email },
      sessionId: sessionId === '' ? null : sessionId,
      workspaces: [...workspaces],
    };
  },
});
