/** What changed on the other side since a link was agreed: each field as a word diff, with who and when. */
import type { ReactElement } from 'react';
import { type AnyItem, type ChangedField, changedSinceAgreed, isGone, type Link } from '../../../line/index.ts';
import { ago, moment } from '../format/format.ts';
import { isWritten, valueText } from '../item/value-text.ts';
import { WordDiff } from '../item/word-diff-view.tsx';
import { useNameOf } from '../view/use-names.ts';
import { model } from '../workspace/model.ts';
import type { Loaded } from '../workspace/resource.ts';
import { useChangesSince } from './history-of.ts';

/** The material fields of the other side that are not what they were when the link was agreed. */
export function useChangedFields(link: Link, to: AnyItem | null): Loaded<readonly ChangedField[]> {
  const { value, problem, isLoading } = useChangesSince(to, link.agreedRevision);
  if (value === null || to === null) return { value: null, problem, isLoading };
  return { value: changedSinceAgreed({ link, to, kind: model.kind(to.kind), changes: value }), problem, isLoading };
}

export interface WhatChangedProps {
  readonly link: Link;
  readonly to: AnyItem;
}

export function WhatChanged({ link, to }: WhatChangedProps): ReactElement {
  const { value: fields, problem, isLoading } = useChangedFields(link, to);
  if (isLoading) return <output aria-label="Loading what changed" className="skeleton block h-5 w-2/3" />;
  if (fields === null) {
    return (
      <p className="text-sm text-muted">
        What changed cannot be shown now: {problem?.message ?? 'the server gave no answer.'}
      </p>
    );
  }
  if (fields.length === 0) return <p className="text-sm text-muted">{sinceNothing(to)}</p>;
  return (
    <dl className="flex flex-col gap-1.5">
      {fields.map((field) => (
        <ChangedLine key={field.field} field={field} to={to} />
      ))}
    </dl>
  );
}

function sinceNothing(to: AnyItem): string {
  return isGone(model.kind(to.kind), to)
    ? `${to.key} is gone: nobody can rely on it as it is.`
    : `${to.key} was changed and changed back: it says what it said when this was agreed.`;
}

function ChangedLine({ field, to }: { readonly field: ChangedField; readonly to: AnyItem }): ReactElement {
  const nameOf = useNameOf();
  const kind = model.kind(to.kind);
  const of = { kind, name: field.field };
  return (
    <div>
      <dt className="text-sm text-muted">
        {field.label}, by {field.by},{' '}
        <time dateTime={field.at} title={moment(field.at)}>
          {ago(field.at)}
        </time>
      </dt>
      <dd>
        <WordDiff
          then={valueText(of, field.agreed, nameOf)}
          now={valueText(of, field.now, nameOf)}
          written={isWritten(kind, field.field)}
        />
      </dd>
    </div>
  );
}
