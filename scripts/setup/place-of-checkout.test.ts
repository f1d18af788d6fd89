/** A checkout may lie anywhere: the builds name folders as the file system does, not as addresses do. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ground = mkdtempSync(path.join(os.tmpdir(), 'checkout-'));
afterAll(() => rmSync(ground, { recursive: true, force: true }));

test('the web is built below spaces and umlauts', async () => {
  const checkout = path.join(ground, 'Müllers Projekte');
  mkdirSync(checkout);
  symlinkSync(path.join(root, 'node_modules'), path.join(checkout, 'node_modules'));
  copyFileSync(path.join(root, 'vite.config.ts'), path.join(checkout, 'vite.config.ts'));
  const loaded: unknown = await import(pathToFileURL(path.join(checkout, 'vite.config.ts')).href);
  const { default: config } = z
    .object({ default: z.object({ root: z.string(), build: z.object({ outDir: z.string() }) }) })
    .parse(loaded);
  expect(path.resolve(config.root)).toBe(path.join(checkout, 'src/surfaces/web'));
  expect(path.resolve(config.build.outDir)).toBe(path.join(checkout, 'dist/web'));
});
