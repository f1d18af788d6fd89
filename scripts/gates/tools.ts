/** Gates that a well-kept tool decides: types, format and lint, what nobody uses, what is written twice. */
import path from 'node:path';
import { type Gate, house, runTool, toolVerdict, verdict } from './gate.ts';
import { sourceFiles } from './source-files.ts';

export const types: Gate = {
  name: 'types',
  watches: 'TypeScript 7, strict, over all sources, tests and scripts',
  async run(root) {
    const own = path.resolve(root) === path.resolve(house);
    const run = await runTool(
      '@typescript/native/bin/tsc',
      ['-p', root, ...(own ? [] : ['--incremental', 'false'])],
      root,
    );
    return toolVerdict(run, `${sourceFiles(root).length} files`);
  },
};

export const formatAndLint: Gate = {
  name: 'format-and-lint',
  watches: 'Biome: format, order of imports, lint rules',
  async run(root) {
    const run = await runTool(
      '@biomejs/biome/bin/biome',
      ['ci', '--colors=off', '--reporter=concise', '--diagnostic-level=error', '.'],
      root,
    );
    return toolVerdict(run, /Checked (\d+ files)/.exec(run.output)?.[1] ?? 'checked');
  },
};

export const unused: Gate = {
  name: 'unused',
  watches: 'knip: files, exports and dependencies that nobody uses, and dependencies that nobody declared',
  async run(root) {
    return toolVerdict(
      await runTool('knip/bin/knip.js', ['--no-progress', '--no-config-hints'], root),
      'nothing unused',
    );
  },
};

/** A passage of this many tokens in two places is one rule written twice. Tests may repeat themselves. */
const DUPLICATE_TOKENS = 90;
const DUPLICATE_LINES = 8;

export const duplicates: Gate = {
  name: 'duplicates',
  watches: `jscpd: no passage of ${DUPLICATE_TOKENS} tokens twice in src`,
  async run(root) {
    const args = ['src', '--min-tokens', `${DUPLICATE_TOKENS}`, '--min-lines', `${DUPLICATE_LINES}`, '--mode', 'weak'];
    const filters = ['--format', 'typescript,tsx', '--ignore', '**/*.test.ts,**/*.test.tsx', '--no-gitignore'];
    const run = await runTool(
      'jscpd/run-jscpd.js',
      [...args, ...filters, '--reporters', 'console', '--exit-code', '1'],
      root,
    );
    if (run.code === 0) return verdict(`nothing of ${DUPLICATE_TOKENS} tokens twice`, []);
    return toolVerdict(run, 'duplicates');
  },
};
