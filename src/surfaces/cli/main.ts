/** `throughline`: the command line. 0: done; 1: refused, or what was looked for was found; 2: not understood. */
import { CommanderError, InvalidArgumentError } from 'commander';
import { explain } from './explain.ts';
import { createProgram } from './program.ts';

async function main(): Promise<void> {
  // `throughline list feature | head` closes our output early, which is no fault.
  process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));
  const program = createProgram({ out: process.stdout, error: process.stderr, environment: process.env });
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? usage(error) : 1;
    if (!(error instanceof CommanderError)) explain(error, program.opts().json === true);
  }
}

const NOT_UNDERSTOOD = 2;

/** Commander has said what was wrong, unless a command found out while it ran; asking for help or the version is no mistake. */
function usage(error: CommanderError): number {
  if (error instanceof InvalidArgumentError) process.stderr.write(`error: ${error.message}\n`);
  return error.exitCode === 0 ? 0 : NOT_UNDERSTOOD;
}

await main();
