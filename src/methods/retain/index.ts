/** Who stays, who comes back, and what they are worth. */

import { bgBb } from './bg-bb.ts';
import { bgNbd } from './bg-nbd.ts';
import { cohortTriangle } from './cohort-triangle.ts';
import { contractualLifetimeValue } from './contractual-lifetime-value.ts';
import { customerLifetimeValue } from './customer-lifetime-value.ts';
import { gammaGamma } from './gamma-gamma.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { marginMultiple } from './margin-multiple.ts';
import { paretoNbd } from './pareto-nbd.ts';
import { shiftedBetaGeometric } from './shifted-beta-geometric.ts';

export {
  bgBb,
  bgNbd,
  cohortTriangle,
  contractualLifetimeValue,
  customerLifetimeValue,
  gammaGamma,
  kaplanMeier,
  marginMultiple,
  paretoNbd,
  shiftedBetaGeometric,
};

export const retainMethods = [
  kaplanMeier,
  cohortTriangle,
  shiftedBetaGeometric,
  bgNbd,
  paretoNbd,
  bgBb,
  gammaGamma,
  marginMultiple,
  contractualLifetimeValue,
  customerLifetimeValue,
] as const;
