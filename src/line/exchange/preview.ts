/** A file at a glance: what it is, what its columns hold, and where they would lead. */
import { z } from 'zod';
import {
  type ByteSource,
  type FileStore,
  type ReadFinding,
  type Table,
  xlsxSheets,
} from '../../platform/file/index.ts';
import type { Context } from '../context.ts';
import { zoneOf } from '../store/today.ts';
import { cellText } from './cell-text.ts';
import { cellsOf, customColumns, noRowsIn, openUpload, sampleOf, writingOf } from './import-plan.ts';
import { looksOf, suggestMapping } from './suggest-mapping.ts';
import { targetsOf } from './target.ts';

const SAMPLES = 5;
const SAMPLE_CHARACTERS = 120;
const WORDS_MOST = 30;

export const previewSchema = z.object({
  fileName: z.string(),
  format: z.enum(['csv', 'json', 'jsonl', 'xlsx']),
  notes: z
    .array(z.string())
    .meta({ description: 'How the file was read: its encoding with the reason, its separator, its header.' }),
  sheets: z.array(z.string()).meta({ description: 'The sheets of a workbook, by name; empty for other files.' }),
  sheet: z.string().nullable().meta({ description: 'The sheet that was read.' }),
  columns: z.array(
    z.object({
      name: z.string(),
      looks: z.enum(['empty', 'number', 'money', 'date', 'flag', 'email', 'url', 'words', 'text']),
      filled: z.number().meta({ description: 'Share of the rows looked at that have a value, 0 to 1.' }),
      samples: z.array(z.string()),
      words: z.array(z.string()).meta({
        description: 'The different values, where there are few: what a state or choice may be translated from.',
      }),
      dateOrder: z.enum(['day-first', 'month-first']),
      decimal: z.enum(['point', 'comma']),
      suggestion: z.object({ to: z.string(), confidence: z.number() }).nullable(),
    }),
  ),
  targets: z.array(z.object({ to: z.string(), label: z.string(), required: z.boolean() })),
  findings: z.array(z.object({ line: z.int(), problem: z.string(), done: z.string() })),
  timeZone: z.string(),
});

export async function preview(
  context: Context,
  files: FileStore,
  input: { readonly uploadId: string; readonly kind: string; readonly sheet?: number | string | undefined },
): Promise<z.output<typeof previewSchema>> {
  const kind = context.model.kind(input.kind);
  const { upload, source, table } = await openUpload(context, files, input);
  const findings: ReadFinding[] = [];
  const rows = await sampleOf(table, (finding) => findings.push(finding));
  const targets = targetsOf(kind, await customColumns(context, kind));
  const columns = table.columns.map((column) => ({ column, cells: cellsOf(rows, column) }));
  const suggestions = suggestMapping(columns, targets);
  const timeZone = await zoneOf(context);
  return {
    fileName: upload.name,
    format: table.format,
    notes: rows.length === 0 && findings.length === 0 ? [noRowsIn(upload, table).message] : [...table.notes],
    ...(await sheetsOf(source, table)),
    columns: columns.map(({ column, cells }) => {
      const texts = cells.map(cellText).filter((text) => text !== '');
      const words = [...new Set(texts)];
      const { dateOrder, decimal } = writingOf(cells, {}, timeZone);
      return {
        name: column.name,
        looks: looksOf(cells),
        filled: rows.length === 0 ? 0 : texts.length / rows.length,
        samples: words.slice(0, SAMPLES).map((text) => text.slice(0, SAMPLE_CHARACTERS)),
        words: words.length <= WORDS_MOST ? words.map((text) => text.slice(0, SAMPLE_CHARACTERS)) : [],
        dateOrder,
        decimal,
        suggestion: suggestions.get(column.name) ?? null,
      };
    }),
    targets: targets.map(({ to, label, required }) => ({ to, label, required })),
    findings: findings.slice(0, 100),
    timeZone,
  };
}

async function sheetsOf(
  source: ByteSource,
  { format, sheet = 0 }: Table,
): Promise<{ sheets: string[]; sheet: string | null }> {
  if (format !== 'xlsx') return { sheets: [], sheet: null };
  const sheets = [...(await xlsxSheets(source))];
  return { sheets, sheet: typeof sheet === 'string' ? sheet : (sheets[sheet] ?? null) };
}
