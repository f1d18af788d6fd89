/** One link as the rest of its sentence: the item at its other end, whether it is in step, and what the link remembers. */
import { CircleCheck, Unlink } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { type AnyItem, isInStep, type Link, labelOf } from '../../../line/index.ts';
import { IconButton } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { StateMark } from '../primitive/marks.tsx';
import { sayFailure } from '../primitive/toast.tsx';
import { FieldEditor } from '../view/field-editor.tsx';
import { fieldText } from '../view/field-text.ts';
import { useNameOf } from '../view/use-names.ts';
import { useCommits, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { ItemLink } from './item-link.tsx';
import type { End } from './link-ends.ts';
import { useScene } from './scene.tsx';

export interface LinkRowProps {
  readonly link: Link;
  readonly other: End;
  /** The item relied on: `other`, or the one looked at. */
  readonly to: Pick<AnyItem, 'materialRevision'>;
}

export function LinkRow({ link, other, to }: LinkRowProps): ReactElement {
  const { mayEdit, place, asOf } = useScene();
  const commits = useCommits();
  const kind = model.kind(other.kind);
  const inStep = isInStep(link, to);
  return (
    <li className="group/link">
      <div className={classNames('flex min-h-8 items-center gap-2 rounded-sm px-2 -mx-2', !inStep && 'bg-amber-soft')}>
        <span className="shrink-0 text-muted">
          <KindIcon kind={kind} size={14} />
        </span>
        <ItemLink to={other.key} place={place} asOf={asOf} className="flex min-h-6 min-w-0 flex-1 items-center gap-2">
          <span className="tabular shrink-0 text-sm text-muted">{other.key}</span>
          <span className={classNames('truncate', other.archivedAt !== null && 'text-muted line-through')}>
            {other.title}
          </span>
        </ItemLink>
        <StateMark kind={kind} state={other.state} bare />
        <StepMark inStep={inStep} />
        {mayEdit && (
          <IconButton
            small
            label={`Unlink ${other.key}`}
            className="opacity-0 group-hover/link:opacity-100 focus-visible:opacity-100 print:hidden pointer-coarse:opacity-100"
            onClick={() => void commits.unlink(link)}
          >
            <Unlink size={14} />
          </IconButton>
        )}
      </div>
      <LinkFields link={link} />
      {link.remark !== null && link.remark !== '' && <p className="pl-6 text-sm text-muted">“{link.remark}”</p>}
    </li>
  );
}

/** Green and whole: in step. Amber: not. Said in words too. */
function StepMark({ inStep }: { readonly inStep: boolean }): ReactElement {
  if (inStep) {
    return (
      <span className="shrink-0 text-green" title="In step">
        <CircleCheck size={14} aria-hidden />
        <span className="sr-only">In step</span>
      </span>
    );
  }
  return <span className="shrink-0 text-xs font-medium text-amber">Out of step</span>;
}

/** What the link itself remembers: a quote, its importance. */
function LinkFields({ link }: { readonly link: Link }): ReactElement | null {
  const { item, mayEdit } = useScene();
  const { request } = useWorkspace();
  const nameOf = useNameOf();
  const [open, setOpen] = useState<string | null>(null);
  const fields = Object.entries(model.link(link.kind).definition.fields ?? {}).filter(([name]) => !PLACES.has(name));
  if (fields.length === 0) return null;
  const save = (name: string, value: unknown): void => {
    request('PATCH', `/links/${link.id}`, { body: { fields: { ...link.fields, [name]: value } } }).catch(
      (error: unknown) =>
        sayFailure({ text: 'The link was not changed', detail: error instanceof Error ? error.message : '' }),
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
