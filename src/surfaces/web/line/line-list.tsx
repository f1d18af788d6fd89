/** The line as an indented list: the same as the picture, for narrow screens and for whoever reads with ears or fingers. */
import { type ReactElement, useMemo, useState } from 'react';
import {
  type AnyItem,
  isInStep,
  type LineView,
  type TraceDirection,
  type TraceHit,
  traceIn,
} from '../../../line/index.ts';
import { ItemLink } from '../item/item-link.tsx';
import { Button } from '../primitive/button.tsx';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { StateMark } from '../primitive/marks.tsx';
import { model } from '../workspace/model.ts';
import { useChangeSentences } from './change-sentences.ts';

const DEPTH = 10;
const SHOWN_AT_FIRST = 60;
const INDENT_MOST = 6;

export interface LineListProps {
  readonly item: AnyItem;
  readonly line: LineView;
  readonly unproven: ReadonlySet<string>;
}

export function LineList({ item, line, unproven }: LineListProps): ReactElement {
  const shared = { item, line, unproven };
  return (
    <div className="flex max-w-3xl flex-col gap-6 px-4 py-4">
      <Direction {...shared} direction="up" title="Rests on" empty="It rests on nothing yet." />
      <Direction {...shared} direction="down" title="Rests on it" empty="Nothing rests on it yet." />
    </div>
  );
}

interface DirectionProps extends LineListProps {
  readonly direction: TraceDirection;
  readonly title: string;
  readonly empty: string;
}

function Direction({ item, line, direction, title, empty, unproven }: DirectionProps): ReactElement {
  const [isWhole, setWhole] = useState(false);
  const hits = useMemo(
    () => asTree(traceIn(line, { from: item.id, direction, depth: DEPTH }).hits),
    [line, item.id, direction],
  );
  const shown = isWhole ? hits : hits.slice(0, SHOWN_AT_FIRST);
  const out = useMemo(
    () =>
      shown.flatMap(({ link }) => {
        const to = line.item(link.toId);
        return to === undefined || isInStep(link, to) ? [] : [{ link, to }];
      }),
    [shown, line],
  );
  const sentences = useChangeSentences(out);
  const outIds = new Set(out.map(({ link }) => link.id));
  return (
    <section>
      <h2 className="text-sm font-semibold">{title}</h2>
      {hits.length === 0 && <p className="text-muted">{empty}</p>}
      <ul>
        {shown.map((hit) => (
          <HitRow
            key={hit.itemId}
            hit={hit}
            item={line.item(hit.itemId)}
            isUnproven={unproven.has(hit.itemId)}
            changed={outIds.has(hit.link.id) ? (sentences.get(hit.link.id) ?? 'What it relies on has changed.') : null}
          />
        ))}
      </ul>
      {hits.length > shown.length && (
        <Button small look="plain" onClick={() => setWhole(true)}>
          {hits.length - shown.length} more
        </Button>
      )}
    </section>
  );
}

/** Each under the one it was reached through, in reading order. */
function asTree(hits: readonly TraceHit[]): readonly TraceHit[] {
  const under = Map.groupBy(hits, (hit) => hit.by);
  const inOrder: TraceHit[] = [];
  const visit = (by: TraceHit | null): void => {
    for (const hit of under.get(by) ?? []) {
      inOrder.push(hit);
      visit(hit);
    }
  };
  visit(null);
  return inOrder;
}

interface HitRowProps {
  readonly hit: TraceHit;
  readonly item: AnyItem | undefined;
  readonly isUnproven: boolean;
  /** The sentence of what changed; null: in step. */
  readonly changed: string | null;
}

function HitRow({ hit, item, isUnproven, changed }: HitRowProps): ReactElement | null {
  if (item === undefined) return null;
  const kind = model.kind(item.kind);
  const { says, inverse } = model.link(hit.link.kind).definition;
  return (
    <li
      style={{ paddingInlineStart: `${String(Math.min(hit.depth - 1, INDENT_MOST))}rem` }}
      className="border-l border-line first:border-l-0"
    >
      <div className={`flex min-h-8 items-center gap-2 rounded-sm px-1 ${changed === null ? '' : 'bg-amber-soft'}`}>
        <span className="shrink-0 text-sm text-muted">{hit.direction === 'up' ? says : inverse}</span>
        <span className="shrink-0 text-muted">
          <KindIcon kind={kind} size={14} />
        </span>
        <ItemLink to={item.key} place="page" className="flex min-h-6 min-w-0 items-center gap-1.5">
          <span className="tabular shrink-0 text-sm text-muted">{item.key}</span>
          <span className="truncate">{item.title}</span>
        </ItemLink>
        <StateMark kind={kind} state={item.state} bare />
        {isUnproven && <span className="text-sm text-muted">unproven</span>}
      </div>
      {changed !== null && <p className="px-1 pb-1 text-sm text-amber">Out of step. {changed}</p>}
    </li>
  );
}
