/** What a link itself remembers, edited in place: a quote, its importance. */
import { type ReactElement, useState } from 'react';
import { type Link, labelOf } from '../../../line/index.ts';
import { classNames } from '../primitive/class-names.ts';
import { sayRefused } from '../primitive/toast.tsx';
import { FieldEditor } from '../view/field-editor.tsx';
import { fieldText } from '../view/field-text.ts';
import { useNameOf } from '../view/use-names.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { useScene } from './scene.tsx';

export function LinkFields({ link }: { readonly link: Link }): ReactElement | null {
  const { item, mayEdit } = useScene();
  const { request } = useWorkspace();
  const nameOf = useNameOf();
  const [open, setOpen] = useState<string | null>(null);
  const fields = Object.entries(model.link(link.kind).definition.fields ?? {}).filter(([name]) => !PLACES.has(name));
  if (fields.length === 0) return null;
  const save = (name: string, value: unknown): void => {
    request('PATCH', `/links/${link.id}`, { body: { fields: { ...link.fields, [name]: value } } }).catch(
      (error: unknown) => sayRefused('The link was not changed', error),
    );
  };
  return (
    <dl className="flex flex-col gap-0.5 pb-1.5 pl-6">
      {fields.map(([name, field]) => {
        const value = link.fields[name] ?? null;
        const label = labelOf(name, field);
        const text = fieldText(field, value, nameOf);
        if (text === '' && !mayEdit) return null;
        const isQuote = field.type === 'longText';
        return (
          <div key={name} className={isQuote ? '' : 'flex items-center gap-2 text-sm'}>
            <dt className={isQuote ? 'sr-only' : 'text-muted'}>{label}</dt>
            <dd className="min-w-0 flex-1">
              {open === name ? (
                <FieldEditor
                  item={item}
                  name={name}
                  label={label}
                  field={field}
                  value={value}
                  isOpen
                  onSave={(next) => save(name, next)}
                  onClose={() => setOpen(null)}
                />
              ) : (
                <button
                  type="button"
                  disabled={!mayEdit}
                  onClick={() => setOpen(name)}
                  className={classNames(
                    'min-h-6 rounded-sm text-left',
                    mayEdit && 'hover:bg-sunk',
                    isQuote && text !== '' && 'border-l-2 border-line pl-2 font-serif text-lg',
                  )}
                >
                  {mayEdit && <span className="sr-only">Edit {label.toLowerCase()}: </span>}
                  {text === '' ? (
                    <span className="text-sm text-faint">{isQuote ? `Add the ${label.toLowerCase()}` : '–'}</span>
                  ) : (
                    text
                  )}
                </button>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Where a quote begins and ends is for machines. */
const PLACES = new Set(['quoteStart', 'quoteEnd']);
