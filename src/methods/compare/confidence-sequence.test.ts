import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { confidenceSequence } from './confidence-sequence.ts';

type Inputs = Parameters<typeof confidenceSequence.inputs.parse>[0];
const run = (inputs: Inputs) => confidenceSequence.run(confidenceSequence.inputs.parse(inputs));

test('GrowthBook’s printed tests and R 4.2.2', () => {
  const { inputs, expected } = reference('experiment_always_valid_sequential');
  const { control, treatment } = inputs.sums;
  for (const [i, want] of expected.cases.entries()) {
    const { n, tuning, effect } = inputs.cases[i];
    const got = run({
      control: { n: n[0], sum: control.sum, sumOfSquares: control.sum_squares },
      treatment: { n: n[1], sum: treatment.sum, sumOfSquares: treatment.sum_squares },
      effect,
      tuning,
      alpha: inputs.alpha,
    });
    expect([got.lift.estimate, got.standardError, got.rho, got.halfWidth, got.lift.low, got.lift.high]).toEqual(
      [want.estimate, want.se, want.rho, want.halfwidth, ...want.ci].map((value) => expect.closeTo(value, 9)),
    );
    expect(got.alwaysValidP).toBeCloseTo(want.always_valid_p, 9);
    expect(got.fixed.p).toBeCloseTo(want.fixed_p, 9);
    expect([got.fixed.low, got.fixed.high]).toEqual(want.fixed_ci.map((edge: number) => expect.closeTo(edge, 9)));
    expect(got.fixed.degreesOfFreedom).toBeCloseTo(want.welch_df, 6);
  }
});

const rate = fc
  .integer({ min: 100, max: 5000 })
  .chain((trials) => fc.record({ successes: fc.integer({ min: 1, max: trials - 1 }), trials: fc.constant(trials) }));

test('p is at most alpha exactly where 0 is left out; wider than the fixed interval; zeros and ones answer as their counts', () => {
  fc.assert(
    fc.property(rate, rate, fc.constantFrom('relative', 'absolute'), (control, treatment, effect) => {
      const got = run({ control, treatment, effect });
      expect(got.alwaysValidP <= 0.05).toBe(got.significant);
      expect(got.halfWidth).toBeGreaterThan(got.fixed.high - got.fixed.estimate);
    }),
  );
  const values = [...Array(30).fill(1), ...Array(170).fill(0)];
  const counts = { successes: 30, trials: 200 };
  const other = { successes: 44, trials: 210 };
  // Zeros and ones as values take the divisor n - 1; a rate has p(1 - p).
  const errorOf = (control: typeof counts | number[]) =>
    run({ control, treatment: other, effect: 'absolute' }).standardError;
  const [p, q] = [30 / 200, 44 / 210];
  expect(errorOf(counts)).toBeCloseTo(Math.sqrt((p * (1 - p)) / 200 + (q * (1 - q)) / 210), 14);
  expect(errorOf(values)).toBeCloseTo(Math.sqrt((p * (1 - p)) / 199 + (q * (1 - q)) / 210), 14);
});

test('looked at forty times under no effect, fewer than alpha of the tests ever leave 0 out', () => {
  let alarms = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomFrom(seed);
    const sums: [number, number] = [0, 0];
    let alarm = false;
    for (let n = 100; n <= 4000; n += 100) {
      for (let i = 0; i < 200; i++) if (random.uniform() < 0.2) sums[i % 2] = sums[i % 2]! + 1;
      const [control, treatment] = [sums[0], sums[1]].map((successes) => ({ successes, trials: n }));
      if (control && treatment) alarm ||= run({ control, treatment, alpha: 0.1 }).significant;
    }
    if (alarm) alarms++;
  }
  expect(alarms / 200).toBeLessThan(0.1);
});

test('earlier looks: p is the least so far and the interval what all leave', () => {
  const early = { control: { successes: 20, trials: 200 }, treatment: { successes: 60, trials: 200 } };
  const now = { control: { successes: 200, trials: 2000 }, treatment: { successes: 205, trials: 2000 } };
  const got = run({ ...now, effect: 'absolute', earlier: [early] });
  const first = run({ ...early, effect: 'absolute' });
  expect(got.running.alwaysValidP).toBe(first.alwaysValidP);
  expect(got.running.low).toBe(null);
  expect(run({ ...now, earlier: [now] }).running.low).toBe(run(now).lift.low);
});

test('no variation, a control of mean 0, few units', () => {
  const none = { successes: 0, trials: 50 };
  expect(() => run({ control: none, treatment: none, effect: 'absolute' })).toThrow(
    expect.objectContaining({ id: 'no-variation' }),
  );
  expect(() => run({ control: none, treatment: { successes: 5, trials: 50 } })).toThrow(
    expect.objectContaining({ id: 'control-mean-zero' }),
  );
  const few = run({ control: { successes: 1, trials: 50 }, treatment: { successes: 5, trials: 50 } });
  expect(few.warnings.map(({ id }) => id)).toEqual(['too-few-answers', 'baseline-near-zero']);
  expect(() => run({ control: [1], treatment: [1, 2] })).toThrow(expect.objectContaining({ id: 'too-few-values' }));
});

test('with tau2 it is the mSPRT of two groups: the ratio by its formula, and the p of mixture-sprt on one stream', () => {
  const got = run({
    control: { successes: 300, trials: 3000 },
    treatment: { successes: 360, trials: 3100 },
    effect: 'absolute',
    tau2: 1e-4,
  });
  const [p, q] = [0.1, 360 / 3100];
  const variance = (p * (1 - p)) / 3000 + (q * (1 - q)) / 3100;
  const logRatio =
    Math.log(variance / (variance + 1e-4)) / 2 + (1e-4 * (q - p) ** 2) / (2 * variance * (variance + 1e-4));
  expect(got.logEValue).toBeCloseTo(logRatio, 9);
  expect(got.alwaysValidP).toBeCloseTo(Math.min(1, Math.exp(-logRatio)), 9);
  expect(got.alwaysValidP <= 0.05).toBe(got.significant);
});
