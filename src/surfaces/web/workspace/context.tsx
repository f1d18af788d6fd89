/** The open workspace, for every component below the frame. */
import { createContext, type ReactElement, type ReactNode, useContext, useEffect, useState } from 'react';
import { createAbsentEnds } from './absent-ends.ts';
import { Commits } from './commit.ts';
import { openWorkspace } from './open-early.ts';
import { createResources, type Resources } from './resource.ts';
import type { Membership, Session } from './session.ts';
import type { Workspace } from './workspace.ts';

export interface Open {
  readonly session: Session;
  readonly workspace: Workspace;
  readonly commits: Commits;
  readonly resources: Resources;
}

const OpenContext = createContext<Open | null>(null);

export interface WorkspaceProviderProps {
  readonly session: Session;
  readonly membership: Membership;
  readonly children: ReactNode;
}

/** Opens the workspace and keeps it open while it is shown. */
export function WorkspaceProvider({ session, membership, children }: WorkspaceProviderProps): ReactElement | null {
  const [open, setOpen] = useState<Open | null>(null);
  useEffect(() => {
    const workspace = openWorkspace(membership);
    const resources = { ...createResources(workspace), absentEnds: createAbsentEnds(workspace) };
    setOpen({ session, workspace, commits: new Commits(workspace), resources });
    return () => workspace.stop();
  }, [session, membership]);
  return open === null ? null : <OpenContext value={open}>{children}</OpenContext>;
}

/** @throws outside a workspace: a fault of the code. */
export function useOpen(): Open {
  const open = useContext(OpenContext);
  if (open === null) throw new Error('This component stands outside a workspace.');
  return open;
}
