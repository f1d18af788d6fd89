import { retiredMessageInUse } from '../../position/index.ts';
import { announcement } from './announcement.ts';

/** News that is about to go out is written in words we still use. */
export const announcementSaysRetiredMessage = retiredMessageInUse({ on: announcement, whenIn: 'scheduled' });
