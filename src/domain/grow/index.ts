/** Reaching people, and what it costs. */
import type { Slice } from '../../line/index.ts';
import { overdueCheck } from '../organisation/index.ts';
import { campaign } from './campaign/campaign.ts';
import { campaignPromisesCutFeature } from './campaign/promise-of-cut-feature.check.ts';
import { campaignSaysRetiredMessage } from './campaign/retired-message-in-use.check.ts';
import { campaignTargetWithoutMeasure } from './campaign/target-without-measure.check.ts';
import { campaignToldBeforeAvailable } from './campaign/told-before-available.check.ts';

export { campaign };

export const grow: Slice = {
  name: 'grow',
  label: 'Grow',
  kinds: [campaign],
  checks: [
    campaignPromisesCutFeature,
    campaignToldBeforeAvailable,
    campaignTargetWithoutMeasure,
    campaignSaysRetiredMessage,
    overdueCheck(campaign),
  ],
};
