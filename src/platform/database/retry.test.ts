import { expect, test, vi } from 'vitest';
import { CommitUnknown, isPassing, retryPassing } from './retry.ts';

const failing = (code: string) => Object.assign(new Error('no'), { code });

test('a deadlock, a serialization failure and a lost connection pass; a broken rule does not', () => {
  expect(['40P01', '40001', '08006', '57P01', 'ECONNREFUSED'].map((code) => isPassing(failing(code)))).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(['23505', '42501', '57014', '53100', ''].some((code) => isPassing(failing(code)))).toBe(false);
  expect(isPassing(new Error('Connection terminated unexpectedly'))).toBe(true);
});

test('it is tried again three times and no more', async () => {
  const work = vi.fn().mockRejectedValue(failing('40P01'));
  await expect(retryPassing(work)).rejects.toMatchObject({ code: '40P01' });
  expect(work).toHaveBeenCalledTimes(4);
});

test('a commit whose end nobody heard of is never run again', async () => {
  const work = vi.fn().mockRejectedValue(new CommitUnknown(failing('08006')));
  await expect(retryPassing(work)).rejects.toMatchObject({ code: '08007' });
  expect(work).toHaveBeenCalledTimes(1);
});
