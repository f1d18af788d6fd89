/** How something new spreads: who adopts when, and how many in the end. */

import { bassCurve } from './bass-curve.ts';
import { bassDiffusion } from './bass-diffusion.ts';
import { gompertzGrowth } from './gompertz-growth.ts';
import { logisticGrowth } from './logistic-growth.ts';
import { rogersCategories } from './rogers-categories.ts';
import { sCurveForecast } from './s-curve-forecast.ts';

export { bassCurve, bassDiffusion, gompertzGrowth, logisticGrowth, rogersCategories, sCurveForecast };

export const adoptMethods = [
  bassDiffusion,
  bassCurve,
  logisticGrowth,
  gompertzGrowth,
  sCurveForecast,
  rogersCategories,
] as const;
