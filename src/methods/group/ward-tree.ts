/** Ward's tree by chains of nearest neighbours over cluster means: no matrix of distances is held (Murtagh 1983). */

import type { Points } from './points.ts';

export interface Merge {
  /** As in R: minus the row (from 1) for a single row, plus the number (from 1) of an earlier merge. */
  readonly one: number;
  readonly other: number;
  /** Ward.D2: distance for two single rows; squared and halved, the growth of the within sum of squares. */
  readonly height: number;
  readonly size: number;
}

interface Join {
  /** A row of each side. */
  readonly one: number;
  readonly other: number;
  readonly height: number;
}

/** All merges, lowest first. */
export function wardTree(points: Points, progress?: (done: number) => void): Merge[] {
  return numbered(joinsOf(points, progress), points.count);
}

function joinsOf({ values, count, size }: Points, progress?: (done: number) => void): Join[] {
  const centres = Float64Array.from(values);
  const sizes = new Float64Array(count).fill(1);
  const active = Int32Array.from({ length: count }, (_, at) => at);
  let left = count;
  const chain: number[] = [];
  const joins: Join[] = [];
  while (left > 1) {
    if (chain.length === 0) chain.push(active[0]!);
    const top = chain[chain.length - 1]!;
    const before = chain[chain.length - 2] ?? -1;
    const { nearest, gain } = nearestOf({ centres, sizes, active, left, size }, top, before);
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    joins.push({ one: top, other: before, height: Math.sqrt(2 * gain) });
    const [a, b] = [sizes[top]!, sizes[before]!];
    for (let k = 0; k < size; k++)
      centres[top * size + k] = (a * centres[top * size + k]! + b * centres[before * size + k]!) / (a + b);
    sizes[top] = a + b;
    active[active.indexOf(before)] = active[--left]!;
    if (joins.length % 500 === 0) progress?.(joins.length / count);
  }
  return joins.sort((a, b) => a.height - b.height);
}

interface Clusters {
  readonly centres: Float64Array;
  readonly sizes: Float64Array;
  readonly active: Int32Array;
  readonly left: number;
  readonly size: number;
}

/** The cluster whose joining adds least to the sum of squares; among equals the one before in the chain, which ends it. */
function nearestOf({ centres, sizes, active, left, size }: Clusters, top: number, before: number) {
  let nearest = -1;
  let gain = Number.POSITIVE_INFINITY;
  const from = top * size;
  const own = sizes[top]!;
  for (let at = 0; at < left; at++) {
    const other = active[at]!;
    if (other === top) continue;
    const share = (own * sizes[other]!) / (own + sizes[other]!);
    let squared = 0;
    for (let k = 0, to = other * size; k < size; k++, to++) {
      const away = centres[from + k]! - centres[to]!;
      squared += away * away;
    }
    const added = share * squared;
    if (added < gain || (added === gain && other === before)) {
      gain = added;
      nearest = other;
    }
  }
  return { nearest, gain };
}

function numbered(joins: readonly Join[], count: number): Merge[] {
  const forest = new Forest(count);
  return joins.map(({ one, other, height }, at) => {
    const [a, b] = [forest.root(one), forest.root(other)];
    const names = [forest.name[a]!, forest.name[b]!];
    // Single rows first, by row; merges by number.
    names.sort((x, y) => (x < 0 && y < 0 ? y - x : x - y));
    const size = forest.join(a, b, at + 1);
    return { one: names[0]!, other: names[1]!, height, size };
  });
}

/** Cluster of each row, 0 up by first appearance, once the tree is cut into `clusters`. */
export function cutTree(merges: readonly Merge[], clusters: number): Int32Array {
  const count = merges.length + 1;
  const forest = new Forest(count);
  const member = new Int32Array(count);
  merges.slice(0, count - clusters).forEach(({ one, other }, at) => {
    const rowOf = (name: number) => (name < 0 ? -name - 1 : member[name - 1]!);
    const [a, b] = [rowOf(one), rowOf(other)];
    member[at] = a;
    forest.join(forest.root(a), forest.root(b), at + 1);
  });
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: count }, (_, row) => {
    const root = forest.root(row);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}

/** Rows from left to right so that no branches cross. */
export function leafOrder(merges: readonly Merge[]): number[] {
  const order: number[] = [];
  const open = [merges.length];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name < 0) order.push(-name);
    else open.push(merges[name - 1]!.other, merges[name - 1]!.one);
  }
  return order;
}

/** Which rows hang together so far. */
class Forest {
  /** What R calls each root. */
  readonly name: Int32Array;
  readonly #parent: Int32Array;
  readonly #size: Int32Array;

  constructor(count: number) {
    this.name = Int32Array.from({ length: count }, (_, row) => -row - 1);
    this.#parent = Int32Array.from({ length: count }, (_, row) => row);
    this.#size = new Int32Array(count).fill(1);
  }

  root(row: number): number {
    let at = row;
    while (this.#parent[at] !== at) {
      this.#parent[at] = this.#parent[this.#parent[at]!]!;
      at = this.#parent[at]!;
    }
    return at;
  }

  join(a: number, b: number, name: number): number {
    this.#parent[b] = a;
    this.#size[a]! += this.#size[b]!;
    this.name[a] = name;
    return this.#size[a]!;
  }
}
