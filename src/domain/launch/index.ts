/** Telling the world, on a day on which everything is ready. */
import type { Slice } from '../../line/index.ts';
import { overdueCheck } from '../organisation/index.ts';
import { announcement } from './announcement/announcement.ts';
import { announcementPromisesCutFeature } from './announcement/promise-of-cut-feature.check.ts';
import { announcementSaysRetiredMessage } from './announcement/retired-message-in-use.check.ts';
import { announcementToldBeforeAvailable } from './announcement/told-before-available.check.ts';
import { launch } from './launch/launch.ts';
import { launchBeforeAvailable } from './launch/launch-before-available.check.ts';
import { launchWithoutEnablement } from './launch/launch-without-enablement.check.ts';
import { launchWithoutFacts } from './launch/launch-without-facts.check.ts';
import { launchWithoutWords } from './launch/launch-without-words.check.ts';
import { launchTargetWithoutMeasure } from './launch/target-without-measure.check.ts';
import { taskOverdue } from './task/overdue.check.ts';
import { task } from './task/task.ts';

export { toldBeforeAvailable } from './announcement/told-before-available.ts';
export { targetWithoutMeasure } from './launch/target-without-measure.ts';
export { announcement, launch, task };

const kinds = [launch, task, announcement];

export const launching: Slice = {
  name: 'launch',
  label: 'Launch',
  kinds,
  checks: [
    launchBeforeAvailable,
    launchWithoutWords,
    launchWithoutEnablement,
    launchWithoutFacts,
    launchTargetWithoutMeasure,
    announcementPromisesCutFeature,
    announcementToldBeforeAvailable,
    announcementSaysRetiredMessage,
    overdueCheck(launch),
    taskOverdue,
    overdueCheck(announcement),
  ],
};
