/** Any field's value, shown: a mark where one helps, figures on the right, nothing where nothing is said. */
import type { ReactElement } from 'react';
import { type AnyItem, type Field, isNothing } from '../../../line/index.ts';
import { decimal, moment } from '../format/format.ts';
import { PersonMark, StateMark } from '../primitive/marks.tsx';
import { model } from '../workspace/model.ts';
import { unitInHead } from './column.ts';
import { fieldText, listOf, type NameOf } from './field-text.ts';
import { referenceKind } from './use-names.ts';

export interface FieldValueProps {
  readonly item: AnyItem;
  readonly name: string;
  readonly field: Field;
  readonly value: unknown;
  readonly nameOf: NameOf;
  /** The head of its column says the unit. */
  readonly isUnderUnit?: boolean;
}

export function FieldValue(props: FieldValueProps): ReactElement | null {
  const { item, name, field, value, nameOf, isUnderUnit = false } = props;
  if (name === 'state') return <StateMark kind={model.kind(item.kind)} state={item.state} />;
  if (isNothing(value)) return null;
  if (referenceKind(name) !== undefined)
    return (
      <span dir="auto" className="truncate">
        {nameOf(String(value))}
      </span>
    );
  if (field.type === 'person') {
    const person = nameOf(String(value));
    return (
      <span className="flex min-w-0 items-center gap-1.5">
        <PersonMark name={person} />
        <span className="truncate">{person}</span>
      </span>
    );
  }
  if (isUnderUnit && typeof value === 'number' && unitInHead(field) !== undefined) return <span>{decimal(value)}</span>;
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
  return (
    <span dir={field.type === 'text' || field.type === 'longText' ? 'auto' : undefined} className="truncate">
      {fieldText(field, value, nameOf)}
    </span>
  );
}
