import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepSecret } from './keep-secret.ts';
import { readSettings } from './read-settings.ts';
import { SETTING_TABLE } from './setting-table.ts';

test('nothing set gives the documented defaults', () => {
  expect(readSettings({})).toMatchObject({
    port: 4321,
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataFolder: path.resolve('data'),
    publicUrl: 'http://127.0.0.1:4321',
    oidc: undefined,
    trustedProxies: 0,
    webhookHosts: [],
    logLevel: 'info',
  });
  const documented = Object.fromEntries(SETTING_TABLE.map((setting) => [setting.name, setting.default]));
  expect(readSettings({ ...documented, PUBLIC_URL: '' })).toEqual(readSettings({}));
});

test('everything set is read', () => {
  const settings = readSettings({
    PORT: '8080',
    HOST: '::1',
    DATABASE_URL: 'postgres://line:secret@db:5432/line',
    THROUGHLINE_DATA: '/var/lib/throughline',
    PUBLIC_URL: 'https://line.example.com/',
    SMTP_URL: 'smtps://post:secret@mail:465',
    S3_URL: 'https://key:secret@minio/line',
    OIDC_ISSUER: 'https://id.example.com',
    OIDC_CLIENT_ID: 'line',
    OIDC_GROUP_ROLES: '{"product":"editor","bosses":"admin"}',
    OIDC_ALLOWED_DOMAINS: 'Example.com, example.org,',
    THROUGHLINE_WEBHOOK_HOSTS: 'hooks.internal',
    LOG_LEVEL: 'debug',
  });
  expect(settings.publicUrl).toBe('https://line.example.com');
  expect(settings.oidc).toEqual({
    issuer: 'https://id.example.com',
    clientId: 'line',
    clientSecret: undefined,
    name: 'Single sign-on',
    groupRoles: { product: 'editor', bosses: 'admin' },
    allowedDomains: ['example.com', 'example.org'],
  });
});

test('an IPv6 address stands in brackets in the public address', () => {
  expect(readSettings({ HOST: '::1' }).publicUrl).toBe('http://[::1]:4321');
});

test.for([
  [{ PORT: 'http' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ HOST: 'a host' }, 'HOST'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ PUBLIC_URL: 'line.example.com' }, 'PUBLIC_URL'],
  [{ SMTP_URL: 'mail:25' }, 'SMTP_URL'],
  [{ OIDC_GROUP_ROLES: 'editor' }, 'OIDC_GROUP_ROLES'],
  [{ OIDC_GROUP_ROLES: '{"product":"king"}' }, 'OIDC_GROUP_ROLES'],
  [{ OIDC_ISSUER: 'https://id.example.com' }, 'OIDC_CLIENT_ID'],
  [{ THROUGHLINE_SECRET: 'short' }, 'THROUGHLINE_SECRET'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
] as const)('%o is refused in one sentence that names the variable', ([environment, field]) => {
  expect(() => readSettings(environment)).toThrow(
    expect.objectContaining({ id: 'setting.invalid', facts: expect.objectContaining({ field }) }),
  );
  expect(() => readSettings(environment)).toThrow(new RegExp(`^The setting ${field} cannot be used: .+\\.$`));
});

test('no refusal repeats a secret', () => {
  expect(() => readSettings({ DATABASE_URL: 'mysql://u:hunter2@x' })).not.toThrow(/hunter2/);
});

test('the secret is made once, kept for its owner alone, and the given one wins', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'throughline-secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const dataFolder = path.join(folder, 'data');
  const made = keepSecret({ secret: undefined, dataFolder });
  expect(made.length).toBeGreaterThanOrEqual(32);
  expect(keepSecret({ secret: undefined, dataFolder })).toBe(made);
  expect(statSync(path.join(dataFolder, 'secret')).mode & 0o777).toBe(0o600);
  expect(keepSecret({ secret: 'given', dataFolder })).toBe('given');
});
