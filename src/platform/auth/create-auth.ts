/** Accounts put together: the sign-in library, who a request comes from, and word of changes to every process. */

import { randomUUID } from 'node:crypto';
import type { Auth } from 'better-auth';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/index.ts';
import { judge, problem } from '../http/index.ts';
import type { Letter } from '../mail/index.ts';
import { admitRequest, isForged } from './admit-request.ts';
import { asProblem } from './as-problem.ts';
import { createAttempts } from './attempts.ts';
import { buildEngine } from './engine.ts';
import { createIdentifier } from './identify.ts';
import type { Identity, SignedIn, TeamsOf } from './identity.ts';
import { type Claims, OIDC_PROVIDER } from './oidc.ts';
import { discoverProvider, type ProviderFacts } from './oidc-provider.ts';
import { isAtTheMachine, opensSetUp, setUpToken } from './set-up-token.ts';
import type { AuthSettings } from './settings.ts';

/** Processes tell each other here that an account changed. */
export const ACCOUNT_CHANNEL = 'throughline_account';

export interface AuthOptions {
  readonly database: Database;
  readonly settings: AuthSettings;
  readonly teamsOf: TeamsOf;
  /** Null where no mail server is set. */
  readonly send: ((to: string, letter: Letter) => Promise<void>) | null;
  /** Somebody came in through single sign-on: makes or updates their membership. */
  readonly onOidcSignIn: (userId: string, claims: Claims) => Promise<void>;
  readonly log?: (message: string) => void;
}

/** What the sign-in page may offer. */
export interface SignInOffer {
  readonly password: boolean;
  readonly code: boolean;
  readonly passkey: boolean;
  readonly singleSignOn: { readonly name: string; readonly provider: string } | null;
}

export interface AccountAuth {
  readonly settings: AuthSettings;
  readonly offer: SignInOffer;
  /** Answers everything below `/api/auth`. `clientAddress` is the connection's, or what a trusted proxy says. */
  handler(request: Request, clientAddress?: string): Promise<Response>;
  /** A member of the workspace the request names; null where nobody is signed in. Throws for a bad key or a foreign workspace. */
  identify(request: Request): Promise<Identity | null>;
  /** A person, whether or not they belong to a workspace. */
  signedIn(request: Request): Promise<SignedIn | null>;
  /** Does a browser write here from a page that is not ours? */
  isForged(request: Request): boolean;
  hashPassword(password: string): Promise<string>;
  /** Signs in with a password that was just set; the answer's cookies are for the browser. */
  signIn(email: string, password: string, request: Request): Promise<Headers>;
  /** Everything remembered about accounts is forgotten, here and in every other process. */
  accountChanged(): Promise<void>;
  /** Forgets in this process alone: for listeners of the line. */
  forget(): void;
  readonly setUpToken: string;
  mayWithoutToken(headers: Headers, clientAddress: string | undefined): boolean;
  opensSetUp(given: string | undefined): boolean;
  stop(): Promise<void>;
}

const OIDC_RETRY_MS = 15_000;
const SWEEP_EVERY_MS = 3_600_000;

/**
 * Accounts over the shared database.
 *
 * @example
 * const auth = await createAuth({ database, settings, teamsOf, send: mail.send, onOidcSignIn });
 * app.all('/api/auth/*', (c) => auth.handler(c.req.raw, addressOf(c)));
 */
export async function createAuth(options: AuthOptions): Promise<AccountAuth> {
  const { database, settings } = options;
  const log = options.log ?? (() => undefined);
  const attempts = createAttempts(database);
  const logFailure = (error: unknown): void => log(`accounts: ${String(error)}`);
  const build = (provider: ProviderFacts | undefined): Auth =>
    buildEngine({
      pool: database.pool,
      settings,
      provider,
      attempts,
      send: options.send,
      log,
      onAccountChange: accountChanged,
      onOidcSignIn: options.onOidcSignIn,
    });
  const ownOrigins = [new URL(settings.publicUrl).origin];
  const engines = await createEngineHolder(build, settings.oidc);
  const identifier = createIdentifier({
    database,
    ownOrigins,
    teamsOf: options.teamsOf,
    sessionOf: async (headers) => {
      const found = await (await engines.current()).api.getSession({ headers, query: { disableRefresh: true } });
      return found === null
        ? null
        : { userId: found.user.id, sessionId: found.session.id, name: found.user.name, email: found.user.email };
    },
    onFailure: logFailure,
  });
  const stopListening = await database.listen(ACCOUNT_CHANNEL, () => identifier.forget());
  const sweep = setInterval(() => void attempts.forgetOld().catch(logFailure), SWEEP_EVERY_MS).unref();

  async function accountChanged(): Promise<void> {
    identifier.forget();
    await database.global((statements) => statements.run(sql`select pg_notify(${ACCOUNT_CHANNEL}, '')`));
  }

  return {
    settings,
    offer: {
      password: true,
      code: options.send !== null,
      passkey: true,
      singleSignOn: settings.oidc === undefined ? null : { name: settings.oidc.name, provider: OIDC_PROVIDER },
    },
    handler: async (request, clientAddress) => {
      try {
        const admitted = await admitRequest(request, ownOrigins, clientAddress);
        return await asProblem(await (await engines.current()).handler(admitted));
      } catch (error) {
        const { failure, unforeseen } = judge(error);
        if (unforeseen) logFailure(error);
        return problem(failure, randomUUID());
      }
    },
    identify: identifier.identify,
    signedIn: identifier.signedIn,
    isForged: (request) => isForged(request, ownOrigins),
    hashPassword: async (password) => (await (await engines.current()).$context).password.hash(password),
    signIn: async (email, password, request) => {
      const headers = signInHeaders(request);
      const { headers: answer } = await (await engines.current()).api.signInEmail({
        body: { email, password, rememberMe: true },
        headers,
        returnHeaders: true,
      });
      return answer;
    },
    accountChanged,
    forget: identifier.forget,
    setUpToken: setUpToken(settings.secret),
    mayWithoutToken: isAtTheMachine,
    opensSetUp: (given) => opensSetUp(given, settings.secret),
    stop: async () => {
      clearInterval(sweep);
      await stopListening();
    },
  };
}

/** The sign-in library; where its provider could not be reached it is asked again, not too often, and all is built anew. */
async function createEngineHolder(
  build: (provider: ProviderFacts | undefined) => Auth,
  oidc: AuthSettings['oidc'],
): Promise<{ current(): Promise<Auth> }> {
  const discover = async (): Promise<ProviderFacts | undefined> =>
    oidc === undefined ? undefined : discoverProvider(oidc);
  let provider = await discover();
  let engine = build(provider);
  let askedAt = Date.now();
  return {
    async current() {
      if (oidc === undefined || provider !== undefined || Date.now() - askedAt < OIDC_RETRY_MS) return engine;
      askedAt = Date.now();
      provider = await discover();
      if (provider !== undefined) engine = build(provider);
      return engine;
    },
  };
}

/** Of the request that set the password only what describes the device: a cookie it brought is not part of the new session. */
function signInHeaders(request: Request): Headers {
  const agent = request.headers.get('user-agent');
  return new Headers(agent === null ? {} : { 'user-agent': agent });
}
