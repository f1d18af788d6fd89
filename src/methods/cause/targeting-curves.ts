/** Gain curves of targeting: what is won by treating the groups from the first on, with their variances. */

/** One group in the order of targeting. Sums of squares are of the responses. */
export interface TargetGroup {
  readonly group: string;
  readonly treated: number;
  readonly treatedResponses: number;
  readonly treatedVariance: number;
  readonly control: number;
  readonly controlResponses: number;
  readonly controlVariance: number;
}

export interface Curve {
  readonly points: number[];
  readonly standardErrors: number[];
  /** Trapezium over the share of the population, from nothing. */
  readonly area: number;
  /** Area under the straight line to the last point. */
  readonly randomArea: number;
  /** Area less random area. */
  readonly gain: number;
  readonly gainStandardError: number;
}

export interface Curves {
  /** Share of the population that is in the groups up to each. */
  readonly fraction: number[];
  readonly qini: Curve;
  readonly uplift: Curve;
}

/**
 * Both curves are linear in the responses of each group and arm, so their variances, and those of the areas, are exact sums.
 *
 * @example targetingCurves(groups).qini.gain;
 */
export function targetingCurves(groups: readonly TargetGroup[]): Curves {
  const treated = cumulated(groups.map((group) => group.treated));
  const control = cumulated(groups.map((group) => group.control));
  const people = treated[groups.length - 1]! + control[groups.length - 1]!;
  const fraction = treated.map((count, k) => (count + control[k]!) / people);
  return {
    fraction,
    qini: curveOf(groups, fraction, {
      treated: () => 1,
      control: (k) => -treated[k]! / control[k]!,
    }),
    uplift: curveOf(groups, fraction, {
      treated: (k) => fraction[k]! / treated[k]!,
      control: (k) => -fraction[k]! / control[k]!,
    }),
  };
}

function cumulated(counts: readonly number[]): number[] {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum;
  });
}

/** A curve whose k-th point weighs all responses up to group k by one number for each arm. */
function curveOf(
  groups: readonly TargetGroup[],
  fraction: readonly number[],
  weight: { treated: (k: number) => number; control: (k: number) => number },
): Curve {
  const last = groups.length - 1;
  const ofTreated = cumulated(groups.map((group) => group.treatedResponses));
  const ofControl = cumulated(groups.map((group) => group.controlResponses));
  const treatedVariance = cumulated(groups.map((group) => group.treated * group.treatedVariance));
  const controlVariance = cumulated(groups.map((group) => group.control * group.controlVariance));
  const points = groups.map((_, k) => weight.treated(k) * ofTreated[k]! + weight.control(k) * ofControl[k]!);
  const widths = groups.map((_, k) => ((fraction[k + 1] ?? fraction[k]!) - (fraction[k - 1] ?? 0)) / 2);
  const area = points.reduce((sum, point, k) => sum + widths[k]! * point, 0);
  const randomArea = points[last]! / 2;
  let variance = 0;
  let pullTreated = 0;
  let pullControl = 0;
  for (let k = last; k >= 0; k--) {
    const share = widths[k]! - (k === last ? 0.5 : 0);
    pullTreated += share * weight.treated(k);
    pullControl += share * weight.control(k);
    const { treated, treatedVariance: ofT, control, controlVariance: ofC } = groups[k]!;
    variance += pullTreated ** 2 * treated * ofT + pullControl ** 2 * control * ofC;
  }
  return {
    points,
    standardErrors: points.map((_, k) =>
      Math.sqrt(weight.treated(k) ** 2 * treatedVariance[k]! + weight.control(k) ** 2 * controlVariance[k]!),
    ),
    area,
    randomArea,
    gain: area - randomArea,
    gainStandardError: Math.sqrt(variance),
  };
}
