/** What accounts need to know of the installation. */
import type { OidcProvider, Settings } from '../settings/index.ts';

export interface AuthSettings extends Pick<Settings, 'publicUrl' | 'oidc'> {
  /** Signs cookies: `keepSecret(settings)`. */
  readonly secret: string;
}

export type OidcRules = Pick<OidcProvider, 'groupRoles' | 'allowedDomains'>;
