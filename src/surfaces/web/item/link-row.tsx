/** One link as the rest of its sentence: the item at its other end, whether it is in step, and what the link remembers. */
import { CircleCheck, Unlink } from 'lucide-react';
import type { ReactElement } from 'react';
import { type AnyItem, isInStep, type Link } from '../../../line/index.ts';
import { IconButton } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { StateMark } from '../primitive/marks.tsx';
import { useCommits } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { ItemLink } from './item-link.tsx';
import type { End } from './link-ends.ts';
import { LinkFields } from './link-fields.tsx';
import { QuoteStanding } from './quote-standing.tsx';
import { useScene } from './scene.tsx';

export interface LinkRowProps {
  readonly link: Link;
  readonly other: End;
  /** The item relied on: `other`, or the one looked at. */
  readonly to: Pick<AnyItem, 'materialRevision'>;
  /** The same with everything it says, where that is here: what was quoted is looked for in it. */
  readonly source?: AnyItem | undefined;
}

export function LinkRow({ link, other, to, source }: LinkRowProps): ReactElement {
  const { mayEdit, place, asOf } = useScene();
  const commits = useCommits();
  const kind = model.kind(other.kind);
  const inStep = isInStep(link, to);
  const remark = link.remark === null || link.remark === '' ? '' : `“${link.remark}”`;
  return (
    <li className="group/link">
      <div className={classNames('flex min-h-8 items-center gap-2 rounded-sm px-2 -mx-2', !inStep && 'bg-amber-soft')}>
        <span className="shrink-0 text-muted">
          <KindIcon kind={kind} size={14} />
        </span>
        <ItemLink to={other.key} place={place} asOf={asOf} className="flex min-h-6 min-w-0 items-center gap-2">
          <span className="tabular shrink-0 text-sm text-muted">{other.key}</span>
          <span className={classNames('truncate', other.archivedAt !== null && 'text-muted line-through')}>
            {other.title}
          </span>
        </ItemLink>
        <span
          title={remark}
          className={classNames(
            'min-w-0 flex-1 truncate text-sm text-muted',
            remark !== '' && place === 'page' && 'sm:min-w-24',
          )}
        >
          {place === 'page' && remark !== '' && <span className="max-sm:hidden">{remark}</span>}
        </span>
        <span className="flex shrink-0">
          <StateMark kind={kind} state={other.state} bare />
        </span>
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
      {source !== undefined && asOf === null && (
        <div className="pb-1.5 pl-6 empty:hidden">
          <QuoteStanding link={link} source={source} mayEdit={mayEdit} />
        </div>
      )}
      {remark !== '' && (
        <p className={classNames('pl-6 text-sm text-muted', place === 'page' && 'sm:hidden')}>{remark}</p>
      )}
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
