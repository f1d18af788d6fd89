/** Texts joined to the texts they are most like. */

import type { Nearest } from './nearest-texts.ts';

/** Undirected, weighted: the neighbours of node i stand from `start[i]` up to `start[i + 1]`, each edge at both its ends. */
export interface Graph {
  readonly nodes: number;
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
  readonly weight: Float64Array;
  /** Weight within a node that stands for several, counted at both ends. */
  readonly loop: Float64Array;
}

/** An edge wherever one of two texts lists the other, weighing their similarity. */
export function graphOf({ count, most, text, similarity }: Nearest): Graph {
  const nodes = count.length;
  const lists = (from: number, to: number): boolean => {
    for (let p = from * most; p < from * most + count[from]!; p += 1) if (text[p] === to) return true;
    return false;
  };
  const degree = new Int32Array(nodes + 1);
  const eachEdge = (visit: (a: number, b: number, weight: number) => void) => {
    for (let a = 0; a < nodes; a += 1)
      for (let p = a * most; p < a * most + count[a]!; p += 1) {
        const b = text[p]!;
        if (a < b || !lists(b, a)) visit(a, b, similarity[p]!);
      }
  };
  eachEdge((a, b) => {
    degree[a + 1]! += 1;
    degree[b + 1]! += 1;
  });
  for (let i = 0; i < nodes; i += 1) degree[i + 1]! += degree[i]!;
  const start = degree.slice();
  const neighbour = new Int32Array(start[nodes]!);
  const weight = new Float64Array(start[nodes]!);
  eachEdge((a, b, value) => {
    const [atA, atB] = [degree[a]!++, degree[b]!++];
    neighbour[atA] = b;
    neighbour[atB] = a;
    weight[atA] = value;
    weight[atB] = value;
  });
  return { nodes, start, neighbour, weight, loop: new Float64Array(nodes) };
}
