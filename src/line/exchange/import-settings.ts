/** What a person decides about an import: which kind, which column leads where, how it is written. Kept as a preset too. */
import { z } from 'zod';
import { textSchema } from '../index.ts';

const TEXT = 300;

export const columnSetting = z.strictObject({
  /** The column's name in the file. */
  column: textSchema(TEXT).min(1),
  /** `title`, a field's name, `state`, `tags`, `sourceId`, `link:<name>` or `custom.<key>`. */
  to: textSchema(TEXT).min(1),
  /** What words of the file stand for. */
  words: z.record(z.string().max(TEXT), z.string().max(TEXT)).optional(),
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
  decimal: z.enum(['point', 'comma']).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, as EUR')
    .optional(),
});

export const importSettings = z.strictObject({
  /** The kind's name: `feature`. */
  kind: textSchema(60).min(1),
  /** Where the file comes from: ids are unique within it, so give it the same name each time. */
  source: textSchema(60).min(1),
  columns: z.array(columnSetting).min(1, 'must map at least one column').max(500),
  /** For workbooks: the sheet's number from 0, or its name. */
  sheet: z.union([z.int().min(0).max(1000), textSchema(100)]).optional(),
  /** Values for what the file does not hold, as `{ "state": "planned" }`. */
  defaults: z.record(z.string().max(100), z.unknown()).optional(),
  /** How a row finds the item it made before: by `sourceId` where one is mapped, by `title`, or by all of its `content`. */
  matchBy: z.enum(['sourceId', 'title', 'content']).optional(),
  /** Also overwrites fields that were edited here since the last import. */
  overwriteEdited: z.boolean().optional(),
  /** Clock times without an offset are of this zone. */
  timeZone: z.string().max(60).refine(isTimeZone, 'must be an IANA time zone, as Europe/Zurich').optional(),
});

export type ImportSettings = z.output<typeof importSettings>;
export type ColumnSetting = z.output<typeof columnSetting>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
