import type { Near } from '../../../line/index.ts';
import { addDays } from '../../organisation/index.ts';

interface Scheduled {
  readonly state: string;
  readonly launchOn?: string | null;
}

/** Is it still to go out? One that is held has no day to keep. */
export const isAhead = ({ state }: Pick<Scheduled, 'state'>): boolean =>
  state === 'planned' || state === 'ready' || state === 'go';

/**
 * Does it go out within so many days? One whose day has passed without going out is still within.
 *
 * @example
 * isWithinDays({ state: 'planned', launchOn: '2021-06-01' }, { today: '2021-05-04' }, 28) // true
 */
export function isWithinDays(launch: Scheduled, near: Pick<Near, 'today'>, days: number): boolean {
  return isAhead(launch) && !!launch.launchOn && launch.launchOn <= addDays(near.today, days);
}
