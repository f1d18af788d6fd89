import { type AnyItem, defineCheck, type Finding, isA, type Near, ownersOf } from '../../../line/index.ts';
import { availabilityOf } from '../../build/index.ts';
import { feature } from '../../decide/index.ts';
import { dayInWords, named } from '../../organisation/index.ts';
import { isAhead } from './is-ahead.ts';
import { launch } from './launch.ts';
import { featuresReleased } from './what-it-launches.ts';

/** What must exist on the day: what it launches, and what is dated or cut inside a release it launches. */
function neededOnTheDay(item: AnyItem, near: Near): readonly AnyItem[] {
  const inside = featuresReleased(item, near).filter(
    // A feature without a date of its own comes with its release, which is looked at already.
    (each) => isA(feature, each) && (each.targetOn || availabilityOf(each, near).is === 'gone'),
  );
  return [...new Set([...near.reliesOn(item, 'launches'), ...inside])];
}

/** A launch keeps its day only while what it launches keeps its own. */
export const launchBeforeAvailable = defineCheck({
  id: 'launch-before-available',
  on: launch,
  severity: 'blocking',
  watches: 'The launch day lies before the date of a feature or release it launches, or one of them is cut.',
  remedy: 'Move the launch day, bring the date forward, or take the feature out of the launch.',
  find(item, near) {
    // A retirement is the one launch whose features are meant to be gone.
    if (!isAhead(item) || item.type === 'retirement') return [];
    const day = item.launchOn;
    const goesOut = day ? `goes out on ${dayInWords(day)}` : 'is planned';
    return neededOnTheDay(item, near).flatMap((thing): readonly Finding[] => {
      const available = availabilityOf(thing, near);
      const found = { about: [thing], who: ownersOf(item, thing) };
      if (available.is === 'gone') {
        return [{ ...found, sentence: `${named(item)} ${goesOut}, but ${named(thing)} was ${thing.state}.` }];
      }
      if (available.is !== 'dated' || !day || day >= available.on) return [];
      const from = dayInWords(available.on, day);
      return [
        { ...found, sentence: `${named(item)} ${goesOut}, but ${named(thing)} is not available before ${from}.` },
      ];
    });
  },
});
