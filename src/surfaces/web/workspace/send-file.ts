/** Bytes to and from the server: files sent as they are, and downloads handed to the reader. */
import { saveFile } from '../line/save-file.ts';
import { type RequestOptions, RequestProblem, send, Unreachable } from './request.ts';

/**
 * Sends a file as the body; gives back the answer.
 *
 * @throws `RequestProblem` or `Unreachable`
 * @example await sendFile<Upload>('acme', '/api/v1/files/uploads?name=a.csv', file)
 */
export async function sendFile<Answer>(slug: string, address: string, file: File): Promise<Answer> {
  const response = await fetch(address, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      'content-type': file.type || 'application/octet-stream',
      'x-workspace': slug,
    },
    body: file,
  }).catch(() => {
    throw new Unreachable();
  });
  const facts: Answer & Readonly<Record<string, unknown>> = await response.json().catch(() => ({}));
  if (response.ok) return facts;
  throw new RequestProblem(facts, response.status);
}

export interface DownloadFrom {
  readonly slug: string;
  readonly address: string;
  readonly query?: RequestOptions['query'];
}

/** Fetched with the workspace's name and handed over as a file: a plain address could not say which workspace. */
export async function downloadFile({ slug, address, query }: DownloadFrom, name: string): Promise<void> {
  const response = await send('GET', address, {
    headers: { accept: '*/*', 'x-workspace': slug },
    ...(query !== undefined && { query }),
  });
  saveFile(await response.blob(), name);
}
