/** Which items belong to the product one looks at: its own, and those of the products that are part of it. */
import { product } from '../../../domain/organisation/index.ts';
import { type AnyItem, type Filter, type Kind, linkKind, type Mirror } from '../../../line/index.ts';

const PART_OF = linkKind(product, 'partOf');

export interface ProductScope {
  readonly productId: string;
  /** The product and, to any depth, its parts. */
  readonly ids: ReadonlySet<string>;
}

export interface PlacedProduct {
  readonly product: AnyItem;
  /** 0: part of no other that is here. */
  readonly depth: number;
}

/** Archived ones are gone; of a single one there is no choice. */
function choicesIn(mirror: Mirror): readonly AnyItem[] {
  const products = mirror.ofKind(product.name).filter((item) => item.archivedAt === null);
  return products.length > 1 ? products : [];
}

/** The products to choose from, by name, each followed by its parts. */
export function productsOf(mirror: Mirror): readonly PlacedProduct[] {
  const all = choicesIn(mirror).toSorted((a, b) => a.title.localeCompare(b.title));
  const placed = new Map<string, PlacedProduct>();
  const place = (item: AnyItem, depth: number): void => {
    if (placed.has(item.id)) return;
    placed.set(item.id, { product: item, depth });
    const parts = new Set(partsOf(mirror, item.id));
    for (const part of all) if (parts.has(part.id)) place(part, depth + 1);
  };
  const ids = new Set(all.map((item) => item.id));
  const isPart = (item: AnyItem): boolean =>
    mirror.linksFrom(item.id).some((link) => link.kind === PART_OF && ids.has(link.toId));
  for (const item of all) if (!isPart(item)) place(item, 0);
  // Products that are part of each other in a ring have no first one.
  for (const item of all) place(item, 0);
  return [...placed.values()];
}

/** The scope of the product with that key; null, which is all products, where it is not here or there is nothing to choose. */
export function scopeOf(mirror: Mirror, key: string | undefined): ProductScope | null {
  const chosen = key === undefined ? undefined : mirror.find(key);
  if (chosen === undefined || !choicesIn(mirror).includes(chosen)) return null;
  const ids = new Set([chosen.id]);
  for (const id of ids) for (const part of partsOf(mirror, id)) ids.add(part);
  return { productId: chosen.id, ids };
}

export function isSameScope(a: ProductScope | null, b: ProductScope | null): boolean {
  if (a === null || b === null) return a === b;
  return a.productId === b.productId && a.ids.size === b.ids.size && [...a.ids].every((id) => b.ids.has(id));
}

/** A product belongs to itself; what has no product belongs to none. */
export function isWithin({ ids }: ProductScope, item: AnyItem): boolean {
  return ids.has(item.kind === product.name ? item.id : (item.productId ?? ''));
}

/**
 * A list's filter narrowed to the scope. The list of products stays whole: it is where the others are found.
 *
 * @example
 * filterWithin(scope, feature, null) // { field: 'productId', op: 'in', value: ['…'] }
 */
export function filterWithin(scope: ProductScope | null, kind: Kind, filter: Filter | null): Filter | null {
  if (!isNarrowing(scope, kind)) return filter;
  const within: Filter = { field: 'productId', op: 'in', value: [...scope.ids] };
  return filter === null ? within : { and: [filter, within] };
}

export function isNarrowing(scope: ProductScope | null, kind: Kind): scope is ProductScope {
  return scope !== null && kind.name !== product.name;
}

function partsOf(mirror: Mirror, id: string): readonly string[] {
  return mirror
    .linksTo(id)
    .filter((link) => link.kind === PART_OF)
    .map((link) => link.fromId);
}
