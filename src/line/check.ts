/** Checks: pure rules over an item and its neighbours that find what is missing or contradictory. */
import type { Filter } from './filter.ts';
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
  /** Of that item. */
  readonly kind: string;
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
  /**
   * Outside of this it finds nothing. Wanted on kinds that are not held in memory, where the database picks the items that are
   * looked at; elsewhere it only saves looking.
   */
  readonly among?: Filter;
  /** Kinds not held in memory that it looks at around the item: they are fetched for it, and are absent from `near` otherwise. */
  readonly sees?: readonly Kind[];
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
  if (!check.on.resident && check.among === undefined)
    throw new Error(`${check.id}: a check on ${check.on.name}, which is not held in memory, says what it is "among".`);
  return { ...check, find: (item, near) => check.find(item as ItemOf<K>, near) };
}

/** Does it find everything in what browsers hold? The others are run by the server, which fetches what they look at. */
export function runsInMemory({ on, sees = [] }: Check): boolean {
  return on.resident && sees.every((kind) => kind.resident);
}

/** The owners of these items, each once. */
export function ownersOf(...items: readonly AnyItem[]): readonly string[] {
  return [...new Set(items.flatMap((item) => (item.ownerId ? [item.ownerId] : [])))];
}

/** Narrows a neighbour to its kind so that its own fields are typed. @example isA(feature, other) && other.targetOn */
export function isA<K extends Kind>(kind: K, item: AnyItem): item is ItemOf<K> {
  return item.kind === kind.name;
}
