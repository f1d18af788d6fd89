import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { causalImpact } from './causal-impact.ts';
import { fitLocalLevel, mostLikelyLevel } from './local-level.ts';

const run = (asked: z.input<typeof causalImpact.inputs>, seed = 1) =>
  causalImpact.run(causalImpact.inputs.parse(asked), { seed });

const { inputs, expected, tolerance } = reference('causal_impact_structural');
const study = {
  outcome: inputs.y,
  controls: { x: inputs.x },
  before: inputs.pre,
  after: inputs.post,
  seasonLength: 1,
  level: 0.95,
};

describe('CausalImpact vignette data', () => {
  test('restricted maximum likelihood, R 4.2.2', () => {
    const answer = run({ ...study, variance: 'plug-in' });
    expect(answer.noiseVariance).toBeCloseTo(expected.sigma2_obs, 6);
    expect(answer.signalToNoise).toBeCloseTo(expected.signal_to_noise, 6);
    expect(answer.coefficients[0]?.estimate).toBeCloseTo(expected.beta[1], 6);
    expect(answer.actualMean).toBeCloseTo(expected.actual_mean, 9);
    expect(answer.predictedMean.estimate).toBeCloseTo(expected.predicted_mean, 5);
    expect(answer.averageEffect.estimate).toBeCloseTo(expected.average_effect, 5);
    expect(answer.standardError).toBeCloseTo(expected.se, 5);
    expect(answer.cumulativeEffect.estimate).toBeCloseTo(expected.cumulative_effect, 4);
    expect(answer.relativeEffect?.estimate).toBeCloseTo(expected.relative_effect, 6);
    answer.pointwise.forEach((point, i) => {
      expect(point.expected).toBeCloseTo(expected.pointwise_prediction[i], 4);
    });
  });

  test.each([
    ['R REML', expected.average_effect, expected.ci95],
    ['R CausalImpact 1.4', expected.bayes_CausalImpact.average_effect, expected.bayes_CausalImpact.ci95],
  ])('%s: average effect and interval within the tolerance', (_, average, [low, high]) => {
    const { averageEffect } = run({ ...study, variance: 'integrated' });
    expect(Math.abs(averageEffect.estimate - average)).toBeLessThan(tolerance.average_effect);
    expect(Math.abs(averageEffect.low - low)).toBeLessThan(tolerance.ci);
    expect(Math.abs(averageEffect.high - high)).toBeLessThan(tolerance.ci);
  });
});

interface Study {
  outcome: number[];
  controls: { control: number[] };
  before: [number, number];
  after: [number, number];
  seasonLength: number;
  level: number;
}

/** A control, an outcome that follows it with a wandering level, and an effect at the end. */
function drawn(
  seed: number,
  { before, after, ratio, effect }: { before: number; after: number; ratio: number; effect: number },
): Study {
  const { normal } = randomFrom(seed);
  let [level, wave] = [0, 0];
  const control: number[] = [];
  const outcome = Array.from({ length: before + after }, (_, t) => {
    level += Math.sqrt(ratio) * normal();
    wave = 0.9 * wave + normal();
    control.push(wave);
    return 50 + 1.5 * wave + level + normal() + (t >= before ? effect : 0);
  });
  return {
    outcome,
    controls: { control },
    before: [1, before],
    after: [before + 1, before + after],
    seasonLength: 1,
    level: 0.9,
  };
}

test('the filter equals dense generalised least squares', () => {
  const { outcome, controls } = drawn(3, { before: 12, after: 1, ratio: 0.3, effect: 0 });
  const y = outcome.slice(0, 12);
  const x = controls.control.slice(0, 12);
  const fit = fitLocalLevel(
    { outcome: Float64Array.from(y), columns: [new Float64Array(12).fill(1), Float64Array.from(x)] },
    0.3,
  );
  const covariance = y.map((_, i) => y.map((_value, j) => (i === j ? 1 : 0) + 0.3 * Math.min(i, j)));
  const solved = [y, x, x.map(() => 1)].map((right) => solve(covariance, right));
  const dot = (a: readonly number[], b: readonly number[] | undefined) =>
    a.reduce((sum, value, i) => sum + value * (b?.[i] ?? 0), 0);
  const ones = x.map(() => 1);
  const beta = solve(
    [
      [dot(ones, solved[2]), dot(ones, solved[1])],
      [dot(x, solved[2]), dot(x, solved[1])],
    ],
    [dot(ones, solved[0]), dot(x, solved[0])],
  );
  expect([...(fit?.coefficients ?? [])]).toEqual(beta.map((value) => expect.closeTo(value, 9)));
});

/** Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    const pivot = rows.slice(k).reduce((best, row) => (Math.abs(row[k]!) > Math.abs(best[k]!) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(k, 0, pivot);
    for (const row of rows.slice(k + 1)) {
      const factor = row[k]! / pivot[k]!;
      for (let j = k; j <= size; j++) row[j]! -= factor * pivot[j]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let k = size - 1; k >= 0; k--) {
    const rest = solution.reduce((sum, value, j) => (j > k ? sum + value * rows[k]![j]! : sum), 0);
    solution[k] = (rows[k]![size]! - rest) / rows[k]![k]!;
  }
  return solution;
}

test('the likelihood found is not below that at the true ratio', () => {
  for (const ratio of [0, 0.01, 1]) {
    const { outcome, controls } = drawn(9, { before: 150, after: 1, ratio, effect: 0 });
    const data = {
      outcome: Float64Array.from(outcome.slice(0, 150)),
      columns: [new Float64Array(150).fill(1), Float64Array.from(controls.control.slice(0, 150))],
    };
    expect(mostLikelyLevel(data)?.logLikelihood).toBeGreaterThanOrEqual(
      (fitLocalLevel(data, ratio)?.logLikelihood ?? 0) - 1e-6,
    );
  }
});

test('units of outcome and controls, and the order of controls, do not matter', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.constantFrom(1e-6, 10, 1e7),
      fc.integer({ min: -50, max: 50 }),
      (seed, scale, shift) => {
        const one = drawn(seed, { before: 40, after: 10, ratio: 0.05, effect: 3 });
        const other = one.outcome.map((_, t) => Math.sin(t * seed));
        const plain = run({ ...one, controls: { ...one.controls, other }, variance: 'integrated' });
        const moved = run({
          ...one,
          outcome: one.outcome.map((value) => scale * value),
          controls: { other, control: one.controls.control.map((value) => shift + value / scale) },
          variance: 'integrated',
        });
        expect(moved.averageEffect.estimate / scale).toBeCloseTo(plain.averageEffect.estimate, 4);
        expect(moved.standardError / scale).toBeCloseTo(plain.standardError, 4);
      },
    ),
    { numRuns: 20 },
  );
});

test.each([0, 0.01, 0.5])('the interval covers the true effect as often as it says, level to noise %d', (ratio) => {
  let covered = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const { averageEffect } = run({
      ...drawn(seed, { before: 60, after: 15, ratio, effect: 4 }),
      variance: 'integrated',
    });
    if (averageEffect.low < 4 && averageEffect.high > 4) covered++;
  }
  expect(covered / 60).toBeGreaterThan(0.8);
});

test('missing values before and after are passed over; sums count known moments alone', async () => {
  const whole = drawn(5, { before: 60, after: 20, ratio: 0.02, effect: 5 });
  const outcome = whole.outcome.map((value, t) => ([10, 11, 65].includes(t) ? null : value));
  const answer = await answerMethod(causalImpact, { ...whole, outcome });
  expect(answer.pointwise[5]?.effect).toBeNull();
  const summed = answer.pointwise.reduce((sum, { effect }) => sum + (effect ?? 0), 0);
  expect(answer.cumulativeEffect.estimate).toBeCloseTo(summed, 8);
  expect(answer.averageEffect.estimate * 19).toBeCloseTo(summed, 8);
});

test('a season of seven days is learnt; a control that repeats another or never varies is left out by name', async () => {
  const base = drawn(8, { before: 70, after: 14, ratio: 0, effect: 6 });
  const outcome = base.outcome.map((value, t) => value + 20 * Number(t % 7 === 5));
  const controls = {
    ...base.controls,
    twin: base.controls.control.map((value) => 2 * value + 1),
    flat: outcome.map(() => 3),
  };
  const answer = await answerMethod(causalImpact, { ...base, outcome, controls, seasonLength: 7 });
  expect(Math.abs(answer.averageEffect.estimate - 6)).toBeLessThan(1.5);
  expect(answer.warnings.find(({ id }) => id === 'control-left-out')?.text).toContain('twin, flat');
});

test('a break before the change is found by the placebo', async () => {
  const base = drawn(4, { before: 80, after: 10, ratio: 0, effect: 0 });
  const outcome = base.outcome.map((value, t) => value + (t >= 57 ? 15 : 0));
  const { warnings } = await answerMethod(causalImpact, { ...base, outcome });
  expect(warnings.map(({ id }) => id)).toContain('placebo-effect');
});

describe('refused by name', () => {
  const ask = (more: object) => answerMethod(causalImpact, { ...study, ...more });
  test('periods that overlap, too short, constant, nothing after, a control too short', async () => {
    await expect(ask({ after: [60, 100] })).rejects.toMatchObject({ id: 'periods-wrong' });
    await expect(ask({ before: [67, 70] })).rejects.toMatchObject({ id: 'too-few-values' });
    await expect(ask({ outcome: inputs.y.map(() => 4) })).rejects.toMatchObject({ id: 'constant-series' });
    await expect(
      ask({ outcome: inputs.y.map((value: number, t: number) => (t < 70 ? value : null)) }),
    ).rejects.toMatchObject({ id: 'nothing-after' });
    await expect(ask({ controls: { x: [1, 2] } })).rejects.toMatchObject({ id: 'lengths-differ', field: 'x' });
  });
});

test('without controls, and an outcome that a control gives exactly: finite answers', async () => {
  const alone = await answerMethod(causalImpact, { ...study, controls: {} });
  expect(alone.warnings.map(({ id }) => id)).toContain('no-controls');
  const exact = await answerMethod(causalImpact, { ...study, outcome: inputs.x.map((value: number) => 2 * value) });
  expect(exact.averageEffect.estimate).toBeCloseTo(0, 6);
});

test('the example: the new face brought questions on looks', async () => {
  const answer = await answerMethod(causalImpact, causalImpact.example.inputs);
  expect(answer.averageEffect.low).toBeGreaterThan(0);
});
