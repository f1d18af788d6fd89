/** Which departures from no effect count, and the p-value that follows. */

import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import { z } from 'zod';
import { normalTwoSided, tTwoSided } from './tail-probability.ts';

export const alternative = z
  .enum(['two-sided', 'greater', 'less'])
  .default('two-sided')
  .describe(
    'Which departures count for p. greater: only a treatment above the control; less: only below. Decide before looking. Intervals stay two-sided: their lower end at level 0.9 is the one-sided 95 % bound.',
  );
export type Alternative = z.output<typeof alternative>;

/** @param z positive where the treatment is above the control. */
export function normalP(z: number, side: Alternative): number {
  return side === 'two-sided' ? normalTwoSided(z) : normalCdf(side === 'greater' ? -z : z, 0, 1);
}

/** @param t positive where the treatment is above the control. */
export function tP(t: number, degreesOfFreedom: number, side: Alternative): number {
  const half = tTwoSided(t, degreesOfFreedom) / 2;
  if (side === 'two-sided') return 2 * half;
  const above = side === 'greater' ? t : -t;
  return above > 0 ? half : above < 0 ? tCdf(Math.abs(t), Math.min(degreesOfFreedom, 1e10)) : 0.5;
}
