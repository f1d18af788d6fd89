/** The last step: the import as it goes on, and what came of it. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Kind } from '../../../line/index.ts';
import { count, plural } from '../format/format.ts';
import { Button, buttonLook } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { Progress } from '../primitive/progress.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { useMay, useWorkspace } from '../workspace/hooks.ts';
import { Figures } from './check-import.tsx';
import { type ImportRun, isUnderWay } from './import-answers.ts';
import { ProblemList } from './problem-list.tsx';
import { UndoImport } from './undo-import.tsx';
import { useImportRun } from './use-import-run.ts';

export interface WatchImportProps {
  readonly kind: Kind;
  readonly importId: string;
  /** How many rows the check found; null where it was not this page that made it. */
  readonly rows: number | null;
  readonly onAgain: () => void;
}

export function WatchImport({ kind, importId, rows, onAgain }: WatchImportProps): ReactElement {
  const { value: run, problem, refresh } = useImportRun(importId);
  const { membership } = useWorkspace();
  const mayUndo = useMay('editor');
  if (run === null && problem !== null) {
    return (
      <Problem
        title="The import cannot be shown"
        detail={problem.message}
        action={<Button onClick={onAgain}>Import another file</Button>}
      />
    );
  }
  if (run === null) return <SkeletonRows count={3} label="Loading the import" />;
  const { counts } = run;
  return (
    <>
      <p role="status" className={run.state === 'failed' ? 'mb-3 text-red' : 'mb-3 text-muted'}>
        {sentenceOf(run)}
      </p>
      {isUnderWay(run) && (
        <div className="mb-4 max-w-md">
          <Progress
            label={`Importing ${run.fileName}`}
            value={rows === null || rows === 0 || run.state === 'undoing' ? null : run.rowsRead / rows}
          />
          <p className="tabular mt-1 text-sm text-muted">
            {count(run.rowsRead)} {rows === null ? 'rows' : `of ${plural(rows, 'row', 'rows')}`}. It goes on if you
            leave this page.
          </p>
        </div>
      )}
      <Figures
        figures={[
          ['new', counts.created, false],
          ['changed', counts.updated, false],
          ['unchanged', counts.unchanged, false],
          ['left out', counts.skipped, false],
          ['refused', counts.failed, true],
          ['links', counts.linked, false],
        ]}
      />
      {!isUnderWay(run) && (
        <div className="mt-5 flex flex-wrap gap-2">
          <Link
            to="/$workspace/$plural"
            params={{ workspace: membership.slug, plural: kind.plural }}
            className={buttonLook('primary')}
          >
            Go to the {kind.label.many.toLowerCase()}
          </Link>
          <Button onClick={onAgain}>Import another file</Button>
          {mayUndo && run.state !== 'undone' && <UndoImport run={run} onAsked={refresh} />}
        </div>
      )}
      <ProblemList findings={run.findings} total={run.findingCount} fileName={run.fileName} />
    </>
  );
}

/** @example sentenceOf(run) // 'reviews.csv is imported.' */
export function sentenceOf({ state, fileName, failure }: ImportRun): string {
  if (state === 'running') return `${fileName} is being imported.`;
  if (state === 'undoing') return `The import of ${fileName} is being undone.`;
  if (state === 'undone') return `The import of ${fileName} is undone.`;
  return state === 'failed' ? (failure ?? `${fileName} was not imported whole.`) : `${fileName} is imported.`;
}
