/**
 * What the questions of spring 2021 are about, and how much more of it came with Firefox 89. A theme is found by the topic that
 * the asker chose, or by words in the question; it becomes an insight where its week of the release stands out.
 */
import type { QuestionRow } from './rows.ts';

export interface Theme {
  readonly ref: string;
  /** What is counted, as a noun: "Questions under the topic “customize”". */
  readonly counted: string;
  /** Ours to say in a title; the figures follow from the data. */
  readonly title: string;
  readonly matches: (question: QuestionRow) => boolean;
  /** A passage that says it, for quotes. */
  readonly words: RegExp;
  /** What people want, before any solution; its statement is one of their sentences. */
  readonly need?: {
    readonly title: string;
    readonly type: 'need' | 'pain' | 'desire';
    /** How people put it; the shortest such sentence is its statement. */
    readonly says: RegExp;
  };
}

const topic =
  (name: string) =>
  (question: QuestionRow): boolean =>
    question.topic === name;
const says =
  (words: RegExp) =>
  (question: QuestionRow): boolean =>
    words.test(`${question.title ?? ''}\n${question.body}`);

const COMPACT = /\bcompact\b|\bdensity\b/i;
const OLD_LOOK =
  /(old|previous) (look|design|version|layout|interface|ui|style|tabs)|go back to|revert|downgrade|roll ?back/i;
const SPACE = /\bspac(e|ing)\b|padding|too (big|large|tall|much)/i;
const CONTRAST = /contrast|hard to (see|read)|can.?t (see|tell|read)/i;
const TAB_SHAPE = /(tabs?|separators?).{0,40}(look|design|shape|button|separat|float|ugly|contrast)/i;
const BOOKMARKS_BAR = /bookmarks? (tool)?bar/i;

export const THEMES: readonly Theme[] = [
  {
    ref: 'customize',
    counted: 'Questions under the topic “customize”',
    title: 'Questions about the look and the toolbar rise fivefold',
    matches: topic('customize'),
    words: /toolbar|menu|theme|layout|\blook|design/i,
  },
  {
    ref: 'tabs',
    counted: 'Questions under the topic “tabs”',
    title: 'Ten times as many questions about tabs',
    matches: topic('tabs'),
    words: /\btabs?\b/i,
    need: {
      title: 'Tell tabs apart at a glance',
      type: 'need',
      says: /\b(which|tell|active|current|selected)\b.{0,40}\btabs?\b/i,
    },
  },
  {
    ref: 'bookmarks',
    counted: 'Questions under the topic “bookmarks”',
    title: 'Bookmarks moved under people’s hands',
    matches: topic('bookmarks'),
    words: /bookmark/i,
  },
  {
    ref: 'old-look',
    counted: 'Questions that ask for the old look or version',
    title: 'People ask for the way back to the old look',
    matches: says(OLD_LOOK),
    words: OLD_LOOK,
    need: {
      title: 'Keep what I am used to when the browser changes',
      type: 'desire',
      says: /(old|previous) (look|design|layout|interface|ui|style)/i,
    },
  },
  {
    ref: 'space',
    counted: 'Questions about space and size',
    title: 'The new design takes room from the page',
    matches: says(SPACE),
    words: SPACE,
    need: {
      title: 'See more of the page and less of the browser',
      type: 'pain',
      says: /(takes?|taking|wast(e|es|ing)|less|more) .{0,25}\bspace\b/i,
    },
  },
  {
    ref: 'compact',
    counted: 'Questions about compact mode or density',
    title: 'Compact mode is missed as soon as it says “not supported”',
    matches: says(COMPACT),
    words: COMPACT,
    need: { title: 'Choose how dense the toolbar is', type: 'need', says: /\bcompact\b/i },
  },
  {
    ref: 'contrast',
    counted: 'Questions about contrast and legibility',
    title: 'The active tab is hard to tell',
    matches: says(CONTRAST),
    words: CONTRAST,
    need: {
      title: 'Read tabs and menus with tired or weak eyes',
      type: 'pain',
      says: /hard to (see|read)|can.?t (see|tell|read) .*(tab|menu|text)|contrast/i,
    },
  },
  {
    ref: 'tab-shape',
    counted: 'Questions about the shape of tabs',
    title: 'Floating tabs read as buttons',
    matches: says(TAB_SHAPE),
    words: TAB_SHAPE,
  },
  {
    ref: 'bookmarks-bar',
    counted: 'Questions about the bookmarks toolbar',
    title: 'The bookmarks toolbar is looked for',
    matches: says(BOOKMARKS_BAR),
    words: BOOKMARKS_BAR,
    need: {
      title: 'Reach my bookmarks with one click',
      type: 'need',
      says: /bookmarks? (tool)?bar .*(gone|missing|disappear|back|show|where|without)/i,
    },
  },
];

/** The week before Firefox 89, and the week in which it came. */
export const WEEK_BEFORE = '2021-05-24';
export const WEEK_OF_RELEASE = '2021-05-31';

/** The Monday of the day's week. @example weekOf('2021-06-03T10:00:00-07:00') // '2021-05-31' */
export function weekOf(instant: string): string {
  const day = new Date(`${instant.slice(0, 'YYYY-MM-DD'.length)}T00:00:00Z`);
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  day.setUTCDate(day.getUTCDate() - sinceMonday);
  return day.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

export interface Rise {
  readonly before: number;
  readonly peak: number;
  /** Peak against before; a week without any counts as one. */
  readonly times: number;
  /** Questions per week, oldest first. */
  readonly weeks: readonly { readonly week: string; readonly questions: number }[];
}

/** How many questions a week, and how much more in the week of the release. @example riseOf(questions, () => true).peak // 1336 */
export function riseOf(questions: readonly QuestionRow[], matches: Theme['matches']): Rise {
  const counts = new Map<string, number>();
  for (const question of questions) {
    const week = weekOf(question.created_at);
    counts.set(week, (counts.get(week) ?? 0) + (matches(question) ? 1 : 0));
  }
  const before = counts.get(WEEK_BEFORE) ?? 0;
  const peak = counts.get(WEEK_OF_RELEASE) ?? 0;
  const weeks = [...counts]
    .map(([week, count]) => ({ week, questions: count }))
    .sort((a, b) => a.week.localeCompare(b.week));
  return { before, peak, times: peak / Math.max(before, 1), weeks };
}

const RISE_FEWEST = 10;
const RISE_TIMES = 2;

/** Enough of them, and at least twice as many as the week before: then it is worth an insight. */
export function isInsight({ peak, times }: Rise): boolean {
  return peak >= RISE_FEWEST && times >= RISE_TIMES;
}
