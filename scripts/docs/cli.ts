/** docs/generated/cli.md: the help of every command, as the terminal prints it. */
import type { Command } from 'commander';
import { createProgram } from '../../src/surfaces/cli/program.ts';

export const file = 'cli.md';

const WIDTH = 110;

export function print(): string {
  const program = createProgram({ out: process.stdout, error: process.stderr, environment: {} });
  const [about, ...rest] = [program, ...program.commands.flatMap(withSubcommands)];
  return [
    '# The command line',
    '',
    '`npm run throughline -- COMMAND` in a checkout, or `npx throughline COMMAND`. Every command takes the options of the first page.',
    '',
    ...(about === undefined ? [] : page('throughline', about)),
    ...rest.flatMap((command) => page(pathOf(command), command)),
  ].join('\n');
}

function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function page(title: string, command: Command): readonly string[] {
  return [`## ${title}`, '', '```text', helpOf(command).trimEnd(), '```', ''];
}

/** With what is added after it, which `helpInformation` leaves out. */
function helpOf(command: Command): string {
  const written: string[] = [];
  command
    .configureHelp({ helpWidth: WIDTH, showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => written.push(text),
      getOutHelpWidth: () => WIDTH,
      getOutHasColors: () => false,
    })
    .outputHelp();
  return written.join('');
}
