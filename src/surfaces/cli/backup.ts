/** `throughline backup FILE`: everything of the installation as of one moment, while it goes on working. */
import type { Command } from 'commander';
import { backup } from '../../platform/database/index.ts';
import { packageVersion } from '../server/package-folder.ts';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import { filesFolderOf } from './files-folder.ts';

export function addBackup(program: Command, cli: Cli): void {
  program
    .command('backup')
    .argument('<file>', 'the archive to write, .tar.gz')
    .description('write a backup of every workspace with its files; Throughline may go on running')
    .addHelpText('after', example('throughline backup line-2021-06-01.tar.gz'))
    .action((target: string) =>
      cli.withDesk(async (desk) => {
        const { database, settings } = desk.ground('backup');
        const progress = cli.terminal.progress('tables');
        let tables = 0;
        const summary = await backup({
          database,
          target,
          filesFolder: filesFolderOf(settings),
          version: packageVersion(),
          progress: () => {
            tables += 1;
            progress.at(tables);
          },
        }).finally(() => progress.end());
        cli.terminal.answer(summary, () => [
          `${target}: ${summary.rows} rows of ${summary.tables} tables and ${summary.files} files, ${summary.bytes} bytes`,
        ]);
      }),
    );
}
