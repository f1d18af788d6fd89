/** What solving may cost: steps, which stop it at the same place on every machine, and seconds, which do not. */

import { z } from 'zod';
import type { Warning } from '../method.ts';

/** Simplex iterations that branch and cut does in a second, about, on one core. */
const STEPS_A_SECOND = 5000;
/** Less than this is not worth beginning with. */
const LEAST_SECONDS = 0.05;

export interface Budget {
  /** 0 once time is up. */
  stepsLeft(): number;
  secondsLeft(): number;
  /** Seconds ended something that had steps left. */
  timeRanOut(): boolean;
  spend(steps: number): void;
  /** As many steps once more, on the same clock. */
  renewed(): Budget;
}

/** The inputs of a method that solves integer programmes. */
export function budgetInputs(steps: number) {
  return {
    solverSteps: z
      .int()
      .min(100, 'Give at least 100.')
      .max(10_000_000)
      .default(steps)
      .describe(
        `How hard to search where the best cannot be proven at once: simplex iterations, about ${STEPS_A_SECOND} a second. Twice for the answer and for what is asked about it. The answer is the same on every machine.`,
      ),
    timeLimitSeconds: z
      .number()
      .positive('Give more than 0 seconds.')
      .max(600)
      .default(60)
      .describe('A safety net over everything together: an answer that it cuts short says so in `warnings`.'),
  };
}

/** @example const budget = budgetOf({ solverSteps: 60_000, timeLimitSeconds: 60 }); */
export function budgetOf(given: { solverSteps: number; timeLimitSeconds: number }): Budget {
  const end = performance.now() + given.timeLimitSeconds * 1000;
  const clock = { end, ranOut: false };
  return counted(given.solverSteps, clock);
}

function counted(steps: number, clock: { readonly end: number; ranOut: boolean }): Budget {
  let left = steps;
  const secondsLeft = () => (clock.end - performance.now()) / 1000;
  return {
    secondsLeft,
    stepsLeft() {
      if (left > 0 && secondsLeft() < LEAST_SECONDS) clock.ranOut = true;
      return clock.ranOut ? 0 : Math.max(0, left);
    },
    timeRanOut: () => clock.ranOut,
    spend(done) {
      left -= done;
    },
    renewed: () => counted(steps, clock),
  };
}

/** @example warnings.push(...outOfTime(budget)); */
export function outOfTime(budget: Budget): Warning[] {
  if (!budget.timeRanOut()) return [];
  const text =
    'The seconds allowed ended the search before its steps did: another machine may answer otherwise. Allow more seconds, or fewer steps.';
  return [{ id: 'time-ran-out', text }];
}
