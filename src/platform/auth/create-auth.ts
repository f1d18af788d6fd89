/** Accounts put together: the sign-in library, who a request comes from, and word of changes to every process. */

import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/index.ts';
import { judge, problem } from '../http/index.ts';
import type { Letter } from '../mail/index.ts';
import { admitRequest, isForged } from './admit-request.ts';
import { asProblem } from './as-problem.ts';
import { createAttempts } from './attempts.ts';
import { buildEngine } from './engine.ts';
import { createEngineHolder, type EngineHolder } from './engine-holder.ts';
import { createIdentifier } from './identify.ts';
import type { Identity, SignedIn, TeamsOf } from './identity.ts';
import { type Credentials, createLibrarySession, type Visitor } from './library-session.ts';
import { type Claims, OIDC_PROVIDER } from './oidc.ts';
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
  signIn(person: Credentials, visitor: Visitor): Promise<Headers>;
  /** The cookies that lengthen a session in use. */
  refresh(headers: Headers): Promise<Headers>;
  /** Everything remembered about accounts is forgotten, here and in every other process. */
  accountChanged(): Promise<void>;
  /** Forgets in this process alone: for listeners of the line. */
  forget(): void;
  readonly setUpToken: string;
  mayWithoutToken(visitor: Visitor): boolean;
  opensSetUp(given: string | undefined): boolean;
  stop(): Promise<void>;
}

const SWEEP_EVERY_MS = 3_600_000;

/**
 * Accounts over the shared database.
 *
 * @example
 * const auth = await createAuth({ database, settings, teamsOf, send: mail.send, onOidcSignIn });
 * app.all('/api/auth/*', (c) => auth.handler(c.req.raw, addressOf(c)));
 */
export async function createAuth(options: AuthOptions): Promise<AccountAuth> {
  const { database, settings, teamsOf } = options;
  const log = options.log ?? (() => undefined);
  const onFailure = (error: unknown): void => log(`accounts: ${String(error)}`);
  const ownOrigins = [new URL(settings.publicUrl).origin];
  const attempts = createAttempts(database);
  const send = inBackground(options.send, onFailure);
  const { onOidcSignIn } = options;
  const parts = { pool: database.pool, settings, attempts, send, log, onAccountChange: accountChanged, onOidcSignIn };
  const engines = await createEngineHolder((provider) => buildEngine({ ...parts, provider }), settings.oidc);
  const library = createLibrarySession(engines);
  const identifier = createIdentifier({ database, ownOrigins, teamsOf, sessionOf: library.read, onFailure });
  const stopListening = await database.listen(ACCOUNT_CHANNEL, () => identifier.forget());
  const sweep = setInterval(() => void attempts.forgetOld().catch(onFailure), SWEEP_EVERY_MS).unref();

  async function accountChanged(): Promise<void> {
    identifier.forget();
    await database.global((statements) => statements.run(sql`select pg_notify(${ACCOUNT_CHANNEL}, '')`));
  }

  return {
    offer: offerOf(settings, send !== null),
    handler: (request, clientAddress) => answer({ engines, ownOrigins, onFailure }, request, clientAddress),
    identify: identifier.identify,
    signedIn: identifier.signedIn,
    isForged: (request) => isForged(request, ownOrigins),
    hashPassword: library.hashPassword,
    signIn: library.signIn,
    refresh: library.refresh,
    accountChanged,
    forget: identifier.forget,
    setUpToken: setUpToken(settings.secret),
    mayWithoutToken: ({ request, clientAddress }) => isAtTheMachine(request, clientAddress, ownOrigins),
    opensSetUp: (given) => opensSetUp(given, settings.secret),
    stop: async () => {
      clearInterval(sweep);
      await stopListening();
    },
  };
}

type Send = AuthOptions['send'];

/** Mail leaves beside the answer: how long an answer takes does not tell whether an address has an account. */
function inBackground(send: Send, onFailure: (error: unknown) => void): Send {
  if (send === null) return null;
  return async (to, letter) => {
    send(to, letter).catch(onFailure);
  };
}

function offerOf({ oidc }: AuthSettings, code: boolean): SignInOffer {
  const singleSignOn = oidc === undefined ? null : { name: oidc.name, provider: OIDC_PROVIDER };
  return { password: true, code, passkey: true, singleSignOn };
}

interface AnswerParts {
  readonly engines: EngineHolder;
  readonly ownOrigins: readonly string[];
  readonly onFailure: (error: unknown) => void;
}

async function answer(parts: AnswerParts, request: Request, clientAddress: string | undefined): Promise<Response> {
  try {
    const admitted = await admitRequest(request, parts.ownOrigins, clientAddress);
    return await asProblem(await (await parts.engines.current()).handler(admitted));
  } catch (error) {
    const { failure, unforeseen } = judge(error);
    if (unforeseen) parts.onFailure(error);
    return problem(failure, randomUUID());
  }
}
