/** The workspace's name, and the way to another one. */
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronsUpDown, LogOut, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { signOut } from '../account/account.ts';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useMay } from '../workspace/hooks.ts';

export function WorkspaceSwitch(): ReactElement {
  const { session, workspace } = useOpen();
  const navigate = useNavigate();
  const mayMake = useMay('admin');
  const { slug, name } = workspace.membership;
  const trigger = (
    <button
      type="button"
      className="m-2 flex h-9 items-center gap-2 rounded-md px-2 text-left hover:bg-paper data-[popup-open]:bg-paper"
    >
      <span
        aria-hidden
        className="grid size-5 place-items-center rounded-sm bg-accent text-xs font-semibold text-on-accent"
      >
        {name.charAt(0).toUpperCase()}
      </span>
      <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
      <ChevronsUpDown size={14} className="text-muted" aria-hidden />
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuGroup label={session.user.email}>
        {session.workspaces.map((one) => (
          <MenuItem
            key={one.id}
            icon={one.slug === slug ? <Check size={14} aria-label="Open now" /> : <span className="size-3.5" />}
            onClick={() =>
              void navigate({ to: '/$workspace', params: { workspace: one.slug }, search: { product: undefined } })
            }
          >
            {one.name}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuLine />
      {mayMake && (
        <MenuItem
          icon={<Plus size={14} aria-hidden />}
          onClick={() =>
            void navigate({ to: '/$workspace/settings/$section', params: { workspace: slug, section: 'workspace' } })
          }
        >
          New workspace…
        </MenuItem>
      )}
      <MenuItem icon={<LogOut size={14} aria-hidden />} onClick={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
