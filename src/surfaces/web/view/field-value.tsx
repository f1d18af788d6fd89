/** Any field's value, shown: a mark where one helps, figures on the right, nothing where nothing is said. */
import type { ReactElement } from 'react';
import type { AnyItem, Field } from '../../../line/index.ts';
import { moment } from '../format/format.ts';
import { PersonMark, StateMark } from '../primitive/marks.tsx';
import { model } from '../workspace/model.ts';
import { fieldText, listOf, type NameOf } from './field-text.ts';
import { referenceKind } from './use-names.ts';

export interface FieldValueProps {
  readonly item: AnyItem;
  readonly name: string;
  readonly field: Field;
  readonly value: unknown;
  readonly nameOf: NameOf;
}

export function FieldValue({ item, name, field, value, nameOf }: FieldValueProps): ReactElement | null {
  if (name === 'state') return <StateMark kind={model.kind(item.kind)} state={item.state} />;
  if (value === null || value === undefined || value === '') return null;
  if (referenceKind(name) !== undefined) return <span className="truncate">{nameOf(String(value))}</span>;
  if (field.type === 'person') {
    const person = nameOf(String(value));
    return (
      <span className="flex min-w-0 items-center gap-1.5">
        <PersonMark name={person} />
        <span className="truncate">{person}</span>
      </span>
    );
  }
  if (field.type === 'instant') {
    return (
      <time dateTime={String(value)} title={moment(String(value))}>
        {fieldText(field, value, nameOf)}
      </time>
    );
  }
  if (name === 'tags') {
    return (
      <span className="flex min-w-0 gap-1 overflow-hidden">
        {listOf(value).map((tag) => (
          <span key={tag} className="shrink-0 rounded-sm border border-line px-1 text-xs leading-5 text-muted">
            {tag}
          </span>
        ))}
      </span>
    );
  }
  return <span className="truncate">{fieldText(field, value, nameOf)}</span>;
}
