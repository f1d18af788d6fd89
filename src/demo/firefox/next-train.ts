/**
 * The launch ahead: the release after the last in the data, with the notes that its beta and the nightly build have so far. Its day
 * is no fact: it is counted from the day the demonstration is loaded, so that there is something ahead (decision 0023).
 */
import { factSheet, release } from '../../domain/build/index.ts';
import { feature } from '../../domain/decide/index.ts';
import { campaign } from '../../domain/grow/index.ts';
import { announcement, launch } from '../../domain/launch/index.ts';
import { message } from '../../domain/position/index.ts';
import { persona } from '../../domain/understand/index.ts';
import { addDays } from '../../line/index.ts';
import { ILLUSTRATION } from '../cast.ts';
import type { Moment, Timeline } from '../timeline.ts';
import { CYCLE_DAYS, tuesdayFrom } from './cadence.ts';
import { capabilityOfNote, isAboutMobile } from './capability.ts';
import { OBJECTIVE_NOW } from './goals.ts';
import { planTasks } from './launch-plan.ts';
import { firstSentence, markdownNote, plainNote, shorten } from './note-text.ts';
import { titleOfNote } from './note-title.ts';
import { notesOf } from './proton.ts';
import { tellRequirementsAhead } from './requirements.ts';
import type { FirefoxData, NoteRow } from './rows.ts';
import { segmentRef } from './segments.ts';
import { THEMES } from './themes.ts';
import { needRef } from './voice.ts';

const BETA = 'firefox-154.0beta-beta';
const NIGHTLY = 'firefox-155.0a1-nightly';
export const NEXT_LAUNCH = 'launch:firefox-154';
const NEXT_RELEASE = 'release:firefox-154.0';
const AFTER_NEXT = 'release:firefox-155.0';
const MESSAGE = 'message:firefox-154';
const MAKER = 'persona:maker';
/** What the launch is about, of all that comes with it. */
const TOLD_FIRST = 'backup';
const DAYS_AHEAD = 14;
const PLAN_BEGAN_DAYS_AGO = 20;
const SLIPPED_DAYS_AGO = 6;
const SUMMARY_MOST = 480;
const FACTS_HANDED_OVER = 4;

export interface Train {
  readonly planOn: string;
  readonly slipOn: string;
  readonly launchOn: string;
  readonly afterOn: string;
}

/** The days of the train, from the day the demonstration is loaded. @example trainFrom(new Date('2026-11-22')).launchOn // '2026-12-08' */
export function trainFrom(now: Date): Train {
  const today = now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  const launchOn = tuesdayFrom(addDays(today, DAYS_AHEAD));
  return {
    planOn: addDays(today, -PLAN_BEGAN_DAYS_AGO),
    slipOn: addDays(today, -SLIPPED_DAYS_AGO),
    launchOn,
    afterOn: addDays(launchOn, CYCLE_DAYS),
  };
}

/** What customers of the desktop browser will see: no web standards, no fixes, nothing for phones. */
export function isForCustomers({ tag, note }: NoteRow): boolean {
  return (tag === 'New' || tag === 'Changed') && !isAboutMobile(note);
}

/** The release ahead and the one after, the launch, its words and its plan. */
export function tellNextTrain(story: Timeline, data: FirefoxData, train: Train): void {
  const coming = notesOf(data, BETA).filter(isForCustomers);
  const later = notesOf(data, NIGHTLY).filter((note) => isForCustomers(note) && !coming.includes(note));
  const [slipping] = later.filter(({ tag }) => tag === 'New').toReversed();
  const facts = story.on(train.planOn, 'facts', 'mira');
  planRelease(facts, { ref: NEXT_RELEASE, version: '154.0', on: train.launchOn, notes: coming, slipping });
  planRelease(facts, {
    ref: AFTER_NEXT,
    version: '155.0',
    on: train.afterOn,
    notes: later.filter((note) => note !== slipping),
  });
  planLaunch(story, train, coming, slipping);
  tellRequirementsAhead(
    story,
    train.planOn,
    coming.map((note) => ({ ref: featureRef(note), note })),
  );
  if (slipping === undefined) return;
  const slip = story.on(train.slipOn, 'facts', 'mira');
  slip.change(featureRef(slipping), {
    targetOn: train.afterOn,
    limits: 'Only in the nightly build so far, so not in 154.',
  });
}

const featureRef = ({ id }: NoteRow): string => `feature:note-${id}`;
const sentenceOf = ({ note }: NoteRow): string => shorten(firstSentence(plainNote(note)), SUMMARY_MOST);

interface Planned {
  readonly ref: string;
  readonly version: string;
  readonly on: string;
  readonly notes: readonly NoteRow[];
  /** Thought to be in it, and found only in the build after. */
  readonly slipping?: NoteRow | undefined;
}

