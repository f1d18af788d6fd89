/** The demonstration "Firefox": what Mozilla published about its browser, as a line from the voice of its users to its promises. */

import { CAST } from '../cast.ts';
import type { Demo, DemoPlan } from '../plan.ts';
import { Timeline } from '../timeline.ts';
import { tellGoals2021, tellGoalsNow } from './goals.ts';
import { tellProducts, tellReleases } from './history.ts';
import { tellBattlecards, tellCompetitors } from './market.ts';
import { tellMoves } from './moves.ts';
import { tellMaker, tellNextTrain, trainFrom } from './next-train.ts';
import { tellOutside, tellTeams } from './outside.ts';
import { tellPositions } from './positions.ts';
import { tellPromises } from './promises.ts';
import { PROTON, tellProtonBuild } from './proton.ts';
import { tellBet, tellLaunch } from './proton-launch.ts';
import { tellRequirements2021 } from './requirements.ts';
import { type FirefoxData, readFirefox } from './rows.ts';
import { tellSegments } from './segments.ts';
import { tellFeedback, tellInsights } from './voice.ts';
import { tellProofs, tellWords } from './words.ts';

/** The day before Firefox 57, with which the history begins. */
const SINCE = '2017-11-13';
/** The nightly build of 89 began on the day before. */
const BET_ON = '2021-03-23';
const CUSTOMIZE_PAGE = 'firefox/features/customize-2023';

/** The whole story. The same data and day give the same plan. */
export function planFirefox(data: FirefoxData, now: Date): DemoPlan {
  const story = new Timeline();
  tellProducts(story, SINCE);
  tellTeams(story, SINCE);
  const firstNotes = tellReleases(story, data, PROTON.release);
  tellProofs(story, firstNotes);
  tellCompetitors(story, data, SINCE);
  const words = tellWords(story, data.copy, new Map(firstNotes.map(({ capability, day }) => [capability.ref, day])));
  tellMoves(story, data, { since: SINCE, launch: { name: 'Firefox 89', on: PROTON.launchOn } });
  tellBattlecards(story, data, words);
  tellPromises(story, data.copy, words);
  tellPositions(story, data.positions);
  tellMaker(story, words.agreedOf.get(CUSTOMIZE_PAGE) ?? SINCE, words.messagesOf.get(CUSTOMIZE_PAGE) ?? []);
  tellGoals2021(story, data, BET_ON);
  tellBet(story, BET_ON);
  const proton = tellProtonBuild(story, data);
  tellRequirements2021(story, proton);
  tellLaunch(story, proton, data);
  tellFeedback(story, data.questions);
  tellInsights(story, data.questions);
  tellSegments(story, data.questions);
  const train = trainFrom(now);
  tellGoalsNow(story, data, train.planOn);
  tellNextTrain(story, data, train);
  tellOutside(story, data, { since: BET_ON, next: train.planOn });
  return { cast: CAST, steps: story.steps() };
}

export const FIREFOX: Demo = {
  id: 'firefox',
  title: 'Firefox',
  purpose:
    'Eight years of a real browser: its releases, 8,000 questions of people who use it, its rivals and its words, with the launch of Firefox 89 in the middle and the next one ahead.',
  source: 'demo:firefox',
  operation: 'loadFirefoxDemo',
  plan: async (now) => planFirefox(await readFirefox(), now),
};
