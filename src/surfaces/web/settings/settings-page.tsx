/** Settings: the reader's own first, then the workspace's for those who answer for it. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ComponentType, type ReactElement, Suspense, useLayoutEffect, useRef } from 'react';
import type { Role } from '../../../platform/permission/index.ts';
import { isAtLeast } from '../../../platform/permission/index.ts';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { PageMissing } from '../route/page-states.tsx';
import { useWorkspace } from '../workspace/hooks.ts';

interface Section {
  readonly id: string;
  readonly label: string;
  readonly group: 'You' | 'Workspace';
  /** Who may open it. */
  readonly role: Role;
  readonly Page: ComponentType;
}

const SECTIONS: readonly Section[] = [
  {
    id: 'profile',
    label: 'Profile',
    group: 'You',
    role: 'viewer',
    Page: lazyPart(() => import('./profile-section.tsx')),
  },
  {
    id: 'appearance',
    label: 'Appearance',
    group: 'You',
    role: 'viewer',
    Page: lazyPart(() => import('./appearance-section.tsx')),
  },
  {
    id: 'sessions',
    label: 'Sessions',
    group: 'You',
    role: 'viewer',
    Page: lazyPart(() => import('./sessions-section.tsx')),
  },
  {
    id: 'api-keys',
    label: 'API keys',
    group: 'You',
    role: 'viewer',
    Page: lazyPart(() => import('./api-keys-section.tsx')),
  },
  {
    id: 'workspace',
    label: 'General',
    group: 'Workspace',
    role: 'admin',
    Page: lazyPart(() => import('./workspace-section.tsx')),
  },
  {
    id: 'members',
    label: 'Members',
    group: 'Workspace',
    role: 'viewer',
    Page: lazyPart(() => import('./members-section.tsx')),
  },
  {
    id: 'custom-fields',
    label: 'Custom fields',
    group: 'Workspace',
    role: 'viewer',
    Page: lazyPart(() => import('./custom-fields-section.tsx')),
  },
  {
    id: 'imports',
    label: 'Imports',
    group: 'Workspace',
    role: 'viewer',
    Page: lazyPart(() => import('./imports-section.tsx')),
  },
  {
    id: 'share-links',
    label: 'Shared links',
    group: 'Workspace',
    role: 'editor',
    Page: lazyPart(() => import('./share-links-section.tsx')),
  },
  {
    id: 'webhooks',
    label: 'Webhooks',
    group: 'Workspace',
    role: 'admin',
    Page: lazyPart(() => import('./webhooks-section.tsx')),
  },
  {
    id: 'audit',
    label: 'Audit',
    group: 'Workspace',
    role: 'admin',
    Page: lazyPart(() => import('./audit-section.tsx')),
  },
];

const route = getRouteApi('/$workspace/settings/$section');
const ENTRY =
  'flex h-8 shrink-0 items-center rounded-sm px-2 whitespace-nowrap text-muted hover:text-ink data-[status=active]:bg-sunk data-[status=active]:font-medium data-[status=active]:text-ink';

export function SettingsPage(): ReactElement {
  const { section: id, workspace } = route.useParams();
  const { membership } = useWorkspace();
  const section = SECTIONS.find((one) => one.id === id);
  const entries = useRef<HTMLElement>(null);
  // On a telephone the sections stand in one row, and the open one may lie beyond its edge.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another section is another open entry.
  useLayoutEffect(() => {
    entries.current?.querySelector('[data-status="active"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [id]);
  if (section === undefined) return <PageMissing />;
  const isAllowed = isAtLeast(membership.role, section.role);
  return (
    <div className="mx-auto flex max-w-5xl gap-10 px-6 py-6 max-md:flex-col max-md:gap-4 max-md:px-4">
      <nav
        ref={entries}
        aria-label="Settings"
        className="scrolls flex w-40 shrink-0 flex-col max-md:w-full max-md:flex-row"
      >
        {(['You', 'Workspace'] as const).map((group) => (
          <div key={group} className="mb-4 flex flex-col max-md:mb-0 max-md:flex-row">
            <h2 className="px-2 pb-1 text-xs font-medium text-muted max-md:sr-only">{group}</h2>
            {SECTIONS.filter((one) => one.group === group && isAtLeast(membership.role, one.role)).map((one) => (
              <Link
                key={one.id}
                to="/$workspace/settings/$section"
                params={{ workspace, section: one.id }}
                className={ENTRY}
              >
                {one.label}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className="min-w-0 flex-1">
        {isAllowed ? (
          <Suspense fallback={<SkeletonRows count={4} />}>
            <section.Page />
          </Suspense>
        ) : (
          <Problem
            title="Only admins may see this"
            detail="Ask an admin or owner of the workspace. The members page lists them."
          />
        )}
      </div>
    </div>
  );
}
