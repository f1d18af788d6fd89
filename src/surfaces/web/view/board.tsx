/** The board: one column for each value of a field; dropping a card writes that field and the rank. Keys do the same. */
import { type KeyboardEvent, type ReactElement, useMemo, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { setTargets } from '../frame/frame-state.ts';
import { usePeek } from '../frame/use-peek.ts';
import { Button } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { OutOfStepMark, PersonMark, StateMark } from '../primitive/marks.tsx';
import { useCommits, useMay, useOutOfStepCount } from '../workspace/hooks.ts';
import { patchOf } from './column.ts';
import { groupsOf, type ItemGroup } from './groups.ts';
import type { LayoutProps } from './layout.ts';
import { rankBefore, rankStepped } from './reorder.ts';
import { useNameOf } from './use-names.ts';

const CARDS_AT_ONCE = 60;

interface Place {
  readonly group: string;
  readonly before: string | null;
}

export default function Board({ kind, view, columns, list }: LayoutProps): ReactElement {
  const nameOf = useNameOf();
  const commits = useCommits();
  const mayEdit = useMay('editor');
  const [dragged, setDragged] = useState<AnyItem | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const [said, setSaid] = useState('');
  const column = columns.find((one) => one.name === (view.group ?? 'state'));
  const groups = useMemo(
    () => (column === undefined ? [] : groupsOf(list.items, column, nameOf, true)),
    [list.items, column, nameOf],
  );
  if (column === undefined) return <p className="p-6 text-muted">This field is no longer there to group by.</p>;

  const move = (item: AnyItem, group: ItemGroup, rank: string | null): void => {
    const isMoved = !group.items.includes(item);
    const patch = {
      ...(isMoved && patchOf(item, column.name, group.value)),
      ...(rank !== null && rank !== item.rank && { rank }),
    };
    if (Object.keys(patch).length === 0) return;
    const text = isMoved ? `${item.key} moved to ${group.label}` : `${item.key} moved`;
    void commits.update(item, patch, { text }).then((moved) => {
      setSaid(moved === null ? `${item.key} stays where it was` : `${item.key} moved to ${group.label}`);
    });
  };
  const drop = (group: ItemGroup): void => {
    if (dragged !== null) {
      const before = group.items.find((one) => one.id === place?.before) ?? null;
      move(dragged, group, rankBefore(group.items, dragged, before));
    }
    setDragged(null);
    setPlace(null);
  };
  const onKey = (event: KeyboardEvent, item: AnyItem, at: number): void => {
    if (!event.altKey || !mayEdit) return;
    const beside = event.key === 'ArrowLeft' ? groups[at - 1] : event.key === 'ArrowRight' ? groups[at + 1] : undefined;
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    const own = groups[at];
    if (beside !== undefined) move(item, beside, null);
    else if (step !== null && own !== undefined) move(item, own, rankStepped(own.items, item, step));
    else return;
    event.preventDefault();
  };
  return (
    <div className="scrolls flex min-h-0 flex-1 gap-3 p-4 max-md:p-2">
      <output aria-live="assertive" className="sr-only">
        {said}
      </output>
      {groups.map((group, at) => (
        <section
          key={group.id}
          aria-label={`${column.label}: ${group.label}`}
          onDragOver={(event) => {
            event.preventDefault();
            if (place?.group !== group.id) setPlace({ group: group.id, before: null });
          }}
          onDrop={() => drop(group)}
          className={classNames(
            'flex w-72 shrink-0 flex-col rounded-md bg-sunk',
            dragged !== null && place?.group === group.id && 'outline-2 outline-accent',
          )}
        >
          <h2 className="flex h-9 shrink-0 items-center gap-2 px-3 font-medium">
            {column.name === 'state' ? <StateMark kind={kind} state={group.id} /> : group.label}
            <span className="tabular text-sm font-normal text-muted">{count(group.items.length)}</span>
          </h2>
          <Cards
            group={group}
            before={place?.group === group.id ? place.before : null}
            onOver={(before) => place?.before !== before && setPlace({ group: group.id, before })}
            onDrag={mayEdit ? setDragged : null}
            onKey={(event, item) => onKey(event, item, at)}
          />
        </section>
      ))}
    </div>
  );
}

interface CardsProps {
  readonly group: ItemGroup;
  readonly before: string | null;
  readonly onOver: (before: string) => void;
  readonly onDrag: ((item: AnyItem | null) => void) | null;
  readonly onKey: (event: KeyboardEvent, item: AnyItem) => void;
}

function Cards({ group, before, onOver, onDrag, onKey }: CardsProps): ReactElement {
  const [shown, setShown] = useState(CARDS_AT_ONCE);
  const rest = group.items.length - shown;
  return (
    <ul className="scrolls flex min-h-16 flex-1 flex-col gap-1.5 px-2 pb-2">
      {group.items.slice(0, shown).map((item) => (
        <li
          key={item.id}
          draggable={onDrag !== null}
          onDragStart={() => onDrag?.(item)}
          onDragEnd={() => onDrag?.(null)}
          onDragOver={() => onOver(item.id)}
          className={classNames('border-t-2', before === item.id ? 'border-accent' : 'border-transparent')}
        >
          <Card item={item} onKey={onKey} />
        </li>
      ))}
      {rest > 0 && (
        <li>
          <Button look="plain" className="w-full" onClick={() => setShown(shown + CARDS_AT_ONCE)}>
            Show {count(Math.min(rest, CARDS_AT_ONCE))} more of {count(rest)}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Card({ item, onKey }: { readonly item: AnyItem; readonly onKey: CardsProps['onKey'] }): ReactElement {
  const peek = usePeek();
  const nameOf = useNameOf();
  const outOfStep = useOutOfStepCount(item.id);
  const owner = item.ownerId === null ? '' : nameOf(item.ownerId);
  return (
    <button
      type="button"
      onClick={() => peek(item.key)}
      onFocus={() => setTargets([item.id])}
      onKeyDown={(event) => onKey(event, item)}
      aria-description="Alt with the arrow keys moves it"
      className="flex w-full flex-col gap-1.5 rounded-md border border-line bg-raised px-3 py-2 text-left hover:border-line-strong"
    >
      <span className="line-clamp-3">{item.title}</span>
      <span className="flex w-full items-center gap-2 text-sm text-muted">
        <span className="tabular flex-1">{item.key}</span>
        <OutOfStepMark count={outOfStep} />
        {owner !== '' && <PersonMark name={owner} />}
      </span>
    </button>
  );
}
