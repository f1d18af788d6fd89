/** The whole command line: common options, and one file per command. */
import { Command } from 'commander';
import { packageVersion } from '../server/package-folder.ts';
import { addBackup } from './backup.ts';
import { addCheck } from './check.ts';
import { createCli } from './cli.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addExport } from './export.ts';
import { addGet } from './get.ts';
import { addImport } from './import.ts';
import { addKey } from './key.ts';
import { addList } from './list.ts';
import { addMcp } from './mcp.ts';
import { addMethod } from './method.ts';
import { addRestore } from './restore.ts';
import { addRun } from './run.ts';
import { addStart } from './start.ts';
import type { Streams } from './terminal.ts';
import { addTrace } from './trace.ts';
import { addUser } from './user.ts';
import { addWorkspace } from './workspace.ts';

/** In the order of a working day: start it, look at it, work on it, look after it. */
const COMMANDS = [
  addStart,
  addCheck,
  addTrace,
  addList,
  addGet,
  addRun,
  addImport,
  addExport,
  addMethod,
  addDemo,
  addWorkspace,
  addUser,
  addKey,
  addMcp,
  addDoctor,
  addBackup,
  addRestore,
];

const ABOUT = `One workspace in which product management and product marketing work on the same line of evidence.

Works on the data of this machine (THROUGHLINE_DATA or DATABASE_URL), beside a running Throughline if there is one. \
With --url and --key, or THROUGHLINE_URL and THROUGHLINE_KEY, it works on a Throughline elsewhere.`;

const AFTER = `
Exit codes: 0 done; 1 refused, or what was looked for was found; 2 not understood.
Colours only on a terminal; NO_COLOR switches them off.`;

/**
 * Puts the command line together.
 *
 * @example
 * await createProgram({ out: process.stdout, error: process.stderr, environment: process.env }).parseAsync(process.argv);
 */
export function createProgram(streams: Streams): Command {
  const program = new Command('throughline')
    .description(ABOUT)
    .version(packageVersion(), '-V, --version', 'say which version this is')
    .option('--json', 'answer in JSON: one document, or one line each where there may be many')
    .option('-w, --workspace <slug>', 'work in this workspace; the only one unless said (THROUGHLINE_WORKSPACE)')
    .option('--url <address>', 'work on the Throughline at this address (THROUGHLINE_URL)')
    .option('--key <key>', 'the API key to come with (THROUGHLINE_KEY)')
    .option('--data <folder>', 'work on the data in this folder (THROUGHLINE_DATA)')
    .option('--as <email>', 'act as this member; on the data of this machine only')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.out.write(text),
      writeErr: (text) => streams.error.write(text),
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(throughline help, or --help after a command, says more)')
    .helpCommand('help [command]', 'say how a command is used')
    .addHelpText('after', AFTER);
  const cli = createCli(program, streams);
  for (const add of COMMANDS) add(program, cli);
  return program;
}
