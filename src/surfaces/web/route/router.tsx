/** Every address of the browser. Pages come in chunks of their own; the frame and Home are what the first load needs. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  retainSearchParams,
} from '@tanstack/react-router';
import { WorkspaceFrame } from '../frame/workspace-frame.tsx';
import { Entrance } from './entrance.tsx';
import { PageMissing, PageProblem, PageWaiting } from './page-states.tsx';
import { pages } from './pages.ts';
import { readListSearch, readWorkspaceSearch } from './search.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing });

const entrance = createRoute({ getParentRoute: () => root, path: '/', component: Entrance });
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { readonly to?: string } =>
    typeof raw.to === 'string' ? { to: raw.to } : {},
  component: lazyRouteComponent(() => import('../account/sign-in-page.tsx'), 'SignInPage'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  validateSearch: (raw: Record<string, unknown>): { readonly token?: string } =>
    typeof raw.token === 'string' ? { token: raw.token } : {},
  component: lazyRouteComponent(() => import('../account/set-up-page.tsx'), 'SetUpPage'),
});
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: (raw: Record<string, unknown>): { readonly token?: string } =>
    typeof raw.token === 'string' ? { token: raw.token } : {},
  component: lazyRouteComponent(() => import('../account/reset-password-page.tsx'), 'ResetPasswordPage'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('../account/invitation-page.tsx'), 'InvitationPage'),
});

const workspaceRoute = createRoute({
  getParentRoute: () => root,
  path: '/$workspace',
  validateSearch: readWorkspaceSearch,
  search: { middlewares: [retainSearchParams(['product'])] },
  component: WorkspaceFrame,
});
const home = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
});
const itemRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/item/$ref',
  component: lazyRouteComponent(() => import('./item-route.tsx'), 'ItemRoute'),
});
const settingsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/settings/$section',
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});
const listRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/$plural',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('../view/list-page.tsx'), 'ListPage'),
});
const importRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/$plural/import',
  component: lazyRouteComponent(() => import('../import/import-page.tsx')),
});
const morePages = pages.map((page) =>
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: `/${page.path}`,
    component: lazyRouteComponent(page.load),
  }),
);

const tree = root.addChildren([
  entrance,
  signIn,
  setUp,
  resetPassword,
  invitation,
  workspaceRoute.addChildren([home, itemRoute, settingsRoute, listRoute, importRoute, ...morePages]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultErrorComponent: PageProblem,
  defaultPendingComponent: PageWaiting,
  defaultPendingMs: 300,
  scrollRestoration: false,
});

/** Fetches the code of the page that this address shows, while the frame around it is being drawn. */
export function preloadPage(): void {
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    const page = router.routesById[routeId]?.options.component;
    if (typeof page === 'function' && 'preload' in page) void page.preload?.();
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
