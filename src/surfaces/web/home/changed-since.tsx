/** What others changed since the reader was last here. */
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import type { Change } from '../../../line/index.ts';
import { ago } from '../format/format.ts';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { useChosenProduct, useWithinProduct } from '../product/use-product.ts';
import { useItemById, useWorkspace } from '../workspace/hooks.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { changedItemId, changeText } from './change-text.ts';
import { ItemLine } from './item-line.tsx';
import { Nothing, Question } from './question.tsx';

const SHOWN = 5;
const NONE: readonly Change[] = [];
/** On a first visit, and after a long absence, the newest of so many are shown. */
const CHANGES_BACK = 50;
/** Coming and going within this time is one visit. */
const VISIT_MILLISECONDS = 1_800_000;
const VISIT_AS = 'throughline.visit';

interface FeedPage {
  readonly changes: readonly Change[];
  readonly head: number;
}

interface Visit {
  readonly slug: string;
  readonly since: number;
  readonly at: number;
}

export function ChangedSince(): ReactElement {
  const workspace = useWorkspace();
  const itemOf = useItemById();
  const chosen = useChosenProduct();
  const [all, setChanges] = useState<readonly Change[] | null>(null);
  useEffect(() => {
    const ask = (): void => void changesSinceVisit(workspace).then(setChanges, () => setChanges([]));
    ask();
    // Loaded anew, the log may have lost what it told: a demonstration takes its history with it.
    const stopAnew = workspace.mirror.subscribe((touched) => touched === 'all' && ask());
    const stop = workspace.onChanges((fresh) =>
      setChanges((held) => [...fresh.filter((change) => isOthers(workspace, change)).toReversed(), ...(held ?? [])]),
    );
    return () => {
      stopAnew();
      stop();
    };
  }, [workspace]);
  const changes = useWithinProduct(
    all ?? NONE,
    useCallback((change: Change) => itemOf(changedItemId(change)), [itemOf]),
  );
  return (
    <Question title="Changed since you were here" count={changes.length}>
      {all === null && <SkeletonRows count={3} />}
      {all !== null && changes.length === 0 && (
        <Nothing>Nobody else changed anything{chosen !== undefined && ` of ${chosen.title}`}.</Nothing>
      )}
      <ul>
        {changes.slice(0, SHOWN).map((change) => (
          <ChangeLine key={change.seq} change={change} />
        ))}
      </ul>
    </Question>
  );
}

function ChangeLine({ change }: { readonly change: Change }): ReactElement | null {
  const { mirror, visitors } = useWorkspace();
  const id = changedItemId(change);
  const item = mirror.item(id) ?? visitors.item(id);
  if (item === undefined) {
    return (
      <li className="flex min-h-10 items-center gap-2 border-b border-line text-muted last:border-0">
        <span className="flex-1 truncate">{changeText(change)}</span>
        <span className="text-sm">{ago(change.at)}</span>
      </li>
    );
  }
  return <ItemLine item={item} detail={changeText(change)} end={ago(change.at)} />;
}

async function changesSinceVisit(workspace: Workspace): Promise<readonly Change[]> {
  const since = await visitStart(workspace);
  const after = Math.max(since, workspace.mirror.seq - CHANGES_BACK, 0);
  const changes = await changesAfter(workspace, after);
  return changes.filter((change) => isOthers(workspace, change)).toReversed();
}

/** All of them: where commits are large, an answer of the feed ends before the newest. */
async function changesAfter({ request }: Workspace, seq: number): Promise<readonly Change[]> {
  const all: Change[] = [];
  for (let after: number | undefined = seq; after !== undefined; ) {
    const page: FeedPage = await request<FeedPage>('GET', '/feed', { query: { after, wait: 0 } });
    all.push(...page.changes);
    const last = page.changes.at(-1)?.seq;
    after = last === undefined || last >= page.head ? undefined : last;
  }
  return all;
}

function isOthers({ membership }: Workspace, change: Change): boolean {
  return change.actorId !== membership.memberId && change.entries.length > 0;
}

/** The seq at which this visit began; looking twice within a visit shows the same. */
async function visitStart({ membership, mirror, request }: Workspace): Promise<number> {
  const held: Visit | null = JSON.parse(sessionStorage.getItem(VISIT_AS) ?? 'null');
  if (held !== null && held.slug === membership.slug && Date.now() - held.at < VISIT_MILLISECONDS) return held.since;
  const { before } = await request<{ readonly before: number | null }>('POST', '/visit', { body: { seq: mirror.seq } });
  const visit: Visit = { slug: membership.slug, since: before ?? 0, at: Date.now() };
  sessionStorage.setItem(VISIT_AS, JSON.stringify(visit));
  return visit.since;
}
