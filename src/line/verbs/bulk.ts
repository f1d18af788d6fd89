/** Many writes in one commit, each with its own result: a row that fails is named, the others stand, and one undo takes all back. */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type FailureBody, isFailure } from '../../platform/failure/index.ts';
import type { Context } from '../context.ts';
import type { AnyItem, Kind } from '../kind.ts';
import { type AnyOperation, editors, operation } from '../operation.ts';
import { itemSchema } from '../schema.ts';
import { storeFailure } from '../store/store-failure.ts';

const ROWS_MOST = 1000;

const rowSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('create'), values: z.record(z.string(), z.unknown()) }),
  z.strictObject({
    do: z.literal('update'),
    ref: z.string().max(60),
    values: z.record(z.string(), z.unknown()),
    revision: z.int().optional(),
  }),
  z.strictObject({ do: z.literal('archive'), ref: z.string().max(60) }),
  z.strictObject({ do: z.literal('restore'), ref: z.string().max(60) }),
]);
type Row = z.output<typeof rowSchema>;

const problemSchema = z.looseObject({ id: z.string(), title: z.string(), status: z.int(), detail: z.string() });

/** `POST /features/bulk`: up to 1,000 rows to create, update, archive or restore. */
export function bulkOperation(kind: Kind): AnyOperation {
  return operation({
    name: `bulk${kind.plural.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}`,
    does: `Writes many ${kind.label.many.toLowerCase()} in one commit. Each row has its own result; rows that fail change nothing.`,
    may: editors(`change ${kind.label.many.toLowerCase()}`),
    effect: 'write',
    rest: { method: 'POST', path: `/${kind.plural}/bulk`, tag: kind.label.many },
    input: z.strictObject({ rows: z.array(rowSchema).min(1).max(ROWS_MOST) }),
    output: z.strictObject({
      done: z.int(),
      failed: z.int(),
      results: z.array(
        z.strictObject({
          row: z.int(),
          ok: z.boolean(),
          item: itemSchema(kind).optional(),
          problem: problemSchema.optional(),
        }),
      ),
    }),
    failures: [],
    example: { rows: [{ do: 'update', ref: `${kind.key}-1`, values: { title: kind.example.title } }] },
    run: async ({ rows }, context) => {
      const results: (Result & { readonly row: number })[] = [];
      for (const [row, given] of rows.entries()) results.push({ row, ...(await attempt(context, kind, given)) });
      const failed = results.filter((result) => !result.ok).length;
      return { done: results.length - failed, failed, results };
    },
  });
}

/** A savepoint around each row: PostgreSQL forgets a failed row and keeps the transaction. */
type Result = { readonly ok: true; readonly item: AnyItem } | { readonly ok: false; readonly problem: FailureBody };

async function attempt(context: Context, kind: Kind, row: Row): Promise<Result> {
  await context.sql.run(sql`savepoint bulk_row`);
  try {
    const item = await write(context, kind, row);
    await context.sql.run(sql`release savepoint bulk_row`);
    return { ok: true, item };
  } catch (error) {
    const failure = storeFailure(error);
    if (!isFailure(failure)) throw error;
    await context.sql.run(sql`rollback to savepoint bulk_row`);
    return { ok: false, problem: failure.toBody() };
  }
}

async function write({ line }: Context, kind: Kind, row: Row): Promise<AnyItem> {
  if (row.do === 'create') return line.create(kind, row.values as { title: string });
  const { id } = await line.itemOf(kind, row.ref);
  if (row.do === 'update') return line.update(id, row.values, row.revision);
  return row.do === 'archive' ? line.archive(id) : line.restore(id);
}
