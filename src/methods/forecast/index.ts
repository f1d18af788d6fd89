/** Forecasting from a series' own past, and what breaks it. */

import { exponentialSmoothing } from './exponential-smoothing.ts';
import { holt } from './holt.ts';
import { simpleExponentialSmoothing } from './simple-exponential-smoothing.ts';

export { exponentialSmoothing, holt, simpleExponentialSmoothing };

export const forecastMethods = [simpleExponentialSmoothing, holt, exponentialSmoothing] as const;
