import { retiredMessageInUse } from '../../position/index.ts';
import { campaign } from './campaign.ts';

/** Money is not spent on words we no longer use. */
export const campaignSaysRetiredMessage = retiredMessageInUse({ on: campaign, whenIn: 'live' });
