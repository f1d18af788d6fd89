/** A six-hop trace against a plain breadth-first search that walks the same arrays of the same mirror and only counts. */

import { createMirror, type Link, type Mirror, traceIn } from '../src/line/index.ts';
import { itemOf, lineModel, linkOf, snapshotOf } from '../src/line/line.sample.ts';
import type { Benchmark, Measurement } from './benchmark.ts';

const ITEMS = 100_000;
const LINKS = 300_000;
const LAYERS = 10;
const HOPS = 6;
const STARTS = 300;
const ROUNDS = 5;
const SEED = 20_210_601;

export const trace: Benchmark = {
  names: ['trace.ratio', 'trace.p99_ms'],
  async run() {
    const { mirror, starts } = lineOf(randomFrom(SEED));
    const traced: number[] = [];
    let plain = 0;
    let hits = 0;
    const takeTrace = (from: string) =>
      traceIn(mirror, { from, direction: 'down', depth: HOPS, limit: ITEMS }).hits.length;
    const takePlain = (from: string) => reachedFrom(mirror, from);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [at, from] of starts.entries()) {
        // Whoever goes second finds the memory warm, so they take turns.
        const plainFirst = (at + round) % 2 === 0;
        const [first, second] = plainFirst
          ? [timed(takePlain, from), timed(takeTrace, from)]
          : [timed(takeTrace, from), timed(takePlain, from)];
        const [search, tracing] = plainFirst ? [first, second] : [second, first];
        if (tracing.found !== search.found)
          throw new Error(`The trace found ${tracing.found} items, the search ${search.found}.`);
        // The first round warms both.
        if (round === 0) continue;
        hits += tracing.found;
        plain += search.ms;
        traced.push(tracing.ms);
      }
    }
    return measured(traced, plain, hits);
  },
};

function timed(take: (from: string) => number, from: string): { readonly found: number; readonly ms: number } {
  const before = performance.now();
  const found = take(from);
  return { found, ms: performance.now() - before };
}

function measured(traced: readonly number[], plain: number, hits: number): readonly Measurement[] {
  const total = traced.reduce((sum, ms) => sum + ms, 0);
  const p99 = traced.toSorted((a, b) => a - b)[Math.floor(traced.length * 0.99)] ?? 0;
  const detail = {
    items: ITEMS,
    links: LINKS,
    hops: HOPS,
    traces: traced.length,
    meanHits: Math.round(hits / traced.length),
  };
  return [
    {
      name: 'trace.ratio',
      value: total / plain,
      unit: 'x',
      detail: { ...detail, traceMs: total / traced.length, searchMs: plain / traced.length },
    },
    { name: 'trace.p99_ms', value: p99, unit: 'ms', detail: { ...detail, most: Math.max(...traced) } },
  ];
}

function reachedFrom(mirror: Mirror, from: string): number {
  const seen = new Set([from]);
  let frontier = [from];
  for (let depth = 0; depth < HOPS; depth += 1) {
    const next: string[] = [];
    for (const id of frontier) {
      for (const link of mirror.linksTo(id)) {
        if (seen.has(link.fromId)) continue;
        seen.add(link.fromId);
        next.push(link.fromId);
      }
    }
    frontier = next;
  }
  return seen.size - 1;
}

/** Layers from evidence to promises; each item relies on three of the layer before, a few of which many rely on. */
function lineOf(random: () => number): { readonly mirror: Mirror; readonly starts: readonly string[] } {
  const perLayer = ITEMS / LAYERS;
  const items = Array.from({ length: ITEMS }, (_, at) => itemOf('feature', at + 1));
  const links: Link[] = [];
  while (links.length < LINKS) {
    const from = items[perLayer + Math.floor(random() * (ITEMS - perLayer))];
    if (from === undefined) continue;
    const layer = Math.floor((from.number - 1) / perLayer);
    const to = items[(layer - 1) * perLayer + Math.floor(random() ** 2 * perLayer)];
    if (to !== undefined) links.push(linkOf('feature.dependsOn', from, to, { id: `link-${links.length}` }));
  }
  const mirror = createMirror(lineModel);
  mirror.load(snapshotOf(1, items, links));
  const starts = Array.from({ length: STARTS }, () => items[Math.floor(random() * perLayer * 4)]?.id ?? '');
  return { mirror, starts };
}

/** Mulberry32: the same line in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
