/** Saved views: choose one, keep what is on screen as one, and hear when it departs from what was saved. */
import { BookmarkPlus, ChevronDown, Share2 } from 'lucide-react';
import { type ReactElement, Suspense, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { say, sayRefused } from '../primitive/toast.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useMay, useResource } from '../workspace/hooks.ts';
import type { SavedView } from '../workspace/resource.ts';
import type { ToolbarProps } from './layout.ts';
import { VIEW_SCOPES, writtenView } from './saved-view.ts';

const ALL = 'all';
/** Which of the views others find too. */
const SCOPE_MARKS = { private: 'Private', shared: 'Shared', pinned: 'Pinned' } as const;
const ShareDialog = lazyPart(() => import('../share/share-dialog.tsx'));
const NameDialog = lazyPart(() => import('./name-view-dialog.tsx'));

export function ViewMenu(props: ToolbarProps): ReactElement {
  const { kind, saved, isChanged, search, go } = props;
  const { resources, workspace } = useOpen();
  const loaded = useResource(resources.views).value;
  const views = loaded?.filter((one) => one.kind === kind.name) ?? [];
  // A link to a view that was removed, or is somebody else's own.
  const isMissing = search.view !== undefined && saved === null && loaded !== null;
  const mine = saved !== null && saved.ownerId === workspace.membership.memberId;
  const mayChange = useMay('admin') || mine;
  const mayWrite = useMay('contributor');
  const mayShare = useMay('editor');
  const [isNaming, setNaming] = useState(false);
  const [isSharing, setSharing] = useState(false);
  const writes = useViewWrites(props);
  const saveChanges = (): void => {
    if (saved !== null) void writes.saveChanges(saved);
  };
  const trigger = (
    <Button look="plain" className="max-w-48 px-2">
      <span dir="auto" className="truncate">
        {saved?.title ?? (isMissing ? 'View not found' : `All ${kind.label.many.toLowerCase()}`)}
      </span>
      {isChanged && (
        <span className="size-1.5 shrink-0 rounded-full bg-accent">
          <span className="sr-only">, changed and not saved</span>
        </span>
      )}
      <ChevronDown size={14} aria-hidden className="text-muted" />
    </Button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        <MenuChoices label="Views" value={saved?.id ?? ALL} onChange={(id) => go(id === ALL ? {} : { view: id })}>
          <MenuChoice value={ALL} closes>
            All {kind.label.many.toLowerCase()}
          </MenuChoice>
          {views.map((one) => (
            <MenuChoice key={one.id} value={one.id} closes detail={SCOPE_MARKS[one.scope]}>
              {one.title}
            </MenuChoice>
          ))}
        </MenuChoices>
        <MenuLine />
        {isChanged && (
          <>
            {saved !== null && mayChange && <MenuItem onClick={saveChanges}>Save the changes</MenuItem>}
            <MenuItem onClick={() => go(saved === null ? {} : { view: saved.id })}>Leave the changes</MenuItem>
          </>
        )}
        {mayWrite && (
          <MenuItem icon={<BookmarkPlus size={14} aria-hidden />} onClick={() => setNaming(true)}>
            Save as a new view…
          </MenuItem>
        )}
        {saved !== null && mayShare && (
          <MenuItem icon={<Share2 size={14} aria-hidden />} onClick={() => setSharing(true)}>
            Share read-only…
          </MenuItem>
        )}
        {saved !== null && mayChange && (
          <>
            {VIEW_SCOPES.filter((scope) => scope.value !== saved.scope).map((scope) => (
              <MenuItem key={scope.value} onClick={() => void writes.setScope(saved, scope.value)}>
                Make it {scope.label.split(':')[0]?.toLowerCase()}
              </MenuItem>
            ))}
            <MenuItem danger onClick={() => void writes.remove(saved)}>
              Remove this view
            </MenuItem>
          </>
        )}
      </Menu>
      {isChanged && (
        <Unsaved
          isNew={saved === null}
          onSave={saved === null ? (mayWrite ? () => setNaming(true) : null) : mayChange ? saveChanges : null}
          onLeave={() => go(saved === null ? {} : { view: saved.id })}
        />
      )}
      {isSharing && saved !== null && (
        <Suspense fallback={null}>
          <ShareDialog thing={{ viewId: saved.id }} title={saved.title} onClose={() => setSharing(false)} />
        </Suspense>
      )}
      {isNaming && (
        <Suspense fallback={null}>
          <NameDialog
            onClose={() => setNaming(false)}
            onSave={(title, scope) => {
              setNaming(false);
              void writes.saveAs(title, scope);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** What is on screen, kept as a view: each says what was done, or why not. */
function useViewWrites({ kind, view, go }: ToolbarProps) {
  const { resources, workspace } = useOpen();
  const write = async (text: string, act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act();
      await resources.views.refresh();
      say({ text });
      return true;
    } catch (error) {
      sayRefused('The view was not saved', error);
      return false;
    }
  };
  const update = ({ id }: SavedView, body: object): Promise<boolean> =>
    write('View saved', () => workspace.request('PATCH', `/views/${id}`, { body }));
  return {
    saveAs: (title: string, scope: SavedView['scope']) =>
      write(`View “${title}” saved`, async () => {
        const body = { kind: kind.name, title, scope, ...writtenView(view) };
        go({ view: (await workspace.request<SavedView>('POST', '/views', { body })).id });
      }),
    saveChanges: async (saved: SavedView) => {
      if (await update(saved, writtenView(view))) go({ view: saved.id });
    },
    setScope: (saved: SavedView, scope: SavedView['scope']) => update(saved, { scope }),
    remove: (saved: SavedView) => {
      go({});
      return write(`View “${saved.title}” removed`, () => workspace.request('DELETE', `/views/${saved.id}`));
    },
  };
}

interface UnsavedProps {
  /** It departs from no saved view: it would be a new one. */
  readonly isNew: boolean;
  /** Null where the reader may not. */
  readonly onSave: (() => void) | null;
  readonly onLeave: () => void;
}

/** Says that what is on screen is not saved; on a narrow screen the menu does. */
function Unsaved({ isNew, onSave, onLeave }: UnsavedProps): ReactElement {
  return (
    <span className="flex items-center gap-1 text-sm text-muted max-md:hidden">
      {!isNew && <span className="max-lg:sr-only">Changed</span>}
      {onSave !== null && (
        <Button small look="plain" className="text-accent" onClick={onSave}>
          {isNew ? 'Save view' : 'Save'}
        </Button>
      )}
      {!isNew && (
        <Button small look="plain" onClick={onLeave}>
          Reset
        </Button>
      )}
    </span>
  );
}
