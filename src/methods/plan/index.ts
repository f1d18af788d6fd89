/** What to do with the capacity there is, and when it will be done. */

import { deliveryForecast } from './delivery-forecast.ts';
import { knapsack } from './knapsack.ts';
import { littlesLaw } from './littles-law.ts';
import { roadmapSelection } from './roadmap-selection.ts';
import { threePointEstimate } from './three-point-estimate.ts';

export { deliveryForecast, knapsack, littlesLaw, roadmapSelection, threePointEstimate };

export const planMethods = [deliveryForecast, threePointEstimate, littlesLaw, roadmapSelection, knapsack] as const;
