import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UPG_EDGE_CATALOG, validateUPGDocument } from '@unified-product-graph/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { domain } from '../../src/domain/index.ts';
import { ENTITY_OF, readUpg, upgOperations } from '../../src/integrations/upg/index.ts';
import { EDGES } from '../../src/integrations/upg/upg-mapping.ts';
import { createModel } from '../../src/line/index.ts';
import type { Standing } from '../../src/line/server.ts';
import { addWorkspace, openTestWorkspace, type TestWorkspace } from '../line/workspace.ts';
import { type Json, jsonOf, jsonsOf } from './exchange-desk.ts';

const model = createModel(domain);
let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openTestWorkspace(model);
});
afterAll(() => workspace.close());

const verb = (name: string) => {
  const found = upgOperations.find((operation) => operation.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const run = async (name: string, input: unknown, standing: Standing) =>
  jsonOf(await workspace.line.run(verb(name), input, standing));

/** One believable item of every shared noun, linked with every link it may hold towards another of them. */
async function fill(): Promise<void> {
  const refs = new Map<string, unknown>();
  const shared = model.kinds.filter((kind) => ENTITY_OF[kind.name] !== undefined);
  for (const kind of shared) {
    const example = Object.fromEntries(
      Object.entries(kind.example).filter(([name]) => !['person', 'people'].includes(kind.fields[name]?.type ?? '')),
    );
    const item = await workspace.run(`create${kind.name.charAt(0).toUpperCase()}${kind.name.slice(1)}`, {
      ...example,
      tags: ['shared'],
      description: 'Why.',
    });
    refs.set(kind.name, item.id);
  }
  for (const kind of shared) {
    for (const [name, link] of Object.entries(kind.links)) {
      const targets = link.to === 'any' ? ['feature'] : link.to === 'self' ? [] : link.to.map((one) => one.name);
      for (const target of targets.filter((one) => refs.has(one)).slice(0, link.one === true ? 1 : 3)) {
        await workspace.run('linkItems', {
          kind: `${kind.name}.${name}`,
          from: refs.get(kind.name),
          to: refs.get(target),
        });
      }
    }
  }
}

describe('a product graph', () => {
  let document: Json;
  it('leaves valid, without a warning, every edge known', async () => {
    await fill();
    document = await run('exportUpg', {}, workspace.as('viewer'));
    expect(validateUPGDocument(document)).toEqual({ valid: true, errors: [], warnings: [] });
    expect(document.nodes).toHaveLength(Object.keys(ENTITY_OF).length);
    expect(jsonsOf(document.edges).length).toBeGreaterThan(20);
  });

  it('comes back into another workspace with the same items and links, and makes nothing twice', async () => {
    const other = await addWorkspace(workspace.database, 'other');
    const standing = {
      workspaceId: other.workspaceId,
      actor: { ...workspace.as('editor').actor, memberId: other.memberIds.get('editor') ?? null },
    };
    const first = await run('importUpg', { document }, standing);
    expect(first).toMatchObject({ created: Object.keys(ENTITY_OF).length, known: 0, left: [] });
    const again = await run('exportUpg', {}, standing);
    expect(essence(again)).toEqual(essence(document));
    expect(await run('importUpg', { document }, standing)).toMatchObject({
      created: 0,
      known: Object.keys(ENTITY_OF).length,
      left: [],
    });
    expect(essence(await run('exportUpg', {}, standing))).toEqual(essence(document));
  });

  it('that is broken is refused with the places at fault', async () => {
    await expect(run('importUpg', { document: { nodes: 3 } }, workspace.as('editor'))).rejects.toMatchObject({
      id: 'upg.invalid',
      status: 422,
    });
    await expect(run('importUpg', { document }, workspace.as('viewer'))).rejects.toMatchObject({
      id: 'permission.denied',
    });
  });
});

/** Nodes by title and edges by the titles of their ends: what is left when ids differ. */
function essence(document: Json): unknown {
  const nodes = jsonsOf(document.nodes);
  const titles = new Map(nodes.map((node) => [node.id, `${String(node.type)} ${String(node.title)}`]));
  const withTitles = (links: unknown): unknown =>
    Array.isArray(links) ? links.map((one: Json) => ({ ...one, to: titles.get(one.to) })) : undefined;
  const plain = nodes.map(({ id: _id, created_at: _created, updated_at: _updated, properties, ...node }) => {
    const riding = jsonOf(jsonOf(properties).throughline);
    return { ...node, properties: { ...riding, links: withTitles(riding.links) } };
  });
  const edges = jsonsOf(document.edges)
    .map((edge) => `${titles.get(edge.source)} ${String(edge.type)} ${titles.get(edge.target)}`)
    .sort();
  return { nodes: plain, edges };
}

describe('the mapping', () => {
  it.each(EDGES.map((one) => [one.link, one.to, one] as const))(
    '%s to %s is an edge of the catalogue with these ends',
    (_link, _to, { link, to, edge, reversed }) => {
      const { source_type, target_type } = UPG_EDGE_CATALOG[edge];
      const ends = [ENTITY_OF[link.split('.')[0] ?? ''], ENTITY_OF[to]];
      expect([source_type, target_type]).toEqual(reversed ? ends.reverse() : ends);
      expect(model.allows(model.link(link), model.kind(to))).toBe(true);
    },
  );

  it('reads what another tool wrote, and says what it left', () => {
    const core = path.dirname(createRequire(import.meta.url).resolve('@unified-product-graph/core/package.json'));
    const text = readFileSync(path.join(core, 'spec/examples/cms-field-guide.upg'), 'utf8');
    const graph = readUpg(model, JSON.parse(text));
    expect(graph.nodes.map((node) => node.kind.name)).toContain('competitor');
    expect(graph.left.join(' ')).toContain('has no counterpart here');
  });
});
