/** The best roadmap: a head start by annealing where the programme is large, then branch and cut, then two periods at a time. */

import { MethodProblem, type MethodRun } from '../method.ts';
import { type Random, randomFrom } from '../numeric/random.ts';
import { annealedSchedule } from './annealed-schedule.ts';
import { type IntegerAnswer, type LinearAnswer, solveInteger } from './integer-programme.ts';
import { type Plan, replannedByPeriods } from './period-search.ts';
import { annealable, columnsOf, type Roadmap, type RoadmapProgramme, roundedSchedule } from './roadmap-programme.ts';
import type { Budget } from './solver-budget.ts';

/** Below this many columns branch and cut needs no help. */
const SMALL = 150;
const MOST_MOVES = 1_000_000;
const MOVES_A_COLUMN = 1000;
const RESTARTS = 3;
/** The rounded start is good: only small losses are worth taking on the way to a better one. */
const HEAT = 0.02;
/** Of the steps, for a first go at the whole: it often proves the best, and gives a bound where it does not. */
const FIRST_SHARE = 0.1;
/** The most of it that helps: cuts at the root lower the bound, branching hardly does. */
const FIRST_STEPS = 5000;

interface Task {
  readonly budget: Budget;
  readonly how: MethodRun;
  readonly relativeGap: number;
}

/** @throws MethodProblem `cannot-be-kept` where nothing keeps all limits. */
export async function bestRoadmap(
  roadmap: Roadmap,
  programme: RoadmapProgramme,
  linear: LinearAnswer,
  { budget, how, relativeGap }: Task,
): Promise<IntegerAnswer> {
  const large = programme.worth.length > SMALL && roadmap.periods > 2;
  const random = randomFrom(how.seed);
  const start = programme.worth.length > SMALL ? headStart(roadmap, linear, random, how) : null;
  if (start !== null && closeEnough(start.value, linear.value, relativeGap))
    return { ...start, bound: linear.value, proven: true };
  how.progress?.(0.2);
  const first = await solveInteger(programme, {
    budget,
    ...(large ? { steps: Math.min(FIRST_STEPS, FIRST_SHARE * budget.stepsLeft()) } : {}),
    relativeGap,
    start: start?.at,
  });
  let best = better(first, start, linear.value);
  if (best === null && large) best = await solveInteger(programme, { budget, relativeGap });
  if (best === null)
    throw new MethodProblem(
      'cannot-be-kept',
      'items',
      'No roadmap was found: free a mandatory item, or allow more steps and seconds.',
    );
  if (best.proven || !large) return best;
  how.progress?.(0.4);
  const enough = relativeGap >= 1 ? Number.NEGATIVE_INFINITY : best.bound / (1 + relativeGap);
  const { items, periods } = roadmap;
  const plan = await replannedByPeriods(programme, best, { items, periods, enough, budget, random });
  best = { ...plan, bound: Math.max(best.bound, plan.value), proven: closeEnough(plan.value, best.bound, relativeGap) };
  how.progress?.(0.6);
  if (best.proven) return best;
  const last = await solveInteger(programme, { budget, relativeGap, start: best.at });
  return better(last, best, best.bound) ?? best;
}

function headStart(roadmap: Roadmap, linear: LinearAnswer, random: Random, how: MethodRun): Plan | null {
  const problem = annealable(roadmap);
  if (problem === null) return null;
  const moves = Math.min(MOST_MOVES, MOVES_A_COLUMN * linear.at.length);
  let found = { period: roundedSchedule(problem, linear.at), worth: 0 };
  for (let run = 0; run < RESTARTS; run++) {
    how.progress?.((0.2 * run) / RESTARTS);
    found = annealedSchedule(problem, found.period, { moves, heat: HEAT, random });
  }
  return { at: columnsOf(found.period, roadmap.periods), value: found.worth };
}

function closeEnough(value: number, bound: number, relativeGap: number): boolean {
  return bound - value <= relativeGap * Math.abs(value);
}

/** What the solver found or what was known before, with the lowest bound known; null where there is neither. */
function better(solved: IntegerAnswer | null, known: Plan | null, bound: number): IntegerAnswer | null {
  if (solved === null) return known === null ? null : { ...known, bound: Math.max(bound, known.value), proven: false };
  if (solved.proven || known === null || solved.value >= known.value)
    return { ...solved, bound: Math.max(solved.value, Math.min(solved.bound, bound)) };
  return { ...known, bound: Math.max(known.value, Math.min(solved.bound, bound)), proven: false };
}
