import { isA } from '../../../line/index.ts';
import { targetWithoutMeasure } from '../../launch/index.ts';
import { campaign } from './campaign.ts';

/** What a campaign is for can be counted on a day: its objective says how much of what, by when. */
export const campaignTargetWithoutMeasure = targetWithoutMeasure({
  on: campaign,
  targetsOf: (item) => (isA(campaign, item) ? item.objective : null),
});
