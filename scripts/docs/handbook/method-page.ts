/** One method's page of the handbook: for people who decide, and for programs that call it. */
import { z } from 'zod';
import { type AnyMethod, answerMethod, type Picture } from '../../../src/methods/index.ts';
import { drawPicture } from './draw-picture.ts';
import { exampleTable } from './example-table.ts';
import { schemaTable } from './schema-table.ts';

export interface MethodPage {
  readonly text: string;
  readonly picture: string;
}

const reported = z.looseObject({
  reading: z.string(),
  warnings: z.array(z.object({ id: z.string(), text: z.string() })),
  picture: z.custom<Picture>((value) => typeof value === 'object' && value !== null),
});

const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`);

/** Runs the example and writes the page. */
export async function methodPage(method: AnyMethod): Promise<MethodPage> {
  const answer = reported.parse(await answerMethod(method, method.example.inputs));
  const lines = [...introduction(method), ...workedExample(method, answer), ...reference(method)];
  return { text: lines.join('\n'), picture: drawPicture(answer.picture) };
}

function introduction(method: AnyMethod): readonly string[] {
  return [
    `# ${method.title}`,
    '',
    method.summary,
    '',
    `\`throughline method ${method.name}\` · \`POST /api/v1/methods/${method.name}\` · agent tool \`run_method\``,
    '',
    '## When to use it',
    '',
    ...list(method.whenToUse),
    ...(method.whenNot.length === 0 ? [] : ['', 'Not:', '', ...list(method.whenNot)]),
    '',
    '## What it assumes',
    '',
    ...list(method.assumes),
    '',
    '## How it works',
    '',
    method.formula,
    '',
    `Cost: ${method.cost}.`,
    '',
  ];
}

function workedExample(
  method: AnyMethod,
  { reading, warnings, picture, ...numbers }: z.output<typeof reported>,
): readonly string[] {
  return [
    '## Worked example',
    '',
    `${method.example.about} Data: ${method.example.source}`,
    '',
    `![${picture.title}](pictures/${method.name}.svg)`,
    '',
    ...reading.split('\n').map((line) => `> ${line}`),
    '',
    ...list(warnings.map(({ id, text }) => `\`${id}\`: ${text}`)),
    ...(warnings.length === 0 ? [] : ['']),
    'Request:',
    '',
    ...codeOf({ inputs: method.example.inputs }),
    '',
    ...asTable(method),
    'Answer, without picture and reading:',
    '',
    ...codeOf(numbers),
    '',
  ];
}

const TABLE_ROWS = 4;

/** The same request from a table, where one can hold it. */
function asTable(method: AnyMethod): readonly string[] {
  const table = exampleTable(method);
  if (table === null) return [];
  const { header, rows, set, map } = table;
  const options = [
    ...set.map(([name, value]) => `--set ${quoted(`${name}=${value}`)}`),
    ...map.map(([column, to]) => `--map ${quoted(`${column}=${to}`)}`),
  ];
  const shownRows = rows.slice(0, TABLE_ROWS).map((cells) => cells.map(csvCell).join(','));
  const more = rows.length > TABLE_ROWS ? [`… ${rows.length - TABLE_ROWS} more rows`] : [];
  return [
    'The same from a table, [as columns lead](README.md#tables):',
    '',
    '```csv',
    header.map(csvCell).join(','),
    ...shownRows,
    ...more,
    '```',
    '',
    '```sh',
    [`throughline method ${method.name} --in table.csv`, ...options].join(' \\\n  '),
    '```',
    '',
  ];
}

/** As a shell takes it word for word. */
const quoted = (text: string): string => (/^[\w.=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
const csvCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function reference(method: AnyMethod): readonly string[] {
  return [
    '## What it takes',
    '',
    'As JSON `{"inputs": {…}, "seed": 1}`. **Bold** members must be given.',
    '',
    ...schemaTable(z.toJSONSchema(method.inputs, { io: 'input', unrepresentable: 'any' }), []),
    '',
    '## What it gives',
    '',
    'Besides `warnings`, `reading` and `picture`, which [every answer has](README.md):',
    '',
    ...schemaTable(z.toJSONSchema(method.result, { io: 'output', unrepresentable: 'any' }), REPORTED),
    '',
    '## What it warns of',
    '',
    ...list(Object.entries(method.warns).map(([id, text]) => `\`${id}\`: ${text}`)),
    '',
    '## Source and verification',
    '',
    ...list(method.source),
    '',
    `Verified: ${method.verified}`,
    '',
  ];
}

const REPORTED = ['warnings', 'reading', 'picture'];
const LIST_SHOWN = 12;
const DIGITS = 6;

/** Long lists are cut, and numbers rounded: the page is for reading, and the same on every machine. */
function codeOf(value: unknown): readonly string[] {
  return ['```json', JSON.stringify(shown(value), null, 1).replaceAll(PLAIN_LIST, onOneLine), '```'];
}

/** A list of numbers, names and gaps, as it is printed with a line for each. */
const PLAIN_LIST = /\[\n(?:\s*(?:-?[\d.]+(?:e[+-]?\d+)?|"[^"\n]{0,24}"|true|false|null),?\n)+\s*\]/g;
const LINE_MOST = 140;

function onOneLine(list: string): string {
  const line = list.replaceAll(/\n\s*/g, ' ').replace('[ ', '[').replace(/ \]$/, ']');
  return line.length <= LINE_MOST ? line : list;
}

function shown(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));
  if (Array.isArray(value)) {
    const some = value.slice(0, LIST_SHOWN).map(shown);
    return value.length > LIST_SHOWN ? [...some, `… ${value.length - LIST_SHOWN} more`] : some;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shown(member)]));
}
