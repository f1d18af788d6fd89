/** What each look of a group sequential test so far means. */

import { z } from 'zod';
import { type Boundary, stoppingChances } from './sequential-boundary.ts';

export const seen = z.union(
  [
    z.number().describe('The z-statistic.'),
    z
      .object({ estimate: z.number(), standardError: z.number().gt(0, 'A standard error is above 0.') })
      .describe('The estimate and its standard error at this look; z is their ratio.'),
  ],
  'Give the z-statistic of each look, or its estimate and standardError.',
);
type Seen = z.output<typeof seen>;

/** Stop or continue after each look; once a bound is crossed, stop it is. */
export function decisionsOf(
  boundary: Boundary,
  bounds: readonly number[],
  observed: readonly Seen[],
  spent: readonly number[],
) {
  const { information, sides } = boundary;
  const level = 1 - spent.reduce((sum, chance) => sum + chance, 0);
  let stopped = false;
  return observed.map((result, k) => {
    const z = typeof result === 'number' ? result : result.estimate / result.standardError;
    const bound = bounds[k]!;
    const crossed = (sides === 2 ? Math.abs(z) : z) >= bound;
    stopped ||= crossed;
    const reach = sides === 2 ? Math.abs(z) : z;
    const upTo = { information: information.slice(0, k + 1), sides };
    const chances = stoppingChances(upTo, [...bounds.slice(0, k), reach]);
    return {
      look: k + 1,
      z,
      upperZ: bound,
      crossed,
      action: stopped || k === information.length - 1 ? ('stop' as const) : ('continue' as const),
      stagewiseP: Math.min(
        1,
        chances.reduce((sum, chance) => sum + chance, 0),
      ),
      repeatedInterval: typeof result === 'number' ? null : repeated(result, bound, level),
    };
  });
}

function repeated(
  { estimate, standardError }: { estimate: number; standardError: number },
  bound: number,
  level: number,
) {
  return { estimate, low: estimate - bound * standardError, high: estimate + bound * standardError, level };
}
