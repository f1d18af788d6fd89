/** Builds the server and command line (rolldown) and the web (Vite): `build`, `build server`, `build web`; and `build methods`, a package of its own. */
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { fingerprint, markBuilt } from './build-if-stale.mjs';
import { buildMethods } from './build-methods.mjs';
import { root } from './install.mjs';

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;
const BUILDERS = { server: buildServer, web: buildWeb, methods: () => buildMethods() };

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : ['server', 'web']) {
  const started = Date.now();
  const print = fingerprint(name);
  try {
    await BUILDERS[name]();
    markBuilt(name, print);
    process.stderr.write(`Built the ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The ${name} does not build: ${stripVTControlCharacters(reason)}\n`);
    process.exitCode = 1;
  }
}

async function buildServer() {
  const { build } = await import('rolldown');
  const { default: config } = await import('../../rolldown.config.ts');
  const { output } = await build({ ...config, logLevel: 'warn' });
  await dropOldChunks(new Set(output.map(({ fileName }) => path.basename(fileName))));
}

/** Chunks of the last day's builds stay: a server that still runs may load one of them later. */
async function dropOldChunks(current) {
  const folder = fileURLToPath(new URL('dist/chunks/', root));
  const eldest = Date.now() - KEPT_MILLISECONDS;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (!current.has(name) && (await stat(file)).mtimeMs < eldest) await rm(file, { force: true });
  }
}

async function buildWeb() {
  const { build } = await import('vite');
  const [web, next, old] = ['web', 'web.next', 'web.old'].map((name) => fileURLToPath(new URL(`dist/${name}`, root)));
  await build({
    configFile: fileURLToPath(new URL('vite.config.ts', root)),
    logLevel: 'warn',
    build: { outDir: next, emptyOutDir: true },
  });
  // Swapped in one step: a server that starts meanwhile finds the pages of before or of after, never none.
  await rm(old, { recursive: true, force: true });
  if (existsSync(web)) await rename(web, old);
  await rename(next, web);
  await rm(old, { recursive: true, force: true });
}
