import { toldBeforeAvailable } from '../../launch/index.ts';
import { campaign } from './campaign.ts';

/** A campaign starts when people can have what it promotes. */
export const campaignToldBeforeAvailable = toldBeforeAvailable({
  on: campaign,
  link: 'promotes',
  startOf: (item) => item.startOn,
});
