/** What only the command line can run into; everything else is refused by the operations, in the same words as at every door. */
import { defineFailure } from '../../platform/failure/index.ts';

export const noWorkspace = defineFailure(
  'workspace.none',
  404,
  'There is no workspace yet',
  () =>
    'There is no workspace yet. Make one: throughline workspace create "Firefox" --owner you@example.com, or open /set-up in a browser.',
);
export const whichWorkspace = defineFailure<{ field: string; workspaces: readonly string[] }>(
  'workspace.ambiguous',
  400,
  'Which workspace?',
  ({ workspaces }) => `There are several workspaces: name one with --workspace (${workspaces.join(', ')}).`,
);
export const noSuchWorkspace = defineFailure<{ field: string; workspace: string; workspaces: readonly string[] }>(
  'workspace.unknown',
  404,
  'No such workspace',
  ({ workspace, workspaces }) => `There is no workspace "${workspace}" here; there is ${workspaces.join(', ')}.`,
);
export const noSuchMember = defineFailure<{ field: string; email: string }>(
  'member.unknown-address',
  404,
  'Nobody by that address',
  ({ email }) => `Nobody in this workspace has the address ${email}. "throughline user list" shows who is there.`,
);
export const keyMissing = defineFailure<{ field: string }>(
  'key.missing',
  401,
  'A key is needed',
  () =>
    'Over the network Throughline wants an API key: give --key or THROUGHLINE_KEY. "throughline key create" makes one on its machine.',
);
export const serverSilent = defineFailure<{ url: string; reason: string }>(
  'server.unreachable',
  503,
  'No answer',
  ({ url, reason }) => `No Throughline answers at ${url} (${reason}). Check the address, and that it is running.`,
);
export const notOverNetwork = defineFailure<{ command: string }>(
  'command.needs-data',
  400,
  'Only where the data lies',
  ({ command }) =>
    `"throughline ${command}" works where the data lies, not over the network: run it there, without --url and THROUGHLINE_URL.`,
);
export const notReachedByKey = defineFailure<{ field: string }>(
  'key.decides',
  400,
  'The key says who acts',
  ({ field }) => `Over the network the key says who acts: leave out ${field}, or give another key.`,
);
export const mustBeStopped = defineFailure<{ command: string }>(
  'command.needs-stop',
  409,
  'Throughline is running',
  ({ command }) =>
    `A Throughline is running on this data. "throughline ${command}" replaces what lies under it: stop it first, then try again.`,
);
export const noSuchOperation = defineFailure<{ field: string; operation: string }>(
  'operation.unknown',
  404,
  'No such operation',
  ({ operation }) => `There is no operation "${operation}". "throughline run" lists them.`,
);
export const notAtCommandLine = defineFailure<{ operation: string; reason: string }>(
  'operation.not-here',
  400,
  'Not at the command line',
  ({ operation, reason }) => `"${operation}" is not at the command line: ${reason}`,
);
export const badInput = defineFailure<{ field: string; given: string; right: string }>(
  'input.unreadable',
  400,
  'That cannot be read',
  ({ field, given, right }) => `${field} cannot be read from "${given}": ${right}.`,
);
export const fileThere = defineFailure<{ field: string; file: string }>(
  'file.exists',
  409,
  'The file is there already',
  ({ file }) => `${file} is there already and is not overwritten. Give another name, or move it away first.`,
);
export const fileMissing = defineFailure<{ field: string; file: string; reason: string }>(
  'file.not-readable',
  404,
  'The file cannot be read',
  ({ file, reason }) => `${file} cannot be read (${reason}). Check its name and its rights.`,
);
export const fileRefused = defineFailure<{ file: string; reason: string }>(
  'file.refused',
  409,
  'The file cannot be used',
  ({ file, reason }) => `${file} cannot be used (${reason}). Check that its folder is there, and its rights.`,
);
export const nothingUnderstood = defineFailure<{ field: string; file: string }>(
  'import.nothing-suggested',
  422,
  'No column is understood',
  ({ file }) => `No column of ${file} leads anywhere by its name. Say where: --map "Column=title".`,
);
export const importWhat = defineFailure<{ field: string }>(
  'import.what',
  400,
  'Import what?',
  () =>
    'Say which file: throughline import reviews.csv --kind feedback. No import was cut short that could be gone on with.',
);
export const presetMissing = defineFailure<{ field: string; title: string; presets: readonly string[] }>(
  'import.preset-unknown',
  404,
  'No such preset',
  ({ title, presets }) =>
    `There is no import preset "${title}"; there is ${presets.length === 0 ? 'none: keep one with --save-preset' : presets.join(', ')}.`,
);
export const nothingToExport = defineFailure<{ field: string }>(
  'export.what',
  400,
  'Export what?',
  () => 'Say what to export: a kind (throughline export features), --upg or --archive.',
);
export const viewMissing = defineFailure<{ field: string; title: string; views: readonly string[] }>(
  'view.unknown',
  404,
  'No such view',
  ({ title, views }) =>
    `There is no saved view "${title}" of that kind; there is ${views.length === 0 ? 'none' : views.join(', ')}.`,
);
export const keyUnknownHere = defineFailure<{ field: string; key: string; count: number }>(
  'key.not-one',
  404,
  'Which key?',
  ({ key, count }) =>
    `${count === 0 ? 'No key' : `${count} keys`} here answer${count === 1 ? 's' : ''} to "${key}". "throughline key list --json" shows their ids.`,
);
export const demoStopped = defineFailure<{ demo: string; reason: string }>(
  'demo.stopped',
  500,
  'The demonstration was not loaded whole',
  ({ demo, reason }) =>
    `Loading ${demo} stopped: ${reason}. Load it again to carry it on, or take it away with --remove.`,
);
