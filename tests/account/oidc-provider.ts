/** A small OpenID Connect provider on loopback: discovery, authorization code with PKCE, signed ID tokens, userinfo. */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface TestProvider {
  readonly issuer: string;
  /** Who signs in next, as the provider's own claims; `inUserInfo` are left out of the ID token. */
  person: Readonly<Record<string, unknown>>;
  inUserInfo: readonly string[];
  /** How often a code was refused: wrong verifier, wrong client, used twice. */
  refusals: number;
  stop(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly nonce: string | null;
  readonly clientId: string;
}

const CLIENT_SECRET = 'the secret of the client';
export const CLIENT = { clientId: 'throughline', clientSecret: CLIENT_SECRET };

/** @example const provider = await startProvider(4531); */
export async function startProvider(port: number): Promise<TestProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issuer = `http://127.0.0.1:${port}`;
  const grants = new Map<string, Grant>();
  const provider: TestProvider = {
    issuer,
    person: {},
    inUserInfo: [],
    refusals: 0,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };

  const jwt = (claims: object): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  };

  const pages: Readonly<Record<string, (request: IncomingMessage, url: URL) => Promise<Page> | Page>> = {
    '/.well-known/openid-configuration': () => ({
      json: {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
        scopes_supported: ['openid', 'email', 'profile', 'groups'],
      },
    }),
    '/jwks': () => ({
      json: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] },
    }),
    '/authorize': (_request, { searchParams }) => {
      const code = randomUUID();
      if (searchParams.get('code_challenge_method') !== 'S256' || !searchParams.get('scope')?.includes('groups'))
        return { status: 400 };
      grants.set(code, {
        challenge: searchParams.get('code_challenge') ?? '',
        nonce: searchParams.get('nonce'),
        clientId: searchParams.get('client_id') ?? '',
      });
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return { status: 302, location: back.href };
    },
    '/token': async (request) => {
      const form = new URLSearchParams(await text(request));
      const grant = grants.get(form.get('code') ?? '');
      grants.delete(form.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const isClient = form.get('client_id') === grant?.clientId && form.get('client_secret') === CLIENT_SECRET;
      if (grant === undefined || grant.challenge !== challenge || !isClient) {
        provider.refusals += 1;
        return { status: 400, json: { error: 'invalid_grant' } };
      }
      const now = Math.floor(Date.now() / 1000);
      const shown = Object.fromEntries(
        Object.entries(provider.person).filter(([name]) => !provider.inUserInfo.includes(name)),
      );
      const claims = { ...shown, iss: issuer, aud: grant.clientId, iat: now, exp: now + 300, nonce: grant.nonce };
      return { json: { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: jwt(claims) } };
    },
    '/userinfo': () => ({ json: provider.person }),
  };

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    Promise.resolve(pages[url.pathname]?.(request, url) ?? { status: 404 }).then((page) => answer(response, page));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return provider;
}

interface Page {
  readonly status?: number;
  readonly location?: string;
  readonly json?: unknown;
}

function answer(response: ServerResponse, { status = 200, location, json }: Page): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(location === undefined ? {} : { location }),
    connection: 'close',
  });
  response.end(JSON.stringify(json ?? {}));
}
