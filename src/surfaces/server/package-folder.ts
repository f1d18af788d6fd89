/** Where Throughline itself lies: its own package, whether it runs from source or from a bundle. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

declare const __BUNDLED__: boolean | undefined;

/** Does this run from the single files in dist? The bundler says so. */
export const isBundled = (): boolean => typeof __BUNDLED__ !== 'undefined';

const manifest = z.looseObject({ name: z.string(), version: z.string() });

/** The folder that holds our package.json. */
export function packageFolder(from: string = path.dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) return process.cwd();
  }
}

/** The version of this build, as package.json has it. */
export function packageVersion(): string {
  const text = readFileSync(path.join(packageFolder(), 'package.json'), 'utf8');
  return manifest.parse(JSON.parse(text)).version;
}
