import { describe, expect, test } from 'vitest';
import { readSmtpUrl } from './smtp.ts';

describe('SMTP_URL', () => {
  test('a relay without sign-in', () => {
    expect(readSmtpUrl('smtp://relay.internal:25')).toEqual({
      host: 'relay.internal',
      port: 25,
      secure: false,
      requireTLS: false,
      ignoreTLS: false,
    });
  });

  test('STARTTLS with sign-in, at the standard port, with signs in the password', () => {
    const server = readSmtpUrl(
      'smtp://line%40example.com:p%40ss%2Fword@mail.example?starttls=required&from=line@example.com',
    );
    expect(server).toMatchObject({ port: 587, requireTLS: true, from: 'line@example.com' });
    expect(server.auth).toEqual({ user: 'line@example.com', pass: 'p@ss/word' });
  });

  test('TLS from the first byte', () => {
    expect(readSmtpUrl('smtps://u:p@mail.example')).toMatchObject({ port: 465, secure: true });
  });

  test.each([
    ['mail.example', 'is not an address'],
    ['http://mail.example', 'begins with http://'],
    ['smtp://', 'names no host'],
    ['smtp://u:secret@mail.example?starttls=maybe', 'starttls is "maybe"'],
  ])('%s is refused with the reason', (text, reason) => {
    expect(() => readSmtpUrl(text)).toThrow(reason);
    expect(() => readSmtpUrl(text)).not.toThrow('secret');
  });
});
