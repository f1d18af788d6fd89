/** What can go wrong with accounts below any workspace, one factory a cause. */
import { defineFailure } from '../failure/index.ts';

export const keyUnknown = defineFailure(
  'key.unknown',
  401,
  'The API key is not valid',
  () => 'This API key does not exist, has expired or was revoked. Ask an admin of the workspace for a new one.',
);
export const keyLacksScope = defineFailure<{ needed: string; scopes: readonly string[] }>(
  'key.scope-missing',
  403,
  'The API key may not do this',
  ({ needed, scopes }) =>
    `This needs the scope "${needed}"; the key has ${scopes.join(', ')}. Make a key with that scope.`,
);
export const keyLacksTool = defineFailure<{ tool: string; tools: readonly string[] }>(
  'key.tool-missing',
  403,
  'The API key may not use this tool',
  ({ tool, tools }) => `The key may use ${tools.join(', ')}, not "${tool}". Make a key that lists it.`,
);
export const workspaceNotJoined = defineFailure<{ workspace: string }>(
  'workspace.not-joined',
  404,
  'No such workspace',
  ({ workspace }) => `There is no workspace "${workspace}" that you belong to.`,
);
export const workspaceNotChosen = defineFailure<{ field: string; workspaces: readonly string[] }>(
  'workspace.not-chosen',
  400,
  'Which workspace?',
  ({ workspaces }) =>
    workspaces.length === 0
      ? 'You belong to no workspace yet. Ask an admin for an invitation, or create a workspace.'
      : `Name the workspace by the header "X-Workspace": ${workspaces.join(', ')}.`,
);
