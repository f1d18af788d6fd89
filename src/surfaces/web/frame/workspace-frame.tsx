/** What stands around every page of a workspace: navigation, top bar, the panel on the right, and what floats. */
import { getRouteApi, Outlet, useRouter } from '@tanstack/react-router';
import { type ReactElement, Suspense, useEffect, useMemo, useSyncExternalStore } from 'react';
import { BeforeChange } from '../line/before-change-guard.tsx';
import { Button } from '../primitive/button.tsx';
import { fetchPartsAhead, lazyPart } from '../primitive/lazy-part.ts';
import { Problem } from '../primitive/notice.tsx';
import { useRememberedProduct } from '../product/use-product.ts';
import { PageWaiting } from '../route/page-states.tsx';
import { WorkspaceProvider } from '../workspace/context.tsx';
import { useCommits, useStatus } from '../workspace/hooks.ts';
import { rememberWorkspace } from '../workspace/session.ts';
import { useSession } from '../workspace/use-session.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { FrameKeys } from './frame-keys.tsx';
import { useFrame } from './frame-state.ts';
import { Navigation } from './navigation.tsx';
import { PeekPanel } from './peek-panel.tsx';
import { PresenceTold } from './presence.tsx';
import { TopBar } from './top-bar.tsx';

const route = getRouteApi('/$workspace');
const Overlays = lazyPart(() => import('./overlays.tsx'));
/** After the first page has what it needs. */
const FETCH_AHEAD_MS = 2000;

export function WorkspaceFrame(): ReactElement {
  const { workspace: slug } = route.useParams();
  const { session, isSignedOut, problem, refresh } = useSession();
  const found = session?.workspaces.find((one) => one.slug === slug);
  const written = JSON.stringify(found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same membership keeps its object, so the workspace stays open.
  const membership = useMemo(() => found, [written]);
  useEffect(() => {
    if (membership !== undefined) rememberWorkspace(membership.slug);
  }, [membership]);
  if (isSignedOut) return <ToSignIn />;
  if (session === null && problem !== null) {
    return (
      <Problem
        isPage
        title="The server cannot be reached"
        detail={problem.message}
        action={<Button onClick={() => void refresh()}>Try again</Button>}
      />
    );
  }
  if (session === null) return <PageWaiting />;
  if (membership === undefined) {
    return (
      <Problem
        isPage
        title={`There is no workspace “${slug}” that you belong to`}
        detail="Ask an admin of the workspace to invite you."
      />
    );
  }
  return (
    <WorkspaceProvider key={membership.id} session={session} membership={membership}>
      <Frame />
    </WorkspaceProvider>
  );
}

/** On to sign-in, and from there back to here. Once: this stays mounted while sign-in loads, under an address that is no longer here. */
function ToSignIn(): ReactElement {
  const router = useRouter();
  useEffect(() => {
    void router.navigate({ to: '/sign-in', search: { to: router.latestLocation.href }, replace: true });
  }, [router]);
  return <PageWaiting />;
}

/** Fetches what may be needed later while there is a network: editing goes on without one. */
function usePartsAhead(): void {
  useEffect(() => {
    const stop = new AbortController();
    const fetchNow = () => void fetchPartsAhead(stop.signal);
    const timer = setTimeout(fetchNow, FETCH_AHEAD_MS);
    window.addEventListener('online', fetchNow, { signal: stop.signal });
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, []);
}

function Frame(): ReactElement {
  usePartsAhead();
  useRememberedProduct();
  const hasOverlay = useFrame((frame) => frame.palette !== null || frame.create !== null || frame.keysShown);
  const { conflicts } = useCommits();
  const hasConflict = useSyncExternalStore(conflicts.subscribe, () => conflicts.current !== null);
  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] md:grid-cols-[auto_minmax(0,1fr)_auto] md:grid-rows-[auto_minmax(0,1fr)]">
      <a
        href="#page"
        className="floating sr-only px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to the page
      </a>
      <Navigation />
      <TopBar />
      <main id="page" tabIndex={-1} className="scrolls relative min-w-0 outline-none">
        <Page />
      </main>
      <PeekPanel />
      <BottomBar />
      <FrameKeys />
      <PresenceTold />
      <Suspense fallback={null}>{hasOverlay && <Overlays />}</Suspense>
      <BeforeChange />
      {hasConflict && <ConflictDialog />}
    </div>
  );
}

function Page(): ReactElement {
  const { phase, problem } = useStatus();
  const { refresh } = useSession();
  if (phase === 'failed') {
    return (
      <Problem
        title="The workspace could not be loaded"
        detail={problem?.message ?? ''}
        action={<Button onClick={() => window.location.reload()}>Try again</Button>}
      />
    );
  }
  if (phase === 'refused') {
    return (
      <Problem
        title="You may no longer see this workspace"
        detail={`${problem?.message ?? ''} What you had on screen is gone from this browser.`}
        action={<Button onClick={() => void refresh()}>Look again</Button>}
      />
    );
  }
  if (phase === 'loading') return <PageWaiting label="Loading the workspace" />;
  return (
    <Suspense fallback={<PageWaiting />}>
      <Outlet />
    </Suspense>
  );
}
