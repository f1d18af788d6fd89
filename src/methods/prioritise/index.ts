import { analyticHierarchyProcess } from './analytic-hierarchy-process.ts';
import { formulaScore } from './formula-score.ts';
import { iceScore } from './ice-score.ts';
import { kano } from './kano.ts';
import { moscow } from './moscow.ts';
import { opportunityScore } from './opportunity-score.ts';
import { rankRobustness } from './rank-robustness.ts';
import { riceScore } from './rice-score.ts';
import { weightedScoring } from './weighted-scoring.ts';
import { weightedShortestJobFirst } from './weighted-shortest-job-first.ts';

export {
  analyticHierarchyProcess,
  formulaScore,
  iceScore,
  kano,
  moscow,
  opportunityScore,
  rankRobustness,
  riceScore,
  weightedScoring,
  weightedShortestJobFirst,
};
export const prioritiseMethods = [
  riceScore,
  iceScore,
  weightedShortestJobFirst,
  weightedScoring,
  analyticHierarchyProcess,
  moscow,
  kano,
  opportunityScore,
  formulaScore,
  rankRobustness,
] as const;
