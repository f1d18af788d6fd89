/** What one stretch of a series costs when it is described by parameters of its own: minus twice its log-likelihood. */

export type ChangeIn = 'mean' | 'mean-variance' | 'poisson';

/** Of the values from index `from` up to but not including `to`. */
export type SegmentCost = (from: number, to: number) => number;

export interface SegmentCosts {
  readonly cost: SegmentCost;
  /** Fewest values in a stretch for which the cost is defined. */
  readonly shortest: number;
  /**
   * At least so much is saved by cutting any stretch of a length in two, before the penalty; negative where cutting can cost.
   * It is what makes pruning exact.
   */
  readonly saving: (length: number) => number;
  /** Parameters of one stretch. */
  readonly parameters: number;
}

/** A stretch of equal values has this variance at least, so that its likelihood stays finite; smaller for tiny values. */
const LEAST_VARIANCE = 1e-11;

/**
 * @param modified adds the logarithm of the stretch's length, which the modified Bayes criterion asks for.
 * @param variance of the noise about the mean, known; of no use to the other two.
 * @example segmentCosts(values, { changeIn: 'mean', variance: 1, modified: false }).cost(0, 28);
 */
export function segmentCosts(
  values: readonly number[],
  { changeIn, variance, modified }: { changeIn: ChangeIn; variance: number; modified: boolean },
): SegmentCosts {
  const sums = running(values, changeIn === 'poisson' ? 0 : middle(values));
  const plain =
    changeIn === 'mean' ? meanCost(sums, variance) : changeIn === 'poisson' ? poissonCost(sums) : bothCost(sums);
  const cost: SegmentCost = modified ? (from, to) => plain(from, to) + Math.log(to - from) : plain;
  return {
    cost,
    shortest: changeIn === 'mean-variance' ? 2 : 1,
    saving: (length) => (modified ? -Math.max(0, Math.log(length / 4)) : 0),
    parameters: changeIn === 'mean-variance' ? 2 : 1,
  };
}

interface Running {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

function middle(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Running sums about a centre, so that large values far from zero keep their digits. */
function running(values: readonly number[], centre: number): Running {
  const sum = new Float64Array(values.length + 1);
  const squares = new Float64Array(values.length + 1);
  values.forEach((value, t) => {
    sum[t + 1] = sum[t]! + value - centre;
    squares[t + 1] = squares[t]! + (value - centre) ** 2;
  });
  return { sum, squares };
}

/** Sum of squares about the stretch's own mean. */
function scatter({ sum, squares }: Running, from: number, to: number): number {
  const total = sum[to]! - sum[from]!;
  return Math.max(0, squares[to]! - squares[from]! - (total * total) / (to - from));
}

function meanCost(sums: Running, variance: number): SegmentCost {
  return (from, to) => scatter(sums, from, to) / variance;
}

function bothCost(sums: Running): SegmentCost {
  const n = sums.sum.length - 1;
  const whole = scatter(sums, 0, n) / n;
  const least = LEAST_VARIANCE * (whole > 0 ? Math.min(1, whole) : 1);
  const rounding = 1e-15 * whole * n;
  return (from, to) => {
    const length = to - from;
    const rest = scatter(sums, from, to);
    const variance = Math.max(rest <= rounding ? 0 : rest / length, least);
    return length * Math.log(2 * Math.PI * variance) + (rest <= rounding ? 0 : rest / variance);
  };
}

function poissonCost({ sum }: Running): SegmentCost {
  return (from, to) => {
    const total = sum[to]! - sum[from]!;
    return total > 0 ? 2 * total * (1 - Math.log(total / (to - from))) : 0;
  };
}
