import { retiredMessageInUse } from '../message/retired-message-in-use.ts';
import { asset } from './asset.ts';

/** A page that is out there carries words that we still use. */
export const assetCarriesRetiredMessage = retiredMessageInUse({ on: asset, whenIn: 'in use' });
