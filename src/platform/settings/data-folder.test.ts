import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { keepSecret } from './keep-secret.ts';

const ground = mkdtempSync(path.join(os.tmpdir(), 'data-folder-'));
afterEach(() => rmSync(ground, { recursive: true, force: true }));

test('a folder that is not there is made, spaces and umlauts included', () => {
  const folder = path.join(ground, 'Über uns', 'data');
  expect(openDataFolder(folder)).toBe(folder);
  expect(openDataFolder(folder)).toBe(folder);
});

test('a file in its place is said, with the way out', () => {
  mkdirSync(ground, { recursive: true });
  writeFileSync(path.join(ground, 'data'), '');
  const inFile = path.join(ground, 'data');
  expect(() => openDataFolder(inFile)).toThrow(/there is a file of that name.*THROUGHLINE_DATA/);
  expect(() => openDataFolder(path.join(inFile, 'below'))).toThrow(/a part of its path is a file/);
  expect(() => keepSecret({ secret: undefined, dataFolder: inFile })).toThrow(/there is a file of that name/);
});
