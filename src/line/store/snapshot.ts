/** The whole line of a workspace as NDJSON, written by PostgreSQL itself: the server only passes it on. */

import { type Actor, isAtLeast } from '../../platform/permission/index.ts';
import type { Model } from '../model.ts';
import { COLUMNS } from './item-row.ts';

export interface SnapshotQueries {
  readonly items: string;
  readonly links: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** COPY takes no parameters, so everything written into its text is checked or comes from the model. */
function literal(id: string): string {
  if (!UUID.test(id)) throw new Error('Only ids may be written into a statement.');
  return `'${id}'::uuid`;
}

/** One JSON object a row: resident items flat with empty members left out, then the links. */
export function snapshotQueries(model: Model, workspaceId: string, actor: Actor): SnapshotQueries {
  const workspace = literal(workspaceId);
  const prefixes = model.kinds
    .filter((kind) => kind.resident)
    .map((kind) => `('${kind.name}', '${kind.key}')`)
    .join(', ');
  const members = Object.entries(COLUMNS)
    .map(([member, column]) => `'${member}', ${columnText(column)}`)
    .join(', ');
  const core = `json_strip_nulls(json_build_object(${members}, 'key', k.prefix || '-' || i.number))::text`;
  const flat = `case when i.fields = '{}' then ${core} else left(${core}, -1) || ',' || substr(i.fields::text, 2) end`;
  const items = `select ${flat} from item i join (values ${prefixes}) as k (name, prefix) on k.name = i.kind
    where i.workspace_id = ${workspace} and ${visibleText(workspace, actor, 'i')}`;
  const links = `select json_strip_nulls(json_build_object('id', l.id, 'kind', l.kind, 'fromId', l.from_id, 'toId', l.to_id,
    'agreedRevision', l.agreed_revision, 'agreedAt', to_char(l.agreed_at at time zone 'UTC', '${ISO}'), 'agreedBy', l.agreed_by,
    'remark', l.remark, 'fields', nullif(l.fields, '{}'), 'createdAt', to_char(l.created_at at time zone 'UTC', '${ISO}'),
    'createdBy', l.created_by))::text from link l ${linkEnds(workspace, actor)} where l.workspace_id = ${workspace}`;
  return { items, links };
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

function columnText(column: string): string {
  if (column.endsWith('_at')) return `to_char(i.${column} at time zone 'UTC', '${ISO}')`;
  if (column === 'tags') return `nullif(i.tags, '{}')`;
  if (column === 'custom') return `nullif(i.custom, '{}')`;
  return `i.${column}`;
}

function visibleText(workspace: string, actor: Actor, alias: string): string {
  if (isAtLeast(actor.role, 'admin')) return 'true';
  const teams = `array[${actor.teamIds.map(literal).join(', ')}]::uuid[]`;
  return `(${alias}.restricted_to is null or ${alias}.restricted_to && ${teams}) and (${alias}.product_id is null or not exists (
    select 1 from item held where held.workspace_id = ${workspace} and held.id = ${alias}.product_id
    and held.restricted_to is not null and not held.restricted_to && ${teams}))`;
}

/** Admins see both ends of every link, so no end is looked up for them. */
function linkEnds(workspace: string, actor: Actor): string {
  if (isAtLeast(actor.role, 'admin')) return '';
  return `join item f on f.workspace_id = ${workspace} and f.id = l.from_id and ${visibleText(workspace, actor, 'f')}
    join item t on t.workspace_id = ${workspace} and t.id = l.to_id and ${visibleText(workspace, actor, 't')}`;
}
