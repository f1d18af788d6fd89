/** What matters, and what we do about it. */
import type { Slice } from '../../line/index.ts';
import { overdueCheck } from '../organisation/index.ts';
import { decision } from './decision/decision.ts';
import { feature } from './feature/feature.ts';
import { featureWithoutNeed } from './feature/feature-without-need.check.ts';
import { initiative } from './initiative/initiative.ts';
import { keyResult } from './key-result/key-result.ts';
import { objective } from './objective/objective.ts';
import { objectiveOneSided } from './objective/objective-one-sided.check.ts';
import { risk } from './risk/risk.ts';

export { promiseOfCutFeature } from './feature/promise-of-cut-feature.ts';
export { decision, feature, initiative, keyResult, objective, risk };

const kinds = [objective, keyResult, initiative, feature, decision, risk];

export const decide: Slice = {
  name: 'decide',
  label: 'Decide',
  kinds,
  checks: [featureWithoutNeed, objectiveOneSided, ...kinds.map((kind) => overdueCheck(kind))],
};
