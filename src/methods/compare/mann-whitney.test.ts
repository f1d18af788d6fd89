import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import type { Alternative } from './alternative.ts';
import { mannWhitney } from './mann-whitney.ts';

const compare = (
  control: number[],
  treatment: number[],
  distribution: 'auto' | 'exact' | 'normal' = 'auto',
  alternative: Alternative = 'two-sided',
) => mannWhitney.run({ control, treatment, distribution, continuity: true, alternative, level: 0.95 });

test.each([
  ['greater', 0.9562342595, 0.9264485514, 0.7005494505],
  ['less', 0.05127350652, 0.09028471528, 0.3417582418],
] as const)(
  'one-sided, R 4.2.2 wilcox.test: %s, with ties and exact, either group the smaller',
  (side, tied, exact, larger) => {
    const stayed = [1, 34, 45, 22, 10, 62, 13, 16, 58, 25];
    expect(compare(stayed, [2, 2, 8, 28, 49, 10, 1, 1, 47, 1], 'auto', side).p).toBeCloseTo(tied, 9);
    const others = [3, 34, 45, 22, 10, 62, 13, 16, 58, 25];
    expect(compare(others, [2.1, 2.2, 8, 28, 49, 11], 'auto', side).p).toBeCloseTo(exact, 9);
    const many = [1, 2.5, 3, 4, 5.5, 6, 7, 8, 9.5, 11, 12, 13];
    expect(compare([3.3, 34, 45, 2], many, 'auto', side).p).toBeCloseTo(larger, 9);
  },
);

test('Student (1908) with R 4.2.2 wilcox.test: ties, so normal with continuity', () => {
  const { inputs, expected } = reference('experiment_welch_t');
  const got = compare(inputs.a, inputs.b);
  expect(got.w).toBe(expected.mann_whitney.W);
  expect(got.p).toBeCloseTo(expected.mann_whitney.p, 9);
  expect(got.warnings.map(({ id }) => id)).toEqual(['ties']);
});

test('Hollander and Wolfe (1973), page 69, as printed in R’s help: W 35, exact p 0.1272 one-sided', () => {
  const x = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const y = [1.15, 0.88, 0.9, 0.74, 1.21];
  const got = compare(y, x);
  expect(got.w).toBe(35);
  expect(got.p).toBeCloseTo(0.2544, 4);
  expect(got.shift.estimate).toBeCloseTo(0.305, 10);
  expect([got.shift.low, got.shift.high]).toEqual([expect.closeTo(-0.15, 10), expect.closeTo(0.76, 10)]);
});

/** All choices of m of the pooled values, with the pairs won by the rest. */
function everyW(pooled: readonly number[], m: number): number[] {
  const found: number[] = [];
  const choose = (from: number, chosen: number[]) => {
    if (chosen.length === m) {
      const rest = pooled.filter((_, i) => !chosen.includes(i));
      const won = (a: number) => rest.reduce((sum, b) => sum + (b > pooled[a]! ? 1 : b === pooled[a] ? 0.5 : 0), 0);
      found.push(chosen.reduce((sum, a) => sum + won(a), 0));
      return;
    }
    for (let i = from; i < pooled.length; i++) choose(i + 1, [...chosen, i]);
  };
  choose(0, []);
  return found;
}

const small = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 });

test('exact p, ties included, is that of every choice counted', () => {
  fc.assert(
    fc.property(small, small, (one, other) => {
      fc.pre(new Set([...one, ...other]).size > 1);
      const got = compare(one, other, 'exact');
      const all = everyW([...one, ...other], one.length);
      const share = (keep: (w: number) => boolean) => all.filter(keep).length / all.length;
      const want = Math.min(
        1,
        2 *
          Math.min(
            share((w) => w <= got.w),
            share((w) => w >= got.w),
          ),
      );
      expect(got.p).toBeCloseTo(want, 12);
    }),
    { numRuns: 60 },
  );
});

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 60 });

test('the shift is the median of all differences and lies in its interval; order, scale and groups exchanged', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      fc.pre(new Set([...one, ...other]).size > 1);
      const got = compare(one, other);
      const differences = other.flatMap((b) => one.map((a) => b - a)).sort((a, b) => a - b);
      const half = differences.length / 2;
      const median = (differences[Math.ceil(half) - 1]! + differences[Math.floor(half)]!) / 2;
      expect(got.shift.estimate).toBe(median);
      expect(got.shift.low).toBeLessThanOrEqual(median);
      expect(got.shift.high).toBeGreaterThanOrEqual(median);
      expect(compare(one.toReversed(), other).p).toBe(got.p);
      expect(compare(other, one).p).toBeCloseTo(got.p, 10);
      expect(compare(other, one).w).toBe(one.length * other.length - got.w);
    }),
  );
});

test('exact and normal agree where groups are large; a hundred thousand values are quick', () => {
  const one = Array.from({ length: 49 }, (_, i) => i * 1.37);
  const other = Array.from({ length: 49 }, (_, i) => i * 1.41 + 9.003);
  expect(compare(one, other).distribution).toBe('exact');
  expect(compare(one, other).p).toBeCloseTo(compare(one, other, 'normal').p, 2);
  const many = (by: number) => Array.from({ length: 50_000 }, (_, i) => ((i * 7919) % 100_003) + by);
  const got = compare(many(0), many(500));
  expect(got.shift.estimate).toBeCloseTo(500, -2);
});

test('all equal and too many for exact: refused; so few that nothing can be found: warned of', () => {
  expect(() => compare([1, 1], [1, 1])).toThrow(expect.objectContaining({ id: 'no-variation' }));
  const many = Array.from({ length: 150 }, (_, i) => i);
  expect(() => compare(many, many, 'exact')).toThrow(expect.objectContaining({ id: 'too-many-for-exact' }));
  expect(compare([1, 2], [3, 4]).warnings.map(({ id }) => id)).toEqual(['too-few-values']);
  expect(compare([1], [3]).p).toBe(1);
  expect(mannWhitney.inputs.safeParse({ control: [], treatment: [1] }).success).toBe(false);
});

test('missing values are left out and told; none left: refused', () => {
  const run = (inputs: Parameters<typeof mannWhitney.inputs.parse>[0]) =>
    mannWhitney.run(mannWhitney.inputs.parse(inputs));
  const gaps = run({ control: [1, null, 4], treatment: [5, 9, 3, null] });
  expect(gaps.p).toBe(run({ control: [1, 4], treatment: [5, 9, 3] }).p);
  expect(gaps.warnings.map(({ id }) => id)).toContain('values-missing');
  expect(() => run({ control: [null], treatment: [1] })).toThrow(expect.objectContaining({ field: 'control' }));
});
