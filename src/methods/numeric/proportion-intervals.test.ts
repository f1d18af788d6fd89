import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { newcombeDifference, PROPORTION_INTERVAL_NAMES, PROPORTION_INTERVALS } from './proportion-intervals.ts';

const { expected, tolerance } = reference('survey_proportion_ci_margin');
type Oracle = { k: number; n: number } & Record<
  'wilson' | 'wilson_cc' | 'clopper_pearson' | 'wald' | 'agresti_coull',
  [number, number]
>;
const ORACLES: Oracle[] = expected.intervals;
const MEMBERS = [
  ['wilson', 'wilson'],
  ['wilsonContinuity', 'wilson_cc'],
  ['clopperPearson', 'clopper_pearson'],
  ['wald', 'wald'],
  ['agrestiCoull', 'agresti_coull'],
] as const;

describe.each(MEMBERS)('R and Newcombe (1998), Table I: %s', (name, member) => {
  test.each(ORACLES)('$k of $n', (oracle) => {
    const { low, high } = PROPORTION_INTERVALS[name](oracle.k, oracle.n, 0.95);
    expect(Math.abs(low - oracle[member][0])).toBeLessThan(tolerance.abs);
    expect(Math.abs(high - oracle[member][1])).toBeLessThan(tolerance.abs);
  });
});

test('the difference as Newcombe (1998) prints it in Table II, method 10', () => {
  const near = (low: number, high: number) => ({ low: expect.closeTo(low, 4), high: expect.closeTo(high, 4) });
  const difference = (a: number, m: number, b: number, n: number) =>
    newcombeDifference({ successes: a, trials: m }, { successes: b, trials: n }, 0.95);
  expect(difference(56, 70, 48, 80)).toEqual(near(0.0524, 0.3339));
  expect(difference(9, 10, 3, 10)).toEqual(near(0.1705, 0.809));
  expect(difference(10, 10, 0, 10)).toEqual(near(0.6075, 1));
});

test('every interval mirrors when successes and failures change places, and narrows with more answers', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.constantFrom(...PROPORTION_INTERVAL_NAMES),
      (more, successes, name) => {
        const trials = successes + more;
        const interval = PROPORTION_INTERVALS[name];
        const { low, high } = interval(successes, trials, 0.9);
        const mirrored = interval(trials - successes, trials, 0.9);
        expect([mirrored.low, mirrored.high]).toEqual([expect.closeTo(1 - high, 9), expect.closeTo(1 - low, 9)]);
        const larger = interval(successes * 10, trials * 10, 0.9);
        expect(larger.high - larger.low).toBeLessThanOrEqual(high - low);
      },
    ),
  );
});

test('Clopper-Pearson covers at least its level at every share, counted out', () => {
  const trials = 12;
  const bounds = Array.from({ length: trials + 1 }, (_, k) => PROPORTION_INTERVALS.clopperPearson(k, trials, 0.95));
  const choose = (k: number) => Array.from({ length: k }, (_, i) => (trials - i) / (i + 1)).reduce((a, b) => a * b, 1);
  for (let share = 0.02; share < 1; share += 0.02) {
    const covered = bounds.reduce(
      (sum, { low, high }, k) =>
        low <= share && share <= high ? sum + choose(k) * share ** k * (1 - share) ** (trials - k) : sum,
      0,
    );
    expect(covered).toBeGreaterThanOrEqual(0.95);
  }
});
