/** Forecasting from a series' own past, and what breaks it. */

import { anomalyBands } from './anomaly-bands.ts';
import { backTest } from './back-test.ts';
import { changePoints } from './change-points.ts';
import { classicalDecomposition } from './classical-decomposition.ts';
import { exponentialSmoothing } from './exponential-smoothing.ts';
import { holt } from './holt.ts';
import { holtWinters } from './holt-winters.ts';
import { simpleExponentialSmoothing } from './simple-exponential-smoothing.ts';
import { stlDecomposition } from './stl-decomposition.ts';

export {
  anomalyBands,
  backTest,
  changePoints,
  classicalDecomposition,
  exponentialSmoothing,
  holt,
  holtWinters,
  simpleExponentialSmoothing,
  stlDecomposition,
};

export const forecastMethods = [
  simpleExponentialSmoothing,
  holt,
  holtWinters,
  exponentialSmoothing,
  classicalDecomposition,
  stlDecomposition,
  changePoints,
  anomalyBands,
  backTest,
] as const;
