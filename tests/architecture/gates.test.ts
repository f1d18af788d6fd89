/**
 * Every gate can turn red: each folder below fixtures/GATE is a change to the clean little checkout of fixtures/clean that
 * the gate must refuse. On the clean checkout every gate is green.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { house } from '../../scripts/gates/gate.ts';
import { gates } from '../../scripts/gates/index.ts';
import { browserRules, layerRules } from '../../scripts/gates/layer-rules.ts';

const FIXTURES = path.join(house, 'tests/architecture/fixtures');
const HOUSE_FILES = ['tsconfig.json', 'biome.json', 'knip.json', '.gitignore'];

/** What the findings must say; where nothing is written here, the name of the case itself. */
const SAYS: Readonly<Record<string, string>> = {
  'types/wrong-field-name': "'titel'",
  'types/maybe-nothing': 'TS2322',
  'types/enum': 'TS1294',
  'format-and-lint/import-order': 'organizeImports',
  'format-and-lint/any': 'noExplicitAny',
  'format-and-lint/skipped-test': 'noSkippedTests',
  'format-and-lint/console': 'noConsole',
  'unused/file': 'Unused files',
  'unused/export': 'Unused exports',
  'unused/dependency': 'Unused dependencies',
  'unused/undeclared': 'Unlisted dependencies',
  'proportion/long-file': '301 lines, at most 300',
  'proportion/long-function': 'lines, at most 60',
  'proportion/long-component': 'lines, at most 120',
  'proportion/many-parameters': '5 parameters',
  'proportion/deep-nesting': 'nested 5 deep',
  'proportion/empty-name': 'excludes nothing',
  'assertions/any': 'says any',
  'assertions/not-null': 'says !',
  'assertions/as': 'says as',
  'assertions/silenced': 'silences the compiler',
  'duplicates/twice': 'Clone found',
  'bundle/not-built': 'no entry',
  'generated-pages/stale': 'permissions.md is out of date',
  'generated-pages/unprinted': 'nothing prints it',
  'dependencies/copyleft': 'GPL-3.0-only',
  'dependencies/none': 'no licence',
  'dependencies/mpl-that-ships': 'MPL-2.0',
  'dependencies/address': 'download address',
  'dependencies/incomplete': 'thing-darwin-arm64 is not in the lock file',
  'decisions/same-number': 'its number is taken',
  'decisions/unnumbered': 'is not named',
  'decisions/undated': 'Date: YYYY-MM-DD',
  'decisions/without-status': 'Status: accepted',
};

/** Cases whose file cannot lie in the repository, because the repository's own gates would find it. */
const MADE: Readonly<Record<string, { readonly says: string; make(root: string): void }>> = {
  'places/home': {
    says: 'note.md:1',
    make: (root) => writeFileSync(path.join(root, 'note.md'), `See ${homedir()}/notes.\n`),
  },
  'places/checkout': {
    says: 'note.md:1',
    make: (root) => writeFileSync(path.join(root, 'note.md'), `See ${house}README.md.\n`),
  },
  'places/registry': {
    says: 'note.md:1',
    make: (root) => writeFileSync(path.join(root, 'note.md'), `From ${['registry', 'npmjs', 'org'].join('.')}.\n`),
  },
  'bundle/too-large': {
    says: 'kB gzip of 250',
    make: (root) =>
      writeFileSync(path.join(root, 'dist/web/assets/shared.js'), randomBytes(300_000).toString('base64')),
  },
};

const rooms: string[] = [];
afterEach(() => {
  for (const room of rooms.splice(0)) rmSync(room, { recursive: true, force: true });
});

/** A checkout of its own: the clean one with the case laid over it, under the house's own configuration. */
function makeRoom(name: string): string {
  const root = mkdtempSync(path.join(tmpdir(), 'throughline-gate-'));
  rooms.push(root);
  for (const file of HOUSE_FILES) cpSync(path.join(house, file), path.join(root, file));
  for (const layer of ['clean', name]) {
    const folder = path.join(FIXTURES, layer);
    if (existsSync(folder)) cpSync(folder, root, { recursive: true });
  }
  mkdirSync(path.join(root, 'tests'), { recursive: true });
  symlinkSync(path.join(house, 'node_modules'), path.join(root, 'node_modules'));
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  MADE[name]?.make(root);
  return root;
}

function casesOf(gate: string): readonly string[] {
  const folder = path.join(FIXTURES, gate);
  const kept = existsSync(folder) ? readdirSync(folder).map((name) => `${gate}/${name}`) : [];
  return [...kept, ...Object.keys(MADE).filter((name) => name.startsWith(`${gate}/`))];
}

describe.each(gates)('$name', (gate) => {
  test('is green on a clean checkout', async () => {
    const verdict = await gate.run(makeRoom('clean'));
    expect(verdict.findings).toEqual([]);
    expect(verdict.ok).toBe(true);
  });

  test.each(casesOf(gate.name))('is red: %s', async (name) => {
    const verdict = await gate.run(makeRoom(name));
    expect(verdict.ok).toBe(false);
    expect(verdict.findings.join('\n')).toContain(MADE[name]?.says ?? SAYS[name] ?? path.basename(name));
  });

  test('has a case that turns it red', () => {
    expect(casesOf(gate.name).length).toBeGreaterThan(0);
  });
});

test('every rule about imports has a case of its name', () => {
  const cases = [...casesOf('layers'), ...casesOf('browser-reach')].map((name) => path.basename(name));
  expect(cases.sort()).toEqual([...layerRules, ...browserRules].map(({ name }) => name).sort());
});
