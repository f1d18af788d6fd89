import { promiseOfCutFeature } from '../../decide/index.ts';
import { campaign } from './campaign.ts';

/** Money is not spent on what nobody can have. */
export const campaignPromisesCutFeature = promiseOfCutFeature({ on: campaign, whenIn: 'live' });
