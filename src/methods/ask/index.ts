/** Surveys: what the answers say of everybody, and how surely. */

import { cohenKappa } from './cohen-kappa.ts';
import { customerEffortScore } from './customer-effort-score.ts';
import { customerSatisfactionScore } from './customer-satisfaction-score.ts';
import { fleissKappa } from './fleiss-kappa.ts';
import { keyDrivers } from './key-drivers.ts';
import { krippendorffAlpha } from './krippendorff-alpha.ts';
import { marginOfError } from './margin-of-error.ts';
import { netPromoterScore } from './net-promoter-score.ts';
import { proportionInterval } from './proportion-interval.ts';
import { rimWeighting } from './rim-weighting.ts';
import { sampleSize } from './sample-size.ts';
import { seanEllisTest } from './sean-ellis-test.ts';
import { systemUsabilityScale } from './system-usability-scale.ts';

export {
  cohenKappa,
  customerEffortScore,
  customerSatisfactionScore,
  fleissKappa,
  keyDrivers,
  krippendorffAlpha,
  marginOfError,
  netPromoterScore,
  proportionInterval,
  rimWeighting,
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
  keyDrivers,
  proportionInterval,
  sampleSize,
  marginOfError,
  rimWeighting,
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
] as const;
