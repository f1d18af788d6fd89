import { defineCheck, type Finding, isA, ownersOf } from '../../../line/index.ts';
import { dayInWords, named } from '../../organisation/index.ts';
import { message, positioning } from '../../position/index.ts';
import { isWithinDays } from './is-ahead.ts';
import { launch } from './launch.ts';

/** By then copy has to be written, so the words it is taken from have to stand. */
const WORDS_NEEDED_DAYS = 28;

/** Four weeks before the day we know what we say, and why. */
export const launchWithoutWords = defineCheck({
  id: 'launch-without-words',
  on: launch,
  severity: 'warning',
  watches: `A launch within ${WORDS_NEEDED_DAYS} days says no approved message, or its positioning is a draft.`,
  remedy: 'Approve the positioning and the messages, and link to the launch what it says.',
  find(item, near) {
    const day = item.launchOn;
    if (!day || !isWithinDays(item, near, WORDS_NEEDED_DAYS)) return [];
    const said = near.reliesOn(item, 'says');
    const who = ownersOf(item);
    const goesOut = `${named(item)} goes out on ${dayInWords(day)}`;
    const messages = said.filter((words) => isA(message, words));
    const drafts = said.filter((words) => isA(positioning, words) && words.state === 'draft');
    const wordless: readonly Finding[] = messages.some((words) => words.state === 'approved')
      ? []
      : [{ sentence: `${goesOut} and says no approved message.`, about: messages, who }];
    const ungrounded = drafts.map((draft) => ({
      sentence: `${goesOut}, but its positioning ${named(draft)} is a draft.`,
      about: [draft],
      who,
    }));
    return [...wordless, ...ungrounded];
  },
});
