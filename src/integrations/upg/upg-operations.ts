/** The Unified Product Graph at every door: out as a document that validates, in as items that are known again. */
import { z } from 'zod';
import {
  type AnyItem,
  type AnyOperation,
  type Context,
  editors,
  type Kind,
  type Link,
  operation,
  viewers,
} from '../../line/index.ts';
import { isFailure } from '../../platform/failure/index.ts';
import { upgInvalid } from './failures.ts';
import { type ReadGraph, type ReadNode, readUpg } from './read-upg.ts';
import { ENTITY_OF } from './upg-mapping.ts';
import { writeUpg } from './write-upg.ts';

const PAGE = 200;

const exportUpg = operation({
  name: 'exportUpg',
  does: 'The nouns and links that the Unified Product Graph knows, as one .upg document. Archived items stay out.',
  may: viewers('export the product graph'),
  effect: 'read',
  rest: { method: 'GET', path: '/upg', tag: 'Export' },
  input: z.strictObject({
    productId: z.guid().optional().meta({ description: 'Only items of this product, and those of none.' }),
  }),
  output: z.record(z.string(), z.unknown()),
  failures: [upgInvalid],
  example: {},
  run: async ({ productId }, context) => {
    const items = (await everyItem(context)).filter(
      (item) =>
        productId === undefined || item.productId === null || item.productId === productId || item.id === productId,
    );
    const links = await everyLink(context, items);
    const root = items.find((item) => item.kind === 'product' && (productId === undefined || item.id === productId));
    const product =
      root === undefined ? { id: context.workspaceId, title: 'Workspace' } : { id: root.id, title: root.title };
    return { ...writeUpg(context.model, { product, items, links, exportedAt: context.now.toISOString() }) };
  },
});

async function everyItem(context: Context): Promise<readonly AnyItem[]> {
  const items: AnyItem[] = [];
  for (const kind of context.model.kinds.filter((one) => ENTITY_OF[one.name] !== undefined)) {
    let cursor: string | undefined;
    do {
      const page = await context.line.list(kind, {
        limit: PAGE,
        sort: [{ field: 'number' }],
        ...(cursor === undefined ? {} : { cursor }),
      });
      items.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
  return items;
}

async function everyLink(context: Context, items: readonly AnyItem[]): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (let at = 0; at < items.length; at += PAGE)
    links.push(
      ...(await context.line.linksOf(
        items.slice(at, at + PAGE).map((item) => item.id),
        'from',
      )),
    );
  return links;
}

const importUpg = operation({
  name: 'importUpg',
  does: 'Brings a .upg document in: nodes become items, edges links. Brought again, it makes nothing twice, and leaves what is here as it is.',
  may: editors('import a product graph'),
  effect: 'write',
  rest: { method: 'POST', path: '/upg', tag: 'Import' },
  input: z.strictObject({ document: z.record(z.string(), z.unknown()) }),
  output: z.object({
    created: z.int(),
    known: z.int(),
    linked: z.int(),
    left: z.array(z.string()).meta({ description: 'What was left out, in sentences; the first 200.' }),
  }),
  failures: [upgInvalid],
  example: {
    document: {
      upg_version: '0.4.0',
      exported_at: '2021-06-01T00:00:00Z',
      source: { tool: 'throughline' },
      product: { id: 'p1', title: 'Firefox' },
      nodes: [{ id: 'n1', type: 'need', title: 'Keep my tabs compact' }],
      edges: [],
    },
  },
  run: async ({ document }, context) => {
    const graph = readUpg(context.model, document);
    const source = `upg:${graph.tool}`;
    const left = [...graph.left];
    const ids = new Map<string, string>();
    let created = 0;
    for (const [kind, nodes] of Map.groupBy(graph.nodes, (node) => node.kind))
      created += await bringKind(context, kind, { nodes, source, ids, left });
    const linked = await bringLinks(context, graph, { ids, left });
    return { created, known: ids.size - created, linked, left: left.slice(0, 200) };
  },
});

interface Bringing {
  readonly nodes: readonly ReadNode[];
  readonly source: string;
  /** Our id of each node, filled as they are found or made. */
  readonly ids: Map<string, string>;
  readonly left: string[];
}

async function bringKind(context: Context, kind: Kind, { nodes, source, ids }: Bringing): Promise<number> {
  const fresh: ReadNode[] = [];
  for (let at = 0; at < nodes.length; at += PAGE) {
    const some = nodes.slice(at, at + PAGE);
    const known = await knownItems(context, kind, { source, nodeIds: some.map((node) => node.nodeId) });
    for (const node of some) {
      const id = known.get(node.nodeId);
      if (id === undefined) fresh.push(node);
      else ids.set(node.nodeId, id);
    }
  }
  const items = await context.line.createMany(
    kind,
    fresh.map((node) => ({ values: node.values, source, sourceId: node.nodeId })),
  );
  for (const item of items) if (item.sourceId !== null) ids.set(item.sourceId, item.id);
  return items.length;
}

async function knownItems(
  context: Context,
  kind: Kind,
  { source, nodeIds }: { source: string; nodeIds: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const filter = {
    and: [
      { field: 'source', op: 'is' as const, value: source },
      { field: 'sourceId', op: 'in' as const, value: nodeIds },
    ],
  };
  const { items } = await context.line.list(kind, { filter, archived: 'with', limit: PAGE });
  return new Map(items.flatMap((item) => (item.sourceId === null ? [] : [[item.sourceId, item.id] as const])));
}

async function bringLinks(
  context: Context,
  { links }: ReadGraph,
  { ids, left }: Pick<Bringing, 'ids' | 'left'>,
): Promise<number> {
  let linked = 0;
  for (const { kind, fromNode, toNode, fields } of links) {
    const [from, to] = [ids.get(fromNode), ids.get(toNode)];
    if (from === undefined || to === undefined) continue;
    try {
      await context.line.relate(from, kind, to, fields);
      linked += 1;
    } catch (error) {
      if (!isFailure(error)) throw error;
      left.push(`A link was left out: ${error.message}`);
    }
  }
  return linked;
}

export const upgOperations: readonly AnyOperation[] = [exportUpg, importUpg];
