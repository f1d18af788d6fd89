/** One link out of step as a row: who relies, in a sentence, whose it is, and the three cures. */
import { memo, type ReactElement } from 'react';
import { usePeek } from '../frame/use-peek.ts';
import { linkSentence } from '../item/link-sentence.ts';
import { QuoteStanding } from '../item/quote-standing.tsx';
import { Checkbox } from '../primitive/checkbox.tsx';
import { classNames } from '../primitive/class-names.ts';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { PersonMark } from '../primitive/marks.tsx';
import { type OutOfStep, useMay, useMemberName } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { Cures } from './cures.tsx';

export interface OutOfStepRowProps {
  readonly row: OutOfStep;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (row: OutOfStep, isSelected: boolean) => void;
  readonly onFocus: (row: OutOfStep) => void;
  readonly onChange: (row: OutOfStep) => void;
}

/** Drawn anew for what it shows: everything else it is given stays the same. */
export const OutOfStepRow = memo(DrawnOutOfStep);

function DrawnOutOfStep(props: OutOfStepRowProps): ReactElement {
  const { row, isCurrent, isSelected, onSelect, onFocus, onChange } = props;
  const { link, from, to } = row;
  const peek = usePeek();
  const mayEdit = useMay('editor');
  const owner = useMemberName(from.ownerId);
  const sentence = linkSentence(model, link, { from, to });
  return (
    <li
      data-row
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => onFocus(row)}
      aria-label={`${from.key} ${from.title} ${model.link(link.kind).definition.says} ${to.key}`}
      className={classNames(
        'group flex flex-wrap items-start gap-x-3 gap-y-1.5 border-t border-line px-4 py-2 focus-visible:outline-offset-[-2px]',
        isSelected && 'bg-accent-soft',
      )}
    >
      {mayEdit && (
        <span className="flex h-7 items-center">
          <Checkbox label={`Select ${sentence}`} checked={isSelected} onChange={(on) => onSelect(row, on)} />
        </span>
      )}
      <div className="min-w-56 flex-1">
        <button
          type="button"
          onClick={() => peek(from.key)}
          className="flex min-h-7 max-w-full min-w-0 items-center gap-2 rounded-sm text-left hover:text-accent"
        >
          <span className="text-muted">
            <KindIcon kind={model.kind(from.kind)} />
          </span>
          <span className="tabular shrink-0 text-muted">{from.key}</span>
          <span className="min-w-0 truncate font-medium">{from.title}</span>
        </button>
        <p className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
          <span>
            {model.link(link.kind).definition.says} {to.key}
          </span>
          <span aria-hidden>·</span>
          {from.ownerId === null ? (
            <span>nobody owns it yet</span>
          ) : (
            <span className="flex min-w-0 items-center gap-1">
              <PersonMark name={owner} />
              <span className="truncate">{owner || 'somebody who left'}</span>
            </span>
          )}
        </p>
        <QuoteStanding link={link} source={to} mayEdit={mayEdit} />
      </div>
      {mayEdit && <Cures link={link} sentence={sentence} onChange={() => onChange(row)} hasKeys={isCurrent} />}
    </li>
  );
}
