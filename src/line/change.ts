/** One commit on the line: what was touched, by whom, through which door. */
import type { Via } from '../platform/permission/index.ts';

/** What a commit touches. Comments, views and settings of the workspace go through the same log as items and links. */
export type EntrySubject = 'item' | 'link' | 'comment' | 'attachment' | 'view' | 'customField' | 'member' | 'webhook';

/** One thing touched: the fields before and after. Created: `before` is null. Removed: `after` is null. */
export interface Entry {
  readonly subject: EntrySubject;
  readonly id: string;
  /** The item it belongs to: itself for an item, the relying item for a link, the commented item for a comment. */
  readonly itemId: string | null;
  /** Kind of the item or link. */
  readonly kind: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export interface Change {
  readonly seq: number;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly via: Via;
  /** The operation's name: `updateItem`, `stillTrue`. */
  readonly operation: string;
  readonly entries: readonly Entry[];
  /** The seq this commit reverses, where it is an undo. */
  readonly undoes: number | null;
}
