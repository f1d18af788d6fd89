import { expect, test } from 'vitest';
import { createIdentityCache } from './identity-cache.ts';

test('asks once for many requests at the same moment and again after its time', async () => {
  let time = 0;
  let asked = 0;
  const cache = createIdentityCache<number>(() => time);
  const ask = async () => ++asked;
  expect(await Promise.all([cache.get('a', ask), cache.get('a', ask)])).toEqual([1, 1]);
  expect(await cache.get('a', ask)).toBe(1);
  time = 30_001;
  expect(await cache.get('a', ask)).toBe(2);
});

test('an answer found before a change is not believed after it', async () => {
  const cache = createIdentityCache<string>();
  let release: (value: string) => void = () => undefined;
  const slow = cache.get('a', () => new Promise((resolve) => (release = resolve)));
  cache.clear();
  release('old');
  expect(await slow).toBe('old');
  expect(await cache.get('a', async () => 'new')).toBe('new');
});

test('a failed answer is not remembered', async () => {
  const cache = createIdentityCache<string>();
  await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await cache.get('a', async () => 'yes')).toBe('yes');
});
