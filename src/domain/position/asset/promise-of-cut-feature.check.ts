import { promiseOfCutFeature } from '../../decide/index.ts';
import { asset } from './asset.ts';

/** A page that is out there does not show what nobody can have. */
export const assetPromisesCutFeature = promiseOfCutFeature({ on: asset, whenIn: 'in use' });
