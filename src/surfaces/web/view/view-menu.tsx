/** Saved views: choose one, keep what is on screen as one, and hear when it departs from what was saved. */
import { BookmarkPlus, ChevronDown } from 'lucide-react';
import { type ReactElement, Suspense, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { say, sayFailure } from '../primitive/toast.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useMay, useResource } from '../workspace/hooks.ts';
import type { SavedView } from '../workspace/resource.ts';
import type { ToolbarProps } from './layout.ts';
import { VIEW_SCOPES, writtenView } from './saved-view.ts';

const NameDialog = lazyPart(() => import('./name-view-dialog.tsx'));

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
            {VIEW_SCOPES.filter((scope) => scope.value !== saved.scope).map((scope) => (
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
        <Suspense fallback={null}>
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
        </Suspense>
      )}
    </>
  );
}
