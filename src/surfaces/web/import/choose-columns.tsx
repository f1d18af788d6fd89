/** The second step: what is in the file, where each column leads, and what holds for every row. */
import type { ReactElement } from 'react';
import { isNothing, type Kind } from '../../../line/index.ts';
import { both } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { Select } from '../primitive/select.tsx';
import { ColumnRow } from './column-row.tsx';
import { DefaultValues } from './default-values.tsx';
import type { ImportPreset, ImportSettings, Preview } from './import-answers.ts';
import { type Chosen, type Given, importSettingsOf, presetChoice, withChoice } from './mapping.ts';
import { SavedMappings } from './saved-mappings.tsx';

export interface ChooseColumnsProps {
  readonly kind: Kind;
  readonly preview: Preview;
  readonly chosen: Chosen;
  /** What a kept mapping begins with as well. */
  readonly given: Given;
  readonly onChosen: (chosen: Chosen) => void;
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly onCheck: (settings: ImportSettings) => void;
  /** Opens another sheet of the workbook; with a kept mapping, as that says. */
  readonly onSheet: (sheet: string, preset: ImportPreset | null) => void;
  readonly onBack: () => void;
}

export function ChooseColumns(props: ChooseColumnsProps): ReactElement {
  const { kind, preview, chosen, given, onChosen, isBusy, problem, onCheck, onSheet, onBack } = props;
  const { mapping, source, defaults, preset } = chosen;
  const change = (patch: Partial<Chosen>): void => onChosen({ ...chosen, ...patch });
  const settings = importSettingsOf(kind, preview, chosen);
  const isMapped = settings.columns.length > 0 && settings.source !== '';
  const use = (wanted: ImportPreset): void => {
    const { sheet } = wanted.settings;
    if (typeof sheet === 'string' && sheet !== preview.sheet && preview.sheets.includes(sheet)) onSheet(sheet, wanted);
    else onChosen(presetChoice(preview, wanted, given));
  };
  return (
    <>
      <Notes preview={preview} />
      <div className="mt-4 flex flex-wrap items-center gap-2">
        {preview.sheets.length > 1 && (
          <Select
            label="Sheet"
            options={preview.sheets.map((sheet) => ({ value: sheet, label: `Sheet: ${sheet}` }))}
            value={preview.sheet ?? ''}
            onChange={(sheet) => onSheet(sheet, null)}
            className="max-w-64"
          />
        )}
        <SavedMappings
          kind={kind}
          settings={isMapped ? settings : null}
          title={preset?.title ?? source.trim()}
          onUse={use}
        />
      </div>
      {preset !== null && (
        <output className="mt-2 block text-sm text-muted">
          As “{preset.title}” says.
          {preset.missing.length > 0 && (
            <span className="text-amber">
              {' '}
              This file has no {preset.missing.length === 1 ? 'column' : 'columns'}{' '}
              {both(preset.missing.map((name) => `“${name}”`))}.
            </span>
          )}
        </output>
      )}
      <FormField
        label="Where the file comes from"
        help="The same name next time lets the import find the items it made, and change them instead of making them twice."
        value={source}
        maxLength={60}
        className="mt-4 max-w-sm"
        onChange={(event) => change({ source: event.currentTarget.value })}
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
              onChoice={(patch) => change({ mapping: withChoice(mapping, column.name, patch) })}
            />
          );
        })}
      </ul>
      <DefaultValues kind={kind} values={defaults} onChange={(next) => change({ defaults: next })} />
      <Missing preview={preview} settings={settings} />
      {problem !== null && (
        <p role="alert" className="mt-3 text-red">
          {problem}
        </p>
      )}
      <div className="mt-5 flex flex-wrap gap-2">
        <Button onClick={onBack}>Another file</Button>
        <Button look="primary" disabled={isBusy || !isMapped} onClick={() => onCheck(settings)}>
          {isBusy ? 'Going through the file…' : 'See what would happen'}
        </Button>
      </div>
    </>
  );
}

/** How the file was read, and what could not be. */
function Notes({ preview: { notes, findings } }: { readonly preview: Preview }): ReactElement {
  return (
    <ul className="text-sm text-muted">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
      {findings.map((one) => (
        <li key={one.line} className="text-amber">
          Line {one.line}: {one.problem} {one.done}
        </li>
      ))}
    </ul>
  );
}

interface MissingProps {
  readonly preview: Preview;
  readonly settings: ImportSettings;
}

function Missing({ preview, settings }: MissingProps): ReactElement | null {
  const used = new Set(settings.columns.map((column) => column.to));
  const given = settings.defaults ?? {};
  const missing = preview.targets.filter(({ required, to }) => required && !used.has(to) && isNothing(given[to]));
  if (missing.length === 0) return null;
  return (
    <p className="mt-3 text-amber">
      Nothing gives {both(missing.map((target) => target.label.toLowerCase()))} yet; rows without it may be refused.
    </p>
  );
}
