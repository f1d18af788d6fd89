/** The secret that signs cookies: given by the environment, or made once and kept where the data is. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openDataFolder } from './data-folder.ts';
import type { Settings } from './read-settings.ts';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;

/**
 * The installation's secret. Made at the first start with mode 600; two processes that start at once agree on one.
 *
 * @example keepSecret(readSettings(process.env)).length // 43
 */
export function keepSecret({ secret, dataFolder }: Pick<Settings, 'secret' | 'dataFolder'>): string {
  if (secret !== undefined) return secret;
  const file = path.join(openDataFolder(dataFolder), 'secret');
  try {
    writeFileSync(file, randomBytes(SECRET_BYTES).toString('base64url'), { flag: 'wx', mode: OWNER_ONLY });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
