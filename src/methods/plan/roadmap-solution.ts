/** The best roadmap: a head start by annealing where the programme is large, then branch and cut. */

import { MethodProblem, type MethodRun } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { annealedSchedule } from './annealed-schedule.ts';
import { type IntegerAnswer, type LinearAnswer, solveInteger } from './integer-programme.ts';
import { annealable, columnsOf, type Roadmap, type RoadmapProgramme, roundedSchedule } from './roadmap-programme.ts';
import type { Clock } from './solution-review.ts';

/** Below this many columns branch and cut needs no head start. */
const SMALL = 150;
const MOVES = 1_000_000;
const RESTARTS = 3;
/** The rounded start is good: only small losses are worth taking on the way to a better one. */
const HEAT = 0.02;

/** @throws MethodProblem `cannot-be-kept` where nothing keeps all limits. */
export async function bestRoadmap(
  roadmap: Roadmap,
  programme: RoadmapProgramme,
  linear: LinearAnswer,
  { clock, how, relativeGap }: { clock: Clock; how: MethodRun; relativeGap: number },
): Promise<IntegerAnswer> {
  const problem = programme.worth.length > SMALL ? annealable(roadmap) : null;
  let start: Float64Array | undefined;
  let value = Number.NEGATIVE_INFINITY;
  if (problem !== null) {
    const random = randomFrom(how.seed);
    let found = { period: roundedSchedule(problem, linear.at), worth: 0 };
    for (let run = 0; run < RESTARTS; run++) {
      how.progress?.((0.2 * run) / RESTARTS);
      found = annealedSchedule(problem, found.period, { moves: MOVES, heat: HEAT, random });
    }
    start = columnsOf(found.period, roadmap.periods);
    value = found.worth;
    if (linear.value - value <= relativeGap * Math.abs(value))
      return { value, at: start, bound: linear.value, proven: true };
  }
  how.progress?.(0.2);
  const solved = await solveInteger(programme, { seconds: clock.secondsLeft(), relativeGap, start });
  if (start !== undefined && (solved === null || solved.value < value))
    return { value, at: start, bound: Math.min(linear.value, solved?.bound ?? linear.value), proven: false };
  if (solved === null)
    throw new MethodProblem(
      'cannot-be-kept',
      'items',
      'No roadmap was found: free a mandatory item, or allow more seconds.',
    );
  return solved;
}
