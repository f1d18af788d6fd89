/** A grouping brought to a number of themes somebody asked for. */

import type { Graph } from './text-graph.ts';
import { type Grouping, groupingAt } from './theme-granularity.ts';

const FINER = Math.SQRT2;
const MOST_TRIES = 8;

/** How many groups have at least so many members. */
export function countThemes(community: Int32Array, smallest: number): number {
  const sizes = new Map<number, number>();
  for (const own of community) sizes.set(own, (sizes.get(own) ?? 0) + 1);
  let themes = 0;
  for (const size of sizes.values()) if (size >= smallest) themes += 1;
  return themes;
}

export interface Asked {
  readonly themes: number;
  readonly smallest: number;
  readonly seed: number;
}

/**
 * The coarsest grouping with at least as many themes as asked, its most densely joined themes then merged until the number
 * is met; where fewer are asked than texts fall into at all, those whose merging costs modularity least, for by density alone one
 * theme would swallow the rest. Where texts hold together too well or too little for so many, there are fewer.
 */
export function groupingOf(asked: Asked, graph: Graph, tried: readonly Grouping[]): Grouping {
  const enough = (one: Grouping): boolean => countThemes(one.community, asked.smallest) >= asked.themes;
  let found = tried.find(enough);
  let resolution = tried.at(-1)?.resolution ?? 1;
  for (let round = 0; found === undefined && round < MOST_TRIES; round += 1) {
    resolution *= FINER;
    const finer = groupingAt(graph, resolution, asked.seed);
    if (enough(finer)) found = finer;
  }
  if (found === undefined) return tried.reduce((a, b) => (countOf(b, asked) > countOf(a, asked) ? b : a));
  const closeness = found === tried[0] ? modularityGain : density;
  return { ...found, community: merged(found.community, graph, { ...asked, closeness }) };
}

const countOf = (one: Grouping, { smallest }: Asked): number => countThemes(one.community, smallest);

interface Joined {
  readonly size: number[];
  /** Weight of all edges of a theme's texts. */
  readonly degree: number[];
  /** Weight of the edges between two themes, both ways. */
  readonly between: Map<number, number>[];
  readonly total: number;
}

/** How near two themes are, given the weight between them, both ways. */
type Closeness = (themes: Joined, pair: readonly [number, number], weight: number) => number;

const density: Closeness = ({ size }, [a, b], weight) => weight / (size[a]! * size[b]!);

/** In proportion to what merging adds to modularity. */
const modularityGain: Closeness = ({ degree, total }, [a, b], weight) => weight - (degree[a]! * degree[b]!) / total;

interface Merging extends Asked {
  readonly closeness: Closeness;
}

function merged(community: Int32Array, graph: Graph, asked: Merging): Int32Array {
  const themes = joinedOf(community, graph);
  const into = themes.size.map((_, at) => at);
  let left = themes.size.filter((size) => size >= asked.smallest).length;
  while (left > asked.themes) {
    const pair = closest(themes, asked);
    if (pair === undefined) break;
    absorb(themes, pair);
    for (const [at, target] of into.entries()) if (target === pair[1]) into[at] = pair[0];
    left -= 1;
  }
  return community.map((own) => into[own]!);
}

function joinedOf(community: Int32Array, graph: Graph): Joined {
  const count = community.reduce((most, own) => Math.max(most, own + 1), 0);
  const size = Array<number>(count).fill(0);
  const degree = Array<number>(count).fill(0);
  const between = Array.from({ length: count }, () => new Map<number, number>());
  let total = 0;
  for (const [node, own] of community.entries()) {
    size[own]! += 1;
    for (let p = graph.start[node]!; p < graph.start[node + 1]!; p += 1) {
      const other = community[graph.neighbour[p]!]!;
      degree[own]! += graph.weight[p]!;
      total += graph.weight[p]!;
      if (other !== own) between[own]!.set(other, (between[own]!.get(other) ?? 0) + graph.weight[p]!);
    }
  }
  return { size, degree, between, total };
}

/** The two themes nearest to each other. */
function closest(themes: Joined, { smallest, closeness }: Merging): readonly [number, number] | undefined {
  const { size, between } = themes;
  let best: readonly [number, number] | undefined;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const [own, others] of between.entries()) {
    if (size[own]! < smallest) continue;
    for (const [other, weight] of others) {
      if (other < own || size[other]! < smallest) continue;
      const near = closeness(themes, [own, other], weight);
      if (near > greatest) {
        greatest = near;
        best = [own, other];
      }
    }
  }
  return best;
}

function absorb({ size, degree, between }: Joined, [kept, gone]: readonly [number, number]): void {
  size[kept]! += size[gone]!;
  degree[kept]! += degree[gone]!;
  size[gone] = 0;
  for (const [other, weight] of between[gone]!) {
    between[other]!.delete(gone);
    if (other === kept) continue;
    const sum = (between[kept]!.get(other) ?? 0) + weight;
    between[kept]!.set(other, sum);
    between[other]!.set(kept, sum);
  }
  between[gone]!.clear();
}
