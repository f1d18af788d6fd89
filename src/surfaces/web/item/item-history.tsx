/** What happened to this item, newest first: who, when, through which door, each field then and now, and undo. */
import { Undo2 } from 'lucide-react';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { BOOKKEEPING, type Change } from '../../../line/index.ts';
import { ago, moment } from '../format/format.ts';
import { useBeforeChange } from '../line/before-change-guard.tsx';
import { Button } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { say, sayRefused } from '../primitive/toast.tsx';
import { useNameOf } from '../view/use-names.ts';
import type { Patch } from '../workspace/commit.ts';
import { useMay, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { errorFrom } from '../workspace/request.ts';
import { type HistoryLine, linesOf } from './history-lines.ts';
import { useScene } from './scene.tsx';
import { WordDiff } from './word-diff-view.tsx';

interface HistoryPage {
  readonly changes: readonly Change[];
  readonly next: number | null;
}

const PAGE = 30;
const DOORS: Readonly<Record<string, string>> = {
  api: 'the API',
  mcp: 'an agent',
  cli: 'the command line',
  import: 'an import',
  job: 'a job',
};

export function ItemHistory(): ReactElement {
  const { item } = useScene();
  const { request } = useWorkspace();
  const [page, setPage] = useState<HistoryPage | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const load = useCallback(
    async (before: number | null, held: readonly Change[]) => {
      try {
        const query = { limit: PAGE, ...(before !== null && { before }) };
        const next = await request<HistoryPage>('GET', `/items/${item.id}/history`, { query });
        setPage({ changes: [...held, ...next.changes], next: next.next });
        setProblem(null);
      } catch (error) {
        setProblem(errorFrom(error));
      }
    },
    [request, item.id],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision has a new change to show.
  useEffect(() => void load(null, []), [load, item.revision]);
  if (page === null && problem !== null) {
    return (
      <Problem
        title="The history cannot be shown"
        detail={problem.message}
        action={<Button onClick={() => void load(null, [])}>Try again</Button>}
      />
    );
  }
  if (page === null) return <SkeletonRows count={4} label="Loading the history" />;
  return (
    <div>
      <ol className="flex flex-col">
        {page.changes.map((change) => (
          <ChangeRow key={change.seq} change={change} />
        ))}
      </ol>
      {page.next !== null && (
        <Button small look="plain" className="mt-2 text-muted" onClick={() => void load(page.next, page.changes)}>
          Earlier
        </Button>
      )}
    </div>
  );
}

function ChangeRow({ change }: { readonly change: Change }): ReactElement | null {
  const { item, mayEdit } = useScene();
  const { request, mirror, visitors } = useWorkspace();
  const nameOf = useNameOf();
  const beforeChange = useBeforeChange();
  const mayUndo = useMay('editor') && (mayEdit || item.archivedAt !== null);
  const titleOf = (id: string): string => {
    const other = mirror.item(id) ?? visitors.item(id);
    return other === undefined ? '' : `${other.key} ${other.title}`;
  };
  const lines = linesOf(change, { model, itemId: item.id, nameOf, titleOf, linkOf: (id) => mirror.link(id) });
  const undo = async (): Promise<void> => {
    if (!(await beforeChange([item], patchBack(change, item.id)))) return;
    try {
      await request('POST', `/changes/${String(change.seq)}/undo`);
      say({ text: 'Undone' });
    } catch (error) {
      sayRefused('This could not be undone', error);
    }
  };
  if (lines.length === 0) return null;
  const door = DOORS[change.via];
  return (
    <li className="group/change flex gap-3 border-t border-line py-2 first:border-t-0">
      <div className="min-w-0 flex-1">
        <p className="text-sm text-muted">
          <span className="font-medium text-ink">{change.actorName}</span>{' '}
          <time dateTime={change.at} title={moment(change.at)}>
            {ago(change.at)}
          </time>
          {door !== undefined && ` through ${door}`}
          {change.undoes !== null && ' · undid an earlier change'}
        </p>
        {lines.map((line, index) => (
          <Line key={`${String(change.seq)}-${String(index)}`} line={line} />
        ))}
      </div>
      {mayUndo && (
        <Button
          small
          look="plain"
          aria-label={`Undo what ${change.actorName} did`}
          className="text-muted opacity-0 group-hover/change:opacity-100 focus-visible:opacity-100 print:hidden pointer-coarse:opacity-100"
          onClick={() => void undo()}
        >
          <Undo2 size={14} aria-hidden />
          Undo
        </Button>
      )}
    </li>
  );
}

/** What undoing the change would write into the item: what it was, or the archive for what it created. */
function patchBack(change: Change, itemId: string): Patch {
  const entry = change.entries.find((one) => one.subject === 'item' && one.id === itemId);
  if (entry === undefined) return {};
  if (entry.before === null) return { archivedAt: change.at };
  return Object.fromEntries(Object.entries(entry.before).filter(([name]) => !BOOKKEEPING.has(name)));
}

function Line({ line }: { readonly line: HistoryLine }): ReactElement {
  if (line.says === 'text') return <p>{line.text}</p>;
  const { label, then, now, written } = line.field;
  return (
    <p>
      <span className="text-muted">{label}: </span>
      <WordDiff then={then} now={now} written={written} />
    </p>
  );
}
