/** Where people reach the server on this data, noted beside it while it serves: a command beside it may know no PORT and no PUBLIC_URL. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from './read-settings.ts';

type Place = Pick<Settings, 'dataFolder' | 'publicUrl'>;

const fileIn = (dataFolder: string): string => path.join(dataFolder, 'address');

/**
 * Notes the address; what is returned takes the note away again. One left behind by a killed server is overwritten by the next. Where
 * nothing can be written (a server on a database and files elsewhere needs no data folder), commands go by their settings.
 *
 * @example
 * const forget = noteServedAt({ dataFolder, publicUrl: 'http://127.0.0.1:8080' });
 */
export function noteServedAt({ dataFolder, publicUrl }: Place): () => void {
  try {
    writeFileSync(fileIn(dataFolder), `${publicUrl}\n`);
  } catch {
    return () => undefined;
  }
  return () => rmSync(fileIn(dataFolder), { force: true });
}

/**
 * The address of the server on this data; where none serves, the one the settings give.
 *
 * @example servedAt(readSettings(process.env)) // 'https://line.example.com'
 */
export function servedAt({ dataFolder, publicUrl }: Place): string {
  try {
    const noted = readFileSync(fileIn(dataFolder), 'utf8').trim();
    return URL.canParse(noted) ? noted : publicUrl;
  } catch {
    return publicUrl;
  }
}
