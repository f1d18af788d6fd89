/** The product one looks at, from the address, and the way to another. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import type { AnyItem, Mirror } from '../../../line/index.ts';
import type { WorkspaceSearch } from '../route/search.ts';
import { useItem, useMirror, useWorkspace } from '../workspace/hooks.ts';
import { isSameScope, isWithin, type PlacedProduct, type ProductScope, productsOf, scopeOf } from './product-scope.ts';

/** Null: all products. It is the same object until another product is chosen or its parts change. */
export function useProductScope(): ProductScope | null {
  const product = useSearch({ strict: false, select: (search) => search.product });
  return useMirror(
    useCallback((mirror: Mirror) => scopeOf(mirror, product), [product]),
    isSameScope,
  );
}

/** The product one looks at. */
export function useChosenProduct(): AnyItem | undefined {
  return useItem(useProductScope()?.productId ?? null);
}

/** Empty where there is nothing to choose. */
export function useProducts(): readonly PlacedProduct[] {
  return useMirror(productsOf, isSameOrder);
}

function isSameOrder(a: readonly PlacedProduct[], b: readonly PlacedProduct[]): boolean {
  return a.length === b.length && a.every((one, at) => one.product === b[at]?.product && one.depth === b[at]?.depth);
}

/**
 * The rows that are about items of the product one looks at. `itemOf` should be stable.
 *
 * @example
 * const rows = useWithinProduct(useOutOfStep(), relying);
 */
export function useWithinProduct<Row>(rows: readonly Row[], itemOf: (row: Row) => AnyItem | undefined): readonly Row[] {
  const scope = useProductScope();
  return useMemo(() => {
    if (scope === null) return rows;
    return rows.filter((row) => {
      const item = itemOf(row);
      return item !== undefined && isWithin(scope, item);
    });
  }, [rows, itemOf, scope]);
}

/** Chooses a product, or all (`null`), for this page, those after it, and the next visit. */
export function useChooseProduct(): (product: AnyItem | null) => void {
  const navigate = useNavigate();
  const { membership } = useWorkspace();
  return useCallback(
    (product) => {
      remember(membership.id, product?.key ?? null);
      void navigate({ to: '.', search: withProduct(product?.key), hash: true, hashScrollIntoView: false });
    },
    [navigate, membership.id],
  );
}

/** A visit that begins at Home takes up the product of the last one; every other address says itself what it shows. */
export function useRememberedProduct(): void {
  const navigate = useNavigate();
  const { membership } = useWorkspace();
  const { id, slug } = membership;
  useEffect(() => {
    const key = remembered(id);
    const isBare = window.location.search === '' && window.location.pathname.replace(/\/$/, '') === `/${slug}`;
    if (key !== null && isBare) void navigate({ to: '.', search: withProduct(key), replace: true });
  }, [navigate, id, slug]);
}

const withProduct =
  (product: string | undefined) =>
  (held: WorkspaceSearch): WorkspaceSearch => ({ ...held, product });

const rememberedAs = (workspaceId: string): string => `throughline.product.${workspaceId}`;

function remembered(workspaceId: string): string | null {
  try {
    return localStorage.getItem(rememberedAs(workspaceId));
  } catch {
    return null;
  }
}

function remember(workspaceId: string, key: string | null): void {
  try {
    if (key === null) localStorage.removeItem(rememberedAs(workspaceId));
    else localStorage.setItem(rememberedAs(workspaceId), key);
  } catch {
    // Storage switched off: the next visit begins with all products.
  }
}
