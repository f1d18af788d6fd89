/** Opening a workspace before the first component stands, with the local copy that is being read already (copy-ahead.ts). */
import { type Membership, membershipAt } from './session.ts';
import { Workspace } from './workspace.ts';

let early: Workspace | null = null;

/** Opens the workspace of this address for the reader of the last visit; does nothing where nobody is remembered. */
export function openEarly(pathname: string): void {
  const membership = membershipAt(pathname);
  if (membership !== undefined) early = opened(membership);
}

/** The workspace of the membership, opened: the early one where it is the same. */
export function openWorkspace(membership: Membership): Workspace {
  const known = early;
  early = null;
  if (known !== null && JSON.stringify(known.membership) === JSON.stringify(membership)) return known;
  known?.stop();
  return opened(membership);
}

function opened(membership: Membership): Workspace {
  const workspace = new Workspace(membership);
  void workspace.start();
  return workspace;
}
