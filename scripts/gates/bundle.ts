/** How much JavaScript a browser loads before the first useful page, from what Vite built. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Gate, type Verdict, verdict } from './gate.ts';

export const FIRST_LOAD_KB = 250;
const KB = 1000;

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).optional(),
  }),
);
type Manifest = z.infer<typeof manifestSchema>;

export const bundle: Gate = {
  name: 'bundle',
  watches: `the first page loads at most ${FIRST_LOAD_KB} kB of gzip JavaScript`,
  async run(root) {
    const size = firstLoadKb(root);
    if (size === undefined || size === 0) return notBuilt();
    const summary = `first load ${size.toFixed(1)} kB gzip of ${FIRST_LOAD_KB}`;
    return verdict(summary, size > FIRST_LOAD_KB ? [summary] : []);
  },
};

function notBuilt(): Verdict {
  return verdict('no build', ['dist/web has no entry: run `npm run build`']);
}

/** The entry and everything it imports at once, in kB of gzip; undefined where nothing is built. */
export function firstLoadKb(root: string): number | undefined {
  const file = path.join(root, 'dist/web/.vite/manifest.json');
  if (!existsSync(file)) return undefined;
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const loaded = new Set<string>();
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry) addWithImports(manifest, name, loaded);
  const bytes = [...loaded].map((script) => gzipSync(readFileSync(path.join(root, 'dist/web', script))).length);
  return bytes.reduce((sum, size) => sum + size, 0) / KB;
}

function addWithImports(manifest: Manifest, name: string, loaded: Set<string>): void {
  const chunk = manifest[name];
  if (chunk === undefined || loaded.has(chunk.file)) return;
  if (chunk.file.endsWith('.js')) loaded.add(chunk.file);
  for (const imported of chunk.imports ?? []) addWithImports(manifest, imported, loaded);
}
