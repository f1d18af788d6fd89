/** Top: where one is, the one field for search and commands, what is being saved, and what is new. */
import { Link, useMatches, useParams } from '@tanstack/react-router';
import { Plus, Search } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, IconButton } from '../primitive/button.tsx';
import { Keys } from '../primitive/keys.tsx';
import { ProductCrumb } from '../product/product-switch.tsx';
import { pages } from '../route/pages.ts';
import { useItem, useMay, useWorkspace } from '../workspace/hooks.ts';
import { kindByPlural, model } from '../workspace/model.ts';
import { setFrame } from './frame-state.ts';
import { InboxButton } from './inbox.tsx';
import { PresenceMarks } from './presence.tsx';
import { roomsInOrder } from './rooms.ts';
import { SavingMark } from './saving-mark.tsx';

export function TopBar(): ReactElement {
  const { plural } = useParams({ strict: false });
  const mayAdd = useMay('contributor');
  return (
    <header className="flex h-12 min-w-0 items-center gap-2 border-b border-line px-4 md:col-span-2 md:col-start-2">
      <div className="flex min-w-0 flex-1 items-center gap-2">
        <Breadcrumb />
        <HereToo />
      </div>
      <ProductCrumb />
      <SavingMark />
      <button
        type="button"
        onClick={() => setFrame({ palette: 'all' })}
        className="hidden h-8 w-56 items-center gap-2 rounded-md border border-line bg-raised px-2 text-muted hover:border-line-strong lg:flex"
      >
        <Search size={14} aria-hidden />
        <span className="flex-1 text-left">Search or command</span>
        <Keys keys="Mod+K" />
      </button>
      <IconButton
        label="Search or command"
        keys="Mod+K"
        className="max-md:hidden lg:hidden"
        onClick={() => setFrame({ palette: 'all' })}
      >
        <Search size={16} />
      </IconButton>
      <InboxButton />
      {mayAdd && (
        <Button
          look="primary"
          className="max-sm:hidden"
          onClick={() => setFrame({ create: kindByPlural(plural ?? '')?.name ?? 'any' })}
        >
          <Plus size={16} aria-hidden />
          New
        </Button>
      )}
    </header>
  );
}

/** Beside the breadcrumb: who else looks at this item or list. */
function HereToo(): ReactElement | null {
  const { plural, ref } = useParams({ strict: false });
  const item = useItem(ref ?? null);
  const kind = kindByPlural(plural ?? '');
  if (item !== undefined) return <PresenceMarks place={`item:${item.id}`} />;
  return kind === undefined ? null : <PresenceMarks place={`list:${kind.plural}`} />;
}

function Breadcrumb(): ReactElement {
  const { membership } = useWorkspace();
  const { plural, ref, section } = useParams({ strict: false });
  const path = useMatches({ select: (matches) => matches.at(-1)?.pathname ?? '' });
  const item = useItem(ref ?? null);
  const kind = item === undefined ? kindByPlural(plural ?? '') : model.kind(item.kind);
  const room = roomsInOrder(model.slices).find((slice) => kind !== undefined && slice.kinds.includes(kind));
  const page = pages.find((one) => path.replace(/\/$/, '').endsWith(`/${one.path}`));
  const name = page?.label ?? (section === undefined ? 'Home' : 'Settings');
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-2">
        {room !== undefined && <li className="hidden text-muted sm:block">{room.label}</li>}
        {room !== undefined && (
          <li aria-hidden className="hidden text-faint sm:block">
            /
          </li>
        )}
        <li className="min-w-0 truncate">
          {kind === undefined ? (
            <h1 className="font-semibold">{name}</h1>
          ) : item === undefined ? (
            <h1 className="truncate font-semibold">{kind.label.many}</h1>
          ) : (
            <Link
              to="/$workspace/$plural"
              params={{ workspace: membership.slug, plural: kind.plural }}
              className="text-muted hover:text-ink"
            >
              {kind.label.many}
            </Link>
          )}
        </li>
        {item !== undefined && (
          <>
            <li aria-hidden className="text-faint">
              /
            </li>
            <li className="tabular shrink-0 font-semibold">{item.key}</li>
          </>
        )}
      </ol>
    </nav>
  );
}
