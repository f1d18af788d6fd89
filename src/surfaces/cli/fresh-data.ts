/** What a command lays down in a data folder that held no database: gone again where the command comes to nothing. */
import { existsSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../../platform/settings/index.ts';

/** All that opening an embedded database makes; nothing else is ever removed. */
const MADE = ['postgres', 'postgres.log', 'postgres.password', 'socket'];

/**
 * Looks at the folder before the database is opened; answers how to leave it as it was. A folder that had a database is left alone.
 *
 * @example const undo = await rememberFolder(settings); // … where it failed: await undo();
 */
export async function rememberFolder({ databaseUrl, dataFolder }: Settings): Promise<() => Promise<void>> {
  const folder = path.resolve(dataFolder);
  const wasThere = existsSync(folder);
  const before = new Set(wasThere ? await readdir(folder) : []);
  if (databaseUrl !== undefined || before.has('postgres')) return async () => undefined;
  return async () => {
    for (const name of MADE.filter((one) => !before.has(one)))
      await rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 });
    // Stays where it holds anything else.
    if (!wasThere) await rmdir(folder).catch(() => undefined);
  };
}
