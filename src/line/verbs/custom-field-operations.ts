/** Custom fields: a workspace's own fields on any kind, filtered, sorted, grouped and imported like the built-in ones. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type CustomField, checkCustomField, customFieldSchema } from '../custom-field.ts';
import * as failures from '../failures.ts';
import { type AnyOperation, admins, operation, viewers } from '../operation.ts';
import { CUSTOM_FIELD_COLUMNS, customFieldsOf } from '../store/custom-values.ts';

const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const storedSchema = customFieldSchema
  .extend({ id: z.guid(), archivedAt: z.string().nullable() })
  .meta({ title: 'Custom field' });

const listCustomFields = operation({
  name: 'listCustomFields',
  does: 'Lists the workspace’s own fields.',
  may: viewers('read what is not restricted'),
  effect: 'read',
  rest: { method: 'GET', path: '/custom-fields', tag: 'Custom fields' },
  input: z.strictObject({}),
  output: z.strictObject({ customFields: storedSchema.array() }),
  failures: [],
  example: {},
  run: async (_, context) => ({ customFields: await customFieldsOf(context) }),
});

const createCustomField = operation({
  name: 'createCustomField',
  does: 'Adds a field to one or more kinds: text, number, money, date, select, multi-select, person, link or formula.',
  may: admins('shape custom fields'),
  effect: 'write',
  rest: { method: 'POST', path: '/custom-fields', tag: 'Custom fields' },
  input: customFieldSchema,
  output: storedSchema,
  failures: [failures.customFieldTaken, failures.invalidInput],
  example: { key: 'arr_at_stake', label: 'ARR at stake', type: 'money', kinds: ['feature'] },
  run: async (input, context) => {
    checkField(context, input);
    const taken = (await customFieldsOf(context)).find((field) => field.key === input.key);
    if (taken !== undefined && isSameField(taken, input)) return taken;
    if (taken !== undefined) throw failures.customFieldTaken({ field: 'key', key: input.key });
    const id = uuidv7();
    await context.sql.run(sql`insert into custom_field (workspace_id, id, key, label, type, kinds, options, formula, help, created_at) values
      (${context.workspaceId}::uuid, ${id}::uuid, ${input.key}, ${input.label}, ${input.type}, ${sql.param(input.kinds)}::text[],
      ${JSON.stringify(input.options ?? [])}::jsonb, ${input.formula ?? null}, ${input.help ?? null}, ${context.now.toISOString()}::timestamptz)`);
    return noted(context, id, null);
  },
});

const updateCustomField = operation({
  name: 'updateCustomField',
  does: 'Changes label, help, kinds, options or formula, or archives the field and brings it back. Values stay.',
  may: admins('shape custom fields'),
  effect: 'write',
  rest: { method: 'PATCH', path: '/custom-fields/{customFieldId}', tag: 'Custom fields' },
  input: z.strictObject({
    customFieldId: z.guid(),
    label: customFieldSchema.shape.label.optional(),
    help: customFieldSchema.shape.help,
    kinds: customFieldSchema.shape.kinds.optional(),
    options: customFieldSchema.shape.options,
    formula: customFieldSchema.shape.formula,
    archived: z.boolean().optional(),
  }),
  output: storedSchema,
  failures: [failures.customFieldNotFound, failures.invalidInput],
  example: { customFieldId: EXAMPLE_ID, label: 'Revenue at stake' },
  run: async ({ customFieldId, archived, ...given }, context) => {
    const before = await findField(context, customFieldId);
    const after = {
      ...before,
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    };
    checkField(context, after);
    const archivedAt =
      archived === undefined ? before.archivedAt : archived ? (before.archivedAt ?? context.now.toISOString()) : null;
    if (archivedAt === before.archivedAt && isSameField(before, after)) return before;
    await context.sql.run(sql`update custom_field set label = ${after.label}, kinds = ${sql.param(after.kinds)}::text[],
      options = ${JSON.stringify(after.options ?? [])}::jsonb, formula = ${after.formula ?? null}, help = ${after.help ?? null},
      archived_at = ${archivedAt}::timestamptz where workspace_id = ${context.workspaceId}::uuid and id = ${before.id}::uuid`);
    return noted(context, before.id, before);
  },
});

function checkField(context: Context, field: z.output<typeof customFieldSchema>): void {
  for (const kind of field.kinds) context.model.kind(kind);
  checkCustomField(field);
}

function isSameField(a: z.output<typeof customFieldSchema>, b: z.output<typeof customFieldSchema>): boolean {
  const shown = (field: z.output<typeof customFieldSchema>): string =>
    JSON.stringify([
      field.label,
      field.type,
      field.kinds,
      field.options ?? [],
      field.formula ?? null,
      field.help ?? null,
    ]);
  return shown(a) === shown(b);
}

async function findField(
  context: Context,
  id: string,
): Promise<CustomField & { id: string; archivedAt: string | null }> {
  const field = await context.sql.row<
    CustomField & { id: string; archivedAt: string | null }
  >(sql`select ${CUSTOM_FIELD_COLUMNS}
    from custom_field f where f.workspace_id = ${context.workspaceId}::uuid and f.id = ${id}::uuid`);
  if (field === undefined) throw failures.customFieldNotFound({ customField: id });
  return field;
}

async function noted(context: Context, id: string, before: object | null): ReturnType<typeof findField> {
  const after = await findField(context, id);
  context.line.record({
    subject: 'customField',
    id,
    itemId: null,
    kind: 'customField',
    before: before === null ? null : { ...before },
    after: { ...after },
  });
  await context.line.moveEpoch();
  return after;
}

export const customFieldOperations = [
  listCustomFields,
  createCustomField,
  updateCustomField,
] as const satisfies readonly AnyOperation[];
