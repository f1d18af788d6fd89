import { promiseOfCutFeature } from '../../decide/index.ts';
import { announcement } from './announcement.ts';
import { isRemoval } from './is-removal.ts';

/** News that is about to go out tells of what exists, unless it tells that something goes. */
export const announcementPromisesCutFeature = promiseOfCutFeature({
  on: announcement,
  whenIn: 'scheduled',
  isMeant: isRemoval,
});
