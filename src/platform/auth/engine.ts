/** better-auth as we use it: what is on, what is off, and where its events lead. */
import { passkey } from '@better-auth/passkey';
import { type Auth, type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { emailOTP, genericOAuth } from 'better-auth/plugins';
import type { Pool } from 'pg';
import { uuidv7 } from 'uuidv7';
import { type Letter, passwordLetter, signInCodeLetter } from '../mail/index.ts';
import { CLIENT_ADDRESS_HEADER } from './admit-request.ts';
import type { Attempts } from './attempts.ts';
import { type Claims, OIDC_PROVIDER, refusalOf } from './oidc.ts';
import { oidcProvider, type ProviderFacts } from './oidc-provider.ts';
import { PASSWORD_LEAST, PASSWORD_MOST } from './password-length.ts';
import type { AuthSettings } from './settings.ts';

export const AUTH_PATH = '/api/auth';

const SESSION_SECONDS = 30 * 24 * 3600;
const SESSION_REFRESH_SECONDS = 24 * 3600;
const RESET_HOURS = 1;
const CODE_MINUTES = 5;

/** Per address; a person who mistypes stays far below, a list of passwords does not. */
const LIMITS = {
  '/get-session': false,
  '/sign-in/email': { window: 60, max: 10 },
  '/sign-in/email-otp': { window: 60, max: 10 },
  '/sign-in/social': { window: 60, max: 30 },
  '/email-otp/send-verification-otp': { window: 60, max: 3 },
  '/request-password-reset': { window: 600, max: 5 },
  '/reset-password': { window: 600, max: 10 },
  '/change-password': { window: 600, max: 10 },
} as const;
/** Per account, from whichever addresses: enough that nobody is locked out by a neighbour's few tries. */
const PER_ACCOUNT = { window: 600, max: 50 };

/** What we answer ourselves, under `/api/v1`, or do not offer. */
const DISABLED = [
  '/sign-up/email',
  '/update-user',
  '/delete-user',
  '/delete-user/callback',
  '/change-email',
  '/update-session',
  '/verify-password',
  '/list-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/revoke-other-sessions',
  '/send-verification-email',
  '/verify-email',
  '/link-social',
  '/unlink-account',
  '/get-access-token',
  '/refresh-token',
  '/account-info',
  '/error',
  '/ok',
  '/email-otp/check-verification-otp',
  '/email-otp/verify-email',
  '/email-otp/request-password-reset',
  '/forget-password/email-otp',
  '/email-otp/reset-password',
  '/email-otp/request-email-change',
  '/email-otp/change-email',
];

export interface EngineParts {
  readonly pool: Pool;
  readonly settings: AuthSettings;
  /** What the provider says of itself; undefined where there is none or it cannot be reached now. */
  readonly provider: ProviderFacts | undefined;
  readonly attempts: Attempts;
  /** Null: no mail server; then neither codes nor reset links are offered. */
  readonly send: ((to: string, letter: Letter) => Promise<void>) | null;
  readonly onAccountChange: () => Promise<void>;
  /** Somebody came in through the provider, with these claims. */
  readonly onOidcSignIn: (userId: string, claims: Claims) => Promise<void>;
  readonly log: (message: string) => void;
}

/** Puts better-auth together. It asks the OIDC provider once, so one that is down is missing until all is built anew. */
export function buildEngine(parts: EngineParts): Auth {
  const { settings, attempts } = parts;
  return betterAuth<BetterAuthOptions>({
    appName: 'Throughline',
    baseURL: settings.publicUrl,
    basePath: AUTH_PATH,
    secret: settings.secret,
    database: parts.pool,
    trustedOrigins: (request) => (request === undefined ? [] : [new URL(request.url).origin]),
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => parts.log(`${level}: ${message}`) },
    disabledPaths: DISABLED,
    onAPIError: { errorURL: new URL('/sign-in', settings.publicUrl).href },
    session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_REFRESH_SECONDS },
    account: {
      encryptOAuthTokens: true,
      // The provider was chosen by the operator and every account here by an admin: the same address is the same person.
      accountLinking: { enabled: true, trustedProviders: [OIDC_PROVIDER], requireLocalEmailVerified: false },
    },
    emailAndPassword: passwords(parts),
    databaseHooks: { session: { delete: { after: () => parts.onAccountChange() } } },
    ...watches(parts),
    rateLimit: { enabled: true, window: 60, max: 100, customRules: LIMITS, customStorage: attempts },
    advanced: cookiesAndIds(settings),
    plugins: [...signInPlugins(parts)],
  });
}

