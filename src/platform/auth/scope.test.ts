import { describe, expect, test } from 'vitest';
import { allowsTool, assertScope, assertTool, scopeFor } from './scope.ts';

const reading = { effect: 'read', may: { role: 'viewer' } } as const;
const writing = { effect: 'write', may: { role: 'editor' } } as const;
const managing = { effect: 'read', may: { role: 'admin' } } as const;

describe('the scope an operation needs', () => {
  test('follows from its effect and from who may', () => {
    expect([reading, writing, managing].map(scopeFor)).toEqual(['read', 'write', 'admin']);
    expect(scopeFor({ effect: 'destroy', may: { role: 'editor' } })).toBe('admin');
  });

  test('a wider scope includes the narrower, never the other way round', () => {
    const only = (scope: 'read' | 'write' | 'admin') => ({ scopes: [scope], tools: null });
    expect(() => assertScope(only('admin'), writing)).not.toThrow();
    expect(() => assertScope(only('write'), reading)).not.toThrow();
    expect(() => assertScope(only('read'), writing)).toThrow('scope "write"');
    expect(() => assertScope(only('write'), managing)).toThrow('scope "admin"');
    expect(() => assertScope({ scopes: [], tools: null }, reading)).toThrow('scope "read"');
  });

  test('a session has no grant and is limited by its role alone', () => {
    expect(() => assertScope(undefined, managing)).not.toThrow();
  });
});

test('a key that lists tools may use those and no other', () => {
  const grant = { scopes: ['read'], tools: ['list_features'] } as const;
  expect(allowsTool(grant, 'list_features')).toBe(true);
  expect(() => assertTool(grant, 'list_launches')).toThrow('not "list_launches"');
  expect(allowsTool({ scopes: ['read'], tools: null }, 'list_launches')).toBe(true);
});
