/**
 * Questions a day in the Firefox support forum, 1 April to 31 August 2021, by topic. Firefox 89 with its new face came out on
 * 1 June (day 62). Mozilla Support contributors, support.mozilla.org, by way of github.com/rtanglao/rt-kits-api3; CC BY-SA 3.0.
 * Not affiliated with Mozilla.
 */

export const SUPPORT_QUESTIONS_SOURCE = 'Mozilla Support contributors, support.mozilla.org; CC BY-SA 3.0.';

/** The day the new face came out, 1 being the first. */
export const LAUNCH_DAY = 62;

/** Tabs and customising. */
export const LOOKS_QUESTIONS: number[] = [
  11, 11, 8, 5, 16, 9, 6, 10, 7, 10, 9, 8, 7, 15, 10, 5, 3, 2, 11, 24, 20, 22, 10, 16, 14, 13, 13, 14, 16, 9, 11, 8, 5,
  12, 8, 10, 14, 9, 7, 9, 9, 6, 8, 5, 4, 5, 5, 3, 14, 7, 8, 6, 8, 15, 13, 9, 8, 8, 7, 7, 5, 41, 97, 70, 108, 70, 47, 43,
  44, 30, 34, 24, 24, 14, 16, 20, 14, 16, 11, 9, 7, 10, 13, 14, 17, 11, 10, 15, 6, 14, 11, 9, 5, 8, 6, 9, 17, 10, 11,
  11, 9, 7, 9, 13, 11, 10, 11, 6, 9, 14, 9, 12, 7, 12, 5, 6, 12, 6, 10, 11, 12, 5, 7, 9, 9, 9, 15, 6, 6, 4, 8, 19, 26,
  12, 25, 17, 11, 17, 10, 17, 10, 9, 7, 9, 7, 14, 5, 9, 10, 9, 2, 8, 7,
];

/** Privacy, security and sync, which the launch left alone. */
export const PRIVACY_QUESTIONS: number[] = [
  4, 3, 2, 5, 11, 10, 12, 9, 8, 3, 11, 8, 6, 8, 5, 13, 8, 5, 7, 10, 4, 9, 6, 7, 8, 5, 5, 7, 12, 8, 6, 7, 12, 11, 12, 5,
  10, 6, 8, 5, 7, 9, 6, 6, 4, 9, 7, 11, 7, 13, 12, 5, 8, 9, 13, 10, 5, 15, 12, 9, 3, 5, 16, 6, 15, 11, 12, 16, 8, 11,
  13, 8, 7, 8, 10, 13, 13, 7, 10, 9, 2, 11, 11, 8, 6, 8, 8, 7, 9, 6, 12, 7, 8, 5, 7, 6, 11, 6, 6, 9, 9, 1, 7, 11, 9, 13,
  8, 8, 5, 8, 9, 8, 9, 12, 4, 5, 9, 10, 4, 8, 10, 7, 9, 15, 3, 6, 9, 7, 8, 8, 3, 11, 11, 8, 5, 8, 6, 8, 7, 5, 10, 8, 2,
  5, 16, 12, 9, 6, 3, 4, 7, 9, 7,
];

/** Web sites that fail, which the launch left alone. */
export const WEBSITE_QUESTIONS: number[] = [
  8, 9, 9, 6, 7, 10, 8, 10, 5, 9, 6, 7, 11, 7, 7, 5, 4, 13, 11, 9, 4, 15, 9, 2, 11, 9, 8, 15, 8, 9, 3, 3, 9, 5, 4, 10,
  10, 8, 6, 8, 12, 10, 7, 15, 4, 4, 6, 3, 6, 6, 8, 4, 5, 4, 6, 8, 8, 4, 2, 8, 9, 10, 14, 16, 21, 14, 11, 19, 9, 7, 10,
  13, 12, 10, 18, 12, 11, 10, 7, 9, 9, 11, 11, 10, 6, 5, 8, 14, 15, 7, 8, 7, 5, 12, 7, 8, 7, 6, 9, 11, 4, 4, 7, 11, 8,
  10, 4, 10, 3, 12, 6, 13, 9, 8, 5, 6, 13, 5, 7, 8, 9, 9, 5, 6, 8, 16, 6, 6, 4, 3, 4, 7, 8, 13, 5, 14, 6, 16, 15, 19,
  15, 7, 5, 9, 15, 5, 14, 11, 7, 9, 9, 11, 8,
];

/** Both groups of topics, a row each a day, 30 days before and after the launch. */
export function launchPanel() {
  const days = Array.from({ length: 60 }, (_, i) => LAUNCH_DAY - 30 + i);
  const at = (questions: readonly number[]) => days.map((day) => questions[day - 1] ?? 0);
  const after = days.map((day) => day >= LAUNCH_DAY);
  return {
    outcome: [...at(LOOKS_QUESTIONS), ...at(PRIVACY_QUESTIONS)],
    treated: [...days.map(() => true), ...days.map(() => false)],
    post: [...after, ...after],
    time: [...days, ...days],
  };
}
