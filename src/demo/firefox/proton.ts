/**
 * Firefox 89 "Proton", the centrepiece: planned, slipped by two weeks, launched on 1 June 2021, and what came of it. The facts
 * (features, wording, days, questions, share) are the data's; who did what and the plan's figures are illustration.
 */
import { factSheet, release } from '../../domain/build/index.ts';
import { feature } from '../../domain/decide/index.ts';
import { addDays } from '../../line/index.ts';
import { ILLUSTRATION } from '../cast.ts';
import type { Tied } from '../plan.ts';
import type { Timeline } from '../timeline.ts';
import { expectedAfter } from './cadence.ts';
import { firstSentence, markdownNote, plainNote, shorten } from './note-text.ts';
import { titleOfNote } from './note-title.ts';
import type { FirefoxData, NoteRow } from './rows.ts';

export const PROTON = {
  release: 'firefox-89.0-release',
  beta: 'firefox-89.0beta-beta',
  launchOn: '2021-06-01',
} as const;
export const PROTON_RELEASE = `release:${PROTON.release}`;
const BETA_ON = '2021-04-20';
export const PLANNED_ON = '2021-04-22';
const SLIP_KNOWN_ON = '2021-04-28';
const PRODUCT = { productId: 'product:firefox', tags: ['firefox-89.0', 'proton'] };
const SUMMARY_MOST = 480;

export interface ProtonFeature {
  readonly ref: string;
  readonly title: string;
  readonly summary: string;
  readonly area: string;
}

const AREA_OF: readonly (readonly [RegExp, string])[] = [
  [/tab/i, 'tabs'],
  [/cookie|privac/i, 'privacy'],
  [/prompt|interrupt/i, 'basic-browsing'],
  [/overscroll|zoom/i, 'websites'],
];
const areaOf = (text: string): string => AREA_OF.find(([words]) => words.test(text))?.[1] ?? 'customize';

/** The main note says each part in bold with its sentence: "**Inspired tab design**: Floating tabs …". */
export function partsOfNote(note: string): readonly ProtonFeature[] {
  return [...markdownNote(note).matchAll(/\*\*([^*]+)\*\*: ([^\n]+)/g)].map(([, title = '', text = '']) => ({
    ref: `feature:proton-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`,
    title,
    summary: shorten(text.trim(), SUMMARY_MOST),
    area: areaOf(title),
  }));
}

/** Written into the notes after the release was out. */
export function isLate({ created }: NoteRow): boolean {
  return created.slice(0, 'YYYY-MM-DD'.length) > PROTON.launchOn;
}

/** The features of Firefox 89: the parts of its main note, and its other notes of something new. */
export function protonFeatures(notes: readonly NoteRow[]): readonly ProtonFeature[] {
  const fresh = notes.filter((note) => note.tag === 'New' && !isLate(note));
  const main = fresh.find(({ note }) => note.includes('fresh new Firefox'));
  const others = fresh.filter((note) => note !== main);
  return [
    ...(main === undefined ? [] : partsOfNote(main.note)),
    ...others.map((note) => {
      const plain = plainNote(note.note);
      const title = titleOfNote(note.note);
      return {
        ref: `feature:note-${note.id}`,
        title,
        summary: shorten(firstSentence(plain.replace(`${title}: `, '')), SUMMARY_MOST),
        area: areaOf(plain),
      };
    }),
  ];
}

/** What of the story other parts need. */
export interface Proton {
  readonly features: readonly ProtonFeature[];
  readonly main: NoteRow | undefined;
  /** The day by which 89 was expected, and the one on which it came. */
  readonly expectedOn: string;
  /** Every link of the launch so far. */
  readonly ties: Tied[];
}

/** Notes of a release, by its id. */
export function notesOf({ notes }: FirefoxData, releaseId: string): readonly NoteRow[] {
  return notes.filter(({ releases }) => releases.includes(releaseId));
}

/** From the first beta to the day it shipped, as the release itself saw it. */
export function tellProtonBuild(story: Timeline, data: FirefoxData): Proton {
  const notes = notesOf(data, PROTON.release);
  const before = data.releases.find(({ id }) => id === 'firefox-88.0-release');
  const expectedOn = expectedAfter(before?.release_date ?? addDays(PROTON.launchOn, -42));
  const features = protonFeatures(notes);
  const main = notes.find(({ note }) => note.includes('fresh new Firefox'));
  planRelease(story, features, expectedOn);
  tellDensity(story);
  const slip = story.on(SLIP_KNOWN_ON, 'facts', 'mira').change(PROTON_RELEASE, { availableOn: PROTON.launchOn });
  for (const { ref } of features) slip.change(ref, { targetOn: PROTON.launchOn });
  tellWording(story, data, features);
  const shipped = story.on(PROTON.launchOn, 'facts').change(PROTON_RELEASE, {
    state: 'shipped',
    notes: notes.map(({ tag, note }) => `**${tag ?? 'Note'}** ${markdownNote(note)}`).join('\n\n'),
  });
  for (const { ref } of features) shipped.change(ref, { state: 'shipped', rollout: 1 });
  const stands = story.on(addDays(PROTON.launchOn, 1), 'facts');
  for (const { ref } of features) stands.confirm({ kind: 'release.contains', from: PROTON_RELEASE, to: ref }, RELEASED);
  tellLateNotes(
    story,
    data,
    notes.filter((note) => note.tag === 'New' && isLate(note)),
  );
  return { features, main, expectedOn, ties: [] };
}

