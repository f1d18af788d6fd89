/** The shapes a client speaks in, taken from the line by type alone: nothing of the server reaches a client's bundle. */
import type { AnyItem, Link } from '../../line/index.ts';

export type { AnyItem, Change, DraftOf, Filter, ItemOf, Kind, Link, Sort } from '../../line/index.ts';

/** A link as seen from an item that was read with `include: ['links']`. */
export interface LinkSeen extends Link {
  readonly inStep: boolean;
  /** The item at its other end, with `include: ['linked']`. */
  readonly other?: Pick<AnyItem, 'id' | 'key' | 'kind' | 'title' | 'state'>;
}