function planRelease(facts: Moment, { ref, version, on, notes, slipping }: Planned): void {
  facts.make(release, ref, `Firefox ${version}`, {
    state: 'planned',
    version,
    availableOn: on,
    description:
      'The notes are those of Mozilla’s beta and nightly builds on 8 August 2026. The day is illustration: it is counted from the day this demonstration was loaded.',
    tags: [ILLUSTRATION],
    productId: 'product:firefox',
    ownerId: 'mira',
  });
  for (const note of slipping === undefined ? notes : [...notes, slipping]) {
    facts.make(feature, featureRef(note), titleOfNote(note.note), {
      state: note.tag === 'New' ? 'building' : 'planned',
      summary: sentenceOf(note),
      description: markdownNote(note.note),
      availablePlans: ['Firefox for desktop'],
      horizon: version === '154.0' ? 'now' : 'next',
      targetOn: on,
      tags: [`firefox-${version}`],
      productId: 'product:firefox',
      ownerId: 'ana',
    });
    facts.tie('release.contains', ref, featureRef(note));
    for (const theme of THEMES) {
      if (theme.need !== undefined && theme.words.test(sentenceOf(note)))
        facts.tie('feature.serves', featureRef(note), needRef(theme));
    }
  }
}

function planLaunch(story: Timeline, train: Train, coming: readonly NoteRow[], slipping: NoteRow | undefined): void {
  const told = [...coming.filter(({ tag }) => tag === 'New'), ...(slipping === undefined ? [] : [slipping])];
  const headline = told.find(({ note }) => capabilityOfNote(note)?.ref === TOLD_FIRST);
  const words = story.on(addDays(train.planOn, 1), 'words', 'deniz');
  words
    .make(launch, NEXT_LAUNCH, 'Firefox 154', {
      tier: '2',
      type: 'full',
      state: 'planned',
      goal: 'People who lost a computer keep their Firefox.',
      targets: [
        { metric: 'Profiles backed up within four weeks', value: 1_000_000, unit: 'profiles', by: train.afterOn },
      ],
      softOn: train.launchOn,
      launchOn: train.launchOn,
      tags: [ILLUSTRATION],
      productId: 'product:firefox',
      ownerId: 'deniz',
      goNoGoOwner: 'mira',
    })
    .tie('launch.launches', NEXT_LAUNCH, NEXT_RELEASE)
    .tie('launch.advances', NEXT_LAUNCH, OBJECTIVE_NOW)
    .tie('launch.to', NEXT_LAUNCH, segmentRef('mac'));
  for (const note of told) words.tie('launch.launches', NEXT_LAUNCH, featureRef(note));
  planTasks(words, NEXT_LAUNCH, ({ ref }) => ref === 'facts');
  planFacts(words, told);
  if (headline !== undefined) planWords(words, { headline, slipping, train });
}

/** Marketing has accepted the first; the next wait for it; the rest are not written. */
function planFacts(words: Moment, told: readonly NoteRow[]): void {
  for (const [at, note] of told.slice(0, FACTS_HANDED_OVER).entries()) {
    const ref = `fact:note-${note.id}`;
    words
      .make(factSheet, ref, `Facts: ${titleOfNote(note.note)}`, {
        state: at === 0 ? 'accepted' : 'handed over',
        whatItDoes: plainNote(note.note),
        availability: 'Firefox 154',
        tags: [ILLUSTRATION],
        productId: 'product:firefox',
        ownerId: 'ana',
      })
      .tie('factSheet.describes', ref, featureRef(note));
  }
}

interface Said {
  readonly headline: NoteRow;
  readonly slipping: NoteRow | undefined;
  readonly train: Train;
}

function planWords(words: Moment, { headline, slipping, train }: Said): void {
  const common = { tags: [ILLUSTRATION], productId: 'product:firefox', ownerId: 'deniz' };
  words
    .make(message, MESSAGE, 'Your Firefox survives your computer', {
      state: 'draft',
      text: sentenceOf(headline),
      pillar: 'Firefox 154',
      ...common,
    })
    .tie('message.promises', MESSAGE, featureRef(headline))
    .tie('launch.says', NEXT_LAUNCH, MESSAGE)
    .make(announcement, 'announcement:firefox-154', 'Firefox 154 is here', {
      state: 'scheduled',
      headline: sentenceOf(headline),
      type: 'new',
      audience: 'customers',
      channels: ['changelog', 'e-mail'],
      publishOn: train.launchOn,
      languages: ['en-US'],
      ...common,
    })
    .tie('announcement.announces', 'announcement:firefox-154', NEXT_LAUNCH)
    .tie('announcement.says', 'announcement:firefox-154', MESSAGE)
    .make(campaign, 'campaign:firefox-154', 'A browser that comes with you', {
      state: 'planned',
      audience: 'People who set up a new computer',
      startOn: train.launchOn,
      callToAction: 'Download Firefox',
      ...common,
    })
    .tie('campaign.promotes', 'campaign:firefox-154', NEXT_LAUNCH)
    .tie('campaign.says', 'campaign:firefox-154', MESSAGE);
  if (slipping === undefined) return;
  words
    .tie('announcement.announces', 'announcement:firefox-154', featureRef(slipping))
    .tie('message.promises', MESSAGE, featureRef(slipping))
    .tie('campaign.promotes', 'campaign:firefox-154', featureRef(slipping));
}

/** Whom the pages about customising speak to: a guess so far. */
export function tellMaker(story: Timeline, day: string, messages: readonly string[]): void {
  const words = story.on(day, 'look', 'deniz');
  words.make(persona, MAKER, 'Noah, makes every tool his own', {
    state: 'proto',
    type: 'secondary',
    buyingRole: 'end user',
    goals: ['Have the browser look and work his way'],
    tags: [ILLUSTRATION],
    productId: 'product:firefox',
    ownerId: 'ingrid',
  });
  for (const ref of messages) words.tie('message.addresses', ref, MAKER);
}
