/** `?`: every key, on one page. */
import type { ReactElement } from 'react';
import { setPreference, usePreference } from '../preference/preference.ts';
import { Dialog } from '../primitive/dialog.tsx';
import { Keys } from '../primitive/keys.tsx';
import { Switch } from '../primitive/switch.tsx';
import { useProducts } from '../product/use-product.ts';
import { useDestinations } from './destinations.tsx';
import { setFrame } from './frame-state.ts';

type Line = readonly [keys: string, does: string];

const ANYWHERE: readonly Line[] = [
  ['Mod+K', 'Search and commands'],
  ['C', 'Create'],
  ['Mod+Z', 'Undo'],
  ['Mod+Shift+Z', 'Redo'],
  ['P', 'Switch product'],
  ['Escape', 'Close, leave, unselect'],
  ['?', 'This list'],
];
const LISTS: readonly Line[] = [
  ['J', 'Next row or card (or Down)'],
  ['K', 'The one before (or Up)'],
  ['Home', 'The first (or End: the last)'],
  ['Shift+J', 'Select, and next (or Down)'],
  ['Enter', 'Peek'],
  ['Mod+Enter', 'Open the full page'],
  ['X', 'Select; with Shift the range'],
  ['F', 'Filter'],
  ['/', 'Search the list'],
  ['F2', 'Rename, in a table'],
  ['Alt+Up', 'Move up in rank (or Down)'],
  ['Alt+Left', 'To the column beside (or Right)'],
];
const SELECTED: readonly Line[] = [
  ['S', 'State'],
  ['A', 'Assign'],
  ['L', 'Link'],
  ['E', 'Archive, or restore'],
];

const ANSWERING: readonly Line[] = [
  ['Y', 'Still true (or of all selected)'],
  ['C', 'Change what relies on it'],
  ['U', 'Unlink'],
  ['M', 'In checks: mend'],
];
const ITEM: readonly Line[] = [
  ['V', 'The line picture, and back'],
  ['J', 'Next in the list (or K: before)'],
  ['Left', 'In the picture: along the links'],
  ['Enter', 'In the picture: walk there'],
  ['-', 'Smaller (or +; 0 fits it)'],
];

export function KeysDialog(): ReactElement {
  const { keys } = usePreference();
  const hasProducts = useProducts().length > 0;
  const anywhere = ANYWHERE.filter(([key]) => key !== 'P' || hasProducts);
  const going = useDestinations().flatMap(({ letter, label }): Line[] =>
    letter === undefined ? [] : [[`G ${letter}`, label]],
  );
  return (
    <Dialog
      open
      wide
      onClose={() => setFrame({ keysShown: false })}
      title="Keys"
      description="They never act while you type."
    >
      <div className="gap-x-8 sm:columns-2">
        <Section label="Anywhere" lines={anywhere} />
        <Section label="Go to" lines={going} />
        <Section label="In lists" lines={LISTS} />
        <Section label="On what is selected" lines={SELECTED} />
        <Section label="Out of step" lines={ANSWERING} />
        <Section label="On an item’s page" lines={ITEM} />
      </div>
      <div className="mt-4 border-t border-line pt-3">
        <Switch
          label="Single-letter keys"
          detail="Switch them off if they collide with a screen reader or voice control. Combinations with Ctrl or Cmd stay."
          checked={keys}
          onChange={(on) => setPreference({ keys: on })}
        />
      </div>
    </Dialog>
  );
}

function Section({ label, lines }: { readonly label: string; readonly lines: readonly Line[] }): ReactElement {
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="pb-1 text-sm font-semibold text-muted">{label}</h3>
      <dl>
        {lines.map(([keys, does]) => (
          <div key={keys} className="flex min-h-7 items-center justify-between gap-4">
            <dt>{does}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
