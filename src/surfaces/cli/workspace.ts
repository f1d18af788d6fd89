/** `throughline workspace`: the workspaces of the installation. */
import type { Command } from 'commander';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import { columns } from './terminal.ts';

interface CreateOptions {
  readonly slug?: string;
  readonly timeZone?: string;
  readonly owner?: string;
}

export function addWorkspace(program: Command, cli: Cli): void {
  const workspace = program.command('workspace').description('list and make workspaces');
  workspace
    .command('list')
    .description('list the workspaces')
    .addHelpText('after', example('throughline workspace list'))
    .action(async () => {
      const workspaces = await cli.withDesk((desk) => desk.workspaces());
      cli.terminal.answer({ workspaces }, (paint) =>
        columns(workspaces.map(({ slug, name, timeZone }) => [paint.cyan(slug), name, paint.dim(timeZone)])),
      );
    });
  workspace
    .command('create')
    .argument('<name>', 'as people read it: Firefox')
    .description('make a workspace; its first owner gets an account and a link to choose a password')
    .requiredOption('--owner <email>', 'address of its owner')
    .option('--slug <slug>', 'its address, made of the name unless said')
    .option('--time-zone <zone>', 'as Europe/Lisbon; UTC unless said')
    .addHelpText('after', example('throughline workspace create Firefox --owner ana@example.com'))
    .action((name: string, { slug, timeZone, owner }: CreateOptions) =>
      cli.withDesk(async (desk) => {
        const made = await desk.createWorkspace({
          name,
          ...(slug === undefined ? {} : { slug }),
          ...(timeZone === undefined ? {} : { timeZone }),
          ...(owner === undefined ? {} : { owner }),
        });
        const { passwordPath, ...rest } = made;
        const passwordLink = passwordPath === null ? null : `${desk.publicUrl}${passwordPath}`;
        cli.terminal.answer({ ...rest, passwordLink }, (paint) => [
          `${paint.cyan(made.slug)} ${made.name} is at ${desk.publicUrl}/${made.slug}`,
          ...(passwordLink === null ? [] : [`${owner} chooses a password within 24 hours at ${passwordLink}`]),
        ]);
      }),
    );
}
