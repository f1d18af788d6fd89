/** What a method is asked, from a file or from stdin: a request as JSON, or a table whose columns lead to inputs. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { buffer as readBuffer, text as readText } from 'node:stream/consumers';
import { z } from 'zod';
import type { AnyMethod } from '../../methods/index.ts';
import { type ByteSource, memorySource } from '../../platform/file/index.ts';
import { pair, settingValue } from './argument.ts';
import { badInput } from './failures.ts';
import type { Mapped } from './method-table/index.ts';
import { readableFile } from './readable-file.ts';

export interface RequestOptions {
  /** A file, or `-` for stdin. */
  readonly in: string;
  readonly map?: readonly string[];
  readonly set?: readonly string[];
  readonly sheet?: string;
}

const requestSchema = z.strictObject({ inputs: z.unknown(), seed: z.int().optional() });
export type MethodRequest = Pick<z.output<typeof requestSchema>, 'inputs' | 'seed'> & { readonly mapped?: Mapped };

/** @throws `input.unreadable`, `file.not-readable` */
export async function requestFrom(method: AnyMethod, options: RequestOptions): Promise<MethodRequest> {
  const set = Object.fromEntries((options.set ?? []).map(pair).map(([name, value]) => [name, settingValue(value)]));
  const file = options.in === '-' ? await sourceOfStdin() : await sourceOf(options.in);
  if (path.extname(file.name).toLowerCase() === '.json') return withSet(jsonRequest(await readText(file.bytes())), set);
  const { inputsFromTable } = await import('./method-table/index.ts');
  const columnsTo = new Map((options.map ?? []).map(pair));
  const mapped = await inputsFromTable(method, { file, sheet: options.sheet, columnsTo, given: set });
  return { inputs: mapped.inputs, mapped };
}

async function sourceOf(file: string): Promise<ByteSource> {
  await readableFile(file);
  return { name: path.basename(file), bytes: () => createReadStream(file) };
}

/** What is piped in says by its beginning what it is: a request, rows as JSON lines, or a table. */
async function sourceOfStdin(): Promise<ByteSource> {
  const bytes = await readBuffer(process.stdin);
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  const isRows = /^\{[^\n]*\}\s*\n\s*\{/.test(text);
  const kind = text.startsWith('{') || text === '' ? (isRows ? 'jsonl' : 'json') : 'csv';
  return memorySource(bytes, `stdin.${kind}`);
}

function withSet(request: MethodRequest, set: Readonly<Record<string, unknown>>): MethodRequest {
  return Object.keys(set).length === 0 ? request : { ...request, inputs: { ...Object(request.inputs), ...set } };
}

function jsonRequest(text: string): MethodRequest {
  const right = 'JSON as {"inputs": {...}}; --example prints one';
  try {
    const read = requestSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
    if (read.success && read.data.inputs !== undefined) return read.data;
  } catch {
    // Not JSON: said below.
  }
  throw badInput({ field: '--in', given: text.slice(0, 40), right });
}
