/**
 * Four kinds of test. Which of the first two a file beside the code belongs to follows from what it imports: a test that
 * uses something of `tests/` (the database, the doors; not the methods' reference results) is a database test, every other one is pure.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const BESIDE_THE_CODE = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'];
const NEEDS_DATABASE = /from '(?:\.\.\/)+tests\/(?!methods\/)/;
const GLOBAL_SETUP = 'tests/database/global-setup.ts';

const beside = globSync(BESIDE_THE_CODE).map((file) => file.replaceAll('\\', '/'));
const withDatabase = beside.filter((file) => NEEDS_DATABASE.test(readFileSync(file, 'utf8')));

export default defineConfig({
  cacheDir: 'node_modules/.cache/throughline/vitest',
  test: {
    pool: 'forks',
    maxWorkers: 2,
    restoreMocks: true,
    // What is waited for comes at once or not at all; on a busy machine "at once" may be long.
    expect: { poll: { timeout: 20_000 } },
    unstubEnvs: true,
    setupFiles: ['tests/property-seed.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: BESIDE_THE_CODE, exclude: withDatabase, pool: 'threads', testTimeout: 30_000 },
      },
      {
        extends: true,
        test: { name: 'architecture', include: ['tests/architecture/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: [...withDatabase, 'tests/**/*.test.ts'],
          exclude: ['tests/architecture/**', 'tests/journeys/**', 'tests/browser/**', 'node_modules/**'],
          globalSetup: existsSync(GLOBAL_SETUP) ? [GLOBAL_SETUP] : [],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts', 'tests/browser/**/*.test.ts'],
          globalSetup: existsSync(GLOBAL_SETUP) ? [GLOBAL_SETUP] : [],
          fileParallelism: false,
          // A walk that waited in vain while the machine did something else is walked once more, and listed with "retry".
          retry: 1,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
