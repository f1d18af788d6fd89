import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArchive, writeArchive } from './archive.ts';
import type { FileStore } from './file-store.ts';
import { attachmentDisposition, localFiles, s3Files, safeMediaType, safeName } from './index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-files-'));
const kept = new Map<string, Buffer>();
let server: Server;
const signatures: string[] = [];

/** As much of S3 as a file store asks for. */
beforeAll(async () => {
  server = createServer((request, response) => {
    signatures.push(request.headers.authorization ?? '');
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const key = request.url ?? '';
      if (request.method === 'PUT') kept.set(key, Buffer.concat(parts));
      if (request.method === 'DELETE') kept.delete(key);
      const found = kept.get(key);
      response.statusCode = request.method === 'DELETE' ? 204 : found === undefined ? 404 : 200;
      response.end(request.method === 'GET' ? found : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const address = (): AddressInfo => {
  const found = server.address();
  if (found === null || typeof found === 'string') throw new Error('not listening');
  return found;
};

async function* bytes(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts).toString();
}

const stores: readonly (readonly [string, () => FileStore])[] = [
  ['a folder', () => localFiles(folder)],
  ['S3', () => s3Files(new URL(`http://key:secret@127.0.0.1:${address().port}/bucket?region=eu`))],
];

describe.each(stores)('%s', (_name, open) => {
  it('keeps, gives and removes, twice without harm', async () => {
    const store = open();
    const key = `${randomUUID()}/${randomUUID()}`;
    const stored = await store.put(key, bytes('hello ', 'world'), { maxBytes: 100 });
    expect(stored).toEqual({ sizeBytes: 11, sha256: createHash('sha256').update('hello world').digest('hex') });
    expect(await textOf(await store.open(key))).toBe('hello world');
    await store.remove(key);
    await store.remove(key);
    await expect(store.open(key)).rejects.toMatchObject({ id: 'file.not-found' });
  });
  it('stops at the limit and keeps nothing', async () => {
    const store = open();
    const key = `${randomUUID()}/${randomUUID()}`;
    await expect(store.put(key, bytes('12345', '67890'), { maxBytes: 7 })).rejects.toMatchObject({
      id: 'file.too-large',
      status: 413,
    });
    await expect(store.open(key)).rejects.toMatchObject({ id: 'file.not-found' });
  });
  it('takes no key that leads elsewhere', async () => {
    await expect(async () => open().open('../../etc/passwd')).rejects.toThrow('no key');
  });
});

it('leaves no half file behind', () => {
  expect(readdirSync(path.join(folder, 'incoming'))).toEqual([]);
});
it('signs what it sends to S3', () => {
  expect(signatures.every((signature) => signature.startsWith('AWS4-HMAC-SHA256 Credential=key/'))).toBe(true);
});
it('says that S3 does not answer', async () => {
  const store = s3Files(new URL('http://key:secret@127.0.0.1:9/bucket'));
  await expect(store.open(`${randomUUID()}/${randomUUID()}`)).rejects.toMatchObject({
    id: 'file.store-unreachable',
    status: 503,
  });
});

describe('safeName', () => {
  it.each([
    ['../../etc/pass\u202Ewd\n', 'passwd'],
    ['C:\\docs\\a.csv', 'a.csv'],
    ['.htaccess', 'htaccess'],
    ['', 'file'],
    ['...', 'file'],
    ['CON.txt', '_CON.txt'],
    ['Übersicht.csv', 'Übersicht.csv'],
    [`${'x'.repeat(300)}.xlsx`, `${'x'.repeat(145)}.xlsx`],
    ['a<b>"c.txt', 'a_b__c.txt'],
  ])('%j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });
  it('cannot break out of its header', () => {
    expect(attachmentDisposition('a"\r\nX-Evil: 1.csv')).toBe(
      `attachment; filename="a_X-Evil_ 1.csv"; filename*=UTF-8''a_X-Evil_%201.csv`,
    );
    expect(attachmentDisposition('Übersicht.csv')).toContain("filename*=UTF-8''%C3%9Cbersicht.csv");
  });
  it.each([
    ['text/html', 'application/octet-stream'],
    ['image/svg+xml', 'application/octet-stream'],
    ['image/png', 'image/png'],
    [null, 'application/octet-stream'],
  ])('keeps media type %s as %s', (given, kept) => expect(safeMediaType(given)).toBe(kept));
});

describe('archives', () => {
  it('come back entry by entry', async () => {
    const entries = async function* () {
      for (const text of ['one', 'zweiß'])
        yield { name: `${text}.txt`, sizeBytes: Buffer.byteLength(text), content: bytes(text) };
    };
    const found: string[] = [];
    for await (const entry of readArchive(writeArchive(entries())))
      found.push(`${entry.name}=${await textOf(entry.content)}`);
    expect(found).toEqual(['one.txt=one', 'zweiß.txt=zweiß']);
  });
  it.each([
    ['text', 'not an archive'],
    ['nothing', ''],
  ])('%s is refused', async (_name, text) => {
    await expect(async () => {
      for await (const entry of readArchive(bytes(text))) expect(entry).toBeUndefined();
    }).rejects.toMatchObject({ id: 'archive.broken' });
  });
});
