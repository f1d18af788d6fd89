/** Where an operation runs: whose workspace, and who acts. */
import type { Actor } from '../../platform/permission/index.ts';
import type { Watcher } from '../context.ts';

export interface Standing {
  readonly workspaceId: string;
  readonly actor: Actor;
  /** When it happened, where a history is written afterwards (the demonstrations); now unless said. */
  readonly at?: Date;
  /** Who waits for a calculation. */
  readonly watcher?: Watcher;
}
