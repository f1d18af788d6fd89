/**
 * The best split of a budget over Hill curves, proven: branch and bound over the S-shaped ones, whose smallest concave curve above
 * (a straight line up to where it touches, then the curve itself) gives the bound (Udell & Boyd 2013, Maximizing a sum of sigmoids).
 */

import { type HillCurve, hillInflexion, hillMarginal, hillResponse } from './media-curves.ts';

const MOST_BISECTIONS = 200;
const MOST_BRANCHES = 4000;
/** A proof this close counts as exact. */
const RELATIVE_GAP = 1e-11;
const ROUNDING = 1e-12;
/** Prices are searched from here up, by their logarithm. */
const LEAST_PRICE = 1e-250;

export interface BoundedCurve {
  readonly curve: HillCurve;
  readonly lower: number;
  readonly upper: number;
}

export interface Allocation {
  readonly spend: Float64Array;
  readonly response: number;
  /** No split can bring more than `response` plus this. */
  readonly gap: number;
  readonly proven: boolean;
}

/** Concave from below: straight with `slope` from `lower` to `touch`, the curve itself from there. */
interface Envelope extends BoundedCurve {
  readonly touch: number;
  readonly slope: number;
}

interface Branch {
  readonly envelopes: readonly Envelope[];
  readonly spend: Float64Array;
  readonly bound: number;
}

/**
 * The split that brings most; all of the budget is spent as far as the upper bounds allow.
 *
 * @example bestAllocation([{ curve: { maximum: 1, half: 1, slope: 1 }, lower: 0, upper: 9 }], 4).spend; // 4
 */
export function bestAllocation(curves: readonly BoundedCurve[], budget: number): Allocation {
  const responseOf = (spend: Float64Array) => spend.reduce((sum, x, i) => sum + hillResponse(curves[i]!.curve, x), 0);
  const spent = Math.min(budget, total(Float64Array.from(curves, ({ upper }) => upper))) * (1 - ROUNDING);
  let spend = Float64Array.from(curves, ({ lower }) => lower);
  let response = Number.NEGATIVE_INFINITY;
  const keep = (found: Float64Array) => {
    const brings = responseOf(found);
    if (brings > response && total(found) >= spent) {
      spend = Float64Array.from(found);
      response = brings;
    }
  };
  const twins = twinsOf(curves);
  const open: Branch[] = [relaxed(curves.map(envelopeOf), budget)];
  let bound = open[0]!.bound;
  for (let count = 0; count < MOST_BRANCHES; count++) {
    const branch = open.pop();
    if (branch === undefined) break;
    bound = branch.bound;
    keep(branch.spend);
    keep(rounded(branch, budget));
    if (bound <= response + RELATIVE_GAP * Math.abs(response)) return { spend, response, gap: 0, proven: true };
    for (const half of halves(branch, twins)) {
      if (spentAtLeast(half) > budget || spentAtMost(half) < Math.min(budget, spentAtMost(curves))) continue;
      insert(open, relaxed(half, budget));
    }
  }
  const gap = Math.max(0, bound - response);
  return { spend, response, gap, proven: open.length === 0 };
}

function spentAtLeast(curves: readonly BoundedCurve[]): number {
  return curves.reduce((sum, { lower }) => sum + lower, 0) * (1 - ROUNDING);
}

function spentAtMost(curves: readonly BoundedCurve[]): number {
  return curves.reduce((sum, { upper }) => sum + upper, 0) * (1 + ROUNDING);
}

/** Kept with the highest bound last. */
function insert(open: Branch[], branch: Branch): void {
  let low = 0;
  let high = open.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (open[middle]!.bound < branch.bound) low = middle + 1;
    else high = middle;
  }
  open.splice(low, 0, branch);
}

function envelopeOf(bounded: BoundedCurve): Envelope {
  const { curve, lower, upper } = bounded;
  const turn = hillInflexion(curve);
  if (lower >= turn || upper <= lower) return { ...bounded, touch: lower, slope: Number.POSITIVE_INFINITY };
  const base = hillResponse(curve, lower);
  const above = (x: number) => hillMarginal(curve, x) * (x - lower) - (hillResponse(curve, x) - base);
  const chord = (x: number) => (hillResponse(curve, x) - base) / (x - lower);
  if (upper <= turn || above(upper) >= 0) return { ...bounded, touch: upper, slope: chord(upper) };
  const touch = bisected(above, turn, upper);
  return { ...bounded, touch, slope: chord(touch) };
}

