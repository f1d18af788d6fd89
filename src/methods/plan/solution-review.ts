/** What a decider asks of a solved selection: what each limit is worth, and which choices come next. */

import {
  type Effort,
  type IntegerAnswer,
  otherThan,
  type Programme,
  relaxed,
  solveInteger,
} from './integer-programme.ts';

/** Ends when time is up; what was not reached is null. */
export interface Clock {
  secondsLeft(): number;
}

/** @example const clock = clockOf(10); */
export function clockOf(seconds: number): Clock {
  const end = performance.now() + seconds * 1000;
  return { secondsLeft: () => (end - performance.now()) / 1000 };
}

const ROUNDING = 1e-9;

/**
 * What one unit more of each row would bring, by solving again; null where time ran out.
 *
 * @example await gainsOfOneMore(programme, best, [0, 1], { clock: clockOf(5), relativeGap: 0 });
 */
export async function gainsOfOneMore(
  programme: Programme,
  best: IntegerAnswer,
  rows: readonly number[],
  { clock, relativeGap }: { clock: Clock; relativeGap: number },
): Promise<(number | null)[]> {
  const gains: (number | null)[] = [];
  for (const row of rows) {
    const effort: Effort = { seconds: clock.secondsLeft(), relativeGap, start: best.at };
    const again = effort.seconds > 0 ? await solveInteger(relaxed(programme, row, 1), effort) : null;
    gains.push(again?.proven === true ? cleared(again.value - best.value, best.value) : null);
  }
  return gains;
}

/** The next best choices of `columns`, best first; fewer where there are no more or time ran out. */
export async function nextBest(
  programme: Programme,
  best: IntegerAnswer,
  columns: readonly number[],
  { count, clock, relativeGap }: { count: number; clock: Clock; relativeGap: number },
): Promise<IntegerAnswer[]> {
  const found: IntegerAnswer[] = [];
  let rows = programme.rows;
  for (let last = best; found.length < count && clock.secondsLeft() > 0; ) {
    rows = [...rows, otherThan(last.at, columns)];
    const next = await solveInteger({ ...programme, rows }, { seconds: clock.secondsLeft(), relativeGap });
    if (next === null) break;
    found.push(next);
    last = next;
  }
  return found;
}

/** Rounding of the solver is no gain. */
function cleared(gain: number, value: number): number {
  return gain < ROUNDING * Math.max(1, Math.abs(value)) ? 0 : gain;
}
