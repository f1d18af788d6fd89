/** Sending requests: address, key, query, body, and errors as `Problem`. Runs in browsers and Node alike. */
import { problemIn } from './problem.ts';

export interface ClientOptions {
  /** `https://line.example.com` */
  readonly baseUrl: string;
  /** An API key; left out in a browser that is signed in. */
  readonly key?: string;
  /** The workspace's slug, with a session. */
  readonly workspace?: string;
  readonly fetch?: typeof fetch;
}

export interface Sending {
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export type Send = (method: string, path: string, sending?: Sending) => Promise<Response>;

const API_BASE = '/api/v1';

/** A sender for one server; answers that are no success are thrown as `Problem`. */
export function createSend({ baseUrl, key, workspace, fetch: ask = fetch }: ClientOptions): Send {
  const root = baseUrl.replace(/\/+$/, '') + API_BASE;
  const who = {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(workspace === undefined ? {} : { 'x-workspace': workspace }),
  };
  return async (method, path, { query, body, headers, signal } = {}) => {
    const answer = await ask(`${root}${path}${queryText(query)}`, {
      method,
      headers: {
        accept: 'application/json',
        ...who,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (!answer.ok) throw await problemIn(answer);
    return answer;
  };
}

function queryText(query: Sending['query']): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([name, value]) => [name, inQuery(value)]))}`;
}

function inQuery(value: unknown): string {
  if (typeof value === 'string') return value;
  const isPlainList =
    Array.isArray(value) && value.every((element) => typeof element === 'string' && !element.includes(','));
  return isPlainList ? value.join(',') : JSON.stringify(value);
}
