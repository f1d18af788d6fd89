/** What a change would put out of step, whose it is, and what the checks would say: before it is saved. */
import { type FormEvent, type ReactElement, useState } from 'react';
import { type AnyItem, isMaterial, type PlacedFinding } from '../../../line/index.ts';
import { plural } from '../format/format.ts';
import { fieldLabel, isWritten, valueText } from '../item/value-text.ts';
import { WordDiff } from '../item/word-diff-view.tsx';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { useNameOf } from '../view/use-names.ts';
import { model } from '../workspace/model.ts';
import { countsInWords, ownersInWords } from './before-change.ts';
import { type Question, tellOwners } from './before-change-desk.ts';

const REMARK_MOST = 1000;
const SHOWN_MOST = 40;

export function BeforeChangeDialog({ question }: { readonly question: Question }): ReactElement {
  const { hurt, items, workspace } = question;
  const nameOf = useNameOf();
  const [remark, setRemark] = useState('');
  const others = hurt.ownerIds.filter((id) => id !== null && id !== workspace.membership.memberId);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    question.answer(true);
  };
  const notify = (): void => {
    tellOwners(question, mentioning(others, nameOf, remark || sentenceOf(question, nameOf)));
    question.answer(true);
  };
  return (
    <Dialog open onClose={() => question.answer(false)} title={titleOf(question)} description={whose(question, nameOf)}>
      <form onSubmit={save}>
        {items.map((item) => (
          <ChangeOf key={item.id} item={item} question={question} nameOf={nameOf} hasKey={items.length > 1} />
        ))}
        <Hurting items={hurt.items} nameOf={nameOf} />
        {hurt.indirectCount > 0 && (
          <p className="mt-2 text-sm text-muted">
            {plural(hurt.indirectCount, 'more item relies', 'more items rely')} on these in turn.
          </p>
        )}
        <Appearing findings={hurt.appearing} />
        {others.length > 0 && (
          <label className="mt-4 block">
            <span className="text-sm text-muted">Why (goes to them with “Save and notify”)</span>
            <textarea
              className="entry mt-1"
              rows={2}
              maxLength={REMARK_MOST}
              value={remark}
              onChange={(event) => setRemark(event.target.value)}
            />
          </label>
        )}
        <DialogActions>
          <Button look="plain" onClick={() => question.answer(false)}>
            Cancel
          </Button>
          {others.length > 0 && <Button onClick={notify}>Save and notify</Button>}
          <Button look="primary" type="submit" autoFocus>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function titleOf({ hurt }: Question): string {
  if (hurt.items.length === 0) return 'The checks would find something';
  return `This puts ${countsInWords(model, hurt.items)} out of step`;
}

function whose({ hurt, workspace }: Question, nameOf: (id: string) => string): string {
  if (hurt.items.length === 0) {
    return hurt.outAlreadyCount === 0
      ? 'Nothing falls out of step, but something would be missing or contradictory.'
      : `${plural(hurt.outAlreadyCount, 'thing is', 'things are')} out of step with this already; nothing more falls out.`;
  }
  const self = workspace.membership.memberId;
  const them = ownersInWords(hurt.ownerIds, (id) => (id === self ? 'you' : nameOf(id)));
  return hurt.ownerIds.every((id) => id === null)
    ? 'Nobody owns them yet, so nobody would be asked whether they still hold.'
    : `Theirs to answer: ${them}.`;
}

function materialNames(item: AnyItem, { patch }: Question): readonly string[] {
  const kind = model.kind(item.kind);
  return Object.keys(patch).filter((name) => isMaterial(kind, name));
}

function sentenceOf(question: Question, nameOf: (id: string) => string): string {
  const [item] = question.items;
  if (item === undefined) return '';
  const kind = model.kind(item.kind);
  const said = materialNames(item, question).map((name) => {
    const now = valueText({ kind, name }, question.patch[name], nameOf) || 'empty';
    return `${fieldLabel(kind, name)} is now ${now}`;
  });
  return `${said.join('. ')}. Does what you own still hold?`;
}

function mentioning(ids: readonly (string | null)[], nameOf: (id: string) => string, text: string): string {
  const mentions = ids.flatMap((id) => (id === null ? [] : [`@[${nameOf(id)}](member:${id})`]));
  return `${mentions.join(' ')} ${text}`;
}

interface ChangeOfProps {
  readonly item: AnyItem;
  readonly question: Question;
  readonly nameOf: (id: string) => string;
  readonly hasKey: boolean;
}

function ChangeOf({ item, question, nameOf, hasKey }: ChangeOfProps): ReactElement {
  const kind = model.kind(item.kind);
  return (
    <dl className="mb-2 flex flex-col gap-1">
      {materialNames(item, question).map((name) => (
        <div key={name} className="flex flex-wrap gap-x-2">
          <dt className="text-muted">
            {hasKey && <span className="tabular">{item.key} </span>}
            {fieldLabel(kind, name)}
          </dt>
          <dd className="min-w-0">
            <WordDiff
              then={valueText({ kind, name }, item[name], nameOf)}
              now={valueText({ kind, name }, question.patch[name], nameOf)}
              written={isWritten(kind, name)}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface HurtingProps {
  readonly items: readonly AnyItem[];
  readonly nameOf: (id: string) => string;
}

function Hurting({ items, nameOf }: HurtingProps): ReactElement | null {
  if (items.length === 0) return null;
  return (
    <ul aria-label="Falls out of step" className="scrolls max-h-56 border-y border-line">
      {items.slice(0, SHOWN_MOST).map((item) => (
        <li key={item.id} className="flex min-h-8 items-center gap-2 border-t border-line px-1 first:border-t-0">
          <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-amber-mark" />
          <span className="shrink-0 text-muted">
            <KindIcon kind={model.kind(item.kind)} size={14} />
          </span>
          <span className="tabular w-16 shrink-0 text-sm text-muted">{item.key}</span>
          <span className="min-w-0 flex-1 truncate">{item.title}</span>
          <span className="max-w-32 shrink-0 truncate text-sm text-muted">
            {item.ownerId === null ? 'nobody yet' : nameOf(item.ownerId)}
          </span>
        </li>
      ))}
      {items.length > SHOWN_MOST && (
        <li className="flex min-h-8 items-center px-1 text-sm text-muted">and {items.length - SHOWN_MOST} more</li>
      )}
    </ul>
  );
}

function Appearing({ findings }: { readonly findings: readonly PlacedFinding[] }): ReactElement | null {
  if (findings.length === 0) return null;
  return (
    <section className="mt-3">
      <h3 className="text-sm font-semibold text-muted">The checks would find</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {findings.slice(0, SHOWN_MOST).map((finding) => (
          <li key={`${finding.check}-${finding.itemId}-${finding.sentence}`} className="flex gap-2">
            <span className={finding.severity === 'blocking' ? 'shrink-0 font-medium text-red' : 'shrink-0 text-muted'}>
              {finding.severity === 'blocking' ? 'Blocking' : 'Warning'}
            </span>
            <span>{finding.sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
