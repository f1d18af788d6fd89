import betaln from '@stdlib/math-base-special-betaln';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { bayesianProportions } from './bayesian-proportions.ts';

const run = (counts: [number, number][], prior = { alpha: 1, beta: 1 }) =>
  bayesianProportions.run({ arms: counts.map(([successes, trials]) => ({ successes, trials })), prior, level: 0.95 });

describe('R 4.2.2 integrate() and Miller’s closed sum', () => {
  const { inputs, expected } = reference('experiment_bayes_beta_binomial');
  const counts = (x: number[], n: number[]) => x.map((successes, i): [number, number] => [successes, n[i]!]);

  test.each(['main', 'small'] as const)('%s', (name) => {
    const want = expected[name];
    const { x, n } = name === 'main' ? inputs : inputs.small;
    const { arms } = run(counts(x, n));
    for (const [i, posterior] of want.posterior.entries()) {
      expect([arms[i]?.alpha, arms[i]?.beta]).toEqual([posterior.alpha, posterior.beta]);
      expect([arms[i]?.rate.estimate, arms[i]?.rate.low, arms[i]?.rate.high]).toEqual(
        [posterior.mean, ...posterior.ci95].map((value) => expect.closeTo(value, 11)),
      );
    }
    expect(arms[1]?.probabilityToBeatControl).toBeCloseTo(want.p_b_beats_a_evan_miller, 9);
    expect(arms[1]?.expectedLossAgainstControl).toBeCloseTo(want.expected_loss_choose_b, 10);
    expect(arms[1]?.expectedLossOfKeepingControl).toBeCloseTo(want.expected_loss_choose_a, 10);
    expect(arms[1]?.expectedLoss).toBeCloseTo(want.expected_loss_choose_b, 10);
    expect(arms[1]?.difference?.estimate).toBeCloseTo(want.expected_difference, 12);
  });

  test('three arms', () => {
    const { x, n, p_best } = expected.three_arms;
    const { arms } = run(counts(x, n));
    expect(arms.map(({ probabilityBest }) => probabilityBest)).toEqual(p_best.map((p: number) => expect.closeTo(p, 7)));
  });
});

/** Miller (2014): P(B > A) as a finite sum. */
function miller([a, b]: [number, number], [c, d]: [number, number]): number {
  let sum = 0;
  for (let i = 0; i < c; i++) sum += Math.exp(betaln(a + i, b + d) - Math.log(d + i) - betaln(1 + i, d) - betaln(a, b));
  return sum;
}

const arm = fc.integer({ min: 0, max: 3000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

test('Miller’s sum is met; chances add to 1; losses differ by the expected difference; order does not matter', () => {
  fc.assert(
    fc.property(arm, arm, arm, (one, two, three) => {
      const got = run([one, two, three]);
      const a = got.arms[0]!;
      const b = got.arms[1]!;
      expect(b.probabilityToBeatControl).toBeCloseTo(miller([a.alpha, a.beta], [b.alpha, b.beta]), 8);
      expect(got.arms.reduce((sum, { probabilityBest }) => sum + probabilityBest, 0)).toBeCloseTo(1, 12);
      const gained = (b.expectedLossOfKeepingControl ?? 0) - (b.expectedLossAgainstControl ?? 0);
      expect(b.difference?.estimate).toBeCloseTo(gained, 10);
      expect(b.difference?.low).toBeLessThanOrEqual(b.difference?.high ?? -1);
      const back = run([three, two, one]).arms[2]!;
      expect(back.probabilityBest).toBeCloseTo(a.probabilityBest, 9);
      expect(back.expectedLoss).toBeCloseTo(a.expectedLoss, 10);
    }),
    { numRuns: 25 },
  );
});

test('intervals of difference and lift agree with a hundred thousand draws', () => {
  const { arms } = run([
    [3, 20],
    [7, 22],
  ]);
  const random = randomFrom(11);
  const draws = Array.from({ length: 100_000 }, () => [random.beta(4, 18), random.beta(8, 16)] as const);
  const share = (keep: (a: number, b: number) => boolean) => draws.filter(([a, b]) => keep(a, b)).length / draws.length;
  const { difference, relativeLift } = arms[1]!;
  for (const [edge, want] of [
    ['low', 0.025],
    ['high', 0.975],
  ] as const) {
    expect(share((a, b) => b - a < (difference?.[edge] ?? -1))).toBeCloseTo(want, 2);
    expect(share((a, b) => b / a - 1 < (relativeLift?.[edge] ?? -1))).toBeCloseTo(want, 2);
  }
});

test('no trials, no successes, all successes, a hundred million trials, a sharp prior: numbers, and the prior warned of', () => {
  const none = run([
    [0, 0],
    [0, 0],
  ]);
  expect(none.arms[0]?.probabilityBest).toBeCloseTo(0.5, 12);
  expect(none.warnings.map(({ id }) => id)).toEqual(['prior-dominates']);
  expect(
    run([
      [0, 50],
      [3, 50],
    ]).arms[1]?.relativeLift,
  ).toBeNull();
  for (const given of [
    run([
      [0, 50],
      [50, 50],
    ]),
    run(
      [
        [0, 50],
        [0, 50],
      ],
      { alpha: 0.01, beta: 0.01 },
    ),
    run([
      [5e7, 1e8],
      [50_005_000, 1e8],
    ]),
    run([
      [1, 1e8],
      [3e7, 1e8],
    ]),
  ])
    expect(bayesianProportions.result.safeParse(given).error).toBeUndefined();
  // Normal limit: z = 0.7071 for a difference of one 20,000th.
  expect(
    run([
      [5e7, 1e8],
      [50_005_000, 1e8],
    ]).arms[1]?.probabilityToBeatControl,
  ).toBeCloseTo(0.76025, 4);
});
