import { describe, expect, test } from 'vitest';
import { createMirror, type Mirror } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { pathThrough } from './picture-edges.ts';
import { LAYER_MOST, type Picture, pictureOf } from './picture-graph.ts';
import { layoutOf } from './picture-layout.ts';
import { NODE_HEIGHT } from './picture-place.ts';

type Rows = readonly Record<string, unknown>[];
const item = (kind: string, number: number, more: object = {}): Record<string, unknown> => ({
  id: `${kind}-${String(number)}`,
  kind,
  number,
  key: `${model.kind(kind).key}-${String(number)}`,
  title: `${kind} ${String(number)}`,
  ...more,
});
const link = (kind: string, fromId: string, toId: string): Record<string, unknown> => ({
  id: `${fromId} ${kind} ${toId}`,
  kind,
  fromId,
  toId,
  agreedRevision: 1,
});
const mirrorOf = (items: Rows, links: Rows): Mirror => {
  const mirror = createMirror(model);
  mirror.load([{ seq: 1, epoch: 1 }, ...items, ...links, { end: true, items: items.length, links: links.length }]);
  return mirror;
};
const draw = (line: Mirror, ref: string, unfolded: ReadonlySet<string> = new Set()): Picture => {
  const centre = line.find(ref);
  if (centre === undefined) throw new Error(`${ref} is missing`);
  return pictureOf({ model, line, centre, unfolded });
};

const small = mirrorOf(
  [
    item('insight', 1),
    item('need', 1),
    item('feature', 1, { materialRevision: 2 }),
    item('feature', 2),
    item('message', 1),
    item('launch', 1),
    item('campaign', 1),
    item('message', 9),
  ],
  [
    link('need.backedBy', 'need-1', 'insight-1'),
    link('feature.serves', 'feature-1', 'need-1'),
    link('feature.dependsOn', 'feature-2', 'feature-1'),
    link('message.promises', 'message-1', 'feature-1'),
    link('launch.launches', 'launch-1', 'feature-1'),
    link('launch.says', 'launch-1', 'message-1'),
    link('campaign.promotes', 'campaign-1', 'launch-1'),
  ],
);

describe('the line picture', () => {
  test('runs from evidence to promises, rooms in their order and links only to the right', () => {
    const { nodes, edges, layers } = draw(small, 'FEA-1');
    expect(layers.map((layer) => layer.room)).toEqual([
      'understand',
      'understand',
      'decide',
      'position',
      'launch',
      'grow',
    ]);
    const layerOf = new Map(nodes.map((node) => [node.id, node.layer]));
    for (const edge of edges) expect(layerOf.get(edge.source)).toBeLessThanOrEqual(layerOf.get(edge.target) ?? -1);
    expect(layers.map((layer) => layer.kinds.join())).toEqual([
      'Insights',
      'Needs',
      'Features',
      'Messages',
      'Launches',
      'Campaigns',
    ]);
    expect(nodes.map((node) => node.id)).not.toContain('message-9');
    expect(nodes.filter((node) => node.isCentre).map((node) => node.id)).toEqual(['feature-1']);
  });
  test('says which links are out of step', () => {
    const out = draw(small, 'FEA-1').edges.filter((edge) => !edge.inStep);
    expect(out.map((edge) => edge.target).sort()).toEqual(['feature-2', 'launch-1', 'message-1']);
  });
  test('of an item without links is the item', () => {
    const alone = draw(small, 'MSG-9');
    expect(alone.nodes).toHaveLength(1);
    expect(alone.edges).toEqual([]);
    expect(layoutOf(alone).nodes[0]?.y).toBeGreaterThan(0);
  });
});

describe('a chain of one kind', () => {
  const numbers = [4, 2, 1, 3];
  const chain = mirrorOf(
    [item('launch', 1), ...numbers.map((number) => item('task', number))],
    [
      ...numbers.map((number) => link('task.for', `task-${String(number)}`, 'launch-1')),
      ...[2, 3, 4].map((number) => link('task.after', `task-${String(number)}`, `task-${String(number - 1)}`)),
    ],
  );
  const placed = layoutOf(draw(chain, 'LCH-1'));
  test('stays in its column, what is relied on above what relies on it', () => {
    const tasks = placed.nodes.filter((node) => node.item?.kind === 'task').sort((a, b) => a.y - b.y);
    expect(new Set(tasks.map((node) => node.x)).size).toBe(1);
    expect(tasks.map((node) => node.id)).toEqual(['task-1', 'task-2', 'task-3', 'task-4']);
  });
  test('keeps every link, the short ones as arcs beside it', () => {
    expect(placed.edges).toHaveLength(7);
    for (const { path } of placed.edges) expect(path).not.toContain('NaN');
  });
});

describe('a crowded layer', () => {
  const many = Array.from({ length: 300 }, (_, index) => index + 1);
  const crowd = mirrorOf(
    [item('feature', 1), ...many.map((number) => item('message', number))],
    many.map((number) => link('message.promises', `message-${String(number)}`, 'feature-1')),
  );
  test('folds the rest away and unfolds when asked', () => {
    const { nodes, edges } = draw(crowd, 'FEA-1');
    expect(nodes).toHaveLength(1 + LAYER_MOST + 1);
    expect(nodes.find((node) => node.item === null)).toMatchObject({ id: 'more 1', hidden: 300 - LAYER_MOST });
    expect(edges).toHaveLength(LAYER_MOST + 1);
    expect(draw(crowd, 'FEA-1', new Set(['more 1'])).nodes.length).toBeGreaterThan(LAYER_MOST + 2);
  });
  test('shows last what is folded away', () => {
    const { nodes } = layoutOf(draw(crowd, 'FEA-1'));
    const lowest = nodes.filter((node) => node.layer === 1).sort((a, b) => b.y - a.y)[0];
    expect(lowest?.id).toBe('more 1');
  });
  test('is laid out without anything lying on anything', () => {
    const { nodes, width, height } = layoutOf(draw(crowd, 'FEA-1', new Set(['more 1'])));
    const byLayer = Map.groupBy(nodes, (node) => node.layer);
    for (const layer of byLayer.values()) {
      const tops = layer.map((node) => node.y).sort((a, b) => a - b);
      for (const [index, top] of tops.slice(1).entries())
        expect(top - (tops[index] ?? 0)).toBeGreaterThanOrEqual(NODE_HEIGHT);
    }
    for (const { x, y } of nodes) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThan(height);
    }
  });
});

test('a path is smooth through its points and empty without any', () => {
  expect(
    pathThrough([
      { x: 0, y: 0 },
      { x: 40, y: 20 },
    ]),
  ).toBe('M0 0C20 0 20 20 40 20');
  expect(pathThrough([])).toBe('');
});
