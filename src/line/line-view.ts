/** Reading the line from memory: what a mirror, a moment of the past and a change not yet made have in common. */
import type { AnyItem } from './kind.ts';
import type { Link } from './link.ts';

export interface LineView {
  item(id: string): AnyItem | undefined;
  link(id: string): Link | undefined;
  /** What the item relies on; the same array until one of these links changes. */
  linksFrom(itemId: string): readonly Link[];
  /** What relies on the item. */
  linksTo(itemId: string): readonly Link[];
  /** Every item of a kind, archived ones included, in no order; the same array until one of them changes. */
  ofKind(kind: string): readonly AnyItem[];
}
