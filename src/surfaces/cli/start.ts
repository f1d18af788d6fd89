/** `throughline start`: the server itself. */
import type { Command } from 'commander';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';

interface StartOptions {
  readonly port?: string;
  readonly host?: string;
}

export function addStart(program: Command, cli: Cli): void {
  program
    .command('start')
    .description('start the server and serve until told to stop')
    .option('--port <number>', 'port to listen on (PORT, 4321)')
    .option('--host <address>', 'address to listen on (HOST, 127.0.0.1)')
    .addHelpText('after', example('throughline start --port 8080'))
    .action(async ({ port, host }: StartOptions) => {
      if (port !== undefined) process.env.PORT = port;
      if (host !== undefined) process.env.HOST = host;
      process.env.THROUGHLINE_DATA = cli.settings().dataFolder;
      // Serves as soon as it is loaded, and stops by itself when the process is told to.
      await import('../server/main.ts');
    });
}
