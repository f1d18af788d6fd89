/** The methods are a package of their own: packed, put beside nothing but what it declares, and used as its README says. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { house } from '../../scripts/gates/gate.ts';

const run = promisify(execFile);
const BUILD_MILLISECONDS = 120_000;
const BUILDER = `const { buildMethods } = await import(process.argv[1]); buildMethods(process.argv[2]);`;
let outside: string;
beforeAll(async () => {
  outside = mkdtempSync(path.join(tmpdir(), 'throughline-methods-'));
  const installed = path.join(outside, 'node_modules/@throughline/methods');
  const builder = new URL('../../scripts/setup/build-methods.mjs', import.meta.url).href;
  await run(process.execPath, ['--input-type=module', '-e', BUILDER, builder, installed]);
  for (const name of Object.keys(JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')).dependencies)) {
    const place = path.join(outside, 'node_modules', name);
    mkdirSync(path.dirname(place), { recursive: true });
    symlinkSync(path.join(house, 'node_modules', name), place, 'junction');
  }
  writeFileSync(path.join(outside, 'package.json'), '{ "type": "module" }');
}, BUILD_MILLISECONDS);
afterAll(() => rmSync(outside, { recursive: true, force: true }));

test('the example of its README runs', async () => {
  const readme = readFileSync(path.join(outside, 'node_modules/@throughline/methods/README.md'), 'utf8');
  const [, example = ''] = /```js\n([\s\S]*?)```/.exec(readme) ?? [];
  writeFileSync(path.join(outside, 'example.js'), example);
  const { stdout } = await run(process.execPath, ['example.js'], { cwd: outside });
  expect(stdout).toContain('estimate: 0.1');
});

test('every method answers its own example with nothing but what the package declares', async () => {
  const every = `
    import { answerMethod, methods } from '@throughline/methods';
    for (const method of methods.filter(({ heavy }) => !heavy)) await answerMethod(method, method.example.inputs);
    console.log(methods.length);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', every], { cwd: outside });
  expect(Number(stdout)).toBeGreaterThan(100);
});

test('its types know what a method gives, and refuse an input it does not have', async () => {
  const call = (input: string) => `
    import { netPromoterScore } from '@throughline/methods/ask';
    import type { z } from 'zod';
    const { inputs, run } = netPromoterScore;
    const given: z.input<typeof inputs> = { ${input}: [10, 9, 3] };
    export const score: number = run(inputs.parse(given)).group.score.estimate;`;
  writeFileSync(path.join(outside, 'right.ts'), call('answers'));
  writeFileSync(path.join(outside, 'wrong.ts'), call('anwsers'));
  const compile = (file: string) =>
    run(
      process.execPath,
      [
        path.join(house, 'node_modules/@typescript/native/bin/tsc'),
        ...['--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', file],
      ],
      { cwd: outside },
    );
  await compile('right.ts');
  await expect(compile('wrong.ts')).rejects.toMatchObject({ stdout: expect.stringContaining("'anwsers'") });
});
