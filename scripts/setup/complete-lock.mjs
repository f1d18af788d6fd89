/**
 * `npm run lock`: completes package-lock.json. npm leaves a package for another platform out of the lock file when the
 * registry it asked does not hold it, and then refuses its own lock file (`npm ci`: "Missing … from lock file"). The parent
 * names the exact version, and the package's name says its platform, so the entry can be written all the same.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root } from './install.mjs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const OTHER_NAMES = { windows: 'win32', win: 'win32' };

/** The entries that the lock file lacks, by place. */
export function missingEntries(lock) {
  const missing = {};
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isThere(lock.packages, place, name) || !/^\d/.test(version)) continue;
      missing[`node_modules/${name}`] = {
        version,
        ...flagsOf(entry),
        license: entry.license,
        optional: true,
        ...platformOf(name),
      };
    }
  }
  return missing;
}

/** As Node finds it: beside the package, or above. */
function isThere(packages, place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (!folder.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
}

function flagsOf(entry) {
  return { ...(entry.dev ? { dev: true } : {}), ...(entry.devOptional ? { devOptional: true } : {}) };
}

function platformOf(name) {
  const words = name.split(/[-/]/).map((word) => OTHER_NAMES[word] ?? word);
  const system = words.find((word) => SYSTEMS.includes(word));
  const processor = words.find((word) => PROCESSORS.includes(word));
  const library = words.some((word) => word.startsWith('musl')) ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return {
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(system === undefined ? {} : { os: [system] }),
    ...(library === undefined || system !== 'linux' ? {} : { libc: [library] }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('package-lock.json', root);
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingEntries(lock);
  const [own, ...rest] = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries([own, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`Added ${Object.keys(missing).length} packages for other platforms.\n`);
}
