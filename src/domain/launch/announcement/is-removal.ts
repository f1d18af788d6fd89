import { type AnyItem, isA } from '../../../line/index.ts';
import { announcement } from './announcement.ts';

/** Does it say that something goes away? Then it speaks of what is gone, and speaks early, on purpose. */
export const isRemoval = (item: AnyItem): boolean => isA(announcement, item) && item.type === 'removed';
