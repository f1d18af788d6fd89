import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { cuped } from './cuped.ts';

const run = (pre: number[], post: number[], treated: (0 | 1 | boolean)[]) =>
  cuped.run({ pre, post, treated, level: 0.95 });

describe('R 4.2.2 on 400 simulated units', () => {
  const { inputs, expected } = reference('experiment_cuped');
  const got = run(inputs.pre, inputs.post, inputs.treated);

  test('theta, correlation and variance reduction', () => {
    expect(got.theta).toBeCloseTo(expected.theta_pooled, 9);
    expect(got.thetaWithinGroups).toBeCloseTo(expected.theta_within_groups, 9);
    expect(got.correlation).toBeCloseTo(expected.correlation, 9);
    expect(got.varianceReduction).toBeCloseTo(expected.variance_reduction, 9);
  });

  test('plain, adjusted and covariance effects', () => {
    expect(got.unadjusted.difference.estimate).toBeCloseTo(expected.unadjusted.diff, 9);
    expect(got.unadjusted.standardError).toBeCloseTo(expected.unadjusted.se_welch, 9);
    expect(got.unadjusted.t).toBeCloseTo(expected.unadjusted.t, 9);
    expect(got.unadjusted.p).toBeCloseTo(expected.unadjusted.p, 9);
    expect(got.cuped.difference.estimate).toBeCloseTo(expected.cuped.diff, 9);
    expect(got.cuped.standardError).toBeCloseTo(expected.cuped.se_welch, 9);
    expect(got.cuped.degreesOfFreedom).toBeCloseTo(expected.cuped.df, 6);
    expect(got.cuped.p).toBeCloseTo(expected.cuped.p, 9);
    expect([got.cuped.difference.low, got.cuped.difference.high]).toEqual(
      expected.cuped.ci95.map((edge: number) => expect.closeTo(edge, 7)),
    );
    expect(got.ancova.difference.estimate).toBeCloseTo(expected.ancova.effect, 9);
    expect(got.ancova.standardError).toBeCloseTo(expected.ancova.se, 9);
    expect(got.cupedWithinGroups.difference.estimate).toBeCloseTo(expected.ancova.effect, 9);
  });
});

const units = fc.array(
  fc.record({ pre: fc.integer({ min: -99, max: 99 }), post: fc.integer({ min: -99, max: 99 }), treated: fc.boolean() }),
  { minLength: 8, maxLength: 40 },
);

test('order and a shift of pre do not matter; the adjusted means keep the whole mean; noise never rises within groups', () => {
  fc.assert(
    fc.property(units, fc.integer({ min: -50, max: 50 }), (all, shift) => {
      const treated = all.filter((unit) => unit.treated).length;
      fc.pre(treated > 2 && all.length - treated > 2);
      fc.pre(new Set(all.map(({ pre }) => pre)).size > 2 && new Set(all.map(({ post }) => post)).size > 2);
      const of = (list: typeof all, by = 0) =>
        run(
          list.map(({ pre }) => pre + by),
          list.map(({ post }) => post),
          list.map((unit) => unit.treated),
        );
      const got = of(all);
      const other = of(all.toReversed(), shift);
      expect(other.cuped.difference.estimate).toBeCloseTo(got.cuped.difference.estimate, 8);
      expect(other.theta).toBeCloseTo(got.theta, 8);
      const whole = (means: { control: number; treatment: number }) =>
        means.control * (all.length - treated) + means.treatment * treated;
      expect(whole(got.adjustedMeans)).toBeCloseTo(whole(got.means), 6);
      expect(got.varianceReduction).toBeLessThanOrEqual(1);
      cuped.result.parse(got);
    }),
  );
});

