/** What came of it, and what we do differently. */
import type { Slice } from '../../line/index.ts';
import { overdueCheck } from '../organisation/index.ts';
import { learning } from './learning/learning.ts';
import { review } from './review/review.ts';
import { winLoss } from './win-loss/win-loss.ts';

export { learning, review, winLoss };

const kinds = [review, learning, winLoss];

export const learn: Slice = {
  name: 'learn',
  label: 'Learn',
  kinds,
  checks: kinds.map((kind) => overdueCheck(kind)),
};
