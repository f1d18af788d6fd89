/** The keys of every list, whatever its layout: moving (the open panel follows), opening, selecting, archiving, renaming. */
import { useSearch } from '@tanstack/react-router';
import type { AnyItem } from '../../../line/index.ts';
import { useKeys } from '../frame/keys.ts';
import { usePeek } from '../frame/use-peek.ts';
import { useCommits, useMay } from '../workspace/hooks.ts';
import type { Editing } from './layout.ts';
import type { Selection } from './selection.ts';

export interface ListKeys {
  readonly selection: Selection;
  /** Brings an item into view. */
  readonly show: (id: string) => void;
  readonly hasFocus: () => boolean;
  /** Absent where nothing is edited in place. */
  readonly setEditing?: (editing: Editing) => void;
}

/** What led here, or was pressed above the list, still has the focus and would take Enter for itself: the page takes it. */
function leaveControls(): void {
  if (!document.activeElement?.closest('nav, [role="toolbar"]')) return;
  document.getElementById('page')?.focus({ preventScroll: true });
}

/** Further than any list is long. */
const FAR = 1_000_000_000;

export function useListKeys({ selection, show, hasFocus, setEditing }: ListKeys): void {
  const commits = useCommits();
  const peek = usePeek();
  const mayEdit = useMay('editor');
  const isPeeking = useSearch({ strict: false, select: (search) => search.peek !== undefined });
  const { current, chosen } = selection;
  const step = (by: number) => () => {
    const item = selection.move(by);
    if (item === undefined) return;
    leaveControls();
    show(item.id);
    if (isPeeking) peek(item.key);
  };
  const archive = (): boolean => {
    const items = chosen.length > 0 ? chosen : current === undefined ? [] : [current];
    if (items.length === 0 || !mayEdit) return false;
    void (items.every((item) => item.archivedAt !== null) ? commits.restore(items) : commits.archive(items));
    selection.clear();
    return true;
  };
  const onCurrent = (act: (item: AnyItem) => void) => () => {
    if (current === undefined) return false;
    act(current);
    return true;
  };
  const selectOn = (by: number) =>
    onCurrent((item) => {
      selection.toggle(item.id);
      step(by)();
    });
  useKeys({
    j: step(1),
    down: step(1),
    k: step(-1),
    up: step(-1),
    home: step(-FAR),
    end: step(FAR),
    'shift+j': selectOn(1),
    'shift+down': selectOn(1),
    'shift+k': selectOn(-1),
    'shift+up': selectOn(-1),
    enter: onCurrent((item) => peek(item.key)),
    x: onCurrent((item) => selection.toggle(item.id)),
    'shift+x': onCurrent((item) => selection.toggle(item.id, true)),
    'mod+a': () => (hasFocus() ? selection.all() : false),
    escape: () => (selection.selected.size === 0 ? false : selection.clear()),
    f2: () =>
      current === undefined || !mayEdit || setEditing === undefined
        ? false
        : setEditing({ id: current.id, column: 'title' }),
    e: archive,
  });
}
