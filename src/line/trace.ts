/**
 * Trace: upstream to the evidence an item rests on, downstream to the promises that rest on it, breadth first, each hit with
 * the path that explains it. Written once, as a generator that asks for the links of a frontier: memory answers at once, the
 * database one level at a time.
 */
import type { LineView } from './line-view.ts';
import type { Link } from './link.ts';

/** up: what it relies on; down: what relies on it. */
export type TraceDirection = 'up' | 'down';

export interface TraceRequest {
  readonly from: string;
  readonly direction: TraceDirection | 'both';
  /** Links to follow at most, 1 to 20; 6 unless said. */
  readonly depth?: number;
  /** Only hits of these kinds; others are passed through. */
  readonly kinds?: readonly string[];
  /** Hits at most, nearest first; 10,000 unless said. */
  readonly limit?: number;
}

export interface TraceHit {
  readonly itemId: string;
  readonly direction: TraceDirection;
  /** Links between the start and the hit. */
  readonly depth: number;
  /** The last link of the way. */
  readonly link: Link;
  /** The hit one link nearer to the start; null at depth 1. */
  readonly by: TraceHit | null;
}

export interface Trace {
  /** Nearest first, those upstream before those downstream. */
  readonly hits: readonly TraceHit[];
  /** True where `limit` cut it short. */
  readonly isCut: boolean;
}

export const TRACE_DEPTH = 6;
export const TRACE_DEPTH_MOST = 20;
const TRACE_LIMIT = 10_000;

/** The links of all these items on one side: `from` what they rely on, `to` what relies on them. */
export interface FrontierQuestion {
  readonly itemIds: readonly string[];
  readonly side: 'from' | 'to';
}
/** Lists of links, in the order of the items asked for or all in one. */
type FrontierAnswer = readonly (readonly Link[])[];

function* traceSteps(request: TraceRequest): Generator<FrontierQuestion, Trace, FrontierAnswer> {
  const limit = request.limit ?? TRACE_LIMIT;
  const depth = Math.min(request.depth ?? TRACE_DEPTH, TRACE_DEPTH_MOST);
  const directions: readonly TraceDirection[] = request.direction === 'both' ? ['up', 'down'] : [request.direction];
  const hits: TraceHit[] = [];
  for (const direction of directions)
    yield* traceOneWay({ from: request.from, direction, depth, limit: limit + 1 }, hits);
  return hits.length > limit ? { hits: hits.slice(0, limit), isCut: true } : { hits, isCut: false };
}

interface OneWay {
  readonly from: string;
  readonly direction: TraceDirection;
  readonly depth: number;
  readonly limit: number;
}

function* traceOneWay(way: OneWay, hits: TraceHit[]): Generator<FrontierQuestion, void, FrontierAnswer> {
  const side = way.direction === 'up' ? 'from' : 'to';
  const seen = new Map<string, TraceHit | null>([[way.from, null]]);
  let frontier: string[] = [way.from];
  for (let depth = 1; depth <= way.depth && frontier.length > 0; depth += 1) {
    const answer = yield { itemIds: frontier, side };
    frontier = [];
    for (const links of answer) {
      for (const link of links) {
        const itemId = side === 'from' ? link.toId : link.fromId;
        if (seen.has(itemId)) continue;
        const hit = {
          itemId,
          direction: way.direction,
          depth,
          link,
          by: seen.get(side === 'from' ? link.fromId : link.toId) ?? null,
        };
        seen.set(itemId, hit);
        frontier.push(itemId);
        if (hits.push(hit) >= way.limit) return;
      }
    }
  }
}

/**
 * The links that lead from the start to the hit, in that order: why it is in the trace.
 *
 * @example
 * pathOf(hit).map((link) => link.id)
 */
export function pathOf(hit: TraceHit): readonly Link[] {
  const path: Link[] = [];
  for (let at: TraceHit | null = hit; at !== null; at = at.by) path.push(at.link);
  return path.reverse();
}

/**
 * Traces in memory.
 *
 * @example
 * traceIn(mirror, { from: need.id, direction: 'down', kinds: ['message'] }).hits.map(pathOf)
 */
export function traceIn(line: Pick<LineView, 'item' | 'linksFrom' | 'linksTo'>, request: TraceRequest): Trace {
  const steps = traceSteps(request);
  let step = steps.next();
  while (step.done !== true) {
    const { itemIds, side } = step.value;
    step = steps.next(itemIds.map((id) => (side === 'from' ? line.linksFrom(id) : line.linksTo(id))));
  }
  return ofKinds(step.value, request.kinds, (id) => line.item(id)?.kind);
}

export interface AsyncLine {
  linksOf(question: FrontierQuestion): Promise<readonly Link[]>;
  /** The kinds of these items, asked only where the request names kinds. */
  kindsOf(itemIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/**
 * Traces over whatever answers one level at a time: the database.
 *
 * @example
 * await traceWith({ linksOf: ({ itemIds, side }) => reader.linksOf(itemIds, side), kindsOf }, { from, direction: 'both' })
 */
export async function traceWith(line: AsyncLine, request: TraceRequest): Promise<Trace> {
  const steps = traceSteps(request);
  let step = steps.next();
  while (step.done !== true) step = steps.next([await line.linksOf(step.value)]);
  if (request.kinds === undefined) return step.value;
  const kinds = await line.kindsOf(step.value.hits.map((hit) => hit.itemId));
  return ofKinds(step.value, request.kinds, (id) => kinds.get(id));
}

function ofKinds(
  trace: Trace,
  kinds: readonly string[] | undefined,
  kindOf: (id: string) => string | undefined,
): Trace {
  if (kinds === undefined) return trace;
  const wanted = new Set(kinds);
  return { ...trace, hits: trace.hits.filter((hit) => wanted.has(kindOf(hit.itemId) ?? '')) };
}
