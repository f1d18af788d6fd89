/** Everything that happened: who, when, through which door. */
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import type { Change } from '../../../line/index.ts';
import { moment } from '../format/format.ts';
import { usePeek } from '../frame/use-peek.ts';
import { changedItemId, changeText } from '../home/change-text.ts';
import { Button } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { useItem, useWorkspace } from '../workspace/hooks.ts';
import { errorFrom } from '../workspace/request.ts';
import { SettingsSection } from './settings-parts.tsx';

interface Pages {
  readonly changes: readonly Change[];
  readonly next: number | null;
}

const PAGE = 50;

export default function AuditSection(): ReactElement {
  const { request } = useWorkspace();
  const [pages, setPages] = useState<Pages | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const load = useCallback(
    async (before: number | null) => {
      try {
        const page = await request<Pages>('GET', '/changes', {
          query: { limit: PAGE, ...(before !== null && { before }) },
        });
        setPages((held) => ({
          changes: before === null || held === null ? page.changes : [...held.changes, ...page.changes],
          next: page.next,
        }));
      } catch (error) {
        setProblem(errorFrom(error));
      }
    },
    [request],
  );
  useEffect(() => void load(null), [load]);
  return (
    <SettingsSection title="Audit" lead="Every commit of the workspace, newest first. Nothing can be taken out of it.">
      {problem !== null && <Problem title="The log could not be loaded" detail={problem.message} />}
      {pages === null && problem === null && <SkeletonRows count={8} />}
      <ol className="border-t border-line">
        {pages?.changes.map((change) => (
          <AuditLine key={change.seq} change={change} />
        ))}
      </ol>
      {pages !== null && pages.next !== null && (
        <Button className="mt-3" onClick={() => void load(pages.next)}>
          Show older
        </Button>
      )}
    </SettingsSection>
  );
}

function AuditLine({ change }: { readonly change: Change }): ReactElement {
  const item = useItem(changedItemId(change) || null);
  const peek = usePeek();
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 border-b border-line py-1">
      <span className="tabular w-14 text-sm text-muted">#{change.seq}</span>
      <span className="min-w-0 flex-1">
        {changeText(change)}
        {item !== undefined && (
          <button type="button" onClick={() => peek(item.key)} className="ml-2 text-accent hover:underline">
            {item.key}
          </button>
        )}
      </span>
      <span className="text-sm text-muted">{change.via}</span>
      <time dateTime={change.at} className="tabular w-40 text-right text-sm text-muted">
        {moment(change.at)}
      </time>
    </li>
  );
}
