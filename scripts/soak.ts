/** `npm run soak`: the reliability tests at full length. `npm test` runs the same tests in their short form. */
import { spawn } from 'node:child_process';
import { house } from './gates/gate.ts';

const HOURS_MS = 4 * 60 * 60 * 1000;
const places = process.argv.slice(2);
const child = spawn(
  process.execPath,
  [
    ...process.execArgv,
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=verbose',
    `--testTimeout=${HOURS_MS}`,
    ...(places.length > 0 ? places : ['tests/reliability', 'tests/permission']),
  ],
  { cwd: house, stdio: 'inherit', env: { ...process.env, THROUGHLINE_SOAK: 'full' } },
);
child.on('close', (code) => process.exit(code ?? 1));
