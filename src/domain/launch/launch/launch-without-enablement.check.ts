import { type AnyItem, defineCheck, isA, type Near, ownersOf } from '../../../line/index.ts';
import { dayInWords, named } from '../../organisation/index.ts';
import { asset, battlecard } from '../../position/index.ts';
import { isWithinDays } from './is-ahead.ts';
import { launch } from './launch.ts';
import { TIERS_THAT_NEED_ENABLEMENT } from './launch-tier.ts';
import { featuresLaunched } from './what-it-launches.ts';

/** Sales and success need this long to learn what they will be asked. */
const ENABLEMENT_NEEDED_DAYS = 21;

const isEnablement = (item: AnyItem): boolean =>
  isA(battlecard, item) || (isA(asset, item) && item.type === 'training');

const isApproved = (item: AnyItem): boolean => item.state === 'approved' || item.state === 'in use';

/** Battlecards and training that speak of what it launches or says, or that its tasks deliver. */
function enablementFor(item: AnyItem, near: Near): readonly AnyItem[] {
  const features = featuresLaunched(item, near);
  const claims = features.flatMap((each) => near.reliedOnBy(each, 'claim.about'));
  const words = near.reliesOn(item, 'says');
  const claimed = words.flatMap((each) => near.reliesOn(each, 'makes'));
  const using = [...features, ...claims, ...words, ...claimed].flatMap((each) => near.reliedOnBy(each));
  const delivered = near.reliedOnBy(item, 'task.for').flatMap((task) => near.reliesOn(task, 'delivers'));
  return [...new Set([...using, ...delivered])].filter(isEnablement);
}

/** Nobody who talks to customers hears of a large launch from a customer. */
export const launchWithoutEnablement = defineCheck({
  id: 'launch-without-enablement',
  on: launch,
  severity: 'warning',
  watches: `A tier 1 or 2 launch within ${ENABLEMENT_NEEDED_DAYS} days has no approved battlecard or training.`,
  remedy: 'Approve a battlecard or a training that uses what is launched, or add the task that delivers it.',
  find(item, near) {
    const day = item.launchOn;
    if (!day || !item.tier || !TIERS_THAT_NEED_ENABLEMENT.includes(item.tier)) return [];
    if (!isWithinDays(item, near, ENABLEMENT_NEEDED_DAYS)) return [];
    const enablement = enablementFor(item, near);
    if (enablement.some(isApproved)) return [];
    const sentence = `${named(item)} is of tier ${item.tier} and goes out on ${dayInWords(day)} without an approved battlecard or training.`;
    return [{ sentence, about: enablement, who: ownersOf(item) }];
  },
});
