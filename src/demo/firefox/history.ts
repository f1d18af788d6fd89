/** Releases and their notes as they came out: releases, features, what changed about them, and the announcement of each. */
import { release } from '../../domain/build/index.ts';
import { feature } from '../../domain/decide/index.ts';
import { announcement } from '../../domain/launch/index.ts';
import { area, product } from '../../domain/organisation/index.ts';
import type { Timeline } from '../timeline.ts';
import { type Capability, capabilityOfNote, isAboutMobile, narrows, takesAway } from './capability.ts';
import { firstSentence, markdownNote, plainNote, shorten } from './note-text.ts';
import { titleOfNote } from './note-title.ts';
import type { FirefoxData, NoteRow, ReleaseRow } from './rows.ts';
import type { FirstNote } from './words.ts';

const SUMMARY_MOST = 480;
const SITE = 'https://www.firefox.com/en-US/firefox/';

const PRODUCTS: Readonly<Record<string, string>> = {
  Firefox: 'product:firefox',
  'Firefox Extended Support Release': 'product:esr',
  'Firefox for Android': 'product:android',
  'Firefox for iOS': 'product:ios',
  Thunderbird: 'product:thunderbird',
};

/** Where support, the site and the release notes meet; the first eleven are the topics that askers choose from. */
const AREAS: readonly (readonly [string, string, string])[] = [
  ['tabs', 'Tabs', 'Keep many pages at hand and find the right one again.'],
  ['customize', 'Look and toolbar', 'Make the browser one’s own: themes, density, buttons.'],
  ['bookmarks', 'Bookmarks', 'Keep pages for later and find them.'],
  ['privacy', 'Privacy and security', 'Browse without being followed or harmed.'],
  ['sync', 'Sync and backup', 'Have the same browser on every device, and after an accident.'],
  ['passwords', 'Passwords and forms', 'Sign in and fill in without typing.'],
  ['download-and-install', 'Download and install', 'Get Firefox, keep it up to date, move to it.'],
  ['websites', 'Websites', 'Pages work as their makers meant them.'],
  ['video', 'Video and sound', 'Watch and listen while doing something else.'],
  ['basic-browsing', 'Everyday browsing', 'Search, read, print, translate.'],
  ['new-tab', 'New tab', 'A good place to begin.'],
  ['performance', 'Performance', 'Pages appear at once and nothing stutters.'],
];

/** The releases a customer of the desktop browser gets: no beta, no nightly build. */
export function isDesktopRelease({ product: name, channel }: ReleaseRow): boolean {
  return name === 'Firefox' && channel === 'Release';
}

export const releaseRef = ({ id }: ReleaseRow): string => `release:${id}`;
const isFeatureNote = ({ tag }: NoteRow): boolean => tag === 'New' || tag === 'Feature';
/** New to a few: no headline while there is anything else. */
const isAboutLocale = ({ note }: NoteRow): boolean => /\blocale\b|dictionary|builds in/i.test(note);
const isChangeNote = ({ tag }: NoteRow): boolean => tag === 'Changed';
const isNarrowing = (row: NoteRow): boolean => isChangeNote(row) && narrows(row.note);

/** Firefox as products and areas, on the day the history begins. */
export function tellProducts(story: Timeline, day: string): void {
  const facts = story.on(day, 'facts');
  facts.make(product, 'product:firefox', 'Firefox', {
    category: 'Web browser',
    lifecycleStage: 'maturity',
    brandName: 'Firefox',
    ownerId: 'ana',
  });
  for (const [name, ref] of Object.entries(PRODUCTS)) {
    if (ref !== 'product:firefox')
      facts.make(product, ref, name, {
        category: name === 'Thunderbird' ? 'Mail client' : 'Web browser',
        lifecycleStage: 'maturity',
        brandName: name,
      });
  }
  for (const [ref, title, purpose] of AREAS) {
    facts.make(area, `area:${ref}`, title, { purpose, productId: 'product:firefox' });
    facts.tie('area.partOf', `area:${ref}`, 'product:firefox');
  }
}

interface Telling {
  readonly story: Timeline;
  /** In which release each capability came first. */
  readonly firstIn: Map<string, string>;
  readonly firstNotes: FirstNote[];
}

/** Every release with its notes, oldest first; `toldElsewhere` is the one whose own story says more than its notes. */
export function tellReleases(story: Timeline, data: FirefoxData, toldElsewhere: string): readonly FirstNote[] {
  const telling: Telling = { story, firstIn: new Map(), firstNotes: [] };
  const notesOf = Map.groupBy(
    data.notes.flatMap((note) => note.releases.map((id) => ({ id, note }))),
    ({ id }) => id,
  );
  const shown = data.releases.filter((row) => row.channel === 'Release' || row.channel === 'ESR');
  for (const row of shown.toSorted((a, b) => a.release_date.localeCompare(b.release_date))) {
    const notes = (notesOf.get(row.id) ?? []).map(({ note }) => note);
    const isTold = row.id === toldElsewhere;
    if (!isTold) tellRelease(story, row, notes);
    if (!isDesktopRelease(row)) continue;
    for (const note of notes) if (!(isTold && isFeatureNote(note))) tellNote(telling, row, note);
  }
  return telling.firstNotes;
}

