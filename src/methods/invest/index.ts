/** What spend brings, what a customer is worth, and whether an investment pays. */

import { adstock } from './adstock.ts';
import { breakEven } from './break-even.ts';
import { budgetAllocation } from './budget-allocation.ts';
import { cannibalisation } from './cannibalisation.ts';
import { internalRateOfReturn } from './internal-rate-of-return.ts';
import { mediaResponse } from './media-response.ts';
import { netPresentValue } from './net-present-value.ts';
import { returnOnAdSpend } from './return-on-ad-spend.ts';
import { saturation } from './saturation.ts';
import { unitEconomics } from './unit-economics.ts';

export {
  adstock,
  breakEven,
  budgetAllocation,
  cannibalisation,
  internalRateOfReturn,
  mediaResponse,
  netPresentValue,
  returnOnAdSpend,
  saturation,
  unitEconomics,
};

export const investMethods = [
  adstock,
  saturation,
  mediaResponse,
  budgetAllocation,
  returnOnAdSpend,
  unitEconomics,
  breakEven,
  netPresentValue,
  internalRateOfReturn,
  cannibalisation,
] as const;
