/** A browser as far as accounts can tell: it keeps cookies, follows no redirect by itself, and says where a write comes from. */
import type { AnyOperation } from '../../src/line/index.ts';
import type { LineServer } from '../../src/line/server.ts';
import type { AccountAuth, Identity } from '../../src/platform/auth/index.ts';
import type { AccountDoor } from '../../src/surfaces/server/account/index.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Browser {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Who the server takes this browser for. */
  identity(workspace?: string): Promise<Identity | null>;
  /** Runs an operation of the workspace as the member behind this browser. */
  run(operation: string, input?: unknown, workspace?: string): Promise<ReturnType<typeof JSON.parse>>;
  cookies(): string;
}

export interface BrowserParts {
  readonly auth: AccountAuth;
  readonly door: AccountDoor;
  readonly line: LineServer;
  readonly operations: readonly AnyOperation[];
  readonly publicUrl: string;
}

const ADDRESS = '127.0.0.1';

export function openBrowser({ auth, door, line, operations, publicUrl }: BrowserParts): Browser {
  const jar = new Map<string, string>();

  const requestFor = (
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Request =>
    new Request(new URL(path, publicUrl), {
      method,
      headers: {
        ...(jar.size === 0 ? {} : { cookie: cookies() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { origin: new URL(publicUrl).origin, 'sec-fetch-site': 'same-origin' }),
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const cookies = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  function keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (attributes.some((attribute) => /^max-age=0$/i.test(attribute)) || value === '') jar.delete(name);
      else jar.set(name, value);
    }
  }

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const request = requestFor(method, path, body, headers);
    const answer = path.startsWith('/api/auth')
      ? await auth.handler(request, ADDRESS)
      : await door.answer(request, { requestId: 'test', clientAddress: headers['x-test-address'] ?? ADDRESS });
    keep(answer.headers);
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text === '' ? '"empty"' : text) : text,
    };
  }

  const identity = (workspace?: string): Promise<Identity | null> =>
    auth.identify(
      requestFor('GET', '/api/v1/members', undefined, workspace === undefined ? {} : { 'x-workspace': workspace }),
    );

  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body ?? {}, headers),
    send,
    identity,
    run: async (name, input = {}, workspace?: string) => {
      const operation = operations.find((one) => one.name === name);
      const known = await identity(workspace);
      if (operation === undefined || known === null)
        throw new Error(`${name}: ${known === null ? 'nobody is signed in' : 'no such operation'}`);
      const output = await line.run(operation, input, { workspaceId: known.workspaceId, actor: known.actor });
      return operation.output.parse(output);
    },
    cookies,
  };
}
