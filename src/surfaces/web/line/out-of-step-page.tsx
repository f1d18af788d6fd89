/** Out of step: everything whose ground has moved, grouped by what moved, with the three cures at hand. */
import { GitCompareArrows } from 'lucide-react';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { plural } from '../format/format.ts';
import { setTargets } from '../frame/frame-state.ts';
import { useKeptFocus } from '../frame/kept-focus.ts';
import { useKeys } from '../frame/keys.ts';
import { usePeek } from '../frame/use-peek.ts';
import { setIntent } from '../item/intent.ts';
import { Button } from '../primitive/button.tsx';
import { Keys } from '../primitive/keys.tsx';
import { Empty } from '../primitive/notice.tsx';
import { useSteady } from '../primitive/use-steady.ts';
import { HiddenByProduct, ShowAllProducts } from '../product/empty-within.tsx';
import { useOutOfStepHere } from '../product/use-here.ts';
import { useOpen } from '../workspace/context.tsx';
import { type OutOfStep, useCommits, useMay, useResource, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { CauseHead } from './cause-head.tsx';
import { fieldInQuestion } from './field-in-question.ts';
import { OutOfStepFilter } from './out-of-step-filter.tsx';
import { type Cause, causesOf, isWanted, readWanted, writeWanted } from './out-of-step-groups.ts';
import { OutOfStepRow } from './out-of-step-row.tsx';
import { useRowCursor } from './row-cursor.ts';
import { useHash } from './use-hash.ts';

const ROWS_AT_ONCE = 40;
const NOTHING: ReadonlySet<string> = new Set();

export default function OutOfStepPage(): ReactElement {
  const { membership } = useWorkspace();
  const [hash, setHash] = useHash();
  const all = useOutOfStepHere();
  const wanted = useMemo(() => readWanted(hash, membership.memberId), [hash, membership.memberId]);
  const rows = useMemo(() => all.filter((row) => isWanted(row, wanted)), [all, wanted]);
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const causes = useMemo(() => causesOf(rows.slice(0, shown)), [rows, shown]);
  const inOrder = useMemo(() => causes.flatMap((cause) => cause.rows), [causes]);
  const kept = useKeptFocus();
  return (
    <div ref={kept} className="mx-auto max-w-5xl pb-16">
      <OutOfStepFilter all={all} wanted={wanted} onWanted={(next) => setHash(writeWanted(next, membership.memberId))} />
      <AbsentProblem />
      {rows.length === 0 ? (
        <NothingOutOfStep
          isMine={wanted.owner === membership.memberId}
          othersCount={all.length}
          onAll={() => setHash('all')}
        />
      ) : (
        <Rows causes={causes} rows={inOrder} isPart={rows.length > shown} />
      )}
      {rows.length > shown && (
        <div className="px-4 py-3">
          <Button onClick={() => setShown(shown + ROWS_AT_ONCE)}>
            Show {Math.min(ROWS_AT_ONCE, rows.length - shown)} more
          </Button>
        </div>
      )}
    </div>
  );
}

/** What only the server knows could not be asked: the list may lack some. */
function AbsentProblem(): ReactElement | null {
  const { absentEnds } = useOpen().resources;
  const { problem } = useResource(absentEnds);
  if (problem === null) return null;
  return (
    <p role="status" className="mx-4 mt-3 flex flex-wrap items-center gap-2 rounded-md bg-sunk px-3 py-2">
      <span className="flex-1">What hangs on feedback and contacts may be missing here: {problem.message}</span>
      <Button small onClick={() => void absentEnds.refresh()}>
        Try again
      </Button>
    </p>
  );
}

interface RowsProps {
  readonly causes: readonly Cause[];
  readonly rows: readonly OutOfStep[];
  readonly isPart: boolean;
}

function Rows({ causes, rows, isPart }: RowsProps): ReactElement {
  const commits = useCommits();
  const mayEdit = useMay('editor');
  const peek = usePeek();
  const [selected, setSelected] = useState(NOTHING);
  const cursor = useRowCursor(rows.length);
  const current = rows[cursor.at];
  const chosen = rows.filter(({ link }) => selected.has(link.id));
  const currentId = current?.from.id;
  useEffect(() => {
    setTargets(currentId === undefined ? [] : [currentId]);
    return () => setTargets([]);
  }, [currentId]);

  const select = useSteady(({ link }: OutOfStep, isSelected: boolean): void => {
    const next = new Set(selected);
    if (isSelected) next.add(link.id);
    else next.delete(link.id);
    setSelected(next);
  });
  const change = useSteady(({ link, from, to }: OutOfStep): void => {
    const field = fieldInQuestion(model.kind(from.kind), model.kind(to.kind), []);
    setIntent({ itemId: from.id, answers: [link.id], field, linkKind: null });
    peek(from.key);
  });
  const focus = useSteady((row: OutOfStep) => cursor.set(rows.indexOf(row)));
  const agree = (): void => {
    if (chosen.length > 1) void commits.agreeAll(chosen.map(({ link }) => link));
    else {
      const one = chosen[0] ?? current;
      if (one !== undefined) void commits.agree(one.link);
    }
    setSelected(NOTHING);
  };
  const onCurrent = (act: (row: OutOfStep) => void) => () => (current === undefined ? false : act(current));
  const onCurrentWrite = (act: (row: OutOfStep) => void) => () =>
    mayEdit && current !== undefined ? act(current) : false;
  useKeys({
    j: () => cursor.move(1),
    down: () => cursor.move(1),
    k: () => cursor.move(-1),
    up: () => cursor.move(-1),
    enter: (event) => (isOnRow(event) ? onCurrent(({ from }) => peek(from.key))() : false),
    x: onCurrentWrite((row) => select(row, !selected.has(row.link.id))),
    y: onCurrentWrite(agree),
    c: onCurrentWrite(change),
    u: onCurrentWrite(({ link }) => void commits.unlink(link)),
  });

  return (
    <div ref={cursor.list}>
      {mayEdit && (
        <SelectionBar
          count={chosen.length}
          rowCount={rows.length}
          isPart={isPart}
          onAgree={agree}
          onAll={() => setSelected(new Set(rows.map(({ link }) => link.id)))}
          onNone={() => setSelected(NOTHING)}
        />
      )}
      {causes.map((cause) => (
        <section key={cause.id} aria-label={`${cause.first.to.key} ${cause.first.to.title}`} className="mt-5">
          <CauseHead link={cause.first.link} to={cause.first.to} />
          <ul className="border-b border-line">
            {cause.rows.map((row) => (
              <OutOfStepRow
                key={row.link.id}
                row={row}
                isCurrent={row === current}
                isSelected={selected.has(row.link.id)}
                onSelect={select}
                onFocus={focus}
                onChange={change}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Enter on a button inside the row is the button's. */
const isOnRow = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && (event.target === document.body || event.target.matches('[data-row], main'));

interface SelectionBarProps {
  readonly count: number;
  readonly rowCount: number;
  /** There are more that are not drawn yet. */
  readonly isPart: boolean;
  readonly onAgree: () => void;
  readonly onAll: () => void;
  readonly onNone: () => void;
}

function SelectionBar({ count, rowCount, isPart, onAgree, onAll, onNone }: SelectionBarProps): ReactElement {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-2 px-4 text-sm text-muted">
      {count === 0 ? (
        <>
          <Button small look="plain" onClick={onAll}>
            Select {rowCount === 1 ? 'it' : `${isPart ? 'these' : 'all'} ${String(rowCount)}`}
          </Button>
          <span className="hidden items-center gap-3 md:flex">
            <Hint keys="J K" text="move" />
            <Hint keys="Y" text="still true" />
            <Hint keys="C" text="change" />
            <Hint keys="U" text="unlink" />
            <Hint keys="X" text="select" />
          </span>
        </>
      ) : (
        <>
          <span className="text-ink">{plural(count, 'link', 'links')} selected</span>
          <Button small look="primary" onClick={onAgree}>
            Still true
          </Button>
          <Button small look="plain" onClick={onNone}>
            Clear
          </Button>
        </>
      )}
    </div>
  );
}

function Hint({ keys, text }: { readonly keys: string; readonly text: string }): ReactElement {
  return (
    <span className="flex items-center gap-1">
      <Keys keys={keys} /> {text}
    </span>
  );
}

interface NothingProps {
  readonly isMine: boolean;
  readonly othersCount: number;
  readonly onAll: () => void;
}

function NothingOutOfStep({ isMine, othersCount, onAll }: NothingProps): ReactElement {
  const hasOthers = othersCount > 0;
  return (
    <Empty
      icon={<GitCompareArrows size={24} />}
      title={isMine ? 'Nothing of yours is out of step' : 'Nothing here is out of step'}
      purpose={
        <>
          When something that yours relies on changes in a way that matters, it stands here until you say it is still
          true, change it too, or unlink it.
          <HiddenByProduct what="what is out of step" />
        </>
      }
      example="a feature moves from May to June, and the message that promises it for May asks you what to do."
      action={
        <>
          {hasOthers && <Button onClick={onAll}>See all {othersCount}</Button>}
          <ShowAllProducts />
        </>
      }
    />
  );
}