/** Where a falling function turns from positive to negative. */
function bisected(f: (x: number) => number, from: number, to: number): number {
  let low = from;
  let high = to;
  for (let step = 0; step < MOST_BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** What one channel takes where a unit of spend must bring at least `price`. */
function takenAt({ curve, lower, upper, touch, slope }: Envelope, price: number): number {
  if (price >= slope) return lower;
  if (touch >= upper || hillMarginal(curve, upper) >= price) return upper;
  if (hillMarginal(curve, touch) <= price) return touch;
  return bisected((x) => hillMarginal(curve, x) - price, touch, upper);
}

function taken(envelopes: readonly Envelope[], price: number): Float64Array {
  return Float64Array.from(envelopes, (envelope) => takenAt(envelope, price));
}

function total(spend: Float64Array): number {
  return spend.reduce((sum, x) => sum + x, 0);
}

function envelopeAt({ curve, lower, touch, slope }: Envelope, x: number): number {
  return x < touch ? hillResponse(curve, lower) + slope * (x - lower) : hillResponse(curve, x);
}

/** The concave problem by its price: bisection on what a unit must bring, then the last stretch of straight lines is shared out. */
function relaxed(envelopes: readonly Envelope[], budget: number): Branch {
  const free = Float64Array.from(envelopes, ({ upper }) => upper);
  if (total(free) <= budget) return { envelopes, spend: free, bound: valueAt(envelopes, free) };
  let low = LEAST_PRICE;
  let high = steepest(envelopes);
  for (let step = 0; step < MOST_BISECTIONS; step++) {
    const price = high > 2 * low ? Math.sqrt(low) * Math.sqrt(high) : (low + high) / 2;
    if (price <= low || price >= high) break;
    if (total(taken(envelopes, price)) > budget) low = price;
    else high = price;
  }
  const more = taken(envelopes, low);
  const less = taken(envelopes, high);
  const room = total(more) - total(less);
  const share = room > 0 ? Math.min(1, Math.max(0, (budget - total(less)) / room)) : 0;
  const spend = less.map((x, i) => x + share * (more[i]! - x));
  return { envelopes, spend, bound: valueAt(envelopes, spend) };
}

/** A price at which nobody takes more than the least. */
function steepest(envelopes: readonly Envelope[]): number {
  let price = 1;
  for (const { curve } of envelopes) price = Math.max(price, (curve.maximum / curve.half) * (curve.slope + 1));
  const least = envelopes.reduce((sum, { lower }) => sum + lower, 0);
  for (let step = 0; step < MOST_BISECTIONS; step++) {
    if (total(taken(envelopes, price)) <= least + ROUNDING * Math.max(1, least)) break;
    price *= 8;
  }
  return price;
}

function valueAt(envelopes: readonly Envelope[], spend: Float64Array): number {
  return envelopes.reduce((sum, envelope, i) => sum + envelopeAt(envelope, spend[i]!), 0);
}

/** A split worth trying: whoever stands on a straight line goes all the way down, and the others share what is free. */
function rounded({ envelopes, spend }: Branch, budget: number): Float64Array {
  const fixed = envelopes.map((envelope, i) =>
    onStraightLine(envelope, spend[i]!) ? { ...envelope, upper: envelope.lower, touch: envelope.lower } : envelope,
  );
  return relaxed(fixed, budget).spend;
}

function onStraightLine({ lower, touch }: Envelope, x: number): boolean {
  const slack = 1e-9 * touch;
  return x > lower + slack && x < touch - slack;
}

/** For each channel the first one exactly like it. Of twins the earlier takes at least as much: their order does not matter. */
function twinsOf(curves: readonly BoundedCurve[]): Int32Array {
  const first = new Map<string, number>();
  return Int32Array.from(curves, ({ curve, lower, upper }, i) => {
    const key = [curve.maximum, curve.half, curve.slope, lower, upper].join();
    const twin = first.get(key) ?? i;
    first.set(key, twin);
    return twin;
  });
}

/** Cuts the range of the channel whose straight line promises most above its curve, where it stands, and its twins with it. */
function halves({ envelopes, spend }: Branch, twins: Int32Array): Envelope[][] {
  let widest = -1;
  let most = 0;
  envelopes.forEach((envelope, i) => {
    const promise = envelopeAt(envelope, spend[i]!) - hillResponse(envelope.curve, spend[i]!);
    if (promise > most) [widest, most] = [i, promise];
  });
  if (widest < 0) return [];
  const { lower, upper } = envelopes[widest]!;
  const cut = Math.min(upper - 0.01 * (upper - lower), Math.max(lower + 0.01 * (upper - lower), spend[widest]!));
  const alike = (i: number) => twins[i] === twins[widest];
  const below = envelopes.map((envelope, i) => (alike(i) && i >= widest ? cutTo(envelope, { upper: cut }) : envelope));
  const above = envelopes.map((envelope, i) => (alike(i) && i <= widest ? cutTo(envelope, { lower: cut }) : envelope));
  return [below, above].filter((half) => half.every((one) => one.lower <= one.upper));
}

function cutTo(envelope: Envelope, range: { lower?: number; upper?: number }): Envelope {
  const lower = Math.max(envelope.lower, range.lower ?? envelope.lower);
  const upper = Math.min(envelope.upper, range.upper ?? envelope.upper);
  return lower === envelope.lower && upper === envelope.upper ? envelope : envelopeOf({ ...envelope, lower, upper });
}
