/** What an API key may be used for, below what its member's role allows. */
import { keyLacksScope, keyLacksTool } from './failures.ts';

/** read: reading operations; write: those that change the line; admin: members, keys, settings and everything destructive. */
export const KEY_SCOPES = ['read', 'write', 'admin'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** What a key brings: its scopes, and the MCP tools it is limited to (null: every tool its scopes allow). */
export interface KeyGrant {
  readonly scopes: readonly KeyScope[];
  readonly tools: readonly string[] | null;
}

/** The part of an operation that decides which scope it needs. */
export interface Demand {
  readonly effect: 'read' | 'write' | 'destroy';
  readonly may: { readonly role: string };
}

/** The scope an operation needs: what only admins and owners may do needs `admin`, whatever its effect. */
export function scopeFor(demand: Demand): KeyScope {
  if (demand.may.role === 'admin' || demand.may.role === 'owner' || demand.effect === 'destroy') return 'admin';
  return demand.effect === 'read' ? 'read' : 'write';
}

/** Does the key allow it? A wider scope includes the narrower ones. */
export function allowsScope(grant: KeyGrant, needed: KeyScope): boolean {
  return grant.scopes.some((scope) => KEY_SCOPES.indexOf(scope) >= KEY_SCOPES.indexOf(needed));
}

/**
 * Refuses what the key may not do; sessions (no grant) are limited by their role alone.
 *
 * @example
 * assertScope(identity.grant, operation); // throws `key.scope-missing`
 */
export function assertScope(grant: KeyGrant | undefined, demand: Demand): void {
  if (grant === undefined || allowsDemand(grant, demand)) return;
  throw keyLacksScope({ needed: scopeFor(demand), scopes: grant.scopes });
}

/** May the key use this MCP tool? */
export function allowsTool(grant: KeyGrant | undefined, tool: string): boolean {
  return grant === undefined || grant.tools === null || grant.tools.includes(tool);
}

/** Has the key the scope that this needs? @example allowsDemand({ scopes: ['read'], tools: null }, operation) */
export function allowsDemand(grant: KeyGrant | undefined, demand: Demand): boolean {
  return grant === undefined || allowsScope(grant, scopeFor(demand));
}

/** Refuses an MCP tool that the key does not list. @example assertTool(identity.grant, 'list_features') */
export function assertTool(grant: KeyGrant | undefined, tool: string): void {
  if (!allowsTool(grant, tool)) throw keyLacksTool({ tool, tools: grant?.tools ?? [] });
}
