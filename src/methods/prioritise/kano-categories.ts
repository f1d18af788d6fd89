/** Kano's evaluation table, and the rules that turn counts into one category. */

export const KANO_CATEGORIES = ['M', 'O', 'A', 'I', 'R', 'Q'] as const;
export type KanoCategory = (typeof KANO_CATEGORIES)[number];
export type KanoCounts = Readonly<Record<KanoCategory, number>>;

export const KANO_ANSWERS = ['like', 'must-be', 'neutral', 'live-with', 'dislike'] as const;
export type KanoAnswer = (typeof KANO_ANSWERS)[number];

/** Row is the answer to the functional question, column to the dysfunctional one. */
export type KanoTable = readonly (readonly KanoCategory[])[];
/** Berger et al. (1993). */
const BERGER: KanoTable = [
  ['Q', 'A', 'A', 'A', 'O'],
  ['R', 'I', 'I', 'I', 'M'],
  ['R', 'I', 'I', 'I', 'M'],
  ['R', 'I', 'I', 'I', 'M'],
  ['R', 'R', 'R', 'R', 'Q'],
];
/** Who answers one of these twice contradicts themselves, says Pouliot (in Berger et al. 1993). */
const CONTRADICTORY_TWICE: readonly KanoAnswer[] = ['must-be', 'live-with'];

export const KANO_TABLES = ['berger', 'pouliot'] as const;
export const KANO_TABLE: Readonly<Record<(typeof KANO_TABLES)[number], KanoTable>> = {
  berger: BERGER,
  pouliot: BERGER.map((row, at) => (CONTRADICTORY_TWICE.includes(KANO_ANSWERS[at]!) ? row.with(at, 'Q') : row)),
};

/** DuMouchel's scores (in Berger et al. 1993), in the order of the answers. */
const FUNCTIONAL_SCORES = [4, 2, 0, -1, -2];
const DYSFUNCTIONAL_SCORES = [-2, -1, 0, 2, 4];
/** Means of at least this on both axes are in the corner of the one-dimensional features. */
const DUMOUCHEL_MIDDLE = 2;

/** Fong's (1996) critical value, 90 % two-sided. */
const FONG_Z = 1.65;

/** @example categoryOf('like', 'dislike'); // 'O' */
export function categoryOf(
  functional: KanoAnswer,
  dysfunctional: KanoAnswer,
  table: KanoTable = KANO_TABLE.berger,
): KanoCategory {
  return table[KANO_ANSWERS.indexOf(functional)]![KANO_ANSWERS.indexOf(dysfunctional)]!;
}

export function functionalScore(answer: KanoAnswer): number {
  return FUNCTIONAL_SCORES[KANO_ANSWERS.indexOf(answer)]!;
}

export function dysfunctionalScore(answer: KanoAnswer): number {
  return DYSFUNCTIONAL_SCORES[KANO_ANSWERS.indexOf(answer)]!;
}

export function quadrantOf(functional: number, dysfunctional: number): KanoCategory {
  if (functional >= DUMOUCHEL_MIDDLE) return dysfunctional >= DUMOUCHEL_MIDDLE ? 'O' : 'A';
  return dysfunctional >= DUMOUCHEL_MIDDLE ? 'M' : 'I';
}

export function totalOf(counts: KanoCounts): number {
  return KANO_CATEGORIES.reduce((sum, category) => sum + counts[category], 0);
}

/**
 * The most frequent category; among those within `margin` (a share of all answers) of it, the first of M, O, A, I, R, Q.
 *
 * @example commonest({ M: 15, O: 24, A: 121, I: 124, R: 6, Q: 6 }, 0.05); // 'A'
 */
export function commonest(counts: KanoCounts, margin: number): KanoCategory {
  const most = Math.max(...KANO_CATEGORIES.map((category) => counts[category]));
  const enough = most - margin * totalOf(counts);
  return KANO_CATEGORIES.find((category) => counts[category] >= enough) ?? 'I';
}

/** Berger's rule: where M, O and A together outnumber I, R and Q, the commonest of M, O, A, else of I, R, Q. */
export function bergerCategory(counts: KanoCounts): KanoCategory {
  const wanted = counts.M + counts.O + counts.A > counts.I + counts.R + counts.Q;
  const none = { M: 0, O: 0, A: 0, I: 0, R: 0, Q: 0 };
  const { M, O, A, I, R, Q } = counts;
  return commonest(wanted ? { ...none, M, O, A } : { ...none, I, R, Q }, 0);
}

/** Fong's test: do the two most frequent categories differ by more than chance? */
export function fongTest(counts: KanoCounts) {
  const total = totalOf(counts);
  const [first, second] = twoLargest(counts);
  const difference = first - second;
  const critical = FONG_Z * Math.sqrt(((first + second) * (2 * total - first - second)) / (2 * total));
  return { difference, critical, significant: difference > critical };
}

/** Lead of the most frequent category over the next, as a share of all answers. */
export function categoryStrength(counts: KanoCounts): number {
  const [first, second] = twoLargest(counts);
  return (first - second) / totalOf(counts);
}

function twoLargest(counts: KanoCounts): readonly [number, number] {
  const [first = 0, second = 0] = KANO_CATEGORIES.map((category) => counts[category]).sort((a, b) => b - a);
  return [first, second];
}
