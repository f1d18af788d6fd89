/** The title of an item, edited in place. */
import { type ReactElement, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { classNames } from '../primitive/class-names.ts';
import { useCommits, useMay } from '../workspace/hooks.ts';
import { TITLE_COLUMN } from './column.ts';
import { FieldEditor } from './field-editor.tsx';

export function ItemTitle({
  item,
  isLarge = false,
}: {
  readonly item: AnyItem;
  readonly isLarge?: boolean;
}): ReactElement {
  const commits = useCommits();
  const mayEdit = useMay('editor') && item.archivedAt === null;
  const [isEditing, setEditing] = useState(false);
  if (isEditing) {
    return (
      <FieldEditor
        {...TITLE_COLUMN}
        item={item}
        value={item.title}
        isOpen
        onSave={(title) => void commits.update(item, { title })}
        onClose={() => setEditing(false)}
      />
    );
  }
  const look = classNames(isLarge ? 'text-2xl' : 'text-xl', 'font-semibold text-balance');
  if (!mayEdit) return <h2 className={look}>{item.title}</h2>;
  return (
    <h2 className={look}>
      <button
        type="button"
        title="Edit the title"
        onClick={() => setEditing(true)}
        className="rounded-sm text-left hover:bg-sunk"
      >
        {item.title}
      </button>
    </h2>
  );
}
