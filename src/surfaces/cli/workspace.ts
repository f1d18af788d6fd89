/** `throughline workspace`: the workspaces of the installation. */
import type { Command } from 'commander';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import type { Desk, MadeWorkspace } from './desk.ts';
import { columns, sayNone } from './terminal.ts';

interface CreateOptions {
  readonly slug?: string;
  readonly timeZone?: string;
  readonly owner?: string;
}

export function addWorkspace(program: Command, cli: Cli): void {
  const workspace = program.command('workspace').description('list and make workspaces, and bring one in');
  workspace
    .command('list')
    .description('list the workspaces')
    .addHelpText('after', example('throughline workspace list'))
    .action(async () => {
      const workspaces = await cli.withDesk((desk) => desk.workspaces());
      const how = '"throughline workspace create NAME --owner EMAIL" makes one.';
      sayNone(cli.terminal, workspaces, `There is no workspace yet. ${how}`);
      cli.terminal.answer({ workspaces }, (paint) =>
        columns(workspaces.map(({ slug, name, timeZone }) => [paint.cyan(slug), name, paint.dim(timeZone)])),
      );
    });
  withOwner(workspace.command('create'))
    .argument('<name>', 'as people read it: Firefox')
    .description('make a workspace; its first owner gets an account and a link to choose a password')
    .option('--time-zone <zone>', 'as Europe/Lisbon; UTC unless said')
    .addHelpText('after', example('throughline workspace create Firefox --owner ana@example.com'))
    .action((name: string, options: CreateOptions) =>
      cli.withDesk(async (desk) => tell(cli, desk, await desk.createWorkspace({ name, ...options }))),
    );
  withOwner(workspace.command('import'))
    .argument('<file>', 'an archive that "throughline export --archive" wrote')
    .argument('<name>', 'as people read it: Firefox')
    .description('bring a whole workspace in as a new one, with its history and files')
    .addHelpText('after', example('throughline workspace import firefox.tar.gz Firefox --owner ana@example.com'))
    .action((file: string, name: string, options: CreateOptions) =>
      cli.withDesk(async (desk) => tell(cli, desk, await desk.bringWorkspace(file, { name, ...options }))),
    );
}

function withOwner(command: Command): Command {
  return command
    .requiredOption('--owner <email>', 'address of its owner')
    .option('--slug <slug>', 'its address, made of the name unless said');
}

function tell({ terminal }: Cli, { publicUrl }: Desk, { passwordPath, ...made }: MadeWorkspace): void {
  const passwordLink = passwordPath === null ? null : `${publicUrl}${passwordPath}`;
  terminal.answer({ ...made, passwordLink }, (paint) => [
    `${paint.cyan(made.slug)} ${made.name} is at ${publicUrl}/${made.slug}`,
    ...(passwordLink === null ? [] : [`Its owner chooses a password within 24 hours at ${passwordLink}`]),
  ]);
}
