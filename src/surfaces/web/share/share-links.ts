/** Links by which somebody outside reads one thing, as the server tells of them. */

import { useAnswer } from '../workspace/hooks.ts';
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
