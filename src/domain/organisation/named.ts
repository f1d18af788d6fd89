import type { AnyItem } from '../../line/index.ts';

/**
 * An item as sentences name it, by key and title.
 *
 * @example
 * named(tabs) // 'FEA-12 “Inspired tab design”'
 */
export const named = (item: Pick<AnyItem, 'key' | 'title'>): string => `${item.key} “${item.title}”`;
