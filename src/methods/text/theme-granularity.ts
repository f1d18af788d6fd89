/** How fine themes should be: the resolution whose grouping is the least likely to be chance. */

import { randomFrom } from '../numeric/random.ts';
import { graphCommunities } from './graph-communities.ts';
import type { Graph } from './text-graph.ts';

/** From coarse to fine by steps of about the square root of two. */
const RESOLUTIONS = [1, 1.4, 2, 2.8, 4, 5.6, 8, 11.2];
/** A finer grouping must be more surprising by this share; where there is little to choose, the coarser one is kept. */
const WORTH_IT = 0.01;
/** So many finer tries in a row that are not worth it end the search. */
const PATIENCE = 2;

export interface Grouping {
  readonly resolution: number;
  readonly surprise: number;
  readonly community: Int32Array;
}

/**
 * Traag, Aldecoa and Delvenne (2015): with q the share of edge weight within groups and e the share of pairs of texts within
 * groups, surprise is `q ln(q / e) + (1 - q) ln((1 - q) / (1 - e))`, the evidence per unit of weight against chance.
 */
export function surpriseOf(graph: Graph, community: Int32Array): number {
  const sizes = new Map<number, number>();
  for (const own of community) sizes.set(own, (sizes.get(own) ?? 0) + 1);
  let pairs = 0;
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
  let [within, total] = [0, 0];
  for (let node = 0; node < graph.nodes; node += 1)
    for (let p = graph.start[node]!; p < graph.start[node + 1]!; p += 1) {
      total += graph.weight[p]!;
      if (community[graph.neighbour[p]!] === community[node]) within += graph.weight[p]!;
    }
  if (total === 0) return 0;
  const expected = pairs / ((graph.nodes * (graph.nodes - 1)) / 2);
  return divergence(within / total, expected);
}

function divergence(q: number, e: number): number {
  if (e <= 0 || e >= 1) return 0;
  const within = q > 0 ? q * Math.log(q / e) : 0;
  const across = q < 1 ? (1 - q) * Math.log((1 - q) / (1 - e)) : 0;
  return within + across;
}

/** Groupings tried from coarse to fine, and the coarsest that none of the finer ones is clearly more surprising than. */
export function tryGroupings(graph: Graph, seed: number, progress?: (done: number) => void) {
  const tried: Grouping[] = [];
  let best: Grouping | undefined;
  let idle = 0;
  for (const [at, resolution] of RESOLUTIONS.entries()) {
    progress?.(at / RESOLUTIONS.length);
    const one = groupingAt(graph, resolution, seed);
    tried.push(one);
    if (best === undefined || one.surprise > best.surprise * (1 + WORTH_IT)) {
      best = one;
      idle = 0;
    } else idle += 1;
    if (idle >= PATIENCE) break;
  }
  return { tried, best: best ?? groupingAt(graph, 1, seed) };
}

export function groupingAt(graph: Graph, resolution: number, seed: number): Grouping {
  const community = graphCommunities(graph, resolution, randomFrom(seed));
  return { resolution, surprise: surpriseOf(graph, community), community };
}
