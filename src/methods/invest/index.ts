/** What spend brings, what a customer is worth, and whether an investment pays. */

import { adstock } from './adstock.ts';
import { breakEven } from './break-even.ts';
import { budgetAllocation } from './budget-allocation.ts';
import { cannibalisation } from './cannibalisation.ts';
import { internalRateOfReturn } from './internal-rate-of-return.ts';
import { mediaResponse } from './media-response.ts';
import { netPresentValue } from './net-present-value.ts';
import { profitAndLoss } from './profit-and-loss.ts';
import { returnOnAdSpend } from './return-on-ad-spend.ts';
import { saturation } from './saturation.ts';
import { tornado } from './tornado.ts';
import { unitEconomics } from './unit-economics.ts';

export {
  adstock,
  breakEven,
  budgetAllocation,
  cannibalisation,
  internalRateOfReturn,
  mediaResponse,
  netPresentValue,
  profitAndLoss,
  returnOnAdSpend,
  saturation,
  tornado,
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
  profitAndLoss,
  tornado,
] as const;
