/** The launch of Firefox 89: goals, plan, words, the slip answered, the day, and the look back with what the data says. */
import { factSheet } from '../../domain/build/index.ts';
import { initiative, risk } from '../../domain/decide/index.ts';
import { campaign } from '../../domain/grow/index.ts';
import { announcement, launch } from '../../domain/launch/index.ts';
import { message } from '../../domain/position/index.ts';
import { persona } from '../../domain/understand/index.ts';
import { addDays } from '../../line/index.ts';
import type { Tied } from '../plan.ts';
import type { Moment, Timeline } from '../timeline.ts';
import { OBJECTIVE_2021 } from './goals.ts';
import { planTasks } from './launch-plan.ts';
import { firstSentence, plainNote } from './note-text.ts';
import { PLANNED_ON, PROTON, PROTON_RELEASE, type Proton, type ProtonFeature } from './proton.ts';
import { CAMPAIGN, INITIATIVE, LAUNCH_89, MADE_UP, QUESTIONS_BEARABLE, RISK, TAB_KEEPER } from './proton-cast.ts';
import { tellAftermath, tellReview } from './proton-review.ts';
import type { FirefoxData } from './rows.ts';

const ANNOUNCEMENT = 'announcement:firefox-89.0-release';
const MAIN_MESSAGE = 'message:proton-main';

const messageRef = ({ ref }: ProtonFeature): string => ref.replace('feature:', 'message:');
const factRef = ({ ref }: ProtonFeature): string => ref.replace('feature:', 'fact:');

/** Before the plan: the bet, whom it is for, and what may go wrong. */
export function tellBet(story: Timeline, day: string): void {
  story
    .on(day, 'work', 'ana')
    .make(initiative, INITIATIVE, 'Proton: the redesign of Firefox', {
      state: 'active',
      outcome: 'People reach what they use most with fewer clicks, and what they do not use is out of the way.',
      ...MADE_UP,
      ownerId: 'ana',
    })
    .tie('initiative.advances', INITIATIVE, OBJECTIVE_2021)
    .make(persona, TAB_KEEPER, 'Maya, keeps forty tabs open', {
      state: 'proto',
      type: 'primary',
      buyingRole: 'end user',
      goals: ['Finish the reading she has collected'],
      ...MADE_UP,
      ownerId: 'ingrid',
    })
    .make(risk, RISK, 'People who shaped their toolbar feel driven out', {
      likelihood: 'possible',
      impact: 'major',
      trigger: 'Twice as many questions in a week as in the week before',
      response: 'accept',
      ...MADE_UP,
      ownerId: 'tomas',
    });
}

/** The launch as planned, the slip, the day itself, and the review. */
export function tellLaunch(story: Timeline, proton: Proton, data: FirefoxData): void {
  const tie = tierOf(proton.ties);
  planWords(story.on(PLANNED_ON, 'words', 'deniz'), proton, tie);
  planLaunch(story.on(PLANNED_ON, 'work', 'deniz'), proton, tie);
  answerSlip(story, proton);
  answerWording(story, proton);
  goLive(story, proton);
  tellAftermath(story, data);
  tellReview(story, data);
}

type Tie = (moment: Moment, kind: string, from: string, to: string) => void;
/** Ties are remembered, so that they can be confirmed later. */
function tierOf(ties: Tied[]): Tie {
  return (moment, kind, from, to) => {
    moment.tie(kind, from, to);
    ties.push({ kind, from, to });
  };
}

function confirmAll(moment: Moment, ties: readonly Tied[], remark: string): void {
  for (const { kind, from, to } of ties) moment.confirm({ kind, from, to }, remark);
}

function planWords(words: Moment, { features, main, expectedOn }: Proton, tie: Tie): void {
  const headline = main === undefined ? 'Say hello to a fresh new Firefox.' : firstSentence(plainNote(main.note));
  words.make(message, MAIN_MESSAGE, 'A fresh new Firefox', {
    state: 'approved',
    text: headline,
    headline: 'A fresh new Firefox',
    pillar: 'Firefox 89',
    productId: 'product:firefox',
    ownerId: 'deniz',
  });
  tie(words, 'message.addresses', MAIN_MESSAGE, TAB_KEEPER);
  for (const one of features) {
    words.make(message, messageRef(one), one.title, {
      state: 'approved',
      text: one.summary,
      headline: one.title,
      pillar: 'Firefox 89',
      productId: 'product:firefox',
      ownerId: 'deniz',
    });
    tie(words, 'message.promises', messageRef(one), one.ref);
    tie(words, 'message.promises', MAIN_MESSAGE, one.ref);
    words.make(factSheet, factRef(one), `Facts: ${one.title}`, {
      state: 'accepted',
      whatItDoes: one.summary,
      forWhom: 'Everybody on desktop',
      availability: `Firefox 89, from ${expectedOn}`,
      ...MADE_UP,
      ownerId: 'ana',
    });
    tie(words, 'factSheet.describes', factRef(one), one.ref);
  }
}

