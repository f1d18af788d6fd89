/** What a change caused, where there was no experiment, and whom it moves. */

import { differenceInDifferences } from './difference-in-differences.ts';
import { interruptedTimeSeries } from './interrupted-time-series.ts';
import { uplift } from './uplift.ts';

export { differenceInDifferences, interruptedTimeSeries, uplift };

export const causeMethods = [differenceInDifferences, interruptedTimeSeries, uplift] as const;
