/** What a change caused, where there was no experiment, and whom it moves. */

import { differenceInDifferences } from './difference-in-differences.ts';
import { interruptedTimeSeries } from './interrupted-time-series.ts';

export { differenceInDifferences, interruptedTimeSeries };

export const causeMethods = [differenceInDifferences, interruptedTimeSeries] as const;
