/** `throughline restore FILE`: a backup becomes the installation; all of it or nothing. */
import type { Command } from 'commander';
import { type Database, openDatabase, restore } from '../../platform/database/index.ts';
import { isFailure } from '../../platform/failure/index.ts';
import type { Settings } from '../../platform/settings/index.ts';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import { mustBeStopped, notOverNetwork } from './failures.ts';
import { filesFolderOf } from './files-folder.ts';
import { rememberFolder } from './fresh-data.ts';
import { readableFile } from './readable-file.ts';

export function addRestore(program: Command, cli: Cli): void {
  program
    .command('restore')
    .argument('<file>', 'an archive that "throughline backup" wrote')
    .description('restore a backup into an empty installation; Throughline must not be running')
    .option('--replace', 'throw away what is there now')
    .addHelpText('after', example('throughline restore line-2021-06-01.tar.gz --data ./restored'))
    .action(async (archive: string, { replace }: { readonly replace?: boolean }) => {
      if (cli.remote() !== undefined) throw notOverNetwork({ command: 'restore' });
      await readableFile(archive);
      const settings = cli.settings();
      const leaveAsItWas = await rememberFolder(settings);
      const database = await openAlone(settings, cli.terminal.say);
      const progress = cli.terminal.progress('tables');
      let tables = 0;
      let isRestored = false;
      try {
        const summary = await restore({
          archive,
          database,
          filesFolder: filesFolderOf(settings),
          replace: replace === true,
          progress: () => {
            tables += 1;
            progress.at(tables);
          },
        });
        isRestored = true;
        progress.end();
        cli.terminal.answer(summary, () => [
          `Restored ${summary.rows} rows and ${summary.files} files, backed up on ${summary.createdAt} by Throughline ${summary.version}.`,
        ]);
      } finally {
        progress.end();
        await database.close();
        if (!isRestored) await leaveAsItWas();
      }
    });
}

/** @throws `command.needs-stop` where a Throughline uses the data */
async function openAlone(settings: Settings, say: (sentence: string) => void): Promise<Database> {
  const database = await openDatabase(settings, { say }).catch((error: unknown) => {
    throw isFailure(error) && error.id === 'database.in-use' ? mustBeStopped({ command: 'restore' }) : error;
  });
  try {
    if (settings.databaseUrl !== undefined && (await isInUse(database))) throw mustBeStopped({ command: 'restore' });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** On a database server nothing locks the data: a running Throughline is known by the channels it listens on. */
async function isInUse({ pool, connection }: Database): Promise<boolean> {
  const own = connection().application_name ?? 'throughline';
  const { rows } = await pool.query<{ busy: boolean }>(
    `select exists (select from pg_stat_activity where datname = current_database() and application_name = $1
      and query ilike 'listen %') as busy`,
    [own],
  );
  return rows[0]?.busy === true;
}
