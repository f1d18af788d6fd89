import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readFontFaces } from './font-faces.ts';

test('the fonts of the built sheets, each once, and nothing else of them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'fonts-'));
  const face = '@font-face{font-family:"Sans";src:url(/assets/sans-1.woff2)}';
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'assets', 'a.css'), `body{color:red}${face}`);
  await writeFile(path.join(folder, 'assets', 'b.css'), `${face}p{margin:0}`);
  await writeFile(path.join(folder, 'assets', 'c.js'), face);
  expect(await readFontFaces(folder)).toBe(face);
  await rm(folder, { recursive: true });
});

test('where nothing is built there are none', async () => {
  expect(await readFontFaces('/nowhere')).toBe('');
});
