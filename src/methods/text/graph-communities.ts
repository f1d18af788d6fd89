/** Communities of a graph by the Louvain method with a resolution. */

import type { Random } from '../numeric/random.ts';
import type { Graph } from './text-graph.ts';

const MOST_LEVELS = 20;
const MOST_PASSES = 30;
/** Passes over a level end when fewer than this share of its nodes still move; the next level moves them together. */
const SETTLED = 0.001;
/** A move must gain more than rounding does. */
const LEAST_GAIN = 1e-12;

/**
 * Blondel et al. (2008) with the resolution of Reichardt and Bornholdt (2006): each node goes to the neighbouring community
 * where `weight to it - resolution · strength of node · strength of it / total` is greatest, until nothing moves; then
 * communities become nodes. Communities are numbered from 0 in the order of their first node.
 *
 * @example graphCommunities(graph, 1, randomFrom(1)); // Int32Array [0, 0, 0, 1, 1, 1]
 */
export function graphCommunities(graph: Graph, resolution: number, random: Random): Int32Array {
  let level = graph;
  let member = Int32Array.from({ length: graph.nodes }, (_, node) => node);
  for (let round = 0; round < MOST_LEVELS; round += 1) {
    const community = moveNodes(level, resolution, random);
    const communities = renumber(community);
    member = member.map((node) => community[node]!);
    if (communities === level.nodes) break;
    level = aggregate(level, community, communities);
  }
  renumber(member);
  return member;
}

function moveNodes(graph: Graph, resolution: number, random: Random): Int32Array {
  const { nodes, start, neighbour, weight } = graph;
  const strength = strengths(graph);
  const total = strength.reduce((sum, value) => sum + value, 0) || 1;
  const community = Int32Array.from({ length: nodes }, (_, node) => node);
  const inside = strength.slice();
  const toward = new Float64Array(nodes);
  const touched = new Int32Array(nodes);
  const order = shuffled(nodes, random);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    let moved = 0;
    for (const node of order) {
      const home = community[node]!;
      let found = 0;
      for (let p = start[node]!; p < start[node + 1]!; p += 1) {
        const other = community[neighbour[p]!]!;
        if (toward[other] === 0) touched[found++] = other;
        toward[other]! += weight[p]!;
      }
      const pull = (resolution * strength[node]!) / total;
      inside[home]! -= strength[node]!;
      let best = home;
      let gain = toward[home]! - pull * inside[home]! + LEAST_GAIN;
      for (let f = 0; f < found; f += 1) {
        const other = touched[f]!;
        const here = toward[other]! - pull * inside[other]!;
        toward[other] = 0;
        if (other !== home && here > gain) {
          best = other;
          gain = here;
        }
      }
      toward[home] = 0;
      inside[best]! += strength[node]!;
      if (best !== home) moved += 1;
      community[node] = best;
    }
    if (moved <= SETTLED * nodes) break;
  }
  return community;
}

/** The weight that ends at each node. */
function strengths({ nodes, start, weight, loop }: Graph): Float64Array {
  const strength = loop.slice();
  for (let node = 0; node < nodes; node += 1)
    for (let p = start[node]!; p < start[node + 1]!; p += 1) strength[node]! += weight[p]!;
  return strength;
}

function shuffled(length: number, random: Random): Int32Array {
  const order = Int32Array.from({ length }, (_, at) => at);
  for (let last = length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
  return order;
}

/** Numbers the labels from 0 in the order they come, in place; how many there are. */
function renumber(labels: Int32Array): number {
  const number = new Map<number, number>();
  for (let i = 0; i < labels.length; i += 1) {
    const label = labels[i]!;
    let own = number.get(label);
    if (own === undefined) {
      own = number.size;
      number.set(label, own);
    }
    labels[i] = own;
  }
  return number.size;
}

/** Communities as nodes: edges between them summed, those within them a loop. Numbers that no node has become nodes alone. */
export function aggregate(graph: Graph, community: Int32Array, communities: number): Graph {
  const members = membersOf(community, communities);
  const loop = new Float64Array(communities);
  const start = new Int32Array(communities + 1);
  const neighbour: number[] = [];
  const weight: number[] = [];
  const toward = new Float64Array(communities);
  const touched: number[] = [];
  const addEdgesOf = (node: number): void => {
    for (let p = graph.start[node]!; p < graph.start[node + 1]!; p += 1) {
      const other = community[graph.neighbour[p]!]!;
      if (toward[other] === 0) touched.push(other);
      toward[other]! += graph.weight[p]!;
    }
  };
  for (let own = 0; own < communities; own += 1) {
    for (let m = members.start[own]!; m < members.start[own + 1]!; m += 1) {
      loop[own]! += graph.loop[members.node[m]!]!;
      addEdgesOf(members.node[m]!);
    }
    for (const other of touched) {
      if (other === own) loop[own]! += toward[other]!;
      else {
        neighbour.push(other);
        weight.push(toward[other]!);
      }
      toward[other] = 0;
    }
    touched.length = 0;
    start[own + 1] = neighbour.length;
  }
  return { nodes: communities, start, loop, neighbour: Int32Array.from(neighbour), weight: Float64Array.from(weight) };
}

/** The nodes of each community, side by side. */
function membersOf(community: Int32Array, communities: number) {
  const start = new Int32Array(communities + 1);
  for (const own of community) start[own + 1]! += 1;
  for (let i = 0; i < communities; i += 1) start[i + 1]! += start[i]!;
  const next = start.slice();
  const node = new Int32Array(community.length);
  for (const [at, own] of community.entries()) node[next[own]!++] = at;
  return { start, node };
}
