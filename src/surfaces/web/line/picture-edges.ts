/** How the links of the line picture run: fanned out where they leave, spread where they arrive, in arcs inside a column. */
import type { PictureEdge } from './picture-graph.ts';
import { NODE_HEIGHT, NODE_WIDTH, type PlacedEdge, type PlacedNode, type Point } from './picture-place.ts';

/** The share of its height over which links arrive at a node. */
const ARRIVAL_SHARE = 0.72;
const ARRIVALS_APART_MOST = 14;
const ARC_LEAST = 18;
const ARC_MOST = 48;
const ARC_SHARE = 0.12;

type Nodes = ReadonlyMap<string, PlacedNode>;

/** Every link with its way; those whose ends are not in the picture are left out. */
export function placedEdges(
  edges: readonly PictureEdge[],
  nodes: readonly PlacedNode[],
  bends: ReadonlyMap<string, readonly Point[]>,
): readonly PlacedEdge[] {
  const byId: Nodes = new Map(nodes.map((node) => [node.id, node]));
  const arrivals = arrivalsOf(edges, byId, bends);
  return edges.flatMap((edge): readonly PlacedEdge[] => {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    if (source === undefined || target === undefined) return [];
    if (source.layer === target.layer) return [{ ...edge, path: arc(source, target), isAgainst: false }];
    const isAgainst = source.layer > target.layer;
    const [left, right] = isAgainst ? [target, source] : [source, target];
    const first = { x: left.x + NODE_WIDTH, y: left.y + NODE_HEIGHT / 2 };
    const last = { x: right.x, y: arrivals.get(edge.id) ?? right.y + NODE_HEIGHT / 2 };
    return [{ ...edge, path: pathThrough([first, ...(bends.get(edge.id) ?? []), last]), isAgainst }];
  });
}

/** The links that arrive at a node are spread over its left side, in the order in which they come from above. */
function arrivalsOf(
  edges: readonly PictureEdge[],
  nodes: Nodes,
  bends: ReadonlyMap<string, readonly Point[]>,
): ReadonlyMap<string, number> {
  const layer = (id: string): number => nodes.get(id)?.layer ?? 0;
  const across = edges.filter(({ source, target }) => layer(source) !== layer(target));
  const ends = ({ source, target }: PictureEdge): readonly [string, string] =>
    layer(source) < layer(target) ? [source, target] : [target, source];
  const comesFrom = (edge: PictureEdge): number => bends.get(edge.id)?.at(-1)?.y ?? nodes.get(ends(edge)[0])?.y ?? 0;
  const found = new Map<string, number>();
  for (const [target, group] of Map.groupBy(across, (edge) => ends(edge)[1])) {
    const node = nodes.get(target);
    if (node === undefined) continue;
    const apart = Math.min(ARRIVALS_APART_MOST, (NODE_HEIGHT * ARRIVAL_SHARE) / group.length);
    const begin = node.y + NODE_HEIGHT / 2 - (apart * (group.length - 1)) / 2;
    const sorted = group.toSorted((a, b) => comesFrom(a) - comesFrom(b));
    for (const [index, edge] of sorted.entries()) found.set(edge.id, begin + index * apart);
  }
  return found;
}

/** Inside a column, on its right side. */
function arc(source: PlacedNode, target: PlacedNode): string {
  const x = source.x + NODE_WIDTH;
  const [from, to] = [source.y + NODE_HEIGHT / 2, target.y + NODE_HEIGHT / 2];
  const out = Math.min(ARC_MOST, ARC_LEAST + Math.abs(to - from) * ARC_SHARE);
  return `M${round(x)} ${round(from)}C${round(x + out)} ${round(from)} ${round(x + out)} ${round(to)} ${round(x)} ${round(to)}`;
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
