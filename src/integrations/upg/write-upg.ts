/** Items and links as a UPG document. Everything of ours rides along in `properties.throughline`, so nothing is lost on the way back. */
import {
  getLifecycleForType,
  UPG_FORMAT_VERSION,
  type UPGBaseNode,
  type UPGDocument,
  type UPGEdge,
  validateUPGDocument,
} from '@unified-product-graph/core';
import { type AnyItem, type Kind, type Link, type Model, phaseOf } from '../../line/index.ts';
import { upgInvalid } from './failures.ts';
import { ENTITY_OF, type EntityType, edgeFor, STATUS_WORDS } from './upg-mapping.ts';

/** What the format has a place of its own for, and what only one installation knows. */
const NOT_RIDING = new Set([
  'id',
  'kind',
  'key',
  'number',
  'title',
  'description',
  'tags',
  'createdAt',
  'changedAt',
  'createdBy',
  'changedBy',
  'revision',
  'materialRevision',
  'rank',
  'restrictedTo',
  'source',
  'sourceId',
  'ownerId',
  'archivedAt',
  'productId',
  'teamId',
]);

export interface Graph {
  readonly product: { readonly id: string; readonly title: string };
  readonly items: readonly AnyItem[];
  readonly links: readonly Link[];
  readonly exportedAt: string;
}

/**
 * @throws `upg.invalid` where what we wrote is not valid, which is a fault of the mapping and found by its test
 * @example
 * writeUpg(model, { product: { id: 'p', title: 'Firefox' }, items, links, exportedAt: '2021-06-01T00:00:00Z' }).nodes
 */
export function writeUpg(model: Model, graph: Graph): UPGDocument {
  const items = graph.items.filter((item) => ENTITY_OF[item.kind] !== undefined);
  const byId = new Map(items.map((item) => [item.id, item]));
  const edges: UPGEdge[] = [];
  const riding = new Map<string, { link: string; to: string; fields: unknown }[]>();
  for (const link of graph.links) {
    const to = byId.get(link.toId);
    if (to === undefined || !byId.has(link.fromId)) continue;
    const mapping = edgeFor(link.kind, to.kind);
    if (mapping !== undefined) {
      const [source, target] = mapping.reversed ? [link.toId, link.fromId] : [link.fromId, link.toId];
      edges.push({ id: link.id, source, target, type: mapping.edge });
    }
    if (mapping === undefined || Object.keys(link.fields).length > 0) {
      riding.set(link.fromId, [
        ...(riding.get(link.fromId) ?? []),
        { link: link.kind, to: link.toId, fields: link.fields },
      ]);
    }
  }
  const document: UPGDocument = {
    upg_version: UPG_FORMAT_VERSION,
    exported_at: graph.exportedAt,
    source: { tool: 'throughline' },
    product: graph.product,
    nodes: items.flatMap((item) => nodeOf(model.kind(item.kind), item, riding.get(item.id) ?? [])),
    edges,
  };
  const { valid, errors } = validateUPGDocument(document);
  if (!valid)
    throw upgInvalid({
      field: errors[0]?.path ?? 'document',
      errors: errors.map((error) => `${error.path}: ${error.message}`).slice(0, 20),
    });
  return document;
}

function nodeOf(kind: Kind, item: AnyItem, links: readonly object[]): readonly UPGBaseNode[] {
  const type = ENTITY_OF[item.kind];
  if (type === undefined) return [];
  const own = Object.fromEntries(
    Object.entries(item).filter(([name, value]) => !NOT_RIDING.has(name) && value !== null && !isEmpty(value)),
  );
  const status = statusOf(type, phaseOf(kind, item.state));
  return [
    {
      id: item.id,
      type,
      title: item.title,
      key: item.key,
      ...(item.description === null ? {} : { description: item.description }),
      ...(item.tags.length === 0 ? {} : { tags: [...item.tags] }),
      ...(status === undefined ? {} : { status }),
      source_id: item.key,
      source_type: item.kind,
      mapping_confidence: 'high',
      created_at: item.createdAt,
      updated_at: item.changedAt,
      properties: { throughline: { ...own, ...(links.length === 0 ? {} : { links }) } },
    },
  ];
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The word of the type's own lifecycle for our phase; none where it has no lifecycle or no such word. */
function statusOf(type: EntityType, phase: keyof typeof STATUS_WORDS): string | undefined {
  const known = new Set((getLifecycleForType(type)?.phases ?? []).map((one) => one.id));
  return STATUS_WORDS[phase].find((word) => known.has(word));
}
