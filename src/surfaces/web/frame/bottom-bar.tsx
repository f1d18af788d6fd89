/** Narrow screens: the frame's five things under the thumb. */
import { Link } from '@tanstack/react-router';
import { House, type LucideIcon, Menu, Plus, Search } from 'lucide-react';
import type { ReactElement } from 'react';
import { pages } from '../route/pages.ts';
import { useMay, useWorkspace } from '../workspace/hooks.ts';
import { setFrame } from './frame-state.ts';

const ENTRY =
  'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs text-muted data-[status=active]:text-accent';

export function BottomBar(): ReactElement {
  const { membership } = useWorkspace();
  const mayAdd = useMay('contributor');
  const first = pages.find((page) => page.section === 'top');
  return (
    <nav aria-label="Main" className="flex border-t border-line bg-sunk pb-[env(safe-area-inset-bottom)] md:hidden">
      <Link
        to="/$workspace"
        params={{ workspace: membership.slug }}
        activeOptions={{ exact: true, includeSearch: false }}
        className={ENTRY}
      >
        <House size={18} aria-hidden />
        Home
      </Link>
      <BarButton icon={Menu} label="Line" onClick={() => setFrame({ navigationShown: true })} />
      {mayAdd && <BarButton icon={Plus} label="New" onClick={() => setFrame({ create: 'any' })} />}
      <BarButton icon={Search} label="Search" onClick={() => setFrame({ palette: 'all' })} />
      {first !== undefined && (
        <Link
          to={`/$workspace/${first.path}`}
          params={{ workspace: membership.slug }}
          activeOptions={{ includeSearch: false }}
          className={ENTRY}
        >
          <first.icon size={18} aria-hidden />
          <span className="max-w-full truncate">{first.label}</span>
        </Link>
      )}
    </nav>
  );
}

interface BarButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onClick: () => void;
}

function BarButton({ icon: Icon, label, onClick }: BarButtonProps): ReactElement {
  return (
    <button type="button" onClick={onClick} className={ENTRY}>
      <Icon size={18} aria-hidden />
      {label}
    </button>
  );
}
