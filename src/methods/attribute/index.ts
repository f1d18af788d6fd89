/** Which channels deserve the credit for a conversion. */

import { heuristicAttribution } from './heuristic-attribution.ts';
import { markovAttribution } from './markov-attribution.ts';
import { shapleyAttribution } from './shapley-attribution.ts';
import { shapleyValue } from './shapley-value.ts';

export { heuristicAttribution, markovAttribution, shapleyAttribution, shapleyValue };

export const attributeMethods = [heuristicAttribution, markovAttribution, shapleyAttribution, shapleyValue] as const;
