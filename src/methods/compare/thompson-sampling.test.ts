import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { thompsonSampling } from './thompson-sampling.ts';

const run = (
  counts: [number, number][],
  more: { minimumShare?: number; visitors?: number; draws?: number } = {},
  seed = 1,
) =>
  thompsonSampling.run(
    thompsonSampling.inputs.parse({ arms: counts.map(([successes, trials]) => ({ successes, trials })), ...more }),
    { seed },
  );

test('R 4.2.2 integrate()', () => {
  const { inputs, expected } = reference('experiment_bandit_thompson');
  const counts = inputs.x.map((x: number, i: number): [number, number] => [x, inputs.n[i]]);
  const got = run(counts);
  expect(got.arms.map(({ share }) => share)).toEqual(expected.p_best.map((p: number) => expect.closeTo(p, 7)));
  expect(got.probabilityBeats[1]?.[0]).toBeCloseTo(expected.two_armed.p_arm2_beats_arm1, 8);
  expect(run(counts.slice(0, 2)).arms[1]?.probabilityBest).toBeCloseTo(expected.two_armed.p_arm2_beats_arm1, 8);
});

const arm = fc.integer({ min: 0, max: 500 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

test('shares add to 1, visitors to the batch, and another success never lowers a share; order does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(arm, { minLength: 2, maxLength: 5 }),
      fc.integer({ min: 1, max: 5000 }),
      (counts, visitors) => {
        const { arms } = run(counts, { visitors, minimumShare: 0.05 });
        expect(arms.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        expect(arms.reduce((sum, one) => sum + (one.visitors ?? 0), 0)).toBe(visitors);
        for (const { share } of arms) expect(share).toBeGreaterThanOrEqual(0.05);
        expect(run(counts.toReversed()).arms[counts.length - 1]!.probabilityBest).toBeCloseTo(
          run(counts).arms[0]!.probabilityBest,
          9,
        );
        const lucky = counts.map(([x, n], i): [number, number] => (i === 0 ? [x + 1, n + 1] : [x, n]));
        const more = run(lucky, { minimumShare: 0.05 });
        expect(more.arms[0]!.share).toBeGreaterThanOrEqual(arms[0]!.share - 1e-10);
      },
    ),
    { numRuns: 15 },
  );
});

test('single assignments follow the shares, and the seed', () => {
  const counts: [number, number][] = [
    [10, 100],
    [14, 100],
    [9, 60],
  ];
  const { draws, arms } = run(counts, { draws: 30_000, minimumShare: 0.1 });
  for (const [i, { share }] of arms.entries())
    expect(Math.abs(draws.filter((one) => one === i).length / draws.length - share)).toBeLessThan(0.012);
  expect(run(counts, { draws: 50 }, 7).draws).toEqual(run(counts, { draws: 50 }, 7).draws);
  expect(run(counts, { draws: 50 }, 7).draws).not.toEqual(run(counts, { draws: 50 }, 8).draws);
});

test('the value remaining is the 95 % quantile of what the leader may lack', () => {
  const { valueRemaining } = run([
    [10, 100],
    [14, 100],
    [9, 60],
  ]);
  const random = randomFrom(2);
  const lacks = Array.from({ length: 40_000 }, () => {
    const leader = random.beta(10, 52);
    return Math.max(random.beta(11, 91), random.beta(15, 87), leader) / leader - 1;
  }).sort((a, b) => a - b);
  expect(Math.abs(lacks[38_000]! - valueRemaining)).toBeLessThan(0.05);
  expect(
    run([
      [10, 1000],
      [500, 1000],
    ]).valueRemaining,
  ).toBe(0);
});

test('arms never tried share alike; the floor too high is refused; one arm is not a choice', () => {
  const fresh = run([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  for (const { share } of fresh.arms) expect(share).toBeCloseTo(1 / 3, 10);
  expect(fresh.warnings.map(({ id }) => id)).toEqual(['prior-dominates']);
  expect(thompsonSampling.result.safeParse(fresh).error).toBeUndefined();
  expect(() =>
    run(
      [
        [1, 2],
        [1, 2],
      ],
      { minimumShare: 0.6 },
    ),
  ).toThrow(expect.objectContaining({ id: 'floor-too-high' }));
  expect(thompsonSampling.inputs.safeParse({ arms: [{ successes: 1, trials: 2 }] }).success).toBe(false);
});
