/** Two people changed the same field: both values side by side, and a choice for each. */
import { type ReactElement, useState, useSyncExternalStore } from 'react';
import { fieldOf, labelOf } from '../../../line/index.ts';
import { ago } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { fieldText } from '../view/field-text.ts';
import { useNameOf } from '../view/use-names.ts';
import type { Conflict } from '../workspace/conflict.ts';
import { useCommits } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';

export function ConflictDialog(): ReactElement | null {
  const { conflicts } = useCommits();
  const conflict = useSyncExternalStore(conflicts.subscribe, () => conflicts.current);
  return conflict === null ? null : <Choice key={conflict.item.id + String(conflict.revision)} conflict={conflict} />;
}

function Choice({ conflict }: { readonly conflict: Conflict }): ReactElement {
  const commits = useCommits();
  const nameOf = useNameOf();
  const { item, fields, patch, revision } = conflict;
  const kind = model.kind(item.kind);
  const [mine, setMine] = useState<readonly string[]>([]);
  const settle = (): void => {
    commits.conflicts.settle();
    const contested = new Set(fields.map(({ field }) => field));
    const kept = Object.fromEntries(
      Object.entries(patch).filter(([name]) => !contested.has(name) || mine.includes(name)),
    );
    if (Object.keys(kept).length > 0) void commits.update(item, kept, { revision });
  };
  const shown = (name: string, value: unknown): string => {
    const field = fieldOf(kind, name) ?? { type: 'text', maxLength: 500 };
    return fieldText(field, value, nameOf) || 'Empty';
  };
  return (
    <Dialog
      open
      wide
      onClose={() => commits.conflicts.settle()}
      title={`${item.key} changed while you edited it`}
      description="Nothing is lost: choose for each field."
    >
      {fields.map(({ field, yours, theirs, by, at }) => (
        <fieldset key={field} className="mb-4 border-t border-line pt-3">
          <legend className="pr-2 font-medium">{labelOf(field, fieldOf(kind, field) ?? {})}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {[
              { isMine: false, who: `${by}, ${ago(at)}`, value: theirs },
              { isMine: true, who: 'You, just now', value: yours },
            ].map((side) => (
              <label key={side.who} className="flex gap-2 rounded-md border border-line p-3 has-checked:border-accent">
                <input
                  type="radio"
                  className="mt-0.5 accent-accent"
                  name={field}
                  checked={mine.includes(field) === side.isMine}
                  onChange={() => setMine(side.isMine ? [...mine, field] : mine.filter((one) => one !== field))}
                />
                <span className="min-w-0">
                  <span className="block text-sm text-muted">{side.who}</span>
                  <span className="block max-h-48 overflow-auto break-words whitespace-pre-wrap">
                    {shown(field, side.value)}
                  </span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <DialogActions>
        <Button onClick={() => commits.conflicts.settle()}>Keep theirs</Button>
        <Button look="primary" onClick={settle}>
          Save the choice
        </Button>
      </DialogActions>
    </Dialog>
  );
}
