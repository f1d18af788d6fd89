/** Files in any S3: `S3_URL=https://KEY:SECRET@host/bucket?region=eu-central-1`. Uploads pass through a file of their own, since S3 wants the length first. */
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AwsClient } from 'aws4fetch';
import { defineFailure } from '../failure/index.ts';
import { fileNotFound } from './failures.ts';
import { checkedKey, chunksOf, type FileStore, spool } from './file-store.ts';

export const storeUnreachable = defineFailure<{ status: number }>(
  'file.store-unreachable',
  503,
  'The file store does not answer',
  ({ status }) => `The file store answered ${status === 0 ? 'nothing' : status}. Try again; if it lasts, check S3_URL.`,
);

/** @example const files = s3Files(new URL('https://key:secret@s3.example.org/throughline?region=eu')) */
export function s3Files(url: URL): FileStore {
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'us-east-1',
    service: 's3',
    retries: 3,
  });
  const base = `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`;
  const send = async (method: string, key: string, body?: Blob): Promise<Response> => {
    const request = body === undefined ? { method } : { method, body };
    const answer = await client.fetch(`${base}/${checkedKey(key)}`, request).catch(() => undefined);
    if (answer === undefined) throw storeUnreachable({ status: 0 });
    if (answer.ok || answer.status === 404) return answer;
    await answer.body?.cancel();
    throw storeUnreachable({ status: answer.status });
  };
  return {
    put: async (key, content, { maxBytes }) => {
      const half = path.join(tmpdir(), `throughline-${randomUUID()}`);
      try {
        const stored = await spool(content, half, maxBytes);
        const answer = await send('PUT', key, await openAsBlob(half));
        await answer.body?.cancel();
        if (answer.status === 404) throw storeUnreachable({ status: 404 });
        return stored;
      } finally {
        await rm(half, { force: true });
      }
    },
    open: async (key) => {
      const answer = await send('GET', key);
      if (answer.status === 404 || answer.body === null) throw fileNotFound({ file: path.basename(key) });
      return chunksOf(answer.body);
    },
    remove: async (key) => {
      const answer = await send('DELETE', key);
      await answer.body?.cancel();
    },
  };
}
