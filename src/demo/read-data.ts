/** Reads the data that ships: gzipped JSON lines, each row held against its schema. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';

const unpack = promisify(gunzip);
const FOLDER = path.join(import.meta.dirname, 'data');

/**
 * The rows of a file under `data`.
 *
 * @throws ZodError where a row is not as its schema says
 * @example
 * const releases = await readData('firefox/releases', z.object({ id: z.string(), version: z.string() }));
 */
export async function readData<Row>(name: string, row: z.ZodType<Row>): Promise<readonly Row[]> {
  const packed = await readFile(path.join(FOLDER, `${name}.jsonl.gz`));
  const text = (await unpack(packed)).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return z.array(row).parse(lines.map((line): unknown => JSON.parse(line)));
}
