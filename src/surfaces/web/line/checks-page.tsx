/** Checks: what is missing or contradictory today, blocking first, with who should act and how to mend it. */
import { ListChecks, ShieldCheck } from 'lucide-react';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import type { Check, PlacedFinding } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { setTargets } from '../frame/frame-state.ts';
import { useKeptFocus } from '../frame/kept-focus.ts';
import { useKeys } from '../frame/keys.ts';
import { usePeek } from '../frame/use-peek.ts';
import { Button } from '../primitive/button.tsx';
import { Empty } from '../primitive/notice.tsx';
import { useSteady } from '../primitive/use-steady.ts';
import { HiddenByProduct, ShowAllProducts } from '../product/empty-within.tsx';
import { useFindingsHere } from '../product/use-here.ts';
import { useItemById, useMay, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { aboutOf, FindingRow, useMend } from './finding-row.tsx';
import { mendOf } from './mending.ts';
import { useRowCursor } from './row-cursor.ts';
import { useHash } from './use-hash.ts';

const WHOSE = { '': 'mine', all: 'all', nobody: 'nobody' } as const;

function isTheirs(finding: PlacedFinding, hash: string, memberId: string): boolean {
  if (hash === WHOSE.all) return true;
  return hash === WHOSE.nobody ? finding.who.length === 0 : finding.who.includes(memberId);
}

export default function ChecksPage(): ReactElement {
  const { membership } = useWorkspace();
  const [hash, setHash] = useHash();
  const all = useFindingsHere();
  const findings = useMemo(
    () => all.filter((one) => isTheirs(one, hash, membership.memberId)),
    [all, hash, membership.memberId],
  );
  const countOf = (whose: string): number => all.filter((one) => isTheirs(one, whose, membership.memberId)).length;
  const choices = [
    ['', 'Mine', countOf('')],
    [WHOSE.all, 'All', all.length],
    [WHOSE.nobody, 'Nobody’s', countOf(WHOSE.nobody)],
  ] as const;
  const kept = useKeptFocus();
  return (
    <div ref={kept} className="mx-auto max-w-5xl pb-16">
      <fieldset aria-label="Whose" className="flex flex-wrap gap-1 px-4 pt-4">
        {choices.map(([value, label, number]) => (
          <Button key={value} look="plain" aria-pressed={hash === value} onClick={() => setHash(value)}>
            {label} <span className="tabular text-xs text-muted">{count(number)}</span>
          </Button>
        ))}
      </fieldset>
      {findings.length === 0 ? (
        <NothingFound othersCount={all.length} isMine={hash === ''} onAll={() => setHash(WHOSE.all)} />
      ) : (
        <Findings all={findings} />
      )}
    </div>
  );
}

/** As many findings of a check are drawn at first, and again with each "more". */
const ROWS_AT_ONCE = 40;

interface Group {
  readonly id: string;
  readonly all: readonly PlacedFinding[];
  readonly shown: readonly PlacedFinding[];
}

function useGroups(all: readonly PlacedFinding[]) {
  const [more, setMore] = useState<ReadonlyMap<string, number>>(new Map());
  const groups = useMemo((): readonly Group[] => {
    const byCheck = Map.groupBy(all, (finding) => finding.check);
    return [...byCheck].map(([id, its]) => ({ id, all: its, shown: its.slice(0, more.get(id) ?? ROWS_AT_ONCE) }));
  }, [all, more]);
  const showMore = ({ id, shown }: Group): void => setMore(new Map([...more, [id, shown.length + ROWS_AT_ONCE]]));
  return { groups, showMore };
}

function Findings({ all }: { readonly all: readonly PlacedFinding[] }): ReactElement {
  const { groups, showMore } = useGroups(all);
  const findings = useMemo(() => groups.flatMap(({ shown }) => shown), [groups]);
  const cursor = useRowCursor(findings.length);
  const peek = usePeek();
  const mend = useMend();
  const mayEdit = useMay('editor');
  const itemOf = useItemById();
  const current = findings[cursor.at];
  const currentItem = current === undefined ? undefined : itemOf(current.itemId);
  const currentId = currentItem?.id;
  useEffect(() => {
    setTargets(currentId === undefined ? [] : [currentId]);
    return () => setTargets([]);
  }, [currentId]);
  const mendCurrent = (): unknown => {
    const step =
      current === undefined || currentItem === undefined
        ? null
        : mendOf(model, current, { item: currentItem, about: aboutOf(itemOf, current) });
    return step === null || current === undefined || !mayEdit ? false : mend(step, current);
  };
  useKeys({
    j: () => cursor.move(1),
    down: () => cursor.move(1),
    k: () => cursor.move(-1),
    up: () => cursor.move(-1),
    m: mendCurrent,
    enter: (event) =>
      currentItem !== undefined && event.target instanceof HTMLElement && event.target.matches('body, main, [data-row]')
        ? peek(currentItem.key)
        : false,
  });
  const focus = useSteady((finding: PlacedFinding) => cursor.set(findings.indexOf(finding)));
  return (
    <div ref={cursor.list}>
      {groups.map((group) => (
        <section key={group.id} aria-label={group.id} className="mt-6">
          <CheckHead check={model.checks.find((one) => one.id === group.id)} findings={group.all} />
          <ul className="border-b border-line">
            {group.shown.map((finding) => (
              <FindingRow
                key={`${finding.itemId}-${finding.sentence}`}
                finding={finding}
                isCurrent={finding === current}
                onFocus={focus}
              />
            ))}
          </ul>
          <MoreOf group={group} onMore={() => showMore(group)} />
        </section>
      ))}
    </div>
  );
}

function MoreOf({ group, onMore }: { readonly group: Group; readonly onMore: () => void }): ReactElement | null {
  const rest = group.all.length - group.shown.length;
  if (rest === 0) return null;
  return (
    <div className="px-4 py-2">
      <Button small onClick={onMore}>
        Show {count(Math.min(ROWS_AT_ONCE, rest))} more of {count(rest)}
      </Button>
    </div>
  );
}

function CheckHead({
  check,
  findings,
}: {
  readonly check: Check | undefined;
  readonly findings: readonly PlacedFinding[];
}): ReactElement {
  const [first] = findings;
  const isBlocking = first?.severity === 'blocking';
  return (
    <header className={`border-l-2 px-4 py-1 ${isBlocking ? 'border-red' : 'border-line-strong'}`}>
      <h2 className="flex flex-wrap items-baseline gap-x-2 text-lg font-semibold">
        <span className={isBlocking ? 'text-sm font-medium text-red' : 'text-sm font-medium text-muted'}>
          {isBlocking ? 'Blocking' : 'Warning'}
        </span>
        <span className="min-w-0">
          {check?.watches ?? first?.check}{' '}
          <span className="tabular text-sm font-normal text-muted">{count(findings.length)}</span>
        </span>
      </h2>
      <p className="text-muted">{first?.remedy}</p>
    </header>
  );
}

interface NothingProps {
  readonly isMine: boolean;
  readonly othersCount: number;
  readonly onAll: () => void;
}

function NothingFound({ isMine, othersCount, onAll }: NothingProps): ReactElement {
  return (
    <Empty
      icon={othersCount === 0 ? <ShieldCheck size={24} className="text-green" /> : <ListChecks size={24} />}
      title={isMine ? 'The checks find nothing for you to do' : 'The checks find nothing here'}
      purpose={
        <>
          Checks watch the whole line for what is missing or contradictory, and say who should act and how to mend it.
          <HiddenByProduct what="findings" />
        </>
      }
      example="a launch in three weeks without an approved battlecard, or a message that promises a feature that was cut."
      action={
        <>
          {othersCount > 0 && <Button onClick={onAll}>See all {count(othersCount)}</Button>}
          <ShowAllProducts />
        </>
      }
    />
  );
}
