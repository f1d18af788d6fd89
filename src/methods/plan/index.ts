/** What to do with the capacity there is, and when it will be done. */

import { knapsack } from './knapsack.ts';
import { roadmapSelection } from './roadmap-selection.ts';

export { knapsack, roadmapSelection };

export const planMethods = [roadmapSelection, knapsack] as const;
