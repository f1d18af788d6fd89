import { adjustedWinner } from './adjusted-winner.ts';
import { bordaCount } from './borda-count.ts';
import { budgetDivision } from './budget-division.ts';
import { claimsDivision } from './claims-division.ts';
import { fairItemSelection } from './fair-item-selection.ts';
import { paretoFront } from './pareto-front.ts';
import { priorityPoker } from './priority-poker.ts';
import { rankingComparison } from './ranking-comparison.ts';
import { schulzeMethod } from './schulze-method.ts';

export {
  adjustedWinner,
  bordaCount,
  budgetDivision,
  claimsDivision,
  fairItemSelection,
  paretoFront,
  priorityPoker,
  rankingComparison,
  schulzeMethod,
};
export const agreeMethods = [
  rankingComparison,
  paretoFront,
  fairItemSelection,
  budgetDivision,
  adjustedWinner,
  claimsDivision,
  priorityPoker,
  bordaCount,
  schulzeMethod,
] as const;