test('a pre-value that says nothing, one that says all, and constant values', () => {
  const treated = [0, 0, 0, 0, 1, 1, 1, 1] as const;
  const flat = run([1, 2, 1, 2, 1, 2, 1, 2], [5, 5, 6, 6, 7, 7, 8, 8], [...treated]);
  expect(flat.warnings.map(({ id }) => id)).toEqual(['weak-covariate']);
  const same = run([1, 2, 3, 5, 1, 2, 3, 5], [1, 2, 3, 5, 1, 2, 3, 5], [...treated]);
  expect(same.cuped.p).toBe(1);
  expect(cuped.result.safeParse(same).success).toBe(true);
  expect(() => run([1, 1, 1, 1], [1, 2, 3, 4], [0, 1, 0, 1])).toThrow(
    expect.objectContaining({ id: 'no-variation', field: 'pre' }),
  );
});

test('groups unlike before the change: warned of', () => {
  const pre = Array.from({ length: 40 }, (_, i) => (i % 2) * 10 + (i % 5));
  const post = pre.map((value, i) => value + (i % 3));
  expect(
    run(
      pre,
      post,
      pre.map((_, i) => i % 2 === 1),
    ).warnings.map(({ id }) => id),
  ).toEqual(['covariate-imbalance']);
});

test('lengths that differ and a group of one: refused by name', () => {
  expect(() => run([1, 2, 3, 4], [1, 2, 3], [0, 0, 1, 1])).toThrow(expect.objectContaining({ id: 'lengths-differ' }));
  expect(() => run([1, 2, 3, 4], [1, 2, 3, 4], [0, 0, 0, 1])).toThrow(
    expect.objectContaining({ id: 'group-too-small', field: 'treated' }),
  );
});

/** Numbers by rule, so that R has the same: two things known before, the second not of everybody. */
function manyKnown() {
  const rows = Array.from({ length: 40 }, (_, i) => i + 1);
  const visits = rows.map((i) => (i * 7) % 11);
  const spend: (number | null)[] = rows.map((i) => (i % 6 === 0 ? null : ((i * 13) % 17) / 2));
  const treated = rows.map((i) => i % 2);
  const post = rows.map((i, at) => 3 + 2 * (visits[at] ?? 0) + 1.5 * (spend[at] ?? 4) + (i % 2) + ((i * 29) % 19) / 3);
  return { visits, spend, treated, post };
}

const R = {
  thetas: [2.098752638253, 1.663022990235, -0.102436682137],
  difference: 1.04364670836,
  error: 0.578098000512,
  p: 0.0789735188802,
  ancova: 1.2972835628858,
  ancovaError: 0.6645473192569,
  explained: 0.941068943407,
};

test('several covariates, one with gaps: R 4.2.2 lm and t.test on the same numbers', async () => {
  const { visits, spend, treated, post } = manyKnown();
  const answer = await answerMethod(cuped, { pre: { visits, spend }, post, treated });
  expect(answer.thetas.map(({ name }) => name)).toEqual(['visits', 'spend', 'spend known']);
  expect(answer.thetas.map(({ theta }) => theta)).toEqual(R.thetas.map((value) => expect.closeTo(value, 8)));
  expect(answer.cuped.difference.estimate).toBeCloseTo(R.difference, 8);
  expect(answer.cuped.standardError).toBeCloseTo(R.error, 8);
  expect(answer.cuped.p).toBeCloseTo(R.p, 8);
  expect(answer.ancova.difference.estimate).toBeCloseTo(R.ancova, 8);
  expect(answer.ancova.standardError).toBeCloseTo(R.ancovaError, 8);
  expect(answer.varianceReduction).toBeCloseTo(R.explained, 8);
  expect(answer.warnings.map(({ id }) => id)).toContain('values-missing');
});

test('a covariate given twice, or under a name, changes nothing', async () => {
  const { visits, treated, post } = manyKnown();
  const alone = await answerMethod(cuped, { pre: visits, post, treated });
  const named = await answerMethod(cuped, { pre: { visits }, post, treated });
  const twice = await answerMethod(cuped, { pre: { visits, again: visits }, post, treated });
  expect(named.cuped).toEqual(alone.cuped);
  expect(twice.cuped.difference.estimate).toBeCloseTo(alone.cuped.difference.estimate, 9);
  expect(twice.ancova.standardError).toBeCloseTo(alone.ancova.standardError, 9);
});
