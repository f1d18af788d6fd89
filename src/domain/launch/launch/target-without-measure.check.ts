import { isA } from '../../../line/index.ts';
import { launch } from './launch.ts';
import { targetWithoutMeasure } from './target-without-measure.ts';

/** What a launch is for can be counted on a day. */
export const launchTargetWithoutMeasure = targetWithoutMeasure({
  on: launch,
  targetsOf: (item) => (isA(launch, item) ? item.targets : null),
});
