/** A column of the board, or the part of one in a lane: its cards, and where a card would fall. Empty ones are slim. */
import { ChevronsLeftRight, Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useMemo } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { Card } from './board-card.tsx';
import type { Column } from './column.ts';
import { GroupLabel } from './group-head.tsx';
import type { ItemGroup } from './groups.ts';
import type { Selection } from './selection.ts';
import { totalOf } from './totals.ts';
import type { BoardMoves } from './use-board-moves.ts';

/** As many cards are drawn at first, and again with each "more". */
export const CARDS_AT_ONCE = 60;

export interface BoardColumnProps {
  readonly kind: Kind;
  readonly group: ItemGroup;
  readonly fields: readonly Column[];
  readonly moves: BoardMoves;
  readonly selection: Selection;
  readonly mayMove: boolean;
  readonly isOpen: boolean;
  /** A lane stands among others: it is as high as its cards. */
  readonly isInLane: boolean;
  readonly cardsShown: number;
  readonly onMore: () => void;
  readonly onToggle: () => void;
  readonly onCardKey: (event: KeyboardEvent, item: AnyItem, group: ItemGroup) => void;
  readonly onAdd: (() => void) | null;
}

export function BoardColumn(props: BoardColumnProps): ReactElement {
  const { group, moves, isOpen, isInLane } = props;
  const over = moves.place?.group.path === group.path ? moves.place : null;
  return (
    <section
      aria-label={`${group.column.label}: ${group.label}`}
      data-column={group.path}
      onDragOver={(event) => {
        if (!moves.hover(group, null)) event.dataTransfer.dropEffect = 'none';
        else event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        moves.drop();
      }}
      className={classNames(
        'relative flex shrink-0 flex-col rounded-md bg-sunk',
        isOpen ? 'w-72' : 'w-10',
        // On a telephone one column fills the screen, and those that are folded stand in the strip above.
        !isInLane && (isOpen ? 'max-md:w-[calc(100vw-3rem)] max-md:snap-start' : 'max-md:hidden'),
        isInLane && 'min-h-16',
        over !== null && (over.problem === null ? 'outline-2 outline-accent' : 'outline-2 outline-red'),
      )}
    >
      {isOpen ? <OpenColumn {...props} /> : <SlimColumn {...props} />}
      {over !== null && over.problem !== null && (
        <p className="floating pointer-events-none absolute top-11 left-1 z-10 w-64 border-red px-3 py-2 text-sm text-red">
          {over.problem}
        </p>
      )}
    </section>
  );
}

function SlimColumn({ kind, group, onToggle }: BoardColumnProps): ReactElement {
  return (
    <button
      type="button"
      aria-expanded={false}
      onClick={onToggle}
      className="flex w-full flex-1 items-center gap-2 rounded-md py-3 text-left hover:bg-hover [writing-mode:vertical-rl]"
    >
      <GroupLabel kind={kind} group={group} />
      <span className="tabular text-sm text-muted">{count(group.items.length)}</span>
      <span className="sr-only">: open the column</span>
    </button>
  );
}

function OpenColumn(props: BoardColumnProps): ReactElement {
  const { kind, group, fields, moves, selection, mayMove, isInLane, cardsShown, onMore, onCardKey } = props;
  const rest = group.items.length - cardsShown;
  const before = moves.place?.group.path === group.path ? moves.place.before : null;
  return (
    <>
      <ColumnHead {...props} />
      {group.items.length === 0 && !isInLane && (
        <p className="px-3 pb-3 text-sm text-muted">
          {kind.label.many} dropped here get “{group.label}”.
        </p>
      )}
      <ul className={classNames('flex min-h-2 flex-1 flex-col gap-1.5 px-2 pb-2', !isInLane && 'scrolls')}>
        {group.items.slice(0, cardsShown).map((item) => (
          <li
            key={item.id}
            draggable={mayMove}
            onKeyDown={(event) => onCardKey(event, item, group)}
            onDragStart={() => moves.lift(item)}
            onDragEnd={() => moves.lift(null)}
            onDragOver={(event) => {
              event.stopPropagation();
              if (!moves.hover(group, item.id)) event.dataTransfer.dropEffect = 'none';
              else event.preventDefault();
            }}
            className={classNames(
              'border-t-2',
              before === item.id && moves.place?.problem === null ? 'border-accent' : 'border-transparent',
              moves.dragged?.id === item.id && 'opacity-50',
            )}
          >
            <Card
              item={item}
              fields={fields}
              isCurrent={selection.cursor === item.id}
              isSelected={selection.selected.has(item.id)}
              mayMove={mayMove}
              onSelect={selection.toggle}
              onFocus={selection.setCursor}
            />
          </li>
        ))}
        {rest > 0 && (
          <li>
            <Button look="plain" className="w-full" onClick={onMore}>
              Show {count(Math.min(rest, CARDS_AT_ONCE))} more of {count(rest)}
            </Button>
          </li>
        )}
      </ul>
    </>
  );
}

function ColumnHead({ kind, group, fields, isInLane, onToggle, onAdd }: BoardColumnProps): ReactElement {
  const totals = useMemo(() => fields.flatMap((column) => totalOf(column, group.items) ?? []), [fields, group.items]);
  return (
    <div className="group/head flex min-h-9 shrink-0 items-center gap-2 pr-1.5 pl-3">
      {isInLane ? (
        <span className="sr-only">{group.label}</span>
      ) : (
        <h2 className="flex min-w-0 items-center gap-2 font-medium">
          <GroupLabel kind={kind} group={group} />
        </h2>
      )}
      <span className="tabular text-sm text-muted">{count(group.items.length)}</span>
      <span className="tabular min-w-0 flex-1 truncate text-right text-sm text-muted">
        {totals.map((total) => (
          <span key={total.long} title={total.long} className="ml-2">
            {total.short}
          </span>
        ))}
      </span>
      {!isInLane && (
        <IconButton
          small
          label={`Fold ${group.label}`}
          onClick={onToggle}
          className="opacity-0 group-hover/head:opacity-100 focus-visible:opacity-100 max-md:hidden"
        >
          <ChevronsLeftRight size={14} />
        </IconButton>
      )}
      {onAdd !== null && (
        <IconButton small label={`New ${kind.label.one.toLowerCase()} in ${group.label}`} onClick={onAdd}>
          <Plus size={14} />
        </IconButton>
      )}
    </div>
  );
}
