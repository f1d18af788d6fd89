/** Every field of an item, edited in place: the plain form any kind has without a page of its own. */
import { CircleHelp } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { Tooltip } from '../primitive/tooltip.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useCommits, useMay, useResource } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { type Column, columnsOf, patchOf, valueAt } from './column.ts';
import { FieldEditor } from './field-editor.tsx';
import { fieldText } from './field-text.ts';
import { FieldValue } from './field-value.tsx';
import { useNameOf } from './use-names.ts';

export interface ItemFieldsProps {
  readonly item: AnyItem;
  /** Names left out: shown elsewhere. */
  readonly without?: readonly string[];
}

const NONE: readonly string[] = [];

export function ItemFields({ item, without = NONE }: ItemFieldsProps): ReactElement {
  const kind = model.kind(item.kind);
  const custom = useResource(useOpen().resources.customFields).value;
  const columns = useMemo(
    () => columnsOf(kind, custom ?? []).filter(({ name }) => !without.includes(name)),
    [kind, custom, without],
  );
  return (
    <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] items-start gap-y-0.5">
      {columns.map((column) => (
        <ItemField key={column.name} item={item} column={column} />
      ))}
    </dl>
  );
}

export function ItemField({ item, column }: { readonly item: AnyItem; readonly column: Column }): ReactElement {
  const commits = useCommits();
  const nameOf = useNameOf();
  const mayEdit = useMay('editor') && item.archivedAt === null && column.isEditable;
  const value = valueAt(item, column.name);
  return (
    <>
      <dt className="flex min-h-8 items-center gap-1 text-sm text-muted">
        {column.label}
        {column.field.help !== undefined && (
          <Tooltip text={column.field.help}>
            <button
              type="button"
              aria-label={`What ${column.label.toLowerCase()} means`}
              className="grid size-6 place-items-center text-faint"
            >
              <CircleHelp size={12} aria-hidden />
            </button>
          </Tooltip>
        )}
      </dt>
      <dd className="min-h-8 min-w-0">
        {mayEdit ? (
          <FieldEditor
            {...column}
            item={item}
            value={value}
            onSave={(next) => void commits.update(item, patchOf(item, column.name, next))}
          />
        ) : (
          <span className="flex min-h-8 items-center px-2" title={fieldText(column.field, value, nameOf)}>
            <FieldValue item={item} name={column.name} field={column.field} value={value} nameOf={nameOf} />
            {(value === null || value === undefined) && <span className="text-faint">Empty</span>}
          </span>
        )}
      </dd>
    </>
  );
}
