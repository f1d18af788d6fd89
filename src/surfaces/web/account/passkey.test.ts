import { expect, it } from 'vitest';
import { RequestProblem } from '../workspace/request.ts';
import { deviceName, passkeyProblem } from './passkey.ts';

it('a passkey is called as the device it was made on', () => {
  expect(deviceName('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0')).toBe(
    'Firefox on Windows',
  );
  expect(deviceName('curl/8')).toBe('Passkey');
});

it('says in a sentence why no passkey was added', () => {
  expect(passkeyProblem(new DOMException('', 'NotAllowedError'))).toContain('closed or took too long');
  expect(passkeyProblem(new RequestProblem({}, 403))).toContain('sign in again');
  expect(passkeyProblem(new Error('odd'))).toBe('No passkey was added: odd');
});
