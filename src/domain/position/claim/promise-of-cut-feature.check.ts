import { promiseOfCutFeature } from '../../decide/index.ts';
import { claim } from './claim.ts';

/** A claim about a feature ends with the feature. */
export const claimPromisesCutFeature = promiseOfCutFeature({ on: claim, whenIn: 'approved' });
