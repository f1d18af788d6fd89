/** A card of the board: title, what the view shows of it, and whose it is. */
import { type MouseEvent, memo, type ReactElement } from 'react';
import { type AnyItem, isNothing } from '../../../line/index.ts';
import { usePeek } from '../frame/use-peek.ts';
import { classNames } from '../primitive/class-names.ts';
import { OutOfStepMark, PersonMark } from '../primitive/marks.tsx';
import { useOutOfStepCount } from '../workspace/hooks.ts';
import { type Column, valueAt } from './column.ts';
import { FieldValue } from './field-value.tsx';
import { useNameOf } from './use-names.ts';

export interface CardProps {
  readonly item: AnyItem;
  /** Shown below the title, where they hold anything. */
  readonly fields: readonly Column[];
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly mayMove: boolean;
  readonly onSelect: (id: string, range: boolean) => void;
  readonly onFocus: (id: string) => void;
}

/** Where a card is found to bring the focus to it. */
export const cardId = (itemId: string): string => `card-${itemId}`;

/** Drawn anew for what it shows: everything else it is given stays the same. */
export const Card = memo(DrawnCard);

function DrawnCard(props: CardProps): ReactElement {
  const { item, fields, isCurrent, isSelected, mayMove, onSelect, onFocus } = props;
  const peek = usePeek();
  const nameOf = useNameOf();
  const outOfStep = useOutOfStepCount(item.id);
  const owner = item.ownerId === null ? '' : nameOf(item.ownerId);
  const press = (event: MouseEvent): void => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) onSelect(item.id, event.shiftKey);
    else peek(item.key);
  };
  return (
    <button
      type="button"
      id={cardId(item.id)}
      data-current={isCurrent || undefined}
      onClick={press}
      onFocus={() => onFocus(item.id)}
      aria-description={mayMove ? 'Alt with the arrow keys moves it' : undefined}
      className={classNames(
        'flex w-full flex-col gap-1.5 rounded-md border px-3 py-2 text-left',
        isSelected ? 'border-accent bg-accent-soft' : 'border-line bg-raised hover:border-line-strong',
        isCurrent && !isSelected && 'border-line-strong',
        item.archivedAt !== null && 'text-muted',
      )}
    >
      <span dir="auto" className="line-clamp-3 w-full break-words">
        {item.title}
        {isSelected && <span className="sr-only">, selected</span>}
      </span>
      <Fields item={item} fields={fields} />
      <span className="flex w-full items-center gap-2 text-sm text-muted">
        <span className="tabular flex-1">
          {item.key}
          {item.archivedAt !== null && ' · Archived'}
        </span>
        <OutOfStepMark count={outOfStep} />
        {owner !== '' && (
          <span title={owner}>
            <PersonMark name={owner} />
            <span className="sr-only">{owner}</span>
          </span>
        )}
      </span>
    </button>
  );
}

function Fields({ item, fields }: Pick<CardProps, 'item' | 'fields'>): ReactElement | null {
  const nameOf = useNameOf();
  const held = fields.filter((column) => !isNothing(valueAt(item, column.name)));
  if (held.length === 0) return null;
  return (
    <span className="flex w-full flex-wrap gap-x-3 gap-y-0.5 text-sm text-muted">
      {held.map((column) => (
        <span key={column.name} title={column.label} className="flex min-w-0 items-center">
          <span className="sr-only">{column.label}: </span>
          <FieldValue
            item={item}
            name={column.name}
            field={column.field}
            value={valueAt(item, column.name)}
            nameOf={nameOf}
          />
        </span>
      ))}
    </span>
  );
}
