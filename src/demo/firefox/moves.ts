/** What the other browsers did, as far as their calendars and the readings of usage share tell. */
import { competitorMove } from '../../domain/understand/index.ts';
import { addDays } from '../../line/index.ts';
import type { Tied } from '../plan.ts';
import type { Timeline } from '../timeline.ts';
import { isDesktopRelease } from './history.ts';
import { competitorRef } from './market.ts';
import type { FirefoxData, RivalReleaseRow } from './rows.ts';

export interface Move {
  readonly ref: string;
  readonly rival: string;
  readonly title: string;
  readonly what: string;
  readonly on: string;
  readonly source: string;
  readonly isAnswered: boolean;
}

const CALENDAR = 'https://endoflife.date/chrome';
const READINGS = 'https://caniuse.com/usage-table';
/** Releases this close before a launch of ours are in the news with it. */
const NEAR_DAYS = 60;
const RECENT = 3;
/** Gaps between releases before and after a change of pace. */
const PACE_OF = 6;
const PACE_DAYS = 10;
const VERSIONS_SKIPPED = 10;
const DAY_MS = 86_400_000;
const DAYS_OF_WEEK = 7;

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** Releases of Chrome just before one of our launches, and the newest ones. */
export function releaseMoves(
  releases: readonly RivalReleaseRow[],
  launch: { readonly name: string; readonly on: string },
): readonly Move[] {
  const sorted = releases.toSorted((a, b) => a.day.localeCompare(b.day));
  const near = sorted.filter(({ day }) => day <= launch.on && day >= addDays(launch.on, -NEAR_DAYS));
  return [...near, ...sorted.slice(-RECENT)].map(({ version, day }) => {
    const before = daysBetween(day, launch.on);
    const isNear = before >= 0 && before <= NEAR_DAYS;
    return {
      ref: `move:chrome-${version}`,
      rival: 'chrome',
      title: isNear
        ? `Chrome ${version} comes out ${before} days before ${launch.name}`
        : `Chrome ${version} comes out`,
      what: `Google Chrome ${version} was released to everybody on ${day}.`,
      on: day,
      source: CALENDAR,
      isAnswered: false,
    };
  });
}

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/** The release with which they began to come out clearly more often; answered where ours came as often by then. */
export function paceMove(theirs: readonly string[], ours: readonly string[]): Move | undefined {
  const gaps = theirs.slice(1).map((day, at) => daysBetween(theirs[at] ?? day, day));
  const changes = gaps.flatMap((_, at) => {
    if (at < PACE_OF || at + PACE_OF > gaps.length) return [];
    const before = median(gaps.slice(at - PACE_OF, at));
    const after = median(gaps.slice(at, at + PACE_OF));
    return before - after >= PACE_DAYS ? [{ on: theirs[at] ?? '', before, after }] : [];
  });
  const [change] = changes.toSorted((a, b) => a.after / a.before - b.after / b.before || a.on.localeCompare(b.on));
  if (change === undefined) return undefined;
  const oursBefore = ours.filter((day) => day <= change.on).slice(-(PACE_OF + 1));
  const ourPace = median(oursBefore.slice(1).map((day, at) => daysBetween(oursBefore[at] ?? day, day)));
  const weeks = (days: number): number => Math.round(days / DAYS_OF_WEEK);
  return {
    ref: 'move:chrome-pace',
    rival: 'chrome',
    title: `Chrome comes out every ${weeks(change.after)} weeks instead of every ${weeks(change.before)}`,
    what: `From the release of ${change.on} on, the days between two releases of Chrome fall from ${change.before} to ${change.after}. Firefox came out every ${ourPace} days by then.`,
    on: change.on,
    source: CALENDAR,
    isAnswered: ourPace > 0 && ourPace <= change.after,
  };
}

const majorOf = (version: string): number => Number.parseInt(version, 10);
const NAMES: Readonly<Record<string, string>> = { edge: 'Edge', safari: 'Safari' };

/** New generations as the readings first count them: each of Safari, which comes once a year, and where Edge leaps. */
export function generationMoves(versions: readonly RivalReleaseRow[], since: string): readonly Move[] {
  const newest = new Map<string, number>();
  const moves: Move[] = [];
  for (const { browser, version, day } of versions.toSorted((a, b) => a.day.localeCompare(b.day))) {
    const [major, last] = [majorOf(version), newest.get(browser) ?? majorOf(version)];
    newest.set(browser, Math.max(major, last));
    const isNew = browser === 'safari' ? major > last : major > last + VERSIONS_SKIPPED;
    if (!isNew || day < since) continue;
    const name = NAMES[browser] ?? browser;
    moves.push({
      ref: `move:${browser}-${major}`,
      rival: browser,
      title: major > last + 1 ? `${name} leaps from ${last} to ${major}` : `${name} ${major} is in use`,
      what: `The reading of ${day} is the first that counts ${name} ${version}; the newest one before was ${last}. Readings lag behind by about a month and count previews.`,
      on: day,
      source: READINGS,
      isAnswered: false,
    });
  }
  return moves;
}

/** All of them, each on its day. */
export function tellMoves(
  story: Timeline,
  data: FirefoxData,
  { since, launch }: { readonly since: string; readonly launch: { readonly name: string; readonly on: string } },
): void {
  const ours = data.releases
    .filter((row) => isDesktopRelease(row) && /^\d+\.0$/.test(row.version))
    .map((row) => row.release_date)
    .sort();
  const pace = paceMove(data.rivalReleases.map(({ day }) => day).sort(), ours);
  const moves = [
    ...releaseMoves(data.rivalReleases, launch),
    ...(pace === undefined ? [] : [pace]),
    ...generationMoves(data.rivalVersions, since),
  ];
  for (const { ref, rival, title, what, on, source, isAnswered } of moves) {
    story
      .on(on, 'words', 'deniz')
      .make(competitorMove, ref, title, {
        state: isAnswered ? 'answered' : 'seen',
        what,
        type: 'launch',
        happenedOn: on,
        originUrl: source,
        productId: 'product:firefox',
        ownerId: 'deniz',
      })
      .tie('competitorMove.madeBy', ref, competitorRef(rival));
  }
  stayTheirs(
    story,
    data,
    moves.map(({ ref, rival, on }) => ({ kind: 'competitorMove.madeBy', from: ref, to: competitorRef(rival), on })),
  );
}

/** What they did stays theirs, whatever share they have since: looked at once, after the last reading. */
export function stayTheirs(
  story: Timeline,
  { share }: Pick<FirefoxData, 'share'>,
  ties: readonly (Pick<Tied, 'kind' | 'from' | 'to'> & { readonly on: string })[],
): void {
  const last = share
    .map(({ day }) => day)
    .toSorted()
    .at(-1);
  if (last === undefined) return;
  const look = story.on(last, 'look', 'deniz');
  for (const { on, ...tie } of ties) if (on < last) look.confirm(tie, 'It was they, then as now.');
}
