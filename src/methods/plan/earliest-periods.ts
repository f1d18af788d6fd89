/** Among roadmaps worth the same, the one that delivers first. */

import type { Roadmap } from './roadmap-programme.ts';

/** Items moved to earlier periods where that breaks no limit and loses nothing. */
export function earliestPeriods(roadmap: Roadmap, given: Int32Array): Int32Array {
  const { periods, effort } = roadmap;
  const period = given.slice();
  const room = roadmap.capacity.map((teams) => [...teams]);
  period.forEach((own, i) => {
    if (own < periods) take(room[own]!, effort[i]!, 1);
  });
  for (let moved = true, round = 0; moved && round < periods; round++) {
    moved = false;
    for (const i of inOrder(period)) {
      const own = period[i]!;
      const t = earlierPeriod(roadmap, period, room, i);
      if (t >= own) continue;
      take(room[own]!, effort[i]!, -1);
      take(room[t]!, effort[i]!, 1);
      period[i] = t;
      moved = true;
    }
  }
  return period;
}

function inOrder(period: Int32Array): number[] {
  return Array.from(period, (_, i) => i).sort((a, b) => period[a]! - period[b]! || a - b);
}

function take(room: number[], effort: readonly number[], sign: number): void {
  effort.forEach((need, team) => {
    room[team]! -= sign * need;
  });
}

/** The first period that fits, or its own. */
function earlierPeriod(roadmap: Roadmap, period: Int32Array, room: readonly (readonly number[])[], i: number): number {
  const { periods, value, discount, earliest, dependencies, lag, effort } = roadmap;
  const own = period[i]!;
  if (own === periods || (value[i]! < 0 && discount < 1)) return own;
  const fits = (t: number) => effort[i]!.every((need, team) => need <= room[t]![team]!);
  let t = earliest[i]!;
  for (const [first, then] of dependencies) if (then === i) t = Math.max(t, period[first]! + lag);
  while (t < own && !fits(t)) t++;
  return Math.min(t, own);
}
