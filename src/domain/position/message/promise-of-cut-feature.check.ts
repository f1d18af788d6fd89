import { promiseOfCutFeature } from '../../decide/index.ts';
import { message } from './message.ts';

/** A message stops promising a feature on the day the feature is cut. */
export const messagePromisesCutFeature = promiseOfCutFeature({ on: message, whenIn: 'approved' });
