/** What an item is, at a glance: its kind and key, title, state, owner and tags. */
import { type ReactElement, useEffect, useState } from 'react';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { type Column, TITLE_COLUMN } from '../view/column.ts';
import { FieldEditor } from '../view/field-editor.tsx';
import { FieldInPlace } from './field-row.tsx';
import { useScene } from './scene.tsx';

export function ItemHead(): ReactElement {
  const { item, kind, place } = useScene();
  const state: Column = {
    name: 'state',
    label: 'State',
    field: { type: 'select', options: Object.keys(kind.states), required: true },
    isEditable: true,
    widthPixels: 0,
  };
  return (
    <header className="flex flex-col gap-2">
      <p className="flex items-center gap-2 text-muted">
        <KindIcon kind={kind} />
        {kind.label.one}
        {place === 'page' && <span className="tabular">{item.key}</span>}
      </p>
      <Title />
      <div className="-mx-2 flex flex-wrap items-center gap-x-1">
        <span className="min-w-28">
          <FieldInPlace column={state} />
        </span>
        <span className="min-w-28">
          <FieldInPlace column={OWNER} />
        </span>
        <span className="min-w-[min(100%,10rem)] flex-1">
          <FieldInPlace column={TAGS} emptyText="Add tags" />
        </span>
      </div>
    </header>
  );
}

const OWNER: Column = { name: 'ownerId', label: 'Owner', field: { type: 'person' }, isEditable: true, widthPixels: 0 };
const TAGS: Column = { name: 'tags', label: 'Tags', field: { type: 'list' }, isEditable: true, widthPixels: 0 };

function Title(): ReactElement {
  const { item, mayEdit, save, place, intent } = useScene();
  const isWanted = intent?.field === 'title';
  const [isEditing, setEditing] = useState(isWanted);
  useEffect(() => {
    if (isWanted) setEditing(true);
  }, [isWanted]);
  const Heading = place === 'page' ? 'h1' : 'h2';
  const look = `${place === 'page' ? 'text-2xl' : 'text-xl'} font-semibold text-balance`;
  if (isEditing && mayEdit) {
    return (
      <FieldEditor
        {...TITLE_COLUMN}
        item={item}
        value={item.title}
        isOpen
        onSave={(title) => save({ title })}
        onClose={() => setEditing(false)}
      />
    );
  }
  if (!mayEdit) return <Heading className={look}>{item.title}</Heading>;
  return (
    <Heading className={look}>
      <button
        type="button"
        title="Edit the title"
        onClick={() => setEditing(true)}
        className="-mx-1 rounded-sm px-1 text-left text-balance hover:bg-sunk"
      >
        {item.title}
      </button>
    </Heading>
  );
}
