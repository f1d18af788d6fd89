/** Reading the local copy before the application has come: what was read waits here for the workspace that is opened with it. */
import { copyName, openCopy, readCopy, type StoredCopy } from './copy.ts';
import { membershipAt } from './session.ts';

export interface OpenedCopy {
  readonly copy: Awaited<ReturnType<typeof openCopy>>;
  readonly stored: StoredCopy | null;
}

const ahead = new Map<string, Promise<OpenedCopy>>();

async function openAndRead(name: string): Promise<OpenedCopy> {
  const copy = await openCopy(name);
  return { copy, stored: await readCopy(copy) };
}

/** The copy of the workspace for the member, open and being read; whoever asks first has what was read ahead. */
export function takeCopy(workspaceId: string, memberId: string): Promise<OpenedCopy> {
  const name = copyName(workspaceId, memberId);
  const begun = ahead.get(name);
  ahead.delete(name);
  return begun ?? openAndRead(name);
}

/** Begins to read the copy of the workspace that the address names, for the reader of the last visit; where nobody is remembered, nothing. */
export function readAhead(pathname: string): void {
  const membership = membershipAt(pathname);
  if (membership === undefined) return;
  const name = copyName(membership.id, membership.memberId);
  const begun = openAndRead(name);
  // A browser that keeps no copy is told so when the workspace asks; nobody may ask at all.
  begun.catch(() => undefined);
  ahead.set(name, begun);
}
