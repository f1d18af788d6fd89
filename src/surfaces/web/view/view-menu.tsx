/** Saved views: choose one, keep what is on screen as one, and hear when it departs from what was saved. */
import { BookmarkPlus, ChevronDown } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { Select } from '../primitive/select.tsx';
import { say, sayFailure } from '../primitive/toast.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useMay, useResource } from '../workspace/hooks.ts';
import type { SavedView } from '../workspace/resource.ts';
import { writtenView } from './saved-view.ts';
import type { ToolbarProps } from './toolbar.tsx';

const SCOPES = [
  { value: 'private', label: 'Private: only you find it' },
  { value: 'shared', label: 'Shared: everyone finds it' },
  { value: 'pinned', label: 'Pinned: in everyone’s navigation' },
] as const;

export function ViewMenu({ kind, view, saved, isChanged, go }: ToolbarProps): ReactElement {
  const { resources, workspace } = useOpen();
  const views = useResource(resources.views).value?.filter((one) => one.kind === kind.name) ?? [];
  const mine = saved !== null && saved.ownerId === workspace.membership.memberId;
  const mayChange = useMay('admin') || mine;
  const mayWrite = useMay('contributor');
  const [isNaming, setNaming] = useState(false);

  const write = async (act: () => Promise<unknown>, text: string): Promise<void> => {
    try {
      await act();
      await resources.views.refresh();
      say({ text });
    } catch (error) {
      sayFailure({ text: 'The view was not saved', detail: error instanceof Error ? error.message : '' });
    }
  };
  const update = (patch: object): Promise<void> =>
    write(() => workspace.request('PATCH', `/views/${saved?.id ?? ''}`, { body: patch }), 'View saved');
  const remove = async (view: SavedView): Promise<void> => {
    go({});
    await write(() => workspace.request('DELETE', `/views/${view.id}`), `View “${view.title}” removed`);
  };
  const trigger = (
    <Button look="plain" className="max-w-48 px-2">
      <span className="truncate">{saved?.title ?? `All ${kind.label.many.toLowerCase()}`}</span>
      <ChevronDown size={14} aria-hidden className="text-muted" />
    </Button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        <MenuItem onClick={() => go({})}>All {kind.label.many.toLowerCase()}</MenuItem>
        {views.length > 0 && (
          <MenuGroup label="Saved views">
            {views.map((one) => (
              <MenuItem key={one.id} onClick={() => go({ view: one.id })}>
                {one.title}
              </MenuItem>
            ))}
          </MenuGroup>
        )}
        <MenuLine />
        {mayWrite && (
          <MenuItem icon={<BookmarkPlus size={14} aria-hidden />} onClick={() => setNaming(true)}>
            Save as a new view…
          </MenuItem>
        )}
        {saved !== null && mayChange && (
          <>
            {SCOPES.filter((scope) => scope.value !== saved.scope).map((scope) => (
              <MenuItem key={scope.value} onClick={() => void update({ scope: scope.value })}>
                Make it {scope.label.split(':')[0]?.toLowerCase()}
              </MenuItem>
            ))}
            <MenuItem danger onClick={() => void remove(saved)}>
              Remove this view
            </MenuItem>
          </>
        )}
      </Menu>
      {isChanged && saved !== null && (
        <span className="flex items-center gap-1 text-sm text-muted">
          <span className="max-lg:sr-only">Changed</span>
          {mayChange && (
            <Button
              small
              look="plain"
              className="text-accent"
              onClick={() => void update(writtenView(view)).then(() => go({ view: saved.id }))}
            >
              Save
            </Button>
          )}
          <Button small look="plain" onClick={() => go({ view: saved.id })}>
            Reset
          </Button>
        </span>
      )}
      {isChanged && saved === null && mayWrite && (
        <Button small look="plain" className="text-accent" onClick={() => setNaming(true)}>
          Save view
        </Button>
      )}
      {isNaming && (
        <NameDialog
          onClose={() => setNaming(false)}
          onSave={(title, scope) => {
            setNaming(false);
            const body = { kind: kind.name, title, scope, ...writtenView(view) };
            void write(
              async () => go({ view: (await workspace.request<SavedView>('POST', '/views', { body })).id }),
              `View “${title}” saved`,
            );
          }}
        />
      )}
    </>
  );
}

interface NameDialogProps {
  readonly onClose: () => void;
  readonly onSave: (title: string, scope: SavedView['scope']) => void;
}

function NameDialog({ onClose, onSave }: NameDialogProps): ReactElement {
  const [title, setTitle] = useState('');
  const [scope, setScope] = useState<SavedView['scope']>('private');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (title.trim() === '') setError('Give the view a name, as “Planned this quarter”.');
    else onSave(title.trim(), scope);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Save this view"
      description="It keeps layout, filter, sort, group and columns, not the rows."
    >
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <FormField
          label="Name"
          value={title}
          maxLength={120}
          autoFocus
          error={error}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <div className="flex flex-col gap-1">
          <span className="font-medium">Who finds it</span>
          <Select label="Who finds it" options={SCOPES} value={scope} onChange={setScope} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            Save view
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
