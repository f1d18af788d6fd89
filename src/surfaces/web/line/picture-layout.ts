/** Where everything stands in the line picture: fixed layers from left to right, as few crossings as can be had. */
import { Graph, layout } from '@dagrejs/dagre';
import { inChains } from './picture-chains.ts';
import { placedEdges } from './picture-edges.ts';
import type { Picture, PictureEdge } from './picture-graph.ts';
import {
  HEAD_HEIGHT,
  MARGIN,
  NODE_HEIGHT,
  NODE_WIDTH,
  type PictureLayout,
  type PlacedHead,
  type Point,
} from './picture-place.ts';
import { settle } from './picture-settle.ts';

const LAYER_GAP = 60;
const NODE_GAP = 12;
/** The room a link takes up where it passes a column. */
const PASSING = 2;

/** dagre halves the distance of ranks to make room for edge labels, so each layer is two ranks. */
const RANKS_PER_LAYER = 2;

interface Ranked {
  rank?: number;
}

/** The layers are given, so nothing is searched for: each node's rank is its layer. */
function rankByLayer(graph: { nodes(): string[]; node(id: string): Ranked }): void {
  for (const id of graph.nodes()) {
    const node = graph.node(id);
    node.rank = (node.rank ?? 0) * RANKS_PER_LAYER;
  }
}

/**
 * Lays a picture out: dagre finds the order in which few links cross, and `settle` the heights.
 *
 * @example
 * layoutOf(picture).nodes.map(({ id, x, y }) => `${id} ${x},${y}`)
 */
export function layoutOf(picture: Picture): PictureLayout {
  const layerOf = new Map(picture.nodes.map(({ id, layer }) => [id, layer]));
  const onward = picture.edges.flatMap((edge) => acrossColumns(edge, layerOf));
  const order = orderOf(picture, onward);
  const standers = [
    ...picture.nodes.map(({ id, item, layer }) => ({
      id,
      column: layer,
      size: NODE_HEIGHT,
      // What is folded away stands last.
      order: item === null ? Number.POSITIVE_INFINITY : order.of(id),
    })),
    ...onward.flatMap(({ id }) =>
      order.passing(id).map(({ column, y }) => ({ id: `${id} ${String(column)}`, column, size: PASSING, order: y })),
    ),
  ];
  const pulls = onward.flatMap(({ id, source, target }) => {
    const way = [source, ...order.passing(id).map(({ column }) => `${id} ${String(column)}`), target];
    return way.slice(1).map((to, index) => [way[index] ?? source, to] as const);
  });
  const heights = settle({ standers, pulls, gap: NODE_GAP });
  const top = Math.min(0, ...[...heights.values()].map((y) => y - NODE_HEIGHT / 2)) - MARGIN - HEAD_HEIGHT;
  const columnX = (layer: number): number => MARGIN + layer * (NODE_WIDTH + LAYER_GAP);
  const heightOf = (id: string): number => (heights.get(id) ?? 0) - top;
  const nodes = picture.nodes.map((node) => ({
    ...node,
    x: columnX(node.layer),
    y: heightOf(node.id) - NODE_HEIGHT / 2,
  }));
  const bends = new Map(
    onward.map(({ id }) => [
      id,
      order.passing(id).flatMap(({ column }) => through(columnX(column), heightOf(`${id} ${String(column)}`))),
    ]),
  );
  return {
    nodes,
    edges: placedEdges(picture.edges, nodes, bends),
    ...headsOf(picture, columnX),
    width: columnX(picture.layers.length) - LAYER_GAP + MARGIN,
    height: Math.max(...[...heights.keys()].map(heightOf)) + NODE_HEIGHT / 2 + MARGIN,
  };
}

/** Straight through a column, so that what stands in it is not crossed. */
const through = (x: number, y: number): readonly Point[] => [
  { x, y },
  { x: x + NODE_WIDTH, y },
];

interface Across {
  readonly id: string;
  /** Its left end. */
  readonly source: string;
  readonly target: string;
}

/** A link from left to right, whichever of its ends relies on the other; nothing where both stand in one column. */
function acrossColumns({ id, source, target }: PictureEdge, layerOf: ReadonlyMap<string, number>): readonly Across[] {
  const [from, to] = [layerOf.get(source) ?? 0, layerOf.get(target) ?? 0];
  if (from === to) return [];
  return [from < to ? { id, source, target } : { id, source: target, target: source }];
}

interface Order {
  /** The height dagre gave to a node: only its order counts. */
  readonly of: (id: string) => number;
  /** The columns a link passes, and where in their order. */
  readonly passing: (edgeId: string) => readonly { readonly column: number; readonly y: number }[];
}

/** What stands above what in each column, with few crossings. */
function orderOf(picture: Picture, onward: readonly Across[]): Order {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', ranksep: LAYER_GAP, nodesep: NODE_GAP, ranker: rankByLayer });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, layer } of picture.nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT, rank: layer });
  for (const { source, target } of onward) graph.setEdge(source, target, {});
  layout(graph);
  const layerOf = new Map(picture.nodes.map(({ id, layer }) => [id, layer]));
  const middles = new Map(picture.nodes.map(({ id }) => [id, pointOf(graph.node(id))]));
  const columnX = new Map([...middles].map(([id, { x }]) => [layerOf.get(id) ?? 0, x]));
  const heights = inChains(picture, new Map([...middles].map(([id, { y }]) => [id, y])));
  const passing = new Map(
    onward.map(({ id, source, target }) => {
      const points = pointsOf(graph.edge(source, target));
      const between = [...columnX].filter(
        ([layer]) => layer > (layerOf.get(source) ?? 0) && layer < (layerOf.get(target) ?? 0),
      );
      const columns = between.sort(([a], [b]) => a - b);
      return [id, columns.map(([column, x]) => ({ column, y: nearestTo(points, x) }))];
    }),
  );
  return { of: (id) => heights.get(id) ?? 0, passing: (id) => passing.get(id) ?? [] };
}

/** The height of the point that stands nearest to a column. */
function nearestTo(points: readonly Point[], x: number): number {
  let best = points[0];
  for (const point of points) if (best === undefined || Math.abs(point.x - x) < Math.abs(best.x - x)) best = point;
  return best?.y ?? 0;
}

function pointOf(label: unknown): Point {
  const isPoint = typeof label === 'object' && label !== null && 'x' in label && 'y' in label;
  return isPoint && typeof label.x === 'number' && typeof label.y === 'number'
    ? { x: label.x, y: label.y }
    : { x: 0, y: 0 };
}

function pointsOf(label: unknown): readonly Point[] {
  const hasPoints = typeof label === 'object' && label !== null && 'points' in label && Array.isArray(label.points);
  return hasPoints && Array.isArray(label.points) ? label.points.map(pointOf) : [];
}

function headsOf(
  { layers }: Picture,
  columnX: (layer: number) => number,
): { readonly rooms: readonly PlacedHead[]; readonly columns: readonly PlacedHead[] } {
  const rooms: PlacedHead[] = [];
  layers.forEach((layer, index) => {
    const held = rooms.at(-1);
    const end = columnX(index) + NODE_WIDTH;
    if (index > 0 && held !== undefined && layers[index - 1]?.room === layer.room) {
      rooms[rooms.length - 1] = { ...held, width: end - held.x };
    } else rooms.push({ label: layer.label, x: columnX(index), width: NODE_WIDTH });
  });
  const columns = layers.map(({ kinds }, index) => ({
    label: kinds.join(', '),
    x: columnX(index),
    width: NODE_WIDTH,
  }));
  return { rooms, columns };
}
