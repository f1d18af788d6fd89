/** The product-limit curve of one group, with Greenwood's error and the intervals R's survival draws. */

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

export interface Observations {
  /** Ascending; equal times of one kind may repeat. */
  readonly time: Float64Array;
  /** Events at that time. */
  readonly events: Float64Array;
  /** Customers last seen at that time without an event; they are at risk until just after it. */
  readonly censored: Float64Array;
}

export const CONFIDENCE_TYPES = ['plain', 'log', 'log-log', 'logit', 'arcsin'] as const;
export type ConfidenceType = (typeof CONFIDENCE_TYPES)[number];

export interface CurvePoint {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  /** Censored from this time until before the next event time. */
  readonly censored: number;
  readonly survival: number;
  readonly standardError: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly cumulativeHazard: number;
}

/** Takes equal times together. */
export function observationsOf(rows: readonly { time: number; event: boolean; count: number }[]): Observations {
  const byTime = new Map<number, [number, number]>();
  for (const { time, event, count } of rows) {
    if (count === 0) continue;
    const known = byTime.get(time) ?? [0, 0];
    known[event ? 0 : 1] += count;
    byTime.set(time, known);
  }
  const sorted = [...byTime].sort(([a], [b]) => a - b);
  return {
    time: Float64Array.from(sorted, ([time]) => time),
    events: Float64Array.from(sorted, ([, [events]]) => events),
    censored: Float64Array.from(sorted, ([, [, censored]]) => censored),
  };
}

/** One point for each time at which somebody left. */
export function survivalCurve(
  { time, events, censored }: Observations,
  type: ConfidenceType,
  level: number,
): CurvePoint[] {
  const width = normalQuantile((1 + level) / 2, 0, 1);
  const points: CurvePoint[] = [];
  let atRisk = sum(events) + sum(censored);
  let survival = 1;
  let variance = 0;
  let cumulativeHazard = 0;
  for (let i = 0; i < time.length; i++) {
    const gone = events[i]!;
    if (gone > 0) {
      survival = gone === atRisk ? 0 : survival * (1 - gone / atRisk);
      variance += gone / (atRisk * (atRisk - gone));
      cumulativeHazard += gone / atRisk;
      const relative = Math.sqrt(variance);
      const band = survival > 0 ? edges(survival, relative * width, type) : { low: null, high: null };
      points.push({
        time: time[i]!,
        atRisk,
        events: gone,
        censored: censoredUntilNext({ time, events, censored }, i),
        survival,
        standardError: survival > 0 ? survival * relative : null,
        ...band,
        cumulativeHazard,
      });
    }
    atRisk -= gone + censored[i]!;
  }
  return points;
}

function edges(survival: number, reach: number, type: ConfidenceType): { low: number; high: number } {
  if (type === 'plain') return { low: Math.max(0, survival * (1 - reach)), high: Math.min(1, survival * (1 + reach)) };
  if (type === 'log') return { low: survival * Math.exp(-reach), high: Math.min(1, survival * Math.exp(reach)) };
  if (type === 'logit') {
    const odds = Math.log(survival / (1 - survival));
    const share = (logit: number) => 1 / (1 + Math.exp(-logit));
    const wide = reach / (1 - survival);
    return { low: share(odds - wide), high: share(odds + wide) };
  }
  if (type === 'arcsin') {
    const angle = Math.asin(Math.sqrt(survival));
    const wide = (reach / 2) * Math.sqrt(survival / (1 - survival));
    return { low: Math.sin(Math.max(0, angle - wide)) ** 2, high: Math.sin(Math.min(Math.PI / 2, angle + wide)) ** 2 };
  }
  const log = Math.log(survival);
  return { low: Math.exp(log * Math.exp(reach / -log)), high: Math.exp(log * Math.exp(reach / log)) };
}

function censoredUntilNext({ events, censored }: Observations, from: number): number {
  let total = censored[from]!;
  for (let i = from + 1; i < events.length && events[i] === 0; i++) total += censored[i]!;
  return total;
}

/** Share still there at a time: the curve stands from each point up to before the next. */
export function survivalAt(curve: readonly CurvePoint[], time: number): number {
  let share = 1;
  for (const point of curve) {
    if (point.time > time) break;
    share = point.survival;
  }
  return share;
}

/** When the curve (or an edge of its band) first falls to a share; the middle of the step where it rests exactly on it. Null where it never does. */
export function timeOfShare(
  curve: readonly CurvePoint[],
  share: number,
  of: (point: CurvePoint) => number | null,
): number | null {
  for (const [i, point] of curve.entries()) {
    const value = of(point) ?? (point.survival === 0 ? 0 : 1);
    if (Math.abs(value - share) < 1e-12) return (point.time + (curve[i + 1]?.time ?? point.time)) / 2;
    if (value < share) return point.time;
  }
  return null;
}

/** Mean time up to a limit: the area under the curve, with its standard error (null where the last to be seen left before it). */
export function restrictedMean(
  curve: readonly CurvePoint[],
  limit: number,
): { value: number; standardError: number | null } {
  const steps = curve.filter(({ time }) => time < limit);
  let area = 0;
  let variance = 0;
  for (let i = steps.length - 1; i >= 0; i--) {
    const { time, survival, events, atRisk } = steps[i]!;
    area += survival * ((steps[i + 1]?.time ?? limit) - time);
    if (atRisk > events) variance += (area ** 2 * events) / (atRisk * (atRisk - events));
  }
  const value = area + (steps[0]?.time ?? limit);
  return { value, standardError: Math.sqrt(variance) };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
