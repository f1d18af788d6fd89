/** Chains inside a column of the line picture: what is relied on stands above what relies on it. */
import type { Picture, PictureEdge } from './picture-graph.ts';

/**
 * Gives the nodes that are linked inside a layer the places they hold together, in the order of their links.
 *
 * @example
 * inChains(picture, new Map([['task-2', 0], ['task-1', 60]])) // task-1 relies on nothing: it takes the upper place
 */
export function inChains(picture: Picture, heights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const layerOf = new Map(picture.nodes.map(({ id, layer }) => [id, layer]));
  const inside = picture.edges.filter(({ source, target }) => layerOf.get(source) === layerOf.get(target));
  const placed = new Map(heights);
  for (const members of together(inside)) {
    const height = (id: string): number => heights.get(id) ?? 0;
    const places = members.map(height).sort((a, b) => a - b);
    const rank = ranksIn(inside);
    const inOrder = members.toSorted((a, b) => rank(a) - rank(b) || height(a) - height(b));
    for (const [index, id] of inOrder.entries()) placed.set(id, places[index] ?? height(id));
  }
  return placed;
}

/** The nodes that hang together. */
function together(edges: readonly PictureEdge[]): readonly (readonly string[])[] {
  const groupOf = new Map<string, Set<string>>();
  for (const { source, target } of edges) {
    const first = groupOf.get(source) ?? new Set([source]);
    const second = groupOf.get(target) ?? new Set([target]);
    const both = first.union(second);
    for (const id of both) groupOf.set(id, both);
  }
  return [...new Set(groupOf.values())].map((group) => [...group]);
}

/** How many links of the layer lead to a node, on the longest way. */
function ranksIn(edges: readonly PictureEdge[]): (id: string) => number {
  const into = Map.groupBy(edges, ({ target }) => target);
  const known = new Map<string, number>();
  const rank = (id: string): number => {
    const held = known.get(id);
    if (held !== undefined) return held;
    known.set(id, 0);
    const found = Math.max(0, ...(into.get(id) ?? []).map(({ source }) => rank(source) + 1));
    known.set(id, found);
    return found;
  };
  return rank;
}
