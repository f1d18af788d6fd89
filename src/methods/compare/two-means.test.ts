import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { twoMeans } from './two-means.ts';

type Given = Parameters<typeof twoMeans.run>[0]['control'];
const compare = (control: Given, treatment: Given, paired = false) =>
  twoMeans.run({ control, treatment, paired, alternative: 'two-sided', nullDifference: 0, level: 0.95 });

test.each([
  ['greater', 0.01164127998, 0.01070724185, 0.0009953275965],
  ['less', 0.98835872, 0.9892927582, 0.9990046724],
] as const)(
  'one-sided, R 4.2.2 t.test on Darwin’s maize: %s; paired against a margin of -2',
  (alternative, separate, pooled, margin) => {
    const maize = { ...twoMeans.inputs.parse(twoMeans.example.inputs), alternative };
    const { welch, student } = twoMeans.run(maize);
    expect([welch.p, student.p]).toEqual([expect.closeTo(separate, 9), expect.closeTo(pooled, 9)]);
    expect(twoMeans.run({ ...maize, nullDifference: -2 }).paired?.p).toBeCloseTo(margin, 9);
  },
);

describe('Student (1908) with R 4.2.2 t.test', () => {
  const { inputs, expected } = reference('experiment_welch_t');
  const got = compare(inputs.a, inputs.b, true);

  test.each(['welch', 'student', 'paired'] as const)('%s', (name) => {
    const want = expected[name];
    expect(got[name]?.t).toBeCloseTo(want.t, 6);
    expect(got[name]?.degreesOfFreedom).toBeCloseTo(want.df, 6);
    expect(got[name]?.p).toBeCloseTo(want.p, 9);
    expect(got[name]?.difference.low).toBeCloseTo(want.ci95[0], 8);
    expect(got[name]?.difference.high).toBeCloseTo(want.ci95[1], 8);
  });

  test('summaries and effect sizes', () => {
    expect([got.control.mean, got.treatment.mean]).toEqual(
      expected.mean.map((mean: number) => expect.closeTo(mean, 12)),
    );
    expect([got.control.standardDeviation, got.treatment.standardDeviation]).toEqual(
      expected.sd.map((sd: number) => expect.closeTo(sd, 10)),
    );
    expect(got.difference).toBeCloseTo(expected.difference, 12);
    expect(got.cohenD.estimate).toBeCloseTo(expected.cohen_d, 10);
    expect(got.hedgesG.estimate).toBeCloseTo(expected.hedges_g, 9);
  });
});

test('GrowthBook’s relative lift by the delta method, from running sums', () => {
  const { inputs, expected } = reference('experiment_always_valid_sequential');
  const sums = (group: { sum: number; sum_squares: number }, n: number) => ({
    n,
    sum: group.sum,
    sumOfSquares: group.sum_squares,
  });
  for (const [i, want] of expected.cases.entries()) {
    const [m, n] = inputs.cases[i].n;
    const got = compare(sums(inputs.sums.control, m), sums(inputs.sums.treatment, n));
    expect(got.welch.degreesOfFreedom).toBeCloseTo(want.welch_df, 6);
    const side = inputs.cases[i].effect === 'relative' ? got.relativeLift : { ...got.welch.difference, p: got.welch.p };
    expect([side?.estimate, side?.low, side?.high, side?.p]).toEqual(
      [want.estimate, ...want.fixed_ci, want.fixed_p].map((value) => expect.closeTo(value, 9)),
    );
  }
});

test('Darwin’s maize: t 2.148 and p 0.0497, as Fisher (1935) printed', async () => {
  const parsed = twoMeans.inputs.parse(twoMeans.example.inputs);
  const { paired } = twoMeans.run(parsed);
  expect(paired?.t).toBeCloseTo(2.148, 3);
  expect(paired?.p).toBeCloseTo(0.0497, 4);
});

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 });

test('order, shift and unit change nothing that they should not; groups exchanged turn the sign', () => {
  fc.assert(
    fc.property(values, values, fc.integer({ min: 2, max: 50 }), (one, other, unit) => {
      fc.pre(new Set(one).size > 1 && new Set(other).size > 1);
      const got = compare(one, other);
      const scaled = compare(
        one.toReversed().map((v) => v * unit + 7),
        other.map((v) => v * unit + 7),
      );
      expect(scaled.welch.t).toBeCloseTo(got.welch.t, 6);
      expect(scaled.hedgesG.estimate).toBeCloseTo(got.hedgesG.estimate, 8);
      expect(scaled.welch.difference.low).toBeCloseTo(got.welch.difference.low * unit, 5);
      expect(compare(other, one).student.t).toBeCloseTo(-got.student.t, 8);
      expect(got.welch.degreesOfFreedom).toBeLessThanOrEqual(got.student.degreesOfFreedom + 1e-9);
    }),
  );
});

test('a summary answers as the values it sums up', () => {
  const whole = compare([1, 2, 4, 9], [3, 5, 8]);
  const { n, mean, standardDeviation } = whole.control;
  expect(compare({ n, mean, standardDeviation }, [3, 5, 8]).welch.p).toBeCloseTo(whole.welch.p, 12);
});

test('constant, single, ill-paired and impossible input: refused by name', () => {
  expect(() => compare([2, 2], [2, 2])).toThrow(expect.objectContaining({ id: 'no-variation' }));
  expect(() => compare([2], [2, 3])).toThrow(expect.objectContaining({ id: 'too-few-values', field: 'control' }));
  expect(() => compare([1, 2], [], false)).toThrow(expect.objectContaining({ id: 'too-few-values' }));
  expect(() => compare([1, 2, 3], [2, 3], true)).toThrow(expect.objectContaining({ id: 'pairs-unequal' }));
  expect(() => compare([1, 2, 3], [2, 3, 4], true)).toThrow(expect.objectContaining({ id: 'no-variation' }));
  expect(() => compare({ n: 5, sum: 100, sumOfSquares: 10 }, [1, 2])).toThrow(
    expect.objectContaining({ id: 'sums-impossible' }),
  );
});

test('one group constant, a control of mean 0, huge and tiny values: numbers or null', () => {
  for (const [one, other] of [
    [
      [3, 3, 3],
      [1, 2, 4],
    ],
    [
      [-1, 1],
      [5, 6],
    ],
    [
      [1e150, 2e150],
      [3e150, 5e150],
    ],
    [
      [1e-150, 2e-150],
      [3e-150, 5e-150],
    ],
  ] as const)
    expect(twoMeans.result.safeParse(compare([...one], [...other])).error).toBeUndefined();
  expect(compare([-1, 1], [5, 6]).relativeLift).toBeNull();
});

test('missing values are left out and told; where paired, with their pair', () => {
  const run = (inputs: Parameters<typeof twoMeans.inputs.parse>[0]) => twoMeans.run(twoMeans.inputs.parse(inputs));
  const plain = run({ control: [1, 4, 3], treatment: [5, 9] });
  const gaps = run({ control: [1, null, 4, 3], treatment: [5, 9, null, null] });
  expect(gaps.welch).toEqual(plain.welch);
  expect(gaps.warnings).toContainEqual({ id: 'values-missing', text: 'Left out for a missing value: 3.' });
  const pairs = run({ control: [1, null, 4, 3], treatment: [5, 9, null, 6], paired: true });
  expect(pairs.control.n).toBe(2);
  expect(pairs.paired?.difference.estimate).toBe(3.5);
});
