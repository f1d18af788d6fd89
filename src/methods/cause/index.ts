/** What a change caused, where there was no experiment, and whom it moves. */

import { differenceInDifferences } from './difference-in-differences.ts';

export { differenceInDifferences };

export const causeMethods = [differenceInDifferences] as const;
