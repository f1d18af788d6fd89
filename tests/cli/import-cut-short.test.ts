/** An import at the command line that is killed, or stopped with Ctrl-C: the next command sees it, and one goes on with it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CommandLine, commandOf, openCommandLine } from './command-line.ts';

vi.setConfig({ testTimeout: 300_000 });
const ROWS = 15_000;
let line: CommandLine;

beforeAll(async () => {
  line = await openCommandLine();
  await line.run(['workspace', 'create', 'Firefox', '--owner', 'ana@example.com']);
}, 180_000);
afterAll(() => line.close());

const imports = async () => (await line.run(['run', 'list-imports', '--json'])).json?.items ?? [];

test.for(['SIGKILL', 'SIGINT'] as const)('%s half way: it is seen, and gone on with', async (signal) => {
  const name = `${signal}.csv`;
  const file = path.join(line.folder, name);
  writeFileSync(file, `ID,Title\n${Array.from({ length: ROWS }, (_, row) => `${row},Question ${row}`).join('\n')}\n`);
  const { command, args } = commandOf(['import', file, '--kind', 'feedback']);
  const child = spawn(command, args, {
    env: line.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  // It has opened the database once it speaks; whoever looks before that would be the one who opened it.
  await once(child.stderr, 'data');
  await expect.poll(async () => (await imports())[0]?.rowsRead ?? 0, { timeout: 120_000 }).toBeGreaterThan(0);
  child.kill(signal);
  await ended;

  const seen = await line.run(['run', 'list-imports', '--json']);
  expect(seen.json.items[0]).toMatchObject({ fileName: name, state: 'running' });
  expect(seen.json.items[0].rowsRead).toBeLessThan(ROWS);
  expect(seen.err).toContain(`The import of ${name} was cut short after ${seen.json.items[0].rowsRead} rows`);
  expect(seen.err).toContain('throughline import');

  const went = await line.run(['import', '--json']);
  expect(went).toMatchObject({ code: 0, json: { goneOnWith: [{ fileName: name }] } });
  expect((await imports())[0]).toMatchObject({ state: 'finished', counts: { created: ROWS, failed: 0 } });

  const none = await line.run(['import']);
  expect(none).toMatchObject({ code: 1, out: '', err: expect.stringContaining('import.what') });
});
