/** What is written down: generated pages agree with the code, decisions are numbered and dated, no machine shows through. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { type Gate, house, runCommand, toolVerdict, verdict } from './gate.ts';
import { trackedFiles } from './source-files.ts';

export const generatedPages: Gate = {
  name: 'generated-pages',
  watches: 'docs/generated agrees with what the code prints (`npm run docs` prints it anew)',
  async run(root) {
    const script = path.join(house, 'scripts/print-docs.ts');
    return toolVerdict(
      await runCommand(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', script, '--check', '--root', root],
        root,
      ),
      'all pages up to date',
    );
  },
};

const DECISION = /^(\d{4})-[a-z0-9-]+\.md$/;

export const decisions: Gate = {
  name: 'decisions',
  watches: 'every decision has a number of its own and a date, and says whether it stands',
  async run(root) {
    const folder = path.join(root, 'docs/decisions');
    const files = existsSync(folder) ? readdirSync(folder).sort() : [];
    const findings = files.flatMap((file, at) => [
      ...faultsOfDecision(file, readFileSync(path.join(folder, file), 'utf8')),
      ...(numberOf(file) === numberOf(files[at - 1] ?? '') ? [`docs/decisions/${file}: its number is taken`] : []),
    ]);
    return verdict(`${files.length} decisions`, findings);
  },
};

const numberOf = (file: string): string => DECISION.exec(file)?.[1] ?? file;

function faultsOfDecision(file: string, text: string): readonly string[] {
  const number = numberOf(file);
  const faults: string[] = [];
  if (number === file) faults.push(`docs/decisions/${file}: is not named NNNN-what-was-decided.md`);
  if (!text.startsWith(`# ${number} `)) faults.push(`docs/decisions/${file}: does not begin with "# ${number} "`);
  if (!/^Date: \d{4}-\d{2}-\d{2}$/m.test(text)) faults.push(`docs/decisions/${file}: has no line "Date: YYYY-MM-DD"`);
  if (!/^Status: (accepted|superseded by \d{4})$/m.test(text))
    faults.push(`docs/decisions/${file}: has no line "Status: accepted"`);
  return faults;
}

const MOST_BYTES = 5_000_000;
/** Hosts of package registries, taken apart so that this file does not name one. */
const REGISTRIES = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['npm', 'pkg', 'github', 'com'],
].map((parts) => parts.join('.'));

export const places: Gate = {
  name: 'places',
  watches: 'no committed file names a path of this machine or the host of a package registry',
  async run(root) {
    const named = placesOfThisMachine(root);
    const files = (await trackedFiles(root)).filter((file) => isReadable(path.join(root, file)));
    const findings = files.flatMap((file) => linesNaming(named, file, readFileSync(path.join(root, file), 'latin1')));
    return verdict(`${files.length} files`, findings);
  },
};

function isReadable(file: string): boolean {
  return existsSync(file) && statSync(file).isFile() && statSync(file).size <= MOST_BYTES;
}

/** The folder the checkout lies in, the home folder, and the registry npm is set up with. */
function placesOfThisMachine(root: string): readonly RegExp[] {
  const folders = [path.dirname(path.resolve(root)), path.dirname(path.resolve(house)), homedir()]
    .filter((folder) => folder.length > 1)
    .map((folder) => new RegExp(`(?<![\\w.~@-])${literally(`${folder}/`)}`));
  const hosts = [...new Set([...REGISTRIES, registryHost()])]
    .filter((host) => host !== '')
    .map((host) => new RegExp(literally(host)));
  return [...folders, ...hosts];
}

function registryHost(): string {
  try {
    const address =
      process.env.npm_config_registry ??
      execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return new URL(address.trim()).host;
  } catch {
    return '';
  }
}

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function linesNaming(named: readonly RegExp[], file: string, text: string): readonly string[] {
  if (!named.some((place) => place.test(text))) return [];
  return text
    .split('\n')
    .flatMap((line, index) =>
      named.some((place) => place.test(line)) ? [`${file}:${index + 1} names a place of this machine`] : [],
    );
}
