/** The second step: what is in the file, and where each column leads. */
import { type ReactElement, useState } from 'react';
import type { Kind } from '../../../line/index.ts';
import { Button } from '../primitive/button.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { ColumnRow } from './column-row.tsx';
import type { ImportSettings, Preview } from './import-answers.ts';
import { type Mapping, settingsOf, sourceOf, suggestedMapping, withChoice } from './mapping.ts';

export interface ChooseColumnsProps {
  readonly kind: Kind;
  readonly preview: Preview;
  /** What was chosen before, when coming back from the check. */
  readonly chosen: Chosen | null;
  readonly isChecking: boolean;
  readonly problem: string | null;
  readonly onCheck: (settings: ImportSettings, chosen: Chosen) => void;
  readonly onBack: () => void;
}

export interface Chosen {
  readonly mapping: Mapping;
  readonly source: string;
}

export function ChooseColumns(props: ChooseColumnsProps): ReactElement {
  const { kind, preview, chosen, isChecking, problem, onCheck, onBack } = props;
  const [mapping, setMapping] = useState<Mapping>(chosen?.mapping ?? suggestedMapping(preview));
  const [source, setSource] = useState(chosen?.source ?? sourceOf(preview.fileName));
  const columns = settingsOf(mapping, preview);
  const used = new Set(columns.map((column) => column.to));
  const missing = preview.targets.filter((target) => target.required && !used.has(target.to));
  const check = (): void =>
    onCheck({ kind: kind.name, source: source.trim(), columns }, { mapping, source: source.trim() });
  return (
    <>
      <ul className="text-sm text-muted">
        {preview.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        {preview.findings.map((one) => (
          <li key={one.line} className="text-amber">
            Line {one.line}: {one.problem} {one.done}
          </li>
        ))}
      </ul>
      <FormField
        label="Where the file comes from"
        help="The same name next time lets the import find the items it made, and change them instead of making them twice."
        value={source}
        maxLength={60}
        className="mt-4 max-w-sm"
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <ul className="mt-6 border-t border-line">
        {preview.columns.map((column) => {
          const choice = mapping.get(column.name);
          return choice === undefined ? null : (
            <ColumnRow
              key={column.name}
              kind={kind}
              column={column}
              targets={preview.targets}
              choice={choice}
              onChoice={(patch) => setMapping((held) => withChoice(held, column.name, patch))}
            />
          );
        })}
      </ul>
      {missing.length > 0 && (
        <p className="mt-3 text-amber">
          Nothing leads to {missing.map((target) => target.label.toLowerCase()).join(', ')} yet; rows without it may be
          refused.
        </p>
      )}
      {problem !== null && (
        <p role="alert" className="mt-3 text-red">
          {problem}
        </p>
      )}
      <div className="mt-5 flex flex-wrap gap-2">
        <Button onClick={onBack}>Another file</Button>
        <Button look="primary" disabled={isChecking || columns.length === 0 || source.trim() === ''} onClick={check}>
          {isChecking ? 'Going through the file…' : 'See what would happen'}
        </Button>
      </div>
    </>
  );
}
