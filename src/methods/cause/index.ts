/** What a change caused, where there was no experiment, and whom it moves. */

import { causalImpact } from './causal-impact.ts';
import { differenceInDifferences } from './difference-in-differences.ts';
import { interruptedTimeSeries } from './interrupted-time-series.ts';
import { uplift } from './uplift.ts';

export { causalImpact, differenceInDifferences, interruptedTimeSeries, uplift };

export const causeMethods = [differenceInDifferences, interruptedTimeSeries, causalImpact, uplift] as const;
