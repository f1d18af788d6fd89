/** The workspace's own fields on an item: checked against their definitions, formulas computed, as they will lie in the row. */
import { sql } from 'drizzle-orm';
import { type CustomField, formulasOf, validateCustom } from '../custom-field.ts';
import type { AnyItem, Kind } from '../kind.ts';
import type { Commit } from './commit.ts';
import type { Scope } from './scope.ts';

export type StoredCustomField = CustomField & { readonly id: string; readonly archivedAt: string | null };

export const CUSTOM_FIELD_COLUMNS = sql.raw(
  'f.id, f.key, f.label, f.type, f.kinds, f.options, f.formula, f.help, f.archived_at as "archivedAt"',
);

export async function customFieldsOf(scope: Pick<Scope, 'sql' | 'workspaceId'>): Promise<readonly StoredCustomField[]> {
  return scope.sql.rows<StoredCustomField>(sql`select ${CUSTOM_FIELD_COLUMNS} from custom_field f
    where f.workspace_id = ${scope.workspaceId}::uuid order by f.created_at, f.id`);
}

interface Known {
  readonly epoch: number;
  readonly fields: readonly StoredCustomField[];
}

const WORKSPACES_MOST = 1000;
const known = new Map<string, Known>();

/** Definitions move the epoch, so those of the commit's epoch can be kept; the commit itself may just have moved it. */
async function definitions(commit: Commit): Promise<readonly StoredCustomField[]> {
  const { workspaceId } = commit.scope;
  const held = known.get(workspaceId);
  if (held !== undefined && held.epoch === commit.epoch) return held.fields;
  const fields = (await customFieldsOf(commit.scope)).filter((field) => field.archivedAt === null);
  if (known.size >= WORKSPACES_MOST) known.clear();
  known.set(workspaceId, { epoch: commit.epoch, fields });
  return fields;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * What lies under `custom` of an item about to be written: what it had, with what was given on top, and its formulas.
 *
 * @throws `input.invalid`, `input.unknown-field` on `custom.<key>`
 */
export async function customValues(
  commit: Commit,
  kind: Kind,
  given: Values | undefined,
  item: Values,
): Promise<Values> {
  const fields = await definitions(commit);
  const had = typeof item['custom'] === 'object' && item['custom'] !== null ? { ...item['custom'] } : {};
  const values = { ...had, ...(given === undefined ? {} : validateCustom(fields, kind.name, given)) };
  const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
  if (!fields.some((field) => field.type === 'formula' && field.kinds.includes(kind.name))) return kept;
  const results = formulasOf(fields, { ...item, kind: kind.name, custom: kept } as Pick<AnyItem, 'kind' | 'custom'> &
    Values);
  const computed = Object.entries(results).map(([key, result]) => [key, result.value] as const);
  return Object.fromEntries([...Object.entries(kept), ...computed].filter(([, value]) => value !== null));
}
