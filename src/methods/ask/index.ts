/** Surveys: what the answers say of everybody, and how surely. */

import { customerEffortScore } from './customer-effort-score.ts';
import { customerSatisfactionScore } from './customer-satisfaction-score.ts';
import { marginOfError } from './margin-of-error.ts';
import { netPromoterScore } from './net-promoter-score.ts';
import { proportionInterval } from './proportion-interval.ts';
import { sampleSize } from './sample-size.ts';
import { seanEllisTest } from './sean-ellis-test.ts';
import { systemUsabilityScale } from './system-usability-scale.ts';

export {
  customerEffortScore,
  customerSatisfactionScore,
  marginOfError,
  netPromoterScore,
  proportionInterval,
  sampleSize,
  seanEllisTest,
  systemUsabilityScale,
};

export const askMethods = [
  netPromoterScore,
  customerSatisfactionScore,
  customerEffortScore,
  systemUsabilityScale,
  seanEllisTest,
  proportionInterval,
  sampleSize,
  marginOfError,
] as const;
