/** Builds a target again when one of its sources is newer than the build. Plain JavaScript: runs before anything is built. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone, root } from './install.mjs';

const rootPath = fileURLToPath(root);

/** What each build is made from, and the file it is recognised by. */
const TARGETS = {
  server: {
    made: 'dist/server.js',
    from: ['src', 'rolldown.config.ts', 'package-lock.json'],
    without: /^src\/surfaces\/web\/|\.test\.tsx?$|\.(page|web)\.tsx$|\.css$|\.jsonl?$/,
  },
  web: {
    made: 'dist/web/index.html',
    from: ['src', 'vite.config.ts', 'package-lock.json'],
    without: /^src\/surfaces\/(server|cli)\/|^src\/(demo|integrations)\/|\.test\.tsx?$/,
  },
  methods: {
    made: 'dist/methods/package.json',
    from: ['src/methods', 'package.json', 'package-lock.json'],
    without: /\.test\.ts$/,
  },
};

/** Builds what is stale, alone; false where it does not build. */
export async function ensureBuilt(node, names) {
  if (names.every(isFresh)) return true;
  return await alone('build', async () => {
    const stale = names.filter((name) => !isFresh(name));
    if (stale.length === 0) return true;
    const builder = fileURLToPath(new URL('build.mjs', import.meta.url));
    const args = ['--disable-warning=ExperimentalWarning', builder, ...stale];
    return spawnSync(node, args, { stdio: ['ignore', 2, 2] }).status === 0;
  });
}

export function isFresh(name) {
  const stamp = join(rootPath, 'dist', `.${name}`);
  if (!existsSync(stamp) || !existsSync(join(rootPath, TARGETS[name].made))) return false;
  return readFileSync(stamp, 'utf8') === fingerprint(name);
}

export function markBuilt(name, print) {
  mkdirSync(join(rootPath, 'dist'), { recursive: true });
  writeFileSync(join(rootPath, 'dist', `.${name}`), print);
}

/** Path, size and time of every source: enough to notice an edit, and fast enough for every start. */
export function fingerprint(name) {
  const hash = createHash('sha256');
  const { from, without } = TARGETS[name];
  for (const file of from.flatMap(filesBelow).filter((path) => !without.test(path))) {
    const { size, mtimeMs } = statSync(join(rootPath, file));
    hash.update(`${file}\n${size}\n${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  const full = join(rootPath, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(`${path}/${entry.name}`) : [`${path}/${entry.name}`]));
}
