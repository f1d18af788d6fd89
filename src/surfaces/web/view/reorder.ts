/** Moving an item by hand: its rank becomes one between its new neighbours'. */
import { type AnyItem, rankBetween } from '../../../line/index.ts';

/**
 * The rank an item needs to stand right before `before` (null: at the end) among `items`.
 *
 * @example
 * commits.update(item, { rank: rankBefore(items, item, items[0] ?? null) })
 */
export function rankBefore(items: readonly AnyItem[], item: AnyItem, before: AnyItem | null): string {
  const others = items.filter((one) => one.id !== item.id);
  const at = before === null ? others.length : others.findIndex((one) => one.id === before.id);
  return rankBetween(others[at - 1]?.rank ?? null, others[at]?.rank ?? null);
}

/** The rank one step up (-1) or down (+1); null where it is at that end already. */
export function rankStepped(items: readonly AnyItem[], item: AnyItem, step: -1 | 1): string | null {
  const at = items.findIndex((one) => one.id === item.id);
  const other = items[at + step];
  if (at === -1 || other === undefined) return null;
  return step === -1 ? rankBefore(items, item, other) : rankBefore(items, item, items[at + 2] ?? null);
}