function passwords({ send }: EngineParts): NonNullable<BetterAuthOptions['emailAndPassword']> {
  const options = {
    enabled: true,
    disableSignUp: true,
    minPasswordLength: PASSWORD_LEAST,
    maxPasswordLength: PASSWORD_MOST,
    resetPasswordTokenExpiresIn: RESET_HOURS * 3600,
    revokeSessionsOnPasswordReset: true,
  };
  if (send === null) return options;
  return {
    ...options,
    sendResetPassword: ({ user, token }) => send(user.email, passwordLetter(passwordPath(token), RESET_HOURS)),
  };
}

/** Who may come in through the provider, whose tries are counted, and who is told of a newcomer. */
function watches({ settings, attempts, onOidcSignIn }: EngineParts): Pick<BetterAuthOptions, 'user' | 'hooks'> {
  const claimsOf = new WeakMap<object, Claims>();
  return {
    user: {
      validateUserInfo: ({ source }, context) => {
        if (source.method !== 'oauth' || settings.oidc === undefined) return;
        const claims = source.oauth?.profile ?? {};
        if (context.request !== undefined) claimsOf.set(context.request, claims);
        return refusalOf(claims, settings.oidc);
      },
    },
    hooks: {
      before: createAuthMiddleware(async (context) => {
        const email: unknown = context.body?.email;
        if (!context.path.startsWith('/sign-in/') || typeof email !== 'string') return;
        const { allowed } = await attempts.consume(`account:${email.toLowerCase()}`, PER_ACCOUNT);
        if (!allowed)
          throw new APIError('TOO_MANY_REQUESTS', { message: 'Too many attempts on this account. Wait ten minutes.' });
      }),
      after: createAuthMiddleware(async (context) => {
        const claims = context.request === undefined ? undefined : claimsOf.get(context.request);
        const signedIn = context.context.newSession;
        if (claims !== undefined && signedIn !== null) await onOidcSignIn(signedIn.user.id, claims);
      }),
    },
  };
}

function cookiesAndIds({ publicUrl }: AuthSettings): NonNullable<BetterAuthOptions['advanced']> {
  return {
    // The library leaves both out under NODE_ENV=test; here they hold everywhere.
    disableOriginCheck: false,
    disableCSRFCheck: false,
    cookiePrefix: 'throughline',
    useSecureCookies: publicUrl.startsWith('https:'),
    defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
    ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    database: { generateId: () => uuidv7() },
  };
}

/** Where the web asks for a new password. */
export const passwordPath = (token: string): string => `/reset-password?token=${encodeURIComponent(token)}`;

function* signInPlugins({ settings, provider, send }: EngineParts) {
  const { origin, hostname } = new URL(settings.publicUrl);
  // A passkey belongs to a name, never to an address: http://127.0.0.1 is reached as localhost for it.
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  yield passkey({
    rpID: isAddress ? 'localhost' : hostname,
    rpName: 'Throughline',
    origin: passkeyOrigins(origin, isAddress),
  });
  if (send !== null) {
    yield emailOTP({
      disableSignUp: true,
      expiresIn: CODE_MINUTES * 60,
      storeOTP: 'hashed',
      sendVerificationOTP: ({ email, otp, type }) =>
        type === 'sign-in' ? send(email, signInCodeLetter(otp, CODE_MINUTES)) : Promise.resolve(),
    });
  }
  if (settings.oidc !== undefined && provider !== undefined)
    yield genericOAuth({ config: [oidcProvider(settings.oidc, provider)] });
}

function passkeyOrigins(origin: string, isAddress: boolean): string[] {
  if (!isAddress) return [origin];
  const local = new URL(origin);
  local.hostname = 'localhost';
  return [origin, local.origin];
}
