/** Links by which somebody outside reads one thing, as the server tells of them. */
import { day } from '../format/format.ts';
import { act } from '../settings/settings-parts.tsx';
import { useAnswer, useMemberName, useWorkspace } from '../workspace/hooks.ts';
import type { Loaded } from '../workspace/resource.ts';

export interface ShareLink {
  readonly id: string;
  readonly memberId: string;
  readonly itemId: string | null;
  readonly viewId: string | null;
  /** Null where the reader may not see the thing, or it is gone. */
  readonly title: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly isExpired: boolean;
}

/** The links of the reader; for admins everybody's. */
export function useShareLinks(): Loaded<readonly ShareLink[]> & { readonly refresh: () => void } {
  const { value, ...rest } = useAnswer<{ readonly links: readonly ShareLink[] }>('/share-links');
  return { value: value?.links ?? null, ...rest };
}

/** Ends a link at once; `onEnded` where the server did. */
export function useEndLink(onEnded: () => void): (link: ShareLink) => Promise<void> {
  const { request } = useWorkspace();
  return async ({ id }) => {
    if (await act('The link has ended', 'The link was not ended', () => request('DELETE', `/share-links/${id}`)))
      onEnded();
  };
}

/** Whose link it is, and since when. */
export function useSharedBy({ memberId, createdAt }: ShareLink): string {
  const who = useMemberName(memberId);
  return `Shared by ${who || 'somebody who left'} on ${day(createdAt.slice(0, 10))}`;
}

/** @example untilWhen(link) // 'Until 22 Dec 2026' */
export function untilWhen({ expiresAt, isExpired }: ShareLink): string {
  const on = day(expiresAt.slice(0, 10));
  return isExpired ? `Ended on ${on}` : `Until ${on}`;
}
