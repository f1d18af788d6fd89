/** Mappings kept under a name, for the file that comes every month. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { defineFailure } from '../../platform/failure/index.ts';
import { textSchema } from '../field-schema.ts';
import { type AnyOperation, editors, operation, viewers } from '../operation.ts';
import { importSettings } from './import-settings.ts';

const presetSchema = z.object({ id: z.guid(), title: z.string(), settings: importSettings, createdAt: z.string() });
type Preset = z.output<typeof presetSchema>;

export const presetNotFound = defineFailure<{ presetId: string }>(
  'import-preset.not-found',
  404,
  'No such preset',
  ({ presetId }) => `There is no import preset "${presetId}". GET /api/v1/import-presets lists them.`,
);

const TAG = 'Import';
const EXAMPLE = {
  title: 'Play Store reviews',
  settings: { kind: 'feedback', source: 'play-store', columns: [{ column: 'Review Text', to: 'text' }] },
};

const saveImportPreset = operation({
  name: 'saveImportPreset',
  does: 'Keeps a mapping under a title; the same title again replaces it.',
  may: editors('keep import presets'),
  effect: 'write',
  rest: { method: 'POST', path: '/import-presets', tag: TAG },
  input: z.strictObject({ title: textSchema(100).min(1), settings: importSettings }),
  output: presetSchema,
  failures: [],
  example: EXAMPLE,
  run: async ({ title, settings }, context): Promise<Preset> => {
    const row =
      await context.sql.row<Preset>(sql`insert into import_preset as p (workspace_id, id, title, settings, created_at, created_by)
      values (${context.workspaceId}::uuid, ${uuidv7()}::uuid, ${title}, ${JSON.stringify(settings)}::jsonb, ${context.now.toISOString()}::timestamptz,
        ${context.actor.memberId}::uuid)
      on conflict (workspace_id, title) do update set settings = excluded.settings returning p.id, p.title, p.settings, p.created_at as "createdAt"`);
    if (row === undefined) throw presetNotFound({ presetId: title });
    return row;
  },
});

const listImportPresets = operation({
  name: 'listImportPresets',
  does: 'The mappings kept, by title.',
  may: viewers('read import presets'),
  effect: 'read',
  rest: { method: 'GET', path: '/import-presets', tag: TAG },
  input: z.strictObject({}),
  output: z.object({ items: z.array(presetSchema) }),
  failures: [],
  example: {},
  run: async (_input, context) => ({
    items: [
      ...(await context.sql.rows<Preset>(sql`select id, title, settings, created_at as "createdAt" from import_preset
        where workspace_id = ${context.workspaceId}::uuid order by title`)),
    ],
  }),
});

const removeImportPreset = operation({
  name: 'removeImportPreset',
  does: 'Forgets a kept mapping. Forgetting it twice does no harm.',
  may: editors('remove import presets'),
  effect: 'write',
  rest: { method: 'DELETE', path: '/import-presets/{presetId}', tag: TAG },
  input: z.strictObject({ presetId: z.guid() }),
  output: z.object({ removed: z.boolean() }),
  failures: [],
  example: { presetId: '01890a5d-ac96-774b-bcce-b302099a8057' },
  run: async ({ presetId }, context) => {
    const count = await context.sql.run(
      sql`delete from import_preset where workspace_id = ${context.workspaceId}::uuid and id = ${presetId}::uuid`,
    );
    return { removed: count > 0 };
  },
});

export const presetOperations: readonly AnyOperation[] = [saveImportPreset, listImportPresets, removeImportPreset];
