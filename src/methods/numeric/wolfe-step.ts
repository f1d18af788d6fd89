/** How far to go along a direction downhill. */

/** Returns the value at a point and writes its gradient into `gradient`. A value that is not finite counts as infinitely high. */
export type SmoothFunction = (at: Float64Array, gradient: Float64Array) => number;

interface Point {
  at: Float64Array;
  gradient: Float64Array;
  value: number;
}

interface Edge {
  step: number;
  value: number;
  slope: number;
}

/** Share of the promised decrease that must come true, and how much flatter the new slope must be. */
const DECREASE = 1e-4;
const FLATTER = 0.9;
const MOST_EVALUATIONS = 40;
const WIDEN = 4;
/** Differences of the value below this share of it are rounding: there the slope alone decides (Hager & Zhang, 2005). */
const NOISE = 1e-13;

/**
 * Finds a step that meets the strong Wolfe conditions, or at worst one that is lower; leaves it in `next`.
 *
 * @example wolfeStep(f, { here, next, direction, first: 1 }).lower; // whether `next` is below `here`
 */
export function wolfeStep(
  f: SmoothFunction,
  line: { here: Point; next: Point; direction: Float64Array; first: number },
): { lower: boolean; evaluations: number } {
  const { here, direction } = line;
  const start: Edge = { step: 0, value: here.value, slope: dot(here.gradient, direction) };
  if (!(start.slope < 0)) return { lower: false, evaluations: 0 };
  let low = start;
  let high: Edge | null = null;
  const noise = NOISE * Math.abs(start.value);
  let step = line.first;
  for (let evaluations = 1; evaluations <= MOST_EVALUATIONS; evaluations++) {
    const edge = evaluate(f, line, step);
    const tooHigh = edge.value > start.value + DECREASE * step * start.slope + noise || edge.value >= low.value + noise;
    if (tooHigh && low.step !== step) high = edge;
    else if (Math.abs(edge.slope) <= -FLATTER * start.slope) return { lower: true, evaluations };
    else {
      if (edge.slope * ((high?.step ?? Number.POSITIVE_INFINITY) - low.step) >= 0) high = low;
      low = edge;
    }
    const wanted = high === null ? widened(low, start) : between(low, high);
    if (wanted === step || (high !== null && Math.abs(high.step - low.step) <= 1e-14 * Math.max(low.step, 1e-8))) {
      return settle(f, line, { low, last: step, evaluations });
    }
    step = wanted;
  }
  return settle(f, line, { low, last: step, evaluations: MOST_EVALUATIONS });
}

/** The Wolfe conditions cannot be met: the best point so far is taken where it is lower at all. */
function settle(
  f: SmoothFunction,
  line: { here: Point; next: Point; direction: Float64Array },
  { low, last, evaluations }: { low: Edge; last: number; evaluations: number },
) {
  if (low.step === 0) return { lower: false, evaluations };
  if (low.step !== last) evaluate(f, line, low.step);
  return { lower: line.next.value < line.here.value, evaluations: evaluations + 1 };
}

function evaluate(
  f: SmoothFunction,
  { here, next, direction }: { here: Point; next: Point; direction: Float64Array },
  step: number,
): Edge {
  for (let i = 0; i < direction.length; i++) next.at[i] = here.at[i]! + step * direction[i]!;
  const value = f(next.at, next.gradient);
  const slope = dot(next.gradient, direction);
  const sound = Number.isFinite(value) && Number.isFinite(slope);
  next.value = sound ? value : Number.POSITIVE_INFINITY;
  return { step, value: next.value, slope: sound ? slope : Number.POSITIVE_INFINITY };
}

function widened(low: Edge, start: Edge): number {
  const secant = (low.step * start.slope) / (start.slope - low.slope);
  const wanted = Number.isFinite(secant) && secant > low.step ? secant : low.step * WIDEN;
  return Math.min(Math.max(wanted, low.step * 1.5), low.step * 10);
}

/** Minimum of the cubic through both edges, kept off the edges; the middle where there is none. */
function between(low: Edge, high: Edge): number {
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  if (!Number.isFinite(high.value) || !Number.isFinite(high.slope)) return low.step + width / 10;
  const d1 = low.slope + high.slope - (3 * (high.value - low.value)) / width;
  const inner = d1 * d1 - low.slope * high.slope;
  if (inner < 0) return middle;
  const d2 = Math.sign(width) * Math.sqrt(inner);
  const cubic = high.step - (width * (high.slope + d2 - d1)) / (high.slope - low.slope + 2 * d2);
  const nearest = low.step + 0.1 * width;
  const farthest = low.step + 0.9 * width;
  if (!Number.isFinite(cubic)) return middle;
  return width > 0 ? Math.min(Math.max(cubic, nearest), farthest) : Math.max(Math.min(cubic, nearest), farthest);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
