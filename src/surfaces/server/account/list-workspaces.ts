import { z } from 'zod';
import { joinedWorkspaces } from './joined-workspaces.ts';
import { personal, personOf } from './personal.ts';
import { joinedWorkspaceSchema } from './workspace-row.ts';

/** The workspaces one belongs to. */
export const listWorkspaces = personal({
  name: 'listWorkspaces',
  does: 'Lists the workspaces you belong to, by name, with your role in each. Name one by its slug in the header X-Workspace to work in it.',
  audience: 'person',
  may: 'list the workspaces they belong to',
  effect: 'read',
  rest: { method: 'GET', path: '/workspaces', tag: 'Workspaces' },
  input: z.strictObject({}),
  output: z.strictObject({ workspaces: z.array(joinedWorkspaceSchema) }),
  failures: [],
  example: {},
  run: async (_input, visit) => ({ workspaces: [...(await joinedWorkspaces(visit.database, personOf(visit).userId))] }),
});
