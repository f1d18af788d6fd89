import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { noteServedAt, servedAt } from './served-at.ts';

const publicUrl = 'http://127.0.0.1:4321';

test('while a server serves on another address, commands beside it are told that one', () => {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'throughline-served-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true }));
  const forget = noteServedAt({ dataFolder, publicUrl: 'http://127.0.0.1:8080' });
  expect(servedAt({ dataFolder, publicUrl })).toBe('http://127.0.0.1:8080');
  forget();
  expect(servedAt({ dataFolder, publicUrl })).toBe(publicUrl);
});

test('without a data folder a server starts all the same, and commands go by their settings', () => {
  const dataFolder = path.join(os.tmpdir(), 'throughline-no-such-folder', 'data');
  const forget = noteServedAt({ dataFolder, publicUrl: 'http://127.0.0.1:8080' });
  expect(servedAt({ dataFolder, publicUrl })).toBe(publicUrl);
  forget();
});
