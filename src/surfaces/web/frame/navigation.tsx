/** Left: where one is in the line, in its order; saved views pinned below. A sheet on narrow screens. */
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { Link } from '@tanstack/react-router';
import { ChevronRight, House, Pin, Settings } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { Slice } from '../../../line/index.ts';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { ProductSwitch } from '../product/product-switch.tsx';
import { pages, type WorkspacePage } from '../route/pages.ts';
import { useOpen } from '../workspace/context.tsx';
import { useResource, useStatus, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { setFrame, useFrame } from './frame-state.ts';
import { roomsInOrder } from './rooms.ts';
import { WorkspaceSwitch } from './workspace-switch.tsx';

const ENTRY =
  'flex h-7 items-center gap-2 rounded-sm px-2 text-muted hover:bg-paper hover:text-ink data-[status=active]:bg-paper data-[status=active]:font-medium data-[status=active]:text-ink';
const CLOSED_AS = 'throughline.closed-rooms';

export function Navigation(): ReactElement {
  const isShown = useFrame((frame) => frame.navigationShown);
  return (
    <>
      <nav aria-label="Workspace" className="row-span-2 hidden w-56 flex-col border-r border-line bg-sunk md:flex">
        <Entries />
      </nav>
      <BaseDialog.Root open={isShown} onOpenChange={(open) => setFrame({ navigationShown: open })}>
        <BaseDialog.Portal>
          <BaseDialog.Backdrop className="fixed inset-0 z-30 bg-scrim md:hidden" />
          <BaseDialog.Popup className="fixed inset-y-0 left-0 z-30 flex w-72 flex-col border-r border-line bg-sunk md:hidden">
            <BaseDialog.Title className="sr-only">Workspace</BaseDialog.Title>
            {/* biome-ignore lint/a11y: following a link inside closes the sheet; the links themselves are the controls. */}
            <div
              className="flex min-h-0 flex-1 flex-col"
              onClick={({ target }) => isLeaving(target) && setFrame({ navigationShown: false })}
            >
              <Entries />
            </div>
          </BaseDialog.Popup>
        </BaseDialog.Portal>
      </BaseDialog.Root>
    </>
  );
}

/** A menu or a room that opens stays on the sheet. */
function isLeaving(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, [role="menuitem"]') !== null;
}

function Entries(): ReactElement {
  const { membership } = useWorkspace();
  const params = { workspace: membership.slug };
  return (
    <>
      <WorkspaceSwitch />
      <ProductSwitch />
      <div className="scrolls min-h-0 flex-1 px-2 pb-4">
        <Link to="/$workspace" params={params} activeOptions={{ exact: true, includeSearch: false }} className={ENTRY}>
          <House size={16} strokeWidth={1.75} aria-hidden />
          Home
        </Link>
        {pages
          .filter((page) => page.section === 'top')
          .map((page) => (
            <PageEntry key={page.path} page={page} />
          ))}
        {roomsInOrder(model.slices).map((room) => (
          <Room key={room.name} room={room} />
        ))}
        <PinnedViews />
      </div>
      <div className="border-t border-line p-2">
        <Link to="/$workspace/settings/$section" params={{ ...params, section: 'profile' }} className={ENTRY}>
          <Settings size={16} strokeWidth={1.75} aria-hidden />
          Settings
        </Link>
      </div>
    </>
  );
}

function PageEntry({ page }: { readonly page: WorkspacePage }): ReactElement {
  const { membership } = useWorkspace();
  const { phase } = useStatus();
  const Icon = page.icon;
  return (
    <Link
      to={`/$workspace/${page.path}`}
      params={{ workspace: membership.slug }}
      activeOptions={{ includeSearch: false }}
      className={ENTRY}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className="flex-1">{page.label}</span>
      {page.Count !== undefined && phase === 'ready' && <page.Count />}
    </Link>
  );
}

function Room({ room }: { readonly room: Slice }): ReactElement {
  const [closed, setClosed] = useState(closedRooms);
  const { membership } = useWorkspace();
  const isOpen = !closed.includes(room.name);
  const toggle = (): void => {
    const next = isOpen ? [...closedRooms(), room.name] : closedRooms().filter((name) => name !== room.name);
    localStorage.setItem(CLOSED_AS, JSON.stringify(next));
    setClosed(next);
  };
  return (
    <Section label={room.label} isOpen={isOpen} onToggle={toggle}>
      {pages
        .filter((page) => page.section === room.name)
        .map((page) => (
          <PageEntry key={page.path} page={page} />
        ))}
      {room.kinds.map((kind) => (
        <Link
          key={kind.name}
          to="/$workspace/$plural"
          params={{ workspace: membership.slug, plural: kind.plural }}
          activeOptions={{ includeSearch: false }}
          className={ENTRY}
        >
          <KindIcon kind={kind} />
          <span className="truncate">{kind.label.many}</span>
        </Link>
      ))}
    </Section>
  );
}

interface SectionProps {
  readonly label: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

function Section({ label, isOpen, onToggle, children }: SectionProps): ReactElement {
  return (
    <section className="mt-3">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="group flex h-6 w-full items-center gap-1 rounded-sm px-2 text-left text-xs font-medium text-muted hover:text-ink"
      >
        {label}
        <ChevronRight size={12} aria-hidden className={isOpen ? 'rotate-90 opacity-0 group-hover:opacity-100' : ''} />
      </button>
      {isOpen && children}
    </section>
  );
}

function PinnedViews(): ReactElement | null {
  const { membership } = useWorkspace();
  const pinned = useResource(useOpen().resources.views).value?.filter((view) => view.scope === 'pinned') ?? [];
  if (pinned.length === 0) return null;
  return (
    <section className="mt-3">
      <h2 className="flex h-6 items-center px-2 text-xs font-medium text-muted">Pinned views</h2>
      {pinned.map((view) => (
        <Link
          key={view.id}
          to="/$workspace/$plural"
          params={{ workspace: membership.slug, plural: model.kind(view.kind).plural }}
          search={{ view: view.id }}
          className={ENTRY}
        >
          <Pin size={14} strokeWidth={1.75} aria-hidden />
          <span className="truncate">{view.title}</span>
        </Link>
      ))}
    </section>
  );
}

function closedRooms(): readonly string[] {
  try {
    const names: readonly string[] = JSON.parse(localStorage.getItem(CLOSED_AS) ?? '[]');
    return names;
  } catch {
    return [];
  }
}
