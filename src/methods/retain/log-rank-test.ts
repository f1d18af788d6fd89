/** Whether groups leave at different rates: the log-rank test and its kin that look more at the early or the late times. */

import gammainc from '@stdlib/math-base-special-gammainc';
import { cholesky, solveCholesky } from '../numeric/cholesky.ts';
import type { Observations } from './survival-curve.ts';

export interface RankTest {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
  /** By group, weighted as the test weighs the times. */
  readonly observed: number[];
  readonly expected: number[];
}

/**
 * Compares groups over all times at which anybody left, each weighing `share^rho (1 - share)^gamma` by the share of all still there
 * just before it (Fleming & Harrington).
 *
 * @param rho 0: every time counts alike (log-rank, with gamma 0); 1: early times count more (Peto & Peto).
 * @returns null where nothing can be compared: no events while two groups are at risk.
 */
export function rankTest(
  groups: readonly Observations[],
  { rho, gamma }: { rho: number; gamma: number },
): RankTest | null {
  const size = groups.length;
  const observed = new Array<number>(size).fill(0);
  const expected = new Array<number>(size).fill(0);
  const covariance = new Float64Array((size - 1) ** 2);
  const atRisk = groups.map(({ events, censored }) => events.reduce((n, gone, i) => n + gone + censored[i]!, 0));
  const place = groups.map(() => 0);
  const gone = groups.map(() => 0);
  let share = 1;
  for (const time of [...new Set(groups.flatMap(({ time: times }) => [...times]))].sort((a, b) => a - b)) {
    const left = groups.map(({ time: times, censored }, g) => {
      const here = times[place[g]!] === time;
      gone[g] = here ? groups[g]!.events[place[g]!]! : 0;
      if (!here) return 0;
      place[g]! += 1;
      return gone[g]! + censored[place[g]! - 1]!;
    });
    addTime({ atRisk, gone, weight: share ** rho * (1 - share) ** gamma }, { observed, expected, covariance });
    const all = atRisk.reduce((a, b) => a + b, 0);
    share *= 1 - gone.reduce((a, b) => a + b, 0) / all;
    left.forEach((n, g) => {
      atRisk[g]! -= n;
    });
  }
  return judged(observed, expected, covariance);
}

function addTime(
  { atRisk, gone, weight }: { atRisk: readonly number[]; gone: readonly number[]; weight: number },
  to: { observed: number[]; expected: number[]; covariance: Float64Array },
): void {
  const all = atRisk.reduce((a, b) => a + b, 0);
  const events = gone.reduce((a, b) => a + b, 0);
  if (events === 0) return;
  const last = atRisk.length - 1;
  const spread = all > 1 ? (weight ** 2 * events * (all - events)) / (all - 1) : 0;
  for (let g = 0; g <= last; g++) {
    const part = atRisk[g]! / all;
    to.observed[g]! += weight * gone[g]!;
    to.expected[g]! += weight * events * part;
    if (g === last) continue;
    for (let h = 0; h < last; h++)
      to.covariance[g * last + h]! += spread * part * ((g === h ? 1 : 0) - atRisk[h]! / all);
  }
}

function judged(observed: number[], expected: number[], covariance: Float64Array): RankTest | null {
  const size = observed.length - 1;
  const excess = Float64Array.from({ length: size }, (_, g) => observed[g]! - expected[g]!);
  const solved = Float64Array.from(excess);
  const lower = Float64Array.from(covariance);
  if (cholesky(covariance, size, lower) !== -1) return null;
  solveCholesky(lower, size, solved);
  const chiSquare = excess.reduce((total, one, g) => total + one * solved[g]!, 0);
  const p = chiSquare === 0 ? 1 : gammainc(chiSquare / 2, size / 2, true, true);
  return { chiSquare, degreesOfFreedom: size, p, observed, expected };
}
