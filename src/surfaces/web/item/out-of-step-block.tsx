/** What this item relies on has moved: each cause with what changed, and the three cures. */
import type { ReactElement } from 'react';
import { type AnyItem, isInStep, type Link } from '../../../line/index.ts';
import { plural } from '../format/format.ts';
import { Cures } from '../line/cures.tsx';
import { fieldInQuestion } from '../line/field-in-question.ts';
import { useChangedFields, WhatChanged } from '../line/what-changed.tsx';
import { Button } from '../primitive/button.tsx';
import { useCommits, useLinks, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { setIntent } from './intent.ts';
import { ItemLink } from './item-link.tsx';
import { linkSentence } from './link-sentence.ts';
import { QuoteStanding } from './quote-standing.tsx';
import { useScene } from './scene.tsx';

interface Question {
  readonly link: Link;
  readonly to: AnyItem;
}

export function OutOfStepBlock(): ReactElement | null {
  const { item, mayEdit, asOf } = useScene();
  const { mirror, visitors } = useWorkspace();
  const { from } = useLinks(item.id);
  const commits = useCommits();
  const questions = from.flatMap((link): readonly Question[] => {
    const to = mirror.item(link.toId) ?? visitors.item(link.toId);
    return to === undefined || isInStep(link, to) ? [] : [{ link, to }];
  });
  if (questions.length === 0 || asOf !== null) return null;
  const agreeAll = (): void => {
    void commits.agreeAll(questions.map(({ link }) => link));
  };
  return (
    <section aria-label="Out of step" className="rounded-md border border-amber-mark/50 bg-amber-soft/60 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="flex-1 font-semibold text-amber">
          Out of step with{' '}
          {questions.length === 1 ? 'what it relies on' : plural(questions.length, 'thing', 'things that it relies on')}
        </h2>
        {mayEdit && questions.length > 1 && (
          <Button small className="print:hidden" onClick={agreeAll}>
            All still true
          </Button>
        )}
      </div>
      <ul className="mt-2 flex flex-col gap-4">
        {questions.map(({ link, to }) => (
          <QuestionRow key={link.id} link={link} to={to} />
        ))}
      </ul>
    </section>
  );
}

function QuestionRow({ link, to }: Question): ReactElement {
  const { item, kind, mayEdit, place } = useScene();
  const { value: fields } = useChangedFields(link, to);
  const change = (): void => {
    const names = (fields ?? []).map((field) => field.field);
    const field = fieldInQuestion(kind, model.kind(to.kind), names);
    setIntent({ itemId: item.id, answers: [link.id], field, linkKind: null });
  };
  return (
    <li className="flex flex-col gap-1.5">
      <p>
        <span className="text-muted">{model.link(link.kind).definition.says} </span>
        <ItemLink to={to.key} place={place}>
          <span className="tabular text-muted">{to.key}</span> <span className="font-medium">{to.title}</span>
        </ItemLink>
      </p>
      <WhatChanged link={link} to={to} />
      <QuoteStanding link={link} source={to} mayEdit={mayEdit} />
      {mayEdit && <Cures link={link} sentence={linkSentence(model, link, { from: item, to })} onChange={change} />}
    </li>
  );
}
