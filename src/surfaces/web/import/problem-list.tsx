/** What is wrong with which row: the first to read, all of them to take away. */
import { Download } from 'lucide-react';
import type { ReactElement } from 'react';
import { count, plural } from '../format/format.ts';
import { saveFile } from '../line/save-file.ts';
import { Button } from '../primitive/button.tsx';
import { csvText } from '../view/csv-text.ts';
import type { Finding } from './import-answers.ts';

const SHOWN = 50;

export interface ProblemListProps {
  readonly findings: readonly Finding[];
  readonly total: number;
  readonly fileName: string;
}

export function ProblemList({ findings, total, fileName }: ProblemListProps): ReactElement | null {
  if (total === 0) return null;
  const save = (): void => {
    const rows = findings.map((one) => [String(one.line), one.outcome, one.field ?? '', one.problem, one.remedy]);
    const text = csvText([['Line', 'Outcome', 'Field', 'Problem', 'Remedy'], ...rows]);
    saveFile(
      new Blob([text], { type: 'text/csv;charset=utf-8' }),
      `problems-of-${fileName.replace(/\.[^.]+$/, '')}.csv`,
    );
  };
  return (
    <section aria-label="Problems" className="mt-6">
      <header className="flex min-h-10 flex-wrap items-center gap-2 border-b border-line-strong">
        <h3 className="flex-1 font-semibold">{plural(total, 'problem', 'problems')}</h3>
        <Button small onClick={save}>
          <Download size={14} aria-hidden />
          Download {findings.length < total ? `the first ${count(findings.length)}` : 'them'} as CSV
        </Button>
      </header>
      <ul>
        {findings.slice(0, SHOWN).map((one, at) => (
          <li key={`${String(one.line)}-${String(at)}`} className="flex gap-4 border-b border-line py-2">
            <span className="tabular w-16 shrink-0 text-sm text-muted">Line {count(one.line)}</span>
            <span className="min-w-0 flex-1 wrap-break-word">
              <span className={one.outcome === 'error' ? 'text-red' : ''}>{one.problem}</span>{' '}
              <span className="text-muted">{one.remedy}</span>
            </span>
          </li>
        ))}
      </ul>
      {total > SHOWN && (
        <p className="py-2 text-sm text-muted">
          The first {SHOWN} of {count(total)}.
        </p>
      )}
    </section>
  );
}
