/** What stands at the other ends of an item's links: from memory, and from the server what does not live in the browser. */
import { useCallback, useMemo } from 'react';
import type { AnyItem, Link } from '../../../line/index.ts';
import { useAnswer, useItem, useLinks, useMirror, useWorkspace } from '../workspace/hooks.ts';

/** An item in brief. */
export type End = Pick<
  AnyItem,
  'id' | 'key' | 'kind' | 'title' | 'state' | 'ownerId' | 'materialRevision' | 'archivedAt'
>;

interface LinksAnswer {
  readonly links: readonly { readonly other?: End }[];
}

export interface ItemEnds {
  readonly from: readonly Link[];
  readonly to: readonly Link[];
  readonly endOf: (id: string) => End | undefined;
  /** Something is still on its way from the server. */
  readonly isLoading: boolean;
}

export function useItemEnds(itemId: string): ItemEnds {
  const { mirror, visitors } = useWorkspace();
  const { from, to } = useLinks(itemId);
  const self = useItem(itemId);
  // The ends redraw with the mirror: a state changed at the other side shows here at once.
  const version = useMirror(useCallback((held) => held.version, []));
  const missing = useMemo(() => {
    const ids = [...from.map((link) => link.toId), ...to.map((link) => link.fromId)];
    return ids.filter((id) => mirror.item(id) === undefined && visitors.item(id) === undefined).length;
  }, [from, to, mirror, visitors]);
  const { value, isLoading } = useAnswer<LinksAnswer>(missing === 0 ? null : `/items/${itemId}/links`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the mirror holds.
  return useMemo(() => {
    const asked = new Map(
      (value?.links ?? []).flatMap(({ other }) => (other === undefined ? [] : [[other.id, other] as const])),
    );
    const endOf = (id: string): End | undefined =>
      id === itemId ? self : (mirror.item(id) ?? visitors.item(id) ?? asked.get(id));
    return { from, to, endOf, isLoading: missing > 0 && isLoading };
  }, [from, to, value, itemId, self, mirror, visitors, missing, isLoading, version]);
}