function planLaunch(plan: Moment, { features, main, expectedOn, ties }: Proton, tie: Tie): void {
  plan.make(launch, LAUNCH_89, 'Firefox 89: a fresh new Firefox', {
    tier: '1',
    type: 'full',
    goal: 'People who had stopped thinking about their browser look at Firefox again.',
    targets: [
      {
        metric: 'Support questions in the week of release, at most',
        value: QUESTIONS_BEARABLE,
        unit: 'questions',
        by: '2021-06-06',
      },
    ],
    softOn: expectedOn,
    launchOn: expectedOn,
    ...MADE_UP,
    ownerId: 'deniz',
    goNoGoOwner: 'mira',
  });
  tie(plan, 'launch.launches', LAUNCH_89, PROTON_RELEASE);
  for (const { ref } of features) tie(plan, 'launch.launches', LAUNCH_89, ref);
  tie(plan, 'launch.says', LAUNCH_89, MAIN_MESSAGE);
  for (const one of features) tie(plan, 'launch.says', LAUNCH_89, messageRef(one));
  tie(plan, 'launch.to', LAUNCH_89, TAB_KEEPER);
  plan.tie('launch.advances', LAUNCH_89, OBJECTIVE_2021);
  tie(plan, 'risk.threatens', RISK, LAUNCH_89);
  for (const planned of planTasks(plan, LAUNCH_89, () => true))
    ties.push({ kind: 'task.for', from: planned, to: LAUNCH_89 });
  plan.make(announcement, ANNOUNCEMENT, 'Firefox 89.0 is here', {
    state: 'scheduled',
    headline: 'Say hello to a fresh new Firefox',
    body: main === undefined ? null : plainNote(main.note),
    type: 'new',
    audience: 'customers',
    channels: ['changelog'],
    publishOn: expectedOn,
    productId: 'product:firefox',
    ownerId: 'deniz',
  });
  tie(plan, 'announcement.announces', ANNOUNCEMENT, LAUNCH_89);
  tie(plan, 'announcement.announces', ANNOUNCEMENT, PROTON_RELEASE);
  tie(plan, 'announcement.says', ANNOUNCEMENT, MAIN_MESSAGE);
  plan.make(campaign, CAMPAIGN, 'A fresh new Firefox', {
    state: 'planned',
    audience: 'People who used Firefox before and have another browser as their default now.',
    startOn: expectedOn,
    objective: [{ value: 200_000, metric: 'downloads', from: 'people who left', by: '2021-06-30' }],
    callToAction: 'Download Firefox',
    ...MADE_UP,
    ownerId: 'deniz',
  });
  tie(plan, 'campaign.promotes', CAMPAIGN, LAUNCH_89);
  tie(plan, 'campaign.says', CAMPAIGN, MAIN_MESSAGE);
}

const restsOnFeature = ({ to }: Tied): boolean => to.startsWith('feature:') || to.startsWith('release:');

/** Everything that hung on the day moved with it the day after, but one fact sheet, which still names the old day. */
function answerSlip(story: Timeline, { ties, features }: Proton): void {
  const forgotten = forgottenFact(features);
  const move = story.on(addDays('2021-04-28', 1), 'work', 'deniz');
  move.change(LAUNCH_89, { launchOn: PROTON.launchOn, softOn: PROTON.launchOn });
  move.change(ANNOUNCEMENT, { publishOn: PROTON.launchOn }).change(CAMPAIGN, { startOn: PROTON.launchOn });
  for (const one of features) {
    if (factRef(one) !== forgotten) move.change(factRef(one), { availability: `Firefox 89, from ${PROTON.launchOn}` });
  }
  confirmAll(
    move,
    ties.filter((one) => restsOnFeature(one) && one.from !== forgotten),
    'Moved with the release.',
  );
  const after = story.on(addDays('2021-04-28', 1), 'look', 'deniz');
  confirmAll(
    after,
    ties.filter(({ to }) => to === LAUNCH_89),
    'The new day stands.',
  );
}

const forgottenFact = (features: readonly ProtonFeature[]): string | undefined => {
  const menus = features.find(({ title }) => title === 'Native context menus');
  return menus === undefined ? undefined : factRef(menus);
};

/** The wording of the context menus was final four days before the launch; the words were looked at before go. */
function answerWording(story: Timeline, { ties, features }: Proton): void {
  const menus = features.find(({ title }) => title === 'Native context menus');
  if (menus === undefined) return;
  const look = story.on('2021-05-31', 'work', 'deniz');
  confirmAll(
    look,
    ties.filter(({ to, from }) => to === menus.ref && from !== factRef(menus)),
    'Says the same in the final words.',
  );
}

function goLive(story: Timeline, { ties, features }: Proton): void {
  const live = story.on(PROTON.launchOn, 'words', 'deniz');
  live
    .change(LAUNCH_89, { state: 'launched' })
    .change(ANNOUNCEMENT, { state: 'published' })
    .change(CAMPAIGN, { state: 'live' });
  const forgotten = forgottenFact(features);
  const after = story.on('2021-06-02', 'work', 'deniz');
  confirmAll(
    after,
    ties.filter((one) => (restsOnFeature(one) || one.to === LAUNCH_89) && one.from !== forgotten),
    'It shipped as we said.',
  );
}
