import { defineCheck, isA, ownersOf } from '../../../line/index.ts';
import { availabilityOf } from '../../build/index.ts';
import { feature } from '../../decide/index.ts';
import { dayInWords, named } from '../../organisation/index.ts';
import { isWithinDays } from './is-ahead.ts';
import { launch } from './launch.ts';
import { featuresLaunched } from './what-it-launches.ts';

/** By then marketing starts to write, and has to know what is true. */
const FACTS_NEEDED_DAYS = 35;

/** Five weeks before the day marketing has accepted the facts about every feature it will speak of. */
export const launchWithoutFacts = defineCheck({
  id: 'launch-without-facts',
  on: launch,
  severity: 'warning',
  watches: `A launch within ${FACTS_NEEDED_DAYS} days launches a feature whose fact sheet is not accepted.`,
  remedy: 'Hand over the fact sheet, answer the questions on it, and have marketing accept it.',
  find(item, near) {
    const day = item.launchOn;
    if (!day || !isWithinDays(item, near, FACTS_NEEDED_DAYS)) return [];
    const told = featuresLaunched(item, near).filter(
      (each) => isA(feature, each) && availabilityOf(each, near).is !== 'gone',
    );
    return told.flatMap((each) => {
      const sheets = near.reliedOnBy(each, 'factSheet.describes');
      if (sheets.some((sheet) => sheet.state === 'accepted')) return [];
      const lacks =
        sheets.length === 0 ? 'has no fact sheet' : `waits for ${sheets.map(named).join(', ')} to be accepted`;
      const sentence = `${named(item)} goes out on ${dayInWords(day)}, but ${named(each)} ${lacks}.`;
      return [{ sentence, about: [each, ...sheets], who: ownersOf(each) }];
    });
  },
});
