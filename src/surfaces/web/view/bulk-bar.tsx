/** What may be done with a selection, with one undo for all of it. */
import { Archive, ArchiveRestore, CircleDot, Link2, Tag, UserRound, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import { plural, words } from '../format/format.ts';
import { setFrame } from '../frame/frame-state.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { Menu, MenuItem, SubMenu } from '../primitive/menu.tsx';
import { useCommits, useMay } from '../workspace/hooks.ts';

export interface BulkBarProps {
  readonly kind: Kind;
  readonly items: readonly AnyItem[];
  readonly onClear: () => void;
}

export function BulkBar({ kind, items, onClear }: BulkBarProps): ReactElement {
  const commits = useCommits();
  const mayEdit = useMay('editor');
  const areArchived = items.every((item) => item.archivedAt !== null);
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="floating absolute bottom-4 left-1/2 flex max-w-[calc(100%-1rem)] -translate-x-1/2 items-center gap-1 p-1.5 pl-4"
    >
      <output className="tabular mr-2 shrink-0 font-medium">{plural(items.length, 'selected', 'selected')}</output>
      {mayEdit && !areArchived && (
        <>
          <Button look="plain" onClick={() => setFrame({ palette: 'state' })}>
            <CircleDot size={14} aria-hidden /> State
          </Button>
          <Button look="plain" onClick={() => setFrame({ palette: 'assign' })}>
            <UserRound size={14} aria-hidden /> Assign
          </Button>
          <Button look="plain" className="max-sm:hidden" onClick={() => setFrame({ palette: 'link' })}>
            <Link2 size={14} aria-hidden /> Link
          </Button>
          <SetFieldMenu kind={kind} items={items} />
        </>
      )}
      {mayEdit && (
        <Button
          look="plain"
          onClick={() => {
            void (areArchived ? commits.restore(items) : commits.archive(items));
            onClear();
          }}
        >
          {areArchived ? <ArchiveRestore size={14} aria-hidden /> : <Archive size={14} aria-hidden />}
          {areArchived ? 'Restore' : 'Archive'}
        </Button>
      )}
      <IconButton label="Clear the selection" keys="Escape" onClick={onClear}>
        <X size={16} />
      </IconButton>
    </div>
  );
}

/** Any choice field of the kind, set on all of them. */
function SetFieldMenu({ kind, items }: Omit<BulkBarProps, 'onClear'>): ReactElement | null {
  const commits = useCommits();
  const fields = Object.entries(kind.fields).flatMap(([name, field]) =>
    field.type === 'select' ? [{ name, field }] : [],
  );
  if (fields.length === 0) return null;
  const trigger = (
    <Button look="plain" className="max-sm:hidden">
      <Tag size={14} aria-hidden /> Set
    </Button>
  );
  return (
    <Menu trigger={trigger} side="top">
      {fields.map(({ name, field }) => (
        <SubMenu key={name} label={field.label ?? words(name)}>
          {field.options.map((option) => (
            <MenuItem key={option} onClick={() => void commits.updateAll(items, { [name]: option })}>
              {words(option)}
            </MenuItem>
          ))}
        </SubMenu>
      ))}
    </Menu>
  );
}
