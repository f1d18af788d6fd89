import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { poissonGrowth } from './count-trend.ts';
import { themeTrend } from './theme-trend.ts';

type Inputs = Parameters<typeof themeTrend.run>[0];
const trend = (inputs: Partial<Inputs>) => themeTrend.run({ every: 'week', level: 0.95, ...inputs });
const several = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 15 });

test('counts that double each period grow by exactly 2, with the standard error of the information', () => {
  const { growth, slope, dispersion } = trend({ counts: [10, 20, 40, 80] });
  expect(growth?.estimate).toBeCloseTo(2, 9);
  expect(dispersion).toBeCloseTo(0, 9);
  const mean = (20 + 80 + 240) / 150;
  const information = 10 * mean ** 2 + 20 * (1 - mean) ** 2 + 40 * (2 - mean) ** 2 + 80 * (3 - mean) ** 2;
  expect(slope?.standardError).toBeCloseTo(1 / Math.sqrt(information), 9);
});

test('a constant share of a growing total is no growth', () => {
  expect(trend({ counts: [10, 20, 40, 80], totals: [100, 200, 400, 800] }).growth?.estimate).toBeCloseTo(1, 9);
});

test('score equations hold, and the likelihood is not below that at other parameters', () => {
  fc.assert(
    fc.property(several, fc.double({ min: -0.3, max: 0.3, noNaN: true }), (counts, other) => {
      const { fitted, logLikelihood, intercept, slope } = poissonGrowth(
        counts,
        counts.map(() => 1),
      );
      const gap = counts.map((count, at) => count - fitted[at]!);
      expect(gap.reduce((sum, own) => sum + own, 0)).toBeCloseTo(0, 6);
      expect(gap.reduce((sum, own, at) => sum + own * at, 0)).toBeCloseTo(0, 6);
      const elsewhere = counts.reduce((sum, count, at) => {
        const eta = intercept + other + (slope + other / 7) * at;
        return sum + count * eta - Math.exp(eta);
      }, 0);
      expect(logLikelihood).toBeGreaterThanOrEqual(elsewhere - 1e-9);
    }),
  );
});

test('time turned round turns the growth round; more texts all over leave it as it is', () => {
  fc.assert(
    fc.property(several, (counts) => {
      const growth = trend({ counts }).growth?.estimate ?? Number.NaN;
      expect(trend({ counts: counts.toReversed() }).growth?.estimate).toBeCloseTo(1 / growth, 7);
      expect(trend({ counts: counts.map((count) => 3 * count) }).growth?.estimate).toBeCloseTo(growth, 7);
    }),
  );
});

test('Mann-Kendall by hand, with ties: 1 2 2 3 has S 5 and variance 46/6', () => {
  const { rankTest } = trend({ counts: [1, 2, 2, 3] });
  expect(rankTest.s).toBe(5);
  expect(rankTest.variance).toBeCloseTo((4 * 3 * 13 - 2 * 1 * 9) / 18, 12);
  expect(rankTest.z).toBeCloseTo(4 / Math.sqrt(138 / 18), 12);
});

test('dates are counted by week from Monday, empty weeks included', () => {
  const { periods } = trend({
    dates: ['2021-06-06T23:00:00-07:00', '2021-06-07', '2021-06-21', '2021-06-21'],
    every: 'week',
  });
  expect(periods.map(({ period, count }) => [period, count])).toEqual([
    ['2021-05-31', 1],
    ['2021-06-07', 1],
    ['2021-06-14', 0],
    ['2021-06-21', 2],
  ]);
});

test('dates of all texts make totals; months and quarters have their own length', () => {
  const allDates = ['2021-01-31', '2021-02-28', '2021-03-01', '2021-04-30', '2021-05-01'];
  const months = trend({ dates: ['2021-03-01', '2021-02-28'], allDates, every: 'month' });
  expect(months.periods.map(({ total }) => total)).toEqual([1, 1, 1, 1, 1]);
  expect(months.periods.map(({ count }) => count)).toEqual([0, 1, 1, 0, 0]);
});

test('all texts in the last period: no growth is claimed, and it says why', () => {
  const found = trend({ counts: [0, 0, 0, 9] });
  expect(found.growth).toBeNull();
  expect(found.warnings.map(({ id }) => id)).toContain('boundary-solution');
});

test('scatter beyond chance widens the interval and is warned of', () => {
  const found = trend({ counts: [5, 90, 4, 80, 6, 95, 3, 99] });
  expect(found.direction).toBe('steady');
  expect(found.warnings.map(({ id }) => id)).toEqual(['scattered']);
});

test('periods without any text are left out of the fit', () => {
  const found = trend({ counts: [1, 2, 0, 8, 16], totals: [20, 20, 0, 20, 20] });
  expect(found.growth?.estimate).toBeCloseTo(2, 9);
  expect(found.periods[2]).toMatchObject({ rate: null, fitted: null });
});

test('too few periods, no text, unequal or too small totals, nothing given: refused by name', () => {
  const refused = (inputs: Partial<Inputs>, id: string) =>
    expect(() => trend(inputs)).toThrow(expect.objectContaining({ id }));
  refused({ counts: [1, 2] }, 'too-few-periods');
  refused({ counts: [0, 0, 0] }, 'no-texts');
  refused({ counts: [1, 2, 3], totals: [9, 9] }, 'totals-unequal');
  refused({ counts: [1, 2, 3], totals: [9, 9, 1] }, 'totals-too-small');
  refused({}, 'no-counts');
  refused({ dates: ['2021-02-31', '2021-13-45', '2021-99-99'] }, 'date-invalid');
  refused({ dates: ['0001-01-01', '2021-01-01'], every: 'day' }, 'too-many-periods');
});

test('names of periods are as many as the counts', async () => {
  await expect(answerMethod(themeTrend, { counts: [1, 2, 3], periods: ['a'] })).rejects.toThrow(
    expect.objectContaining({ id: 'periods-unequal' }),
  );
});
