/**
 * A list kept from memory: filtered and sorted once, then only what a change touched is looked at again, so that editing
 * one row of twenty thousand costs no sort.
 */
import {
  type AnyItem,
  type Compares,
  type CustomTypes,
  compareBy,
  idOrdered,
  type Kind,
  type Matches,
  type Mirror,
  matches,
  type Sort,
  sortItems,
  type Touched,
} from '../../../line/index.ts';
import { fold, foldedTitle } from '../frame/find-items.ts';
import type { ViewDefinition } from '../workspace/resource.ts';

export interface ListRequest {
  readonly kind: Kind;
  readonly view: Pick<ViewDefinition, 'filter' | 'sort' | 'archived'>;
  /** Words that the title or key must hold. */
  readonly words: string;
  readonly memberId: string;
  readonly today: string;
  readonly custom?: CustomTypes;
}

const TOUCHED_MOST = 400;
const BY_RANK: readonly Sort[] = [{ field: 'rank' }];

export class ListQuery {
  readonly #mirror: Mirror;
  readonly #kind: Kind;
  readonly #fits: Matches;
  readonly #compare: Compares;
  readonly #sorts: readonly Sort[];
  readonly #custom: CustomTypes | undefined;
  readonly #asksForLinks: boolean;
  #all: readonly AnyItem[] | null = null;
  #items: readonly AnyItem[] | null = null;
  #touched: Touched = new Set<string>();

  constructor(mirror: Mirror, request: ListRequest) {
    this.#mirror = mirror;
    this.#kind = request.kind;
    this.#fits = fitsOf(mirror, request);
    this.#asksForLinks = request.view.filter !== null;
    this.#sorts = request.view.sort.length === 0 ? BY_RANK : request.view.sort;
    this.#custom = request.custom;
    this.#compare = compareBy(this.#sorts, request.kind, request.custom);
  }

  /** Notes what moved; the next read looks at it. */
  touch(touched: Touched): void {
    if (touched === 'all' || this.#touched === 'all') {
      this.#touched = 'all';
      return;
    }
    const noted = new Set(this.#touched);
    for (const id of touched) {
      noted.add(id);
      // What relies on a changed item may have fallen out of step, which the filter may ask for.
      for (const link of this.#mirror.linksTo(id)) noted.add(link.fromId);
    }
    this.#touched = noted;
  }

  read(): readonly AnyItem[] {
    const touched = this.#touched;
    if (this.#items === null || touched === 'all' || touched.size > TOUCHED_MOST) this.#items = this.#readAll();
    else if (touched.size > 0) this.#items = this.#readTouched(this.#items, touched);
    this.#touched = new Set();
    return this.#items;
  }

  #readAll(): readonly AnyItem[] {
    const all = this.#mirror.ofKind(this.#kind.name);
    // The links of a workspace come after its items: where none decides, the list stands already.
    if (this.#items !== null && this.#all === all && !this.#asksForLinks) return this.#items;
    this.#all = all;
    return sortItems(idOrdered(all).filter(this.#fits), this.#sorts, this.#kind, this.#custom);
  }

  #readTouched(held: readonly AnyItem[], touched: ReadonlySet<string>): readonly AnyItem[] {
    const now = [...touched].map((id) => this.#mirror.item(id)).filter((item) => item?.kind === this.#kind.name);
    const fitting = now.filter((item) => item !== undefined && this.#fits(item)).filter((item) => item !== undefined);
    const rest = held.filter((item) => !touched.has(item.id));
    if (fitting.length === 0 && rest.length === held.length) return held;
    const same = fitting.length === held.length - rest.length && fitting.every((item) => held.includes(item));
    if (same) return held;
    for (const item of fitting) rest.splice(placeOf(rest, item, this.#compare), 0, item);
    return rest;
  }
}

function fitsOf(mirror: Mirror, { kind, view, words, memberId, today, custom }: ListRequest): Matches {
  const reader = { memberId, today, line: mirror, ...(custom !== undefined && { custom }) };
  const byFilter = view.filter === null ? null : matches(view.filter, kind, reader);
  const wanted = fold(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  const byArchive: Matches =
    view.archived === 'with' ? () => true : (item) => (item.archivedAt !== null) === (view.archived === 'only');
  return (item) =>
    byArchive(item) && (byFilter === null || byFilter(item)) && (wanted.length === 0 || holds(item, wanted));
}

function holds(item: AnyItem, wanted: readonly string[]): boolean {
  const title = foldedTitle(item);
  return wanted.every((word) => title.includes(word) || item.key.toLowerCase().includes(word));
}

function placeOf(items: readonly AnyItem[], item: AnyItem, compare: Compares): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = items[middle];
    if (other !== undefined && compare(other, item) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
