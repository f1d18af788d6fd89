/** A Unified Product Graph document on its way in. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Cli } from './cli.ts';
import { asJson, type Desk, operationNamed } from './desk.ts';
import { badInput } from './failures.ts';
import { readableFile } from './readable-file.ts';

const broughtSchema = z.looseObject({
  created: z.number(),
  known: z.number(),
  linked: z.number(),
  left: z.array(z.string()),
});

/** @throws `file.not-readable`, `input.unreadable`, and what the operation refuses */
export async function importUpg({ terminal }: Cli, desk: Desk, file: string): Promise<void> {
  await readableFile(file);
  const document = parsed(await readFile(file, 'utf8'), file);
  const brought = broughtSchema.parse(
    asJson(await desk.run(operationNamed(desk.operations, 'importUpg'), { document })),
  );
  terminal.answer(brought, (paint) => [
    `${brought.created} made, ${brought.known} known already, ${brought.linked} linked.`,
    ...brought.left.map((sentence) => paint.yellow(`  ${sentence}`)),
  ]);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badInput({ field: 'file', given: file, right: 'a .upg document is JSON' });
  }
}