const RELEASED = 'What was released was released.';

/** What was added to the notes later, and what the first point release had to mend about it. */
function tellLateNotes(story: Timeline, data: FirefoxData, late: readonly NoteRow[]): void {
  const mended = notesOf(data, 'firefox-89.0.1-release');
  for (const note of late) {
    const ref = `feature:note-${note.id}`;
    const summary = firstSentence(plainNote(note.note));
    const subject = summary.split(' ')[0] ?? summary;
    story
      .on(note.created.slice(0, 'YYYY-MM-DD'.length), 'facts')
      .make(feature, ref, titleOfNote(note.note), {
        state: 'shipped',
        summary,
        targetOn: PROTON.launchOn,
        ...PRODUCT,
        ownerId: 'mira',
      })
      .tie('release.contains', PROTON_RELEASE, ref);
    story
      .on(addDays(note.created.slice(0, 'YYYY-MM-DD'.length), 1), 'words', 'deniz')
      .tie('announcement.announces', 'announcement:firefox-89.0-release', ref);
    const fix = mended.find((other) => other.tag === 'Fixed' && other.note.includes(subject));
    if (fix === undefined) continue;
    story.on('2021-06-17', 'facts').change(ref, { limits: `Mended in 89.0.1: ${firstSentence(plainNote(fix.note))}` });
    story.on('2021-06-17', 'look').confirm({ kind: 'release.contains', from: PROTON_RELEASE, to: ref }, RELEASED);
  }
}

function planRelease(story: Timeline, features: readonly ProtonFeature[], expectedOn: string): void {
  const beta = story.on(BETA_ON, 'facts');
  beta.make(release, PROTON_RELEASE, 'Firefox 89.0', {
    state: 'planned',
    version: '89.0',
    availableOn: expectedOn,
    ...PRODUCT,
    ownerId: 'mira',
  });
  for (const { ref, title, summary, area } of features) {
    beta
      .make(feature, ref, title, {
        state: 'building',
        summary,
        availablePlans: ['Firefox for desktop'],
        horizon: 'now',
        targetOn: expectedOn,
        ...PRODUCT,
        ownerId: 'ana',
      })
      .tie('release.contains', PROTON_RELEASE, ref)
      .tie('feature.partOf', ref, `area:${area}`);
  }
}

/** The beta said it in other words; the wording of the release is from the day the note was last changed before it. */
function tellWording(story: Timeline, data: FirefoxData, features: readonly ProtonFeature[]): void {
  const menus = features.find(({ title }) => title === 'Native context menus');
  const beta = notesOf(data, PROTON.beta).find(({ note }) => note.includes('native context menus'));
  const final = notesOf(data, PROTON.release).find(({ note }) => note.includes('Native context menus'));
  if (menus === undefined || beta === undefined || final === undefined) return;
  story
    .on(addDays(BETA_ON, 1), 'facts')
    .change(menus.ref, { summary: shorten(firstSentence(plainNote(beta.note)), SUMMARY_MOST) });
  story.on(final.modified.slice(0, 'YYYY-MM-DD'.length), 'facts').change(menus.ref, { summary: menus.summary });
}

export const DENSITY = 'feature:compact-density';

/** No release note names it: that it was there, and what 89 calls it, is what the people who asked report. */
function tellDensity(story: Timeline): void {
  const ref = DENSITY;
  story
    .on(BETA_ON, 'facts')
    .make(feature, ref, 'Compact density', {
      state: 'shipped',
      summary: 'Choose a compact toolbar, so that more of the page is seen.',
      description: 'Known from the questions of people who use it; the release notes do not name it.',
      ...PRODUCT,
      ownerId: 'ana',
    })
    .tie('feature.partOf', ref, 'area:customize')
    .make(factSheet, 'fact:compact-density', 'Facts: Compact density', {
      state: 'accepted',
      whatItDoes: 'Density in Customize: compact, normal, touch.',
      availability: 'All releases so far',
      tags: [ILLUSTRATION],
      productId: 'product:firefox',
      ownerId: 'ana',
    })
    .tie('factSheet.describes', 'fact:compact-density', ref);
  story
    .on(PROTON.launchOn, 'facts')
    .change(ref, { limits: 'From 89 on, Customize offers it only as “Compact (not supported)”, as people report.' });
}
