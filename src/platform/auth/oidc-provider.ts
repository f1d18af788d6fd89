/** The one OpenID Connect provider, as better-auth takes it: discovery, PKCE, verified ID tokens bound to the request. */
import type { GenericOAuthConfig } from 'better-auth/plugins';
import { z } from 'zod';
import type { OidcProvider } from '../settings/index.ts';
import { type Claims, groupsIn, OIDC_PROVIDER } from './oidc.ts';

const tokenSchema = z.record(z.string(), z.unknown());
const discoverySchema = z.object({
  userinfo_endpoint: z.url().optional(),
  scopes_supported: z.array(z.string()).default([]),
});
export type ProviderFacts = z.infer<typeof discoverySchema>;
const claimsSchema = z.looseObject({
  sub: z.string(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
});

/** The address of the discovery document. @example discoveryUrl('https://id.example/realms/work') */
export function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
}

/** Asks the provider what it offers; undefined where it cannot be reached. */
export async function discoverProvider({ issuer }: Pick<OidcProvider, 'issuer'>): Promise<ProviderFacts | undefined> {
  return discoverySchema.safeParse(await fetchJson(discoveryUrl(issuer))).data;
}

export function oidcProvider(settings: OidcProvider, facts: ProviderFacts): GenericOAuthConfig {
  return {
    providerId: OIDC_PROVIDER,
    name: settings.name,
    discoveryUrl: discoveryUrl(settings.issuer),
    requireIdTokenVerification: true,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    scopes: [
      'openid',
      'email',
      'profile',
      ...['groups', 'roles'].filter((scope) => facts.scopes_supported.includes(scope)),
    ],
    pkce: true,
    getUserInfo: async ({ idToken, accessToken }) => {
      if (idToken === undefined) return null;
      const claims = await completeClaims(facts, claimsOf(idToken), accessToken);
      const known = claimsSchema.safeParse(claims);
      if (!known.success) return null;
      const { email, email_verified, name, preferred_username } = known.data;
      return {
        ...claims,
        email,
        emailVerified: email_verified ?? true,
        name: name ?? preferred_username ?? email ?? '',
      };
    },
  };
}

/** The claims of an ID token whose signature and nonce the library has verified before it asks us. */
function claimsOf(idToken: string): Claims {
  const payload = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8');
  return tokenSchema.parse(JSON.parse(payload));
}

/** Small ID tokens leave e-mail or groups to the userinfo endpoint; its answer counts only for the same subject. */
async function completeClaims(facts: ProviderFacts, idToken: Claims, accessToken: string | undefined): Promise<Claims> {
  const isComplete = 'email' in idToken && groupsIn(idToken).length > 0;
  if (isComplete || facts.userinfo_endpoint === undefined || accessToken === undefined) return idToken;
  const more = claimsSchema.safeParse(await fetchJson(facts.userinfo_endpoint, accessToken));
  return more.success && more.data.sub === idToken.sub ? { ...more.data, ...idToken } : idToken;
}

const PROVIDER_TIMEOUT_MS = 10_000;

async function fetchJson(address: string, accessToken?: string): Promise<unknown> {
  const headers = {
    accept: 'application/json',
    ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
  };
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS) }).catch(
    () => undefined,
  );
  return response?.ok === true ? response.json().catch(() => undefined) : undefined;
}
