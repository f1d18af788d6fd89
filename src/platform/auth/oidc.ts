/** Single sign-on: who may enter through the provider, and with which role. Pure rules. */
import { isAtLeast, ROLES, type Role } from '../permission/index.ts';
import type { OidcRules } from './settings.ts';

/** The provider's id in accounts and addresses: `/api/auth/callback/oidc`. */
export const OIDC_PROVIDER = 'oidc';

export type Claims = Readonly<Record<string, unknown>>;

/** Why somebody may not enter; `error` is read by the sign-in page. */
export interface Refusal {
  readonly error: string;
  readonly errorDescription: string;
}

/** Where providers list groups: most as `groups`, Entra's app roles and some realms as `roles`. */
const GROUP_CLAIMS = ['groups', 'roles'];
/** In OIDC_GROUP_ROLES: everybody else. */
const EVERYBODY = '*';

/** A person's groups: a list, or one text with commas or spaces (both are seen in the wild). */
export function groupsIn(claims: Claims): readonly string[] {
  return GROUP_CLAIMS.flatMap((name) => {
    const value = claims[name];
    if (Array.isArray(value)) return value.filter((group): group is string => typeof group === 'string');
    return typeof value === 'string' ? value.split(/[\s,]+/).filter((group) => group !== '') : [];
  });
}

/**
 * The role that groups give: the highest of them, else what `*` says. Where no group is mapped everybody may look;
 * where some are, null: those in none of them may not enter.
 *
 * @example
 * roleFromGroups(['pm', 'leads'], { pm: 'editor', leads: 'admin' }) // 'admin'
 */
export function roleFromGroups(groups: readonly string[], groupRoles: OidcRules['groupRoles']): Role | null {
  const given = rolesBy(groups, groupRoles);
  const others = Object.hasOwn(groupRoles, EVERYBODY) ? groupRoles[EVERYBODY] : undefined;
  return (
    ROLES.find((role) => given.includes(role)) ?? others ?? (Object.keys(groupRoles).length === 0 ? 'viewer' : null)
  );
}

/** The role a group of theirs decides; undefined where only `*` or nothing does: that never overrides a role set by hand. */
export function roleByGroup(groups: readonly string[], groupRoles: OidcRules['groupRoles']): Role | undefined {
  const given = rolesBy(groups, groupRoles);
  return ROLES.find((role) => given.includes(role));
}

function rolesBy(groups: readonly string[], groupRoles: OidcRules['groupRoles']): readonly (Role | undefined)[] {
  return groups.flatMap((group) =>
    group !== EVERYBODY && Object.hasOwn(groupRoles, group) ? [groupRoles[group]] : [],
  );
}

/** Why the provider's claims do not let somebody in; undefined where they do. */
export function refusalOf(claims: Claims, rules: OidcRules): Refusal | undefined {
  const email = claims.email;
  if (typeof email !== 'string' || email === '')
    return {
      error: 'email_missing',
      errorDescription: 'The provider sent no e-mail address. Ask for the scope "email" there.',
    };
  if (claims.email_verified === false)
    return {
      error: 'email_unverified',
      errorDescription: `The provider says that ${email} is not verified. Verify it there first.`,
    };
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  if (rules.allowedDomains.length > 0 && !rules.allowedDomains.some((allowed) => allowed.toLowerCase() === domain))
    return {
      error: 'domain_not_allowed',
      errorDescription: `Addresses of ${domain} may not enter here. Ask an admin.`,
    };
  if (roleFromGroups(groupsIn(claims), rules.groupRoles) === null)
    return {
      error: 'group_not_allowed',
      errorDescription: 'You are in none of the groups that may enter here. Ask an admin.',
    };
  return undefined;
}

/** The lower of two roles: what a key may do at most. */
export function lowerRole(one: Role, other: Role): Role {
  return isAtLeast(one, other) ? other : one;
}
