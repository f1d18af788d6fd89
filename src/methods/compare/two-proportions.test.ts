import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import type { Alternative } from './alternative.ts';
import { fisherExact } from './fisher-exact.ts';
import { twoProportions } from './two-proportions.ts';

const compare = ([a, m]: [number, number], [b, n]: [number, number], alternative: Alternative = 'two-sided') =>
  twoProportions.run({
    control: { successes: a, trials: m },
    treatment: { successes: b, trials: n },
    alternative,
    level: 0.95,
  });

test.each([
  ['greater', 0.9999999991, 0.009883305549],
  ['less', 9.276332308e-10, 0.9996427721],
] as const)('one-sided, R 4.2.2 prop.test and fisher.test: %s', (side, z, fisher) => {
  expect(compare([142, 201229], [57, 200745], side).z.p / z).toBeCloseTo(1, 8);
  expect(compare([1, 8], [9, 12], side).fisherExact.p / fisher).toBeCloseTo(1, 8);
});

test('the unpooled z is the difference over its standard error; both sides of any test add up', () => {
  const { difference, zUnpooled } = compare([30, 200], [45, 210]);
  expect(zUnpooled.statistic).toBeCloseTo(difference.estimate / difference.standardError, 12);
  const [more, less] = (['greater', 'less'] as const).map((side) => compare([30, 200], [45, 210], side));
  expect((more?.z.p ?? 0) + (less?.z.p ?? 0)).toBeCloseTo(1, 12);
  expect(2 * (more?.z.p ?? 0)).toBeCloseTo(compare([30, 200], [45, 210]).z.p, 12);
});
const bounds = ({ low, high }: { low: number; high: number }) => [low, high];

describe('R 4.2.2 prop.test and fisher.test', () => {
  const { expected } = reference('experiment_two_proportions');
  test.each([0, 1])('case %i', (at) => {
    const want = expected.cases[at];
    const got = compare([want.x[0], want.n[0]], [want.x[1], want.n[1]]);
    expect([got.rates.control.estimate, got.rates.treatment.estimate]).toEqual(
      want.rates.map((rate: number) => expect.closeTo(rate, 12)),
    );
    expect(got.difference.estimate).toBeCloseTo(want.difference, 12);
    expect(got.z.statistic).toBeCloseTo(want.z_pooled, 6);
    expect(Math.abs(got.z.p / want.p_two_sided - 1)).toBeLessThan(1e-6);
    expect(got.chiSquare.statistic).toBeCloseTo(want.chisq_no_correction, 6);
    expect(got.chiSquareYates.statistic).toBeCloseTo(want.chisq_yates, 6);
    expect(Math.abs(got.chiSquareYates.p / want.p_yates - 1)).toBeLessThan(1e-6);
    expect(bounds(got.intervals.wald)).toEqual(want.ci95_wald.map((edge: number) => expect.closeTo(edge, 10)));
    expect(bounds(got.intervals.newcombe)).toEqual(want.ci95_newcombe.map((edge: number) => expect.closeTo(edge, 10)));
    expect(got.relativeLift?.estimate).toBeCloseTo(want.relative_lift, 10);
    expect(got.rateRatio && bounds(got.rateRatio)).toEqual(
      want.ci95_log_ratio.map((edge: number) => expect.closeTo(edge, 8)),
    );
    expect(Math.abs(got.fisherExact.p / want.fisher_p - 1)).toBeLessThan(1e-4);
  });
});

test('Newcombe (1998), table II: Mee, Miettinen-Nurminen and Newcombe on 56/70 less 48/80 and on 9/10 less 3/10', () => {
  const many = compare([48, 80], [56, 70]).intervals;
  expect(bounds(many.score).map((edge) => edge.toFixed(4))).toEqual(['0.0533', '0.3377']);
  expect(bounds(many.miettinenNurminen).map((edge) => edge.toFixed(4))).toEqual(['0.0528', '0.3382']);
  expect(bounds(many.newcombe).map((edge) => edge.toFixed(4))).toEqual(['0.0524', '0.3339']);
  const few = compare([3, 10], [9, 10]).intervals;
  expect(bounds(few.score).map((edge) => edge.toFixed(4))).toEqual(['0.1821', '0.8370']);
  expect(bounds(few.miettinenNurminen).map((edge) => edge.toFixed(4))).toEqual(['0.1700', '0.8406']);
  expect(bounds(few.newcombe).map((edge) => edge.toFixed(4))).toEqual(['0.1705', '0.8090']);
});

test('Fisher (1935): the lady tasting tea, 34/70, and agreement with every table counted', () => {
  expect(fisherExact([3, 1], [1, 3])).toBeCloseTo(34 / 70, 14);
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  const count = fc.integer({ min: 0, max: 12 });
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const ways = (x: number) => choose(a + b, x) * choose(c + d, a + c - x);
      let extreme = 0;
      for (let x = Math.max(0, a - d); x <= Math.min(a + b, a + c); x++)
        if (ways(x) <= ways(a) * (1 + 1e-7)) extreme += ways(x);
      expect(fisherExact([a, b], [c, d])).toBeCloseTo(extreme / choose(a + b + c + d, a + c), 12);
    }),
  );
});

test('groups exchanged: every sign turns, no p changes; each interval holds the estimate and lies within -1 to 1', () => {
  const group = fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  fc.assert(
    fc.property(group, group, (one, other) => {
      const there = compare(one, other);
      const back = compare(other, one);
      expect(back.z.p).toBeCloseTo(there.z.p, 10);
      expect(back.fisherExact.p).toBeCloseTo(there.fisherExact.p, 8);
      for (const name of ['newcombe', 'agrestiCaffo', 'score', 'miettinenNurminen'] as const) {
        expect(back.intervals[name].low).toBeCloseTo(-there.intervals[name].high, 8);
        expect(there.intervals[name].low).toBeGreaterThanOrEqual(-1 - 1e-12);
        if (name === 'agrestiCaffo') continue;
        expect(there.intervals[name].low).toBeLessThanOrEqual(there.difference.estimate + 1e-12);
        expect(there.intervals[name].high).toBeGreaterThanOrEqual(there.difference.estimate - 1e-12);
      }
      twoProportions.result.parse(there);
    }),
  );
});

test('no success, all successes, one trial each, and counts of a hundred million: numbers or null, and warned of', () => {
  const none = compare([0, 10], [0, 12]);
  expect(none.z).toEqual({ statistic: 0, p: 1 });
  expect(none.rateRatio).toBeNull();
  expect(none.warnings.map(({ id }) => id)).toEqual(['small-expected-counts', 'boundary-solution']);
  for (const given of [compare([10, 10], [12, 12]), compare([0, 1], [1, 1]), compare([0, 5], [0, 5]), none])
    expect(twoProportions.result.safeParse(given).success).toBe(true);
  const huge = compare([5e7, 1e8], [50_010_000, 1e8]);
  expect(huge.fisherExact.p).toBeCloseTo(huge.chiSquareYates.p, 6);
  expect(huge.warnings).toEqual([]);
});

test('more successes than trials: refused with the remedy', () => {
  const parsed = twoProportions.inputs.safeParse({
    control: { successes: 3, trials: 2 },
    treatment: { successes: 1, trials: 2 },
  });
  expect(parsed.error?.issues[0]?.message).toBe('Successes cannot outnumber trials.');
});
