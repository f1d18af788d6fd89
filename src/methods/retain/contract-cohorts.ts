/** Cohorts of a contract, counted from renewal to renewal: how they are given and what must hold. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';

const active = z
  .array(z.number().min(0, 'Give how many are still active, 0 or more.'))
  .min(2, 'Give the start and at least one renewal.');

/** Members of the inputs. */
export const contractCohorts = {
  active: z
    .union([active, z.array(active).min(1, 'Give at least one cohort.')])
    .describe(
      'Customers still active: at the start, after the first renewal, and so on; one list, or one list a cohort. Percentages too, with `customers`.',
    ),
  customers: z
    .number()
    .gt(0)
    .optional()
    .describe('Size of the (single) cohort at the start, where `active` holds shares or percentages.'),
};

/** Each cohort as counts, and how many renewals to fit. @throws MethodProblem `nobody-active`, `active-grows`, `nobody-left`. */
export function cohortsOf(inputs: {
  active: number[] | number[][];
  customers?: number | undefined;
  calibrationPeriods?: number | undefined;
}) {
  const lists = inputs.active.map((entry) => (typeof entry === 'number' ? [entry] : entry));
  const given = typeof inputs.active[0] === 'number' ? [lists.flat()] : lists;
  given.forEach((cohort, which) => {
    const field = given.length === 1 ? 'active' : `active.${which}`;
    if (!(cohort[0]! > 0))
      throw new MethodProblem('nobody-active', field, 'Start with the size of the cohort, above 0.');
    if (cohort.some((now, t) => t > 0 && now > cohort[t - 1]!))
      throw new MethodProblem(
        'active-grows',
        field,
        'Count those of the cohort still active: the numbers cannot grow.',
      );
  });
  const factor = inputs.customers === undefined ? 1 : inputs.customers / given[0]![0]!;
  const cohorts = given.map((cohort) => cohort.map((value) => value * factor));
  const longest = Math.max(...cohorts.map(({ length }) => length)) - 1;
  const periods = Math.min(inputs.calibrationPeriods ?? longest, longest);
  if (cohorts.every((cohort) => cohort[0] === cohort[Math.min(periods, cohort.length - 1)]))
    throw new MethodProblem(
      'nobody-left',
      'active',
      'Nobody has left yet, so leaving cannot be projected: wait for a renewal at which some leave.',
    );
  return { cohorts, periods };
}
