/** The items before and after this one in the order of their list. */
import { useCallback } from 'react';
import type { AnyItem, Mirror } from '../../../line/index.ts';
import { isWithin } from '../product/product-scope.ts';
import { useProductScope } from '../product/use-product.ts';
import { useMirror } from '../workspace/hooks.ts';

export interface Neighbours {
  readonly before: string | null;
  readonly after: string | null;
}

/** By rank, archived ones left out; both null where the kind does not live in the browser. */
export function neighboursOf(items: readonly AnyItem[], id: string): Neighbours {
  const listed = items
    .filter((item) => item.archivedAt === null || item.id === id)
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.number - b.number));
  const at = listed.findIndex((item) => item.id === id);
  if (at === -1) return { before: null, after: null };
  return { before: listed[at - 1]?.key ?? null, after: listed[at + 1]?.key ?? null };
}

export function useNeighbours(item: AnyItem): Neighbours {
  const { kind, id } = item;
  const scope = useProductScope();
  return useMirror(
    useCallback(
      (mirror: Mirror) => {
        const all = mirror.ofKind(kind);
        const listed = scope === null ? all : all.filter((one) => one.id === id || isWithin(scope, one));
        return neighboursOf(listed, id);
      },
      [kind, id, scope],
    ),
    (a, b) => a.before === b.before && a.after === b.after,
  );
}
