/** Who a request comes from. */
import type { Actor } from '../permission/index.ts';
import type { KeyGrant } from './scope.ts';

/** A person signed in, in whichever workspace. */
export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
}

/** A member of the workspace the request is for. */
export interface Identity {
  readonly userId: string;
  readonly memberId: string;
  readonly workspaceId: string;
  readonly workspaceSlug: string;
  readonly actor: Actor;
  readonly keyId?: string;
  /** What the API key is limited to; absent with a session, which its role alone limits. */
  readonly grant?: KeyGrant;
  /** False: a browser's cookie on a write that no page of ours sent. Such a write is refused. */
  readonly csrfSafe: boolean;
}

/** Ids of the teams a member is in: whose restricted things they may see. */
export type TeamsOf = (workspaceId: string, memberId: string) => Promise<readonly string[]>;
