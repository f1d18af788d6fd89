import { z } from 'zod';
import { joinedWorkspaces } from './joined-workspaces.ts';
import { personal, personOf, type Visit } from './personal.ts';
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
    if (visit.identity === null) await lengthen(visit);
    const all = await joinedWorkspaces(visit.database, userId);
    const workspaces = visit.identity === null ? all : all.filter(({ id }) => id === visit.identity?.workspaceId);
    return {
      user: { id: userId, name, email },
      sessionId: sessionId === '' ? null : sessionId,
      workspaces: [...workspaces],
    };
  },
});

/** A session in use lives on: whoever opens a page at least once a month stays signed in. */
async function lengthen({ auth, request, answerHeaders }: Visit): Promise<void> {
  for (const cookie of (await auth.refresh(request.headers)).getSetCookie()) answerHeaders.append('set-cookie', cookie);
}
