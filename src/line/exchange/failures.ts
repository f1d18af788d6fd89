/** What can go wrong with an import or export as a whole; what is wrong with a row is a finding. */
import { defineFailure } from '../../platform/failure/index.ts';

export const uploadNotFound = defineFailure<{ field: string; upload: string }>(
  'upload.not-found',
  404,
  'No such upload',
  ({ upload }) => `There is no upload "${upload}" here. Send the file first, and give the id that comes back.`,
);
export const importNotFound = defineFailure<{ importId: string }>(
  'import.not-found',
  404,
  'No such import',
  ({ importId }) => `There is no import "${importId}" in this workspace. GET /api/v1/imports lists them.`,
);
export const columnUnknown = defineFailure<{ field: string; column: string; columns: readonly string[] }>(
  'import.column-unknown',
  422,
  'No such column',
  ({ column, columns }) => `The file has no column "${column}". Its columns are: ${columns.slice(0, 30).join(', ')}.`,
);
export const targetUnknown = defineFailure<{ field: string; to: string; kind: string; targets: readonly string[] }>(
  'import.target-unknown',
  422,
  'A column leads nowhere',
  ({ to, kind, targets }) => `${kind} takes nothing called "${to}". It takes: ${targets.join(', ')}.`,
);
export const targetTwice = defineFailure<{ field: string; to: string }>(
  'import.target-twice',
  422,
  'Two columns lead to one field',
  ({ to }) => `Two columns lead to "${to}", which holds one value. Choose one of them.`,
);
export const nothingMapped = defineFailure<{ field: string }>(
  'import.no-title',
  422,
  'Nothing gives the items a title',
  () => 'No column leads to the title, nor to a text from which a title can be taken. Map one.',
);
export const noRows = defineFailure<{ field: string; file: string; columns: readonly string[] }>(
  'import.no-rows',
  422,
  'The file has no rows',
  ({ file, columns }) =>
    columns.length === 0
      ? `"${file}" holds no record. Export it again with what it should hold.`
      : `"${file}" has a header (${columns.slice(0, 10).join(', ')}${columns.length > 10 ? ', …' : ''}) and no row below it. Export it again with its rows; if it is a workbook, choose the sheet that holds them.`,
);
export interface InTheWay {
  readonly key: string;
  readonly title: string;
  readonly why: string;
}
export const cannotUndoImport = defineFailure<{ importId: string; count: number; inTheWay: readonly InTheWay[] }>(
  'import.cannot-undo',
  409,
  'Later work stands in the way',
  ({ count, inTheWay }) =>
    `${count} items were worked on since: ${inTheWay
      .slice(0, 3)
      .map((one) => `${one.key} ${one.why}`)
      .join('; ')}. Undo with "keepEdited" to keep those and take back the rest.`,
);
export const importBusy = defineFailure<{ importId: string; state: string }>(
  'import.busy',
  409,
  'The import is not finished',
  ({ state }) => `The import is ${state}. Wait until it has finished, then try again.`,
);
