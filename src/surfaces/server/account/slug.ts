/** A workspace's address, `/firefox`: which texts may be one. Pure. */
import { z } from 'zod';

export const SLUG_MOST = 40;

/** First parts of addresses that are Throughline's own. */
const RESERVED: ReadonlySet<string> = new Set([
  'api',
  'assets',
  'docs',
  'feed',
  'healthz',
  'invitation',
  'mcp',
  'metrics',
  'new',
  'portal',
  'profile',
  'public',
  'readyz',
  'reset-password',
  'robots',
  'set-up',
  'setup',
  'share',
  'sign-in',
  'sign-out',
  'static',
  'widget',
  'workspaces',
]);

export const slugSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(SLUG_MOST)
  .regex(
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    'must be letters, digits and hyphens, with a letter or digit at both ends',
  );

export const isReserved = (slug: string): boolean => RESERVED.has(slug);

/**
 * A slug made of a name. @example slugFrom('Größe & Zoë Ltd.') // 'grosse-zoe-ltd'
 */
export function slugFrom(name: string): string {
  const plain = name.replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, SLUG_MOST - 4)
    .replace(/-+$/, '');
  if (slug === '') return 'workspace';
  return isReserved(slug) ? `${slug}-1` : slug;
}

/** The first of slug, slug-2, slug-3 ... that is free. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
}
