/** One finding as a row: on what, the sentence, who should act, and the step that mends it. */
import { memo, type ReactElement } from 'react';
import type { AnyItem, PlacedFinding } from '../../../line/index.ts';
import { both } from '../format/format.ts';
import { setFrame } from '../frame/frame-state.ts';
import { usePeek } from '../frame/use-peek.ts';
import { setIntent } from '../item/intent.ts';
import { Button } from '../primitive/button.tsx';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { useNameOf } from '../view/use-names.ts';
import { useItem, useItemById, useMay } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { type Mend, mendOf } from './mending.ts';

/** Does the step: opens the item at the field or the link, the thing to look at, or the form for what is missing. */
export function useMend(): (mend: Mend, finding: PlacedFinding) => void {
  const peek = usePeek();
  const itemOf = useItemById();
  return (mend, finding) => {
    if (mend.does === 'create') return setFrame({ create: mend.kind });
    const id = mend.does === 'look' ? mend.itemId : finding.itemId;
    if (mend.does !== 'look') {
      setIntent({
        itemId: id,
        answers: [],
        field: mend.does === 'field' ? mend.field : null,
        linkKind: mend.does === 'link' ? mend.linkKind : null,
      });
    }
    const item = itemOf(id);
    if (item !== undefined) peek(item.key);
  };
}

/** The items a finding follows from, as far as they are here. */
export const aboutOf = (itemOf: (id: string) => AnyItem | undefined, finding: PlacedFinding): readonly AnyItem[] =>
  finding.aboutIds.flatMap((id) => itemOf(id) ?? []);

export interface FindingRowProps {
  readonly finding: PlacedFinding;
  readonly isCurrent: boolean;
  readonly onFocus: (finding: PlacedFinding) => void;
}

/** Drawn anew for what it shows: everything else it is given stays the same. */
export const FindingRow = memo(DrawnFinding);

function DrawnFinding({ finding, isCurrent, onFocus }: FindingRowProps): ReactElement | null {
  const item = useItem(finding.itemId);
  const peek = usePeek();
  const mend = useMend();
  const mayEdit = useMay('editor');
  const nameOf = useNameOf();
  const itemOf = useItemById();
  if (item === undefined) return null;
  const step = mendOf(model, finding, { item, about: aboutOf(itemOf, finding) });
  const who = finding.who.map((id) => nameOf(id) || 'somebody who left');
  return (
    <li
      data-row
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => onFocus(finding)}
      aria-label={`${item.key}: ${finding.sentence}`}
      className="flex flex-wrap items-start gap-x-3 gap-y-1 border-t border-line px-4 py-2 focus-visible:outline-offset-[-2px]"
    >
      <div className="min-w-56 flex-1">
        <p>{finding.sentence}</p>
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm text-muted">
          <button
            type="button"
            onClick={() => peek(item.key)}
            className="flex min-h-6 min-w-0 items-center gap-1.5 rounded-sm hover:text-accent"
          >
            <KindIcon kind={model.kind(item.kind)} size={14} />
            <span className="tabular">{item.key}</span>
          </button>
          <span aria-hidden>·</span>
          <span>{who.length === 0 ? 'nobody owns it yet' : both(who)}</span>
        </p>
      </div>
      {mayEdit && step !== null && (
        <Button small onClick={() => mend(step, finding)}>
          {step.label}
        </Button>
      )}
    </li>
  );
}
