/** Permissions as people read them. */
import type { Permission } from '../../line/index.ts';
import { ROLES, type Role } from '../../platform/permission/index.ts';

const PLURALS: Readonly<Record<Role, string>> = {
  owner: 'owners',
  admin: 'admins',
  editor: 'editors',
  contributor: 'contributors',
  viewer: 'viewers',
};

/** The roles that may, least first. @example rolesThatMay('editor') // ['editor', 'admin', 'owner'] */
export function rolesThatMay(needed: Role): readonly Role[] {
  return ROLES.slice(0, ROLES.indexOf(needed) + 1).reverse();
}

/** @example sentenceOf(editors('change items')) // 'Editors, admins and owners may change items.' */
export function sentenceOf({ role, does }: Permission): string {
  if (role === 'viewer') return `Every member may ${does}.`;
  const names = rolesThatMay(role).map((one) => PLURALS[one]);
  const last = names.pop() ?? '';
  const who = names.length === 0 ? last : `${names.join(', ')} and ${last}`;
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} may ${does}.`;
}
