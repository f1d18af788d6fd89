/** The fields of an item, printed from its kind: what is read as text, and what is scanned as properties. */
import { Plus } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import type { Column } from '../view/column.ts';
import { useOpen } from '../workspace/context.tsx';
import { useResource } from '../workspace/hooks.ts';
import { FieldRow } from './field-row.tsx';
import { hasValue, type ItemColumns, itemColumns } from './item-columns.ts';
import { ProseField } from './prose-field.tsx';
import { useScene } from './scene.tsx';

export function useItemColumns(): ItemColumns {
  const { kind } = useScene();
  const custom = useResource(useOpen().resources.customFields).value;
  return useMemo(() => itemColumns(kind, custom ?? []), [kind, custom]);
}

/** Fields that say something are shown; the empty ones wait as names to be filled. */
export function ProseFields(): ReactElement {
  const { item, mayEdit, intent } = useScene();
  const { prose, description } = useItemColumns();
  const [opened, setOpened] = useState<string | null>(null);
  const all = [...prose, description];
  const isShown = (column: Column): boolean =>
    hasValue(item, column) || column.name === opened || column.name === intent?.field;
  const empty = all.filter((column) => !isShown(column));
  return (
    <div className="flex flex-col gap-4">
      {all.filter(isShown).map((column) => (
        <ProseField
          key={column.name}
          column={column}
          startsOpen={column.name === opened}
          onClosed={() => setOpened((held) => (held === column.name ? null : held))}
        />
      ))}
      {mayEdit && empty.length > 0 && (
        <ul aria-label="Empty fields" className="-mx-2 flex flex-wrap gap-1 print:hidden">
          {empty.map((column) => (
            <li key={column.name}>
              <Button small look="plain" className="text-muted" onClick={() => setOpened(column.name)}>
                <Plus size={12} aria-hidden />
                {column.label}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const SHOWN_AT_FIRST = 6;

/** The noun's own properties first; what is empty and common to all items folds away. */
export function Properties(): ReactElement {
  const { item, kind, intent } = useScene();
  const { properties } = useItemColumns();
  const [isWhole, setWhole] = useState(false);
  const isOwn = ({ name }: Column): boolean => name in kind.fields || name.startsWith('custom.');
  const isShown = (column: Column, index: number): boolean =>
    isWhole || hasValue(item, column) || column.name === intent?.field || (isOwn(column) && index < SHOWN_AT_FIRST);
  const shown = properties.filter(isShown);
  const hidden = properties.length - shown.length;
  return (
    <div>
      <dl>
        {shown.map((column) => (
          <FieldRow key={column.name} column={column} />
        ))}
      </dl>
      {(hidden > 0 || isWhole) && (
        <Button
          small
          look="plain"
          className="-ml-2 text-muted print:hidden"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? 'Fewer fields' : `${String(hidden)} more ${hidden === 1 ? 'field' : 'fields'}`}
        </Button>
      )}
    </div>
  );
}
