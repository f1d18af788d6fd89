/** The keys of the table: moving, opening, selecting, ranking, archiving. */
import type { AnyItem } from '../../../line/index.ts';
import { useKeys } from '../frame/keys.ts';
import { usePeek } from '../frame/use-peek.ts';
import { useCommits } from '../workspace/hooks.ts';
import type { Editing } from './layout.ts';
import { rankStepped } from './reorder.ts';
import type { Selection } from './selection.ts';

export interface TableKeys {
  readonly visible: readonly AnyItem[];
  readonly chosen: readonly AnyItem[];
  readonly current: AnyItem | undefined;
  readonly selection: Selection;
  /** May rows be ranked by hand here? */
  readonly isRanked: boolean;
  readonly mayEdit: boolean;
  readonly setEditing: (editing: Editing) => void;
  readonly show: (id: string | undefined) => void;
  readonly hasFocus: () => boolean;
}

export function useTableKeys(table: TableKeys): void {
  const { visible, chosen, current, selection, isRanked, mayEdit, setEditing, show, hasFocus } = table;
  const commits = useCommits();
  const peek = usePeek();
  const step = (by: number) => () => show(visible[selection.move(by)]?.id);
  const moveRank = (by: -1 | 1) => () => {
    if (current === undefined || !isRanked) return false;
    const rank = rankStepped(visible, current, by);
    if (rank !== null) void commits.update(current, { rank });
    return true;
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
  useKeys({
    j: step(1),
    down: step(1),
    k: step(-1),
    up: step(-1),
    'shift+j': onCurrent((item) => {
      selection.toggle(item.id);
      step(1)();
    }),
    enter: onCurrent((item) => peek(item.key)),
    x: onCurrent((item) => selection.toggle(item.id)),
    'shift+x': onCurrent((item) => selection.toggle(item.id, true)),
    'mod+a': () => (hasFocus() ? selection.all() : false),
    escape: () => (selection.selected.size === 0 ? false : selection.clear()),
    f2: () => (current === undefined || !mayEdit ? false : setEditing({ id: current.id, column: 'title' })),
    'alt+up': moveRank(-1),
    'alt+down': moveRank(1),
    e: archive,
  });
}
