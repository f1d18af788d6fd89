import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { newcombeDifference } from './proportion-intervals.ts';

interface Share {
  readonly successes: number;
  readonly trials: number;
}

/**
 * `one` less `other`: Newcombe's interval, and the two-sided z test with pooled variance (R `prop.test(correct = FALSE)`).
 *
 * @example shareDifference({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }, 0.95).p; // 0.0081
 */
export function shareDifference(one: Share, other: Share, level: number) {
  const estimate = one.successes / one.trials - other.successes / other.trials;
  const pooled = (one.successes + other.successes) / (one.trials + other.trials);
  const standardError = Math.sqrt(pooled * (1 - pooled) * (1 / one.trials + 1 / other.trials));
  const p = standardError === 0 ? 1 : 2 * normalCdf(-Math.abs(estimate) / standardError, 0, 1);
  return { estimate, ...newcombeDifference(one, other, level), level, p };
}
