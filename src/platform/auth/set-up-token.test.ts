import { expect, test } from 'vitest';
import { isAtTheMachine, opensSetUp, setUpToken } from './set-up-token.ts';

test('only the machine itself, asked directly, needs no token', () => {
  const here = (address: string | undefined, url = 'http://localhost:4321/', headers = {}): boolean =>
    isAtTheMachine(new Request(url, { headers }), address, ['https://line.example']);
  for (const address of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1']) expect(here(address)).toBe(true);
  for (const address of ['10.0.0.7', '127.0.0.1.evil.test', '', undefined]) expect(here(address)).toBe(false);
  expect(here('127.0.0.1', 'http://localhost/', { 'x-forwarded-for': '203.0.113.7' })).toBe(false);
});

test('a page elsewhere whose name leads to this machine is not at the machine', () => {
  const asked = (url: string): boolean => isAtTheMachine(new Request(url), '127.0.0.1', ['https://line.example']);
  for (const url of ['http://127.0.0.1:4321/', 'http://[::1]/', 'http://localhost/', 'https://line.example/'])
    expect(asked(url)).toBe(true);
  for (const url of ['http://evil.example/', 'http://localhost.evil.example/', 'http://127.0.0.1.nip.io/'])
    expect(asked(url)).toBe(false);
});

test('the token belongs to the installation and opens nothing else', () => {
  expect(opensSetUp(setUpToken('secret'), 'secret')).toBe(true);
  expect(opensSetUp(` ${setUpToken('secret')} `, 'secret')).toBe(true);
  expect(opensSetUp(setUpToken('another'), 'secret')).toBe(false);
  expect(opensSetUp('', 'secret')).toBe(false);
  expect(opensSetUp(undefined, 'secret')).toBe(false);
});
