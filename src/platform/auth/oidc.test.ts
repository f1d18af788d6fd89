import { describe, expect, test } from 'vitest';
import { groupsIn, lowerRole, refusalOf, roleByGroup, roleFromGroups } from './oidc.ts';

const groupRoles = { pm: 'editor', leads: 'admin' } as const;
const rules = { groupRoles, allowedDomains: ['example.com'] };
const claims = { email: 'ana@example.com', email_verified: true, groups: ['pm'] };

describe('groups give roles', () => {
  test('the highest counts; without one only "*" or an empty mapping lets in', () => {
    expect(roleFromGroups(['pm', 'leads', 'other'], groupRoles)).toBe('admin');
    expect(roleFromGroups(['other'], groupRoles)).toBe(null);
    expect(roleFromGroups(['constructor', '__proto__', '*'], groupRoles)).toBe(null);
    expect(roleFromGroups(['other'], { ...groupRoles, '*': 'contributor' })).toBe('contributor');
    expect(roleFromGroups([], {})).toBe('viewer');
  });

  test('only a group overrides a role set by hand', () => {
    expect(roleByGroup(['pm'], { ...groupRoles, '*': 'viewer' })).toBe('editor');
    expect(roleByGroup(['*', 'other'], { ...groupRoles, '*': 'viewer' })).toBeUndefined();
  });

  test('are read from a list or from one text, and from nothing else', () => {
    expect(groupsIn({ groups: ['a', 7, 'b'] })).toEqual(['a', 'b']);
    expect(groupsIn({ roles: 'a, b c' })).toEqual(['a', 'b', 'c']);
    expect(groupsIn({ groups: { a: true } })).toEqual([]);
  });
});

describe('who may enter', () => {
  test('somebody with a group and an address of ours', () => {
    expect(refusalOf(claims, rules)).toBeUndefined();
    expect(refusalOf({ ...claims, email: 'ana@EXAMPLE.com', email_verified: undefined }, rules)).toBeUndefined();
  });

  test.each([
    [{ ...claims, email: undefined }, 'email_missing'],
    [{ ...claims, email_verified: false }, 'email_unverified'],
    [{ ...claims, email: 'ana@example.com.evil.test' }, 'domain_not_allowed'],
    [{ ...claims, groups: [] }, 'group_not_allowed'],
  ])('%o is refused as %s', (given, error) => {
    expect(refusalOf(given, rules)?.error).toBe(error);
  });
});

test('a key never lifts its member', () => {
  expect(lowerRole('viewer', 'owner')).toBe('viewer');
  expect(lowerRole('owner', 'editor')).toBe('editor');
  expect(lowerRole('admin', 'admin')).toBe('admin');
});
