/** The third step: what would become of every row, before anything is written. */
import type { ReactElement } from 'react';
import { count, plural } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import type { DryRun, Outcome } from './import-answers.ts';
import { ProblemList } from './problem-list.tsx';

export interface CheckImportProps {
  readonly dryRun: DryRun;
  readonly fileName: string;
  readonly isStarting: boolean;
  readonly problem: string | null;
  readonly onRun: () => void;
  readonly onBack: () => void;
}

export const OUTCOMES: readonly (readonly [Outcome, string])[] = [
  ['create', 'new'],
  ['update', 'changed'],
  ['unchanged', 'unchanged'],
  ['skip', 'left out'],
  ['error', 'refused'],
];
const ROWS_SHOWN = 20;

export function CheckImport({ dryRun, fileName, isStarting, problem, onRun, onBack }: CheckImportProps): ReactElement {
  const { counts } = dryRun;
  const written = counts.create + counts.update;
  return (
    <>
      <Figures figures={OUTCOMES.map(([outcome, label]) => [label, counts[outcome], outcome === 'error'])} />
      {problem !== null && (
        <p role="alert" className="mt-3 text-red">
          {problem}
        </p>
      )}
      <div className="mt-5 flex flex-wrap gap-2">
        <Button onClick={onBack}>Back to the columns</Button>
        <Button look="primary" disabled={isStarting || written === 0} onClick={onRun}>
          {isStarting ? 'Starting…' : `Import ${plural(written, 'row', 'rows')}`}
        </Button>
      </div>
      {written === 0 && <p className="mt-2 text-muted">There is nothing to write: mend the columns or the file.</p>}
      <ProblemList findings={dryRun.findings} total={dryRun.findingCount} fileName={fileName} />
      <section aria-label="The first rows" className="mt-6">
        <h3 className="border-b border-line-strong py-2 font-semibold">The first rows</h3>
        <ul>
          {dryRun.rows.slice(0, ROWS_SHOWN).map((row) => (
            <li key={row.line} className="flex gap-4 border-b border-line py-1.5">
              <span className="tabular w-16 shrink-0 text-sm text-muted">Line {count(row.line)}</span>
              <span className="min-w-0 flex-1 truncate">{row.title ?? 'No title'}</span>
              <span className={row.outcome === 'error' ? 'text-sm text-red' : 'text-sm text-muted'}>
                {OUTCOMES.find(([outcome]) => outcome === row.outcome)?.[1]}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** Counts side by side; those that are wrong in red. */
export function Figures({
  figures,
}: {
  readonly figures: readonly (readonly [label: string, value: number, isWrong: boolean])[];
}): ReactElement {
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3 max-md:gap-x-5 border-y border-line py-3">
      {figures.map(([label, value, isWrong]) => (
        <div key={label} className="flex flex-col-reverse">
          <dt className="text-sm text-muted">{label}</dt>
          <dd className={`tabular text-xl font-semibold ${isWrong && value > 0 ? 'text-red' : ''}`}>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
