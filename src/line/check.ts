/** Checks: pure rules over an item and its neighbours that find what is missing or contradictory. */
import type { AnyItem, ItemOf, Kind } from './kind.ts';
import type { Link } from './link.ts';

export type Severity = 'blocking' | 'warning';

export interface Finding {
  /** What is wrong, naming the things and dates it follows from. */
  readonly sentence: string;
  /** Keys of the items it follows from besides the checked item itself. */
  readonly about: readonly AnyItem[];
  /** Member ids who should act; empty: nobody owns it yet. */
  readonly who: readonly string[];
}

/** A finding as shown: which check, on which item, how to mend. */
export interface PlacedFinding {
  readonly check: string;
  readonly severity: Severity;
  readonly itemId: string;
  readonly sentence: string;
  readonly aboutIds: readonly string[];
  readonly who: readonly string[];
  readonly remedy: string;
}

/** What a check sees around an item. Archived items are left out of both directions. */
export interface Near {
  /** Today in the workspace's time zone, `2021-05-18`. */
  readonly today: string;
  /** What the item relies on, by the link's name (`serves`) or all. */
  reliesOn(item: AnyItem, link?: string): readonly AnyItem[];
  /** What relies on the item, by link kind (`feature.serves`) or all. */
  reliedOnBy(item: AnyItem, linkKind?: string): readonly AnyItem[];
  /** The links behind `reliesOn`, for their own fields. */
  linksFrom(item: AnyItem): readonly Link[];
}

export interface Check {
  /** `launch-before-available` */
  readonly id: string;
  readonly on: Kind;
  readonly severity: Severity;
  /** One sentence: what it watches. */
  readonly watches: string;
  /** How to mend it. */
  readonly remedy: string;
  find(item: AnyItem, near: Near): readonly Finding[];
}

/**
 * Defines a check on a kind; the rule reads typed fields and returns findings, none when all is well.
 *
 * @example
 * defineCheck({ id: 'feature-without-need', on: feature, severity: 'warning', watches: '...', remedy: '...',
 *   find: (item, near) => near.reliesOn(item, 'serves').length > 0 ? [] : [{ sentence: '...', about: [], who: owners(item) }] });
 */
export function defineCheck<K extends Kind>(
  check: Omit<Check, 'on' | 'find'> & {
    readonly on: K;
    find(item: ItemOf<K>, near: Near): readonly Finding[];
  },
): Check {
  return { ...check, find: (item, near) => check.find(item as ItemOf<K>, near) };
}

/** The owners of these items, each once. */
export function ownersOf(...items: readonly AnyItem[]): readonly string[] {
  return [...new Set(items.flatMap((item) => (item.ownerId ? [item.ownerId] : [])))];
}

/** Narrows a neighbour to its kind so that its own fields are typed. @example isA(feature, other) && other.targetOn */
export function isA<K extends Kind>(kind: K, item: AnyItem): item is ItemOf<K> {
  return item.kind === kind.name;
}
