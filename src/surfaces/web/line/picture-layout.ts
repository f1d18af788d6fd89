/** Where everything stands in the line picture: fixed layers from left to right, as few crossings as can be had. */
import { Graph, layout } from '@dagrejs/dagre';
import type { Picture, PictureEdge, PictureNode } from './picture-graph.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface PlacedNode extends PictureNode {
  /** Its upper left corner. */
  readonly x: number;
  readonly y: number;
}
export interface PlacedEdge extends PictureEdge {
  readonly points: readonly Point[];
}
export interface PlacedRoom {
  readonly label: string;
  readonly x: number;
  readonly width: number;
}
export interface PictureLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly rooms: readonly PlacedRoom[];
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 164;
export const NODE_HEIGHT = 54;
const LAYER_GAP = 48;
const NODE_GAP = 12;
const EDGE_GAP = 8;
const MARGIN = 24;
export const HEAD_HEIGHT = 36;

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
 * Lays a picture out.
 *
 * @example
 * layoutOf(picture).nodes.map(({ id, x, y }) => `${id} ${x},${y}`)
 */
export function layoutOf(picture: Picture): PictureLayout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', ranksep: LAYER_GAP, nodesep: NODE_GAP, edgesep: EDGE_GAP, ranker: rankByLayer });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, layer } of picture.nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT, rank: layer });
  for (const { source, target } of picture.edges) graph.setEdge(source, target, {});
  layout(graph);
  const placed = picture.nodes.map((node) => ({ node, at: pointOf(graph.node(node.id)) }));
  const lines = picture.edges.map((edge) => ({ edge, points: pointsOf(graph.edge(edge.source, edge.target)) }));
  const everyY = [
    ...placed.map(({ at }) => at.y - NODE_HEIGHT / 2),
    ...lines.flatMap(({ points }) => points.map(({ y }) => y)),
  ];
  const top = Math.min(0, ...everyY) - MARGIN - HEAD_HEIGHT;
  const columnX = (layer: number): number => MARGIN + layer * (NODE_WIDTH + LAYER_GAP);
  const nodes = placed.map(({ node, at }) => ({ ...node, x: columnX(node.layer), y: at.y - NODE_HEIGHT / 2 - top }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const left = Math.min(...placed.map(({ node, at }) => at.x - NODE_WIDTH / 2 - columnX(node.layer)));
  const edges = lines.map(({ edge, points }) => ({
    ...edge,
    points: between(
      edge,
      points.map(({ x, y }) => ({ x: x - left, y: y - top })),
      byId,
    ),
  }));
  const bottom = Math.max(
    0,
    ...nodes.map(({ y }) => y + NODE_HEIGHT),
    ...edges.flatMap(({ points }) => points.map(({ y }) => y)),
  );
  return {
    nodes,
    edges,
    rooms: roomsOf(picture, columnX),
    width: columnX(picture.layers.length) - LAYER_GAP + MARGIN,
    height: bottom + MARGIN,
  };
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

/** An edge leaves in the middle of the right side and arrives in the middle of the left one. */
function between(
  edge: PictureEdge,
  points: readonly Point[],
  nodes: ReadonlyMap<string, PlacedNode>,
): readonly Point[] {
  const source = nodes.get(edge.source);
  const target = nodes.get(edge.target);
  if (source === undefined || target === undefined) return points;
  const first = { x: source.x + NODE_WIDTH, y: source.y + NODE_HEIGHT / 2 };
  const last = { x: target.x, y: target.y + NODE_HEIGHT / 2 };
  const inner = points.slice(1, -1).filter(({ x }) => x > first.x && x < last.x);
  return target.layer - source.layer === 1 ? [first, last] : [first, ...inner, last];
}

function roomsOf(picture: Picture, columnX: (layer: number) => number): readonly PlacedRoom[] {
  const rooms: PlacedRoom[] = [];
  picture.layers.forEach((layer, index) => {
    const held = rooms.at(-1);
    const end = columnX(index) + NODE_WIDTH;
    if (index > 0 && held !== undefined && picture.layers[index - 1]?.room === layer.room) {
      rooms[rooms.length - 1] = { ...held, width: end - held.x };
    } else rooms.push({ label: layer.label, x: columnX(index), width: NODE_WIDTH });
  });
  return rooms;
}

/**
 * A smooth way through the points, flat where it leaves and arrives.
 *
 * @example
 * pathThrough([{ x: 0, y: 0 }, { x: 40, y: 20 }]) // 'M0 0C20 0 20 20 40 20'
 */
export function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  let at = first;
  for (const next of rest) {
    const middle = (at.x + next.x) / 2;
    path += `C${round(middle)} ${round(at.y)} ${round(middle)} ${round(next.y)} ${round(next.x)} ${round(next.y)}`;
    at = next;
  }
  return path;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);
