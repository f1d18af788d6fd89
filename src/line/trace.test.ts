import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyItem } from './kind.ts';
import { itemOf, lineModel, linkOf, snapshotOf } from './line.sample.ts';
import type { Link } from './link.ts';
import { createMirror, type Mirror } from './mirror.ts';
import { pathOf, type TraceRequest, traceIn, traceWith } from './trace.ts';

function mirrorOf(items: readonly AnyItem[], links: readonly Link[]): Mirror {
  const mirror = createMirror(lineModel);
  mirror.load(snapshotOf(1, items, links));
  return mirror;
}

const need = itemOf('need', 1);
const [compact, toolbar] = [itemOf('feature', 1), itemOf('feature', 2)];
const [promise, boast] = [itemOf('message', 1), itemOf('message', 2)];
const line = mirrorOf(
  [need, compact, toolbar, promise, boast],
  [
    linkOf('feature.serves', compact, need),
    linkOf('feature.dependsOn', compact, toolbar),
    linkOf('message.promises', promise, compact),
    linkOf('message.promises', boast, toolbar),
  ],
);
const keysOf = (request: TraceRequest) =>
  traceIn(line, request).hits.map((hit) => `${hit.depth} ${line.item(hit.itemId)?.key}`);

describe('a trace', () => {
  it('leads up to the evidence and down to the promises', () => {
    expect(keysOf({ from: promise.id, direction: 'up' })).toEqual(['1 FEA-1', '2 NEED-1', '2 FEA-2']);
    expect(keysOf({ from: need.id, direction: 'down' })).toEqual(['1 FEA-1', '2 MSG-1']);
    expect(keysOf({ from: compact.id, direction: 'both' })).toEqual(['1 NEED-1', '1 FEA-2', '1 MSG-1']);
  });
  it('passes through the kinds it does not list', () => {
    expect(keysOf({ from: toolbar.id, direction: 'down', kinds: ['message'] })).toEqual(['1 MSG-2', '2 MSG-1']);
  });
  it('stops at its depth and its limit, and says so', () => {
    expect(keysOf({ from: need.id, direction: 'down', depth: 1 })).toEqual(['1 FEA-1']);
    expect(traceIn(line, { from: need.id, direction: 'down', limit: 1 })).toMatchObject({
      isCut: true,
      hits: [{ depth: 1 }],
    });
    expect(traceIn(line, { from: need.id, direction: 'down', limit: 2 }).isCut).toBe(false);
  });
  it('explains each hit by the links on the way', () => {
    const hits = traceIn(line, { from: need.id, direction: 'down' }).hits;
    expect(hits.map((hit) => pathOf(hit).map((link) => link.kind))).toEqual([
      ['feature.serves'],
      ['feature.serves', 'message.promises'],
    ]);
  });
  it('of an item nobody knows is empty', () => {
    expect(traceIn(line, { from: 'nowhere', direction: 'both' })).toEqual({ hits: [], isCut: false });
  });
});

const many = Array.from({ length: 12 }, (_, at) => itemOf('feature', at + 1));
const someLinks = fc
  .uniqueArray(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30, selector: ([from, to]) => `${from} ${to}` })
  .map((pairs) =>
    pairs.flatMap(([from, to]) => {
      const [a, b] = [many[from], many[to]];
      return a === undefined || b === undefined ? [] : [linkOf('feature.dependsOn', a, b)];
    }),
  );

describe('over any links, circles included', () => {
  it('depth is the shortest way, the path leads there, and memory and database agree', async () => {
    await fc.assert(
      fc.asyncProperty(
        someLinks,
        fc.constantFrom<'up' | 'down'>('up', 'down'),
        fc.integer({ min: 1, max: 6 }),
        async (links, direction, depth) => {
          const mirror = mirrorOf(many, links);
          const from = many[0]?.id ?? '';
          const request = { from, direction, depth };
          const { hits } = traceIn(mirror, request);
          const ends = (link: Link) => (direction === 'up' ? [link.fromId, link.toId] : [link.toId, link.fromId]);
          const shortest = new Map([[from, 0]]);
          for (let round = 1; round <= depth; round += 1) {
            for (const [near = '', far = ''] of links.map(ends)) {
              if (shortest.get(near) === round - 1 && !shortest.has(far)) shortest.set(far, round);
            }
          }
          shortest.delete(from);
          expect(new Map(hits.map((hit) => [hit.itemId, hit.depth]))).toEqual(shortest);
          for (const hit of hits) {
            const path = pathOf(hit).map(ends);
            expect(path).toHaveLength(hit.depth);
            expect([from, ...path.map(([, far]) => far)]).toEqual([...path.map(([near]) => near), hit.itemId]);
          }
          const asked = await traceWith(
            {
              linksOf: async ({ itemIds, side }) =>
                itemIds.flatMap((id) => (side === 'from' ? mirror.linksFrom(id) : mirror.linksTo(id))),
              kindsOf: async (ids) => new Map(ids.map((id) => [id, 'feature'])),
            },
            { ...request, kinds: ['feature'] },
          );
          expect(asked.hits).toEqual(hits);
        },
      ),
    );
  });
});
