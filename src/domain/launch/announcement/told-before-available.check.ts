import { isA } from '../../../line/index.ts';
import { announcement } from './announcement.ts';
import { isRemoval } from './is-removal.ts';
import { toldBeforeAvailable } from './told-before-available.ts';

/** News goes out when people can have what it tells of. */
export const announcementToldBeforeAvailable = toldBeforeAvailable({
  on: announcement,
  link: 'announces',
  startOf: (item) => (isA(announcement, item) ? item.publishOn : null),
  isMeant: isRemoval,
});
