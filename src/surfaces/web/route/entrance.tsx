/** `/`: on to the workspace last open, to sign-in, or to set-up where the installation is new. */
import { Navigate } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { isInstallationNew } from '../account/account.ts';
import { Button } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { lastWorkspace } from '../workspace/session.ts';
import { useSession } from '../workspace/use-session.tsx';
import { PageWaiting } from './page-states.tsx';

export function Entrance(): ReactElement {
  const { session, isSignedOut, problem, refresh } = useSession();
  if (session !== null) {
    const last = session.workspaces.find(({ slug }) => slug === lastWorkspace()) ?? session.workspaces[0];
    if (last !== undefined) return <Navigate to="/$workspace" params={{ workspace: last.slug }} replace />;
    return (
      <Problem
        isPage
        title="You belong to no workspace"
        detail="An admin can invite you again. Your account stays."
        action={<Button onClick={() => void refresh()}>Look again</Button>}
      />
    );
  }
  if (isSignedOut) return <Outside />;
  if (problem !== null) {
    return (
      <Problem
        isPage
        title="The server cannot be reached"
        detail={problem.message}
        action={<Button onClick={() => void refresh()}>Try again</Button>}
      />
    );
  }
  return <PageWaiting />;
}

/** Nobody is signed in: is there anybody yet? */
function Outside(): ReactElement {
  const [isNew, setNew] = useState<boolean | null>(null);
  useEffect(() => {
    isInstallationNew().then(setNew, () => setNew(false));
  }, []);
  if (isNew === null) return <PageWaiting />;
  return isNew ? <Navigate to="/set-up" replace /> : <Navigate to="/sign-in" replace />;
}