function tellRelease(story: Timeline, row: ReleaseRow, notes: readonly NoteRow[]): void {
  const facts = story.on(row.release_date, 'facts');
  const ref = releaseRef(row);
  const known = notes.filter(({ tag }) => tag === 'Known').map(({ note }) => shorten(plainNote(note), SUMMARY_MOST));
  const productId = PRODUCTS[row.product] ?? 'product:firefox';
  facts.make(release, ref, `${row.product} ${row.version}`, {
    state: 'shipped',
    version: row.version,
    availableOn: row.release_date,
    rollout: 1,
    notes: notes.map(({ tag, note }) => `**${tag ?? 'Note'}** ${markdownNote(note)}`).join('\n\n'),
    knownIssues: known,
    productId,
    ownerId: 'mira',
  });
  const headline = notes.find((note) => isFeatureNote(note) && !isAboutLocale(note)) ?? notes.find(isFeatureNote);
  if (!isDesktopRelease(row) || !/^\d+\.0$/.test(row.version) || headline === undefined) return;
  facts.make(announcement, `announcement:${row.id}`, `Firefox ${row.version} is here`, {
    state: 'published',
    headline: shorten(firstSentence(plainNote(headline.note)), SUMMARY_MOST),
    body: `${notes
      .filter(isFeatureNote)
      .map(({ note }) => `- ${plainNote(note)}`)
      .join('\n')}\n\n${SITE}${row.version}/releasenotes/`,
    type: 'new',
    audience: 'customers',
    channels: ['changelog'],
    publishOn: row.release_date,
    languages: ['en-US'],
    productId,
    ownerId: 'deniz',
  });
  facts.tie('announcement.announces', `announcement:${row.id}`, ref);
}

function tellNote(telling: Telling, row: ReleaseRow, note: NoteRow): void {
  if (isAboutMobile(note.note)) return;
  const capability = isFeatureNote(note) || isChangeNote(note) ? capabilityOfNote(note.note) : undefined;
  if (capability !== undefined) tellCapability(telling, row, { capability, note });
  else if (isFeatureNote(note)) tellFeature(telling.story, row, note);
}

const sentenceOf = (note: NoteRow): string => shorten(firstSentence(plainNote(note.note)), SUMMARY_MOST);

function tellFeature(story: Timeline, row: ReleaseRow, note: NoteRow): void {
  const ref = `feature:note-${note.id}`;
  if (story.has(ref)) return;
  const facts = story.on(row.release_date, 'facts');
  facts.make(feature, ref, titleOfNote(note.note), {
    state: 'shipped',
    summary: sentenceOf(note),
    description: markdownNote(note.note),
    availablePlans: ['Firefox for desktop'],
    targetOn: row.release_date,
    tags: [`firefox-${row.version}`],
    productId: 'product:firefox',
    ownerId: 'ana',
  });
  facts.tie('release.contains', releaseRef(row), ref);
}

interface Named {
  readonly capability: Capability;
  readonly note: NoteRow;
}

function tellCapability({ story, firstIn, firstNotes }: Telling, row: ReleaseRow, { capability, note }: Named): void {
  const ref = `feature:${capability.ref}`;
  const facts = story.on(row.release_date, 'facts');
  const said = `${row.version}: ${sentenceOf(note)}`;
  if (!story.has(ref)) {
    const limits = isNarrowing(note) ? said : null;
    facts.make(feature, ref, capability.name, {
      state: takesAway(note.note) ? 'retired' : 'shipped',
      summary: sentenceOf(note),
      limits,
      description: markdownNote(note.note),
      availablePlans: ['Firefox for desktop'],
      targetOn: row.release_date,
      tags: [`firefox-${row.version}`],
      productId: 'product:firefox',
      ownerId: 'ana',
    });
    facts.tie('release.contains', releaseRef(row), ref).tie('feature.partOf', ref, `area:${capability.area}`);
    firstIn.set(ref, releaseRef(row));
    const { release_date: day, version } = row;
    firstNotes.push({ capability, day, release: releaseRef(row), version, said: sentenceOf(note) });
    return;
  }
  if (takesAway(note.note)) facts.change(ref, { state: 'retired', limits: said });
  else if (isNarrowing(note)) facts.change(ref, { limits: said });
  else return;
  const from = firstIn.get(ref);
  if (from !== undefined) {
    story
      .on(row.release_date, 'look')
      .confirm({ kind: 'release.contains', from, to: ref }, 'What was released was released.');
  }
}
