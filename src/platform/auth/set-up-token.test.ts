import { expect, test } from 'vitest';
import { isAtTheMachine, opensSetUp, setUpToken } from './set-up-token.ts';

test('only the machine itself, asked directly, needs no token', () => {
  const direct = new Headers();
  for (const address of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])
    expect(isAtTheMachine(direct, address)).toBe(true);
  for (const address of ['10.0.0.7', '127.0.0.1.evil.test', '', undefined])
    expect(isAtTheMachine(direct, address)).toBe(false);
  expect(isAtTheMachine(new Headers({ 'x-forwarded-for': '203.0.113.7' }), '127.0.0.1')).toBe(false);
});

test('the token belongs to the installation and opens nothing else', () => {
  expect(opensSetUp(setUpToken('secret'), 'secret')).toBe(true);
  expect(opensSetUp(` ${setUpToken('secret')} `, 'secret')).toBe(true);
  expect(opensSetUp(setUpToken('another'), 'secret')).toBe(false);
  expect(opensSetUp('', 'secret')).toBe(false);
  expect(opensSetUp(undefined, 'secret')).toBe(false);
});
