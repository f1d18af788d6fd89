/** Where an operation runs: whose workspace, and who acts. */
import type { Actor } from '../../platform/permission/index.ts';

export interface Standing {
  readonly workspaceId: string;
  readonly actor: Actor;
  /** When it happened, where a history is written afterwards (the demonstrations); now unless said. */
  readonly at?: Date;
}
