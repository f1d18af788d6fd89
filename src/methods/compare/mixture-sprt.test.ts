import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { mixtureSprt } from './mixture-sprt.ts';

const run = (inputs: Parameters<typeof mixtureSprt.inputs.parse>[0]) =>
  mixtureSprt.run(mixtureSprt.inputs.parse(inputs));

test('R 4.2.2 on 200 simulated observations', () => {
  const { inputs, expected } = reference('experiment_msprt');
  const { observations, sigma2, tau2 } = inputs;
  const got = run({ observations, sigma2, tau2, at: expected.n });
  const ratios = (values: (number | null)[], want: number[]) => values.map((value, i) => (value ?? 0) / want[i]! - 1);
  for (const off of ratios(
    got.path.map(({ lambda }) => lambda),
    expected.lambda,
  ))
    expect(Math.abs(off)).toBeLessThan(1e-9);
  for (const off of ratios(
    got.path.map((point) => point.alwaysValidP),
    expected.always_valid_p,
  ))
    expect(Math.abs(off)).toBeLessThan(1e-9);
  expect(got.firstRejectionAt).toBe(expected.first_n_below_05);
});

test('the confidence sequence leaves out exactly the means whose ratio reaches 1/alpha', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0.01, max: 4, noNaN: true }),
      (observations, tau2) => {
        const { mean } = run({ observations, sigma2: 2, tau2, alpha: 0.1 });
        for (const nullMean of [mean.low, mean.high])
          expect(run({ observations, sigma2: 2, tau2, nullMean }).logLambda).toBeCloseTo(Math.log(10), 7);
      },
    ),
  );
});

test('shift and scale do not change p, which never rises', () => {
  const random = randomFrom(3);
  const observations = Array.from({ length: 60 }, () => random.normal() + 0.2);
  const plain = run({ observations, sigma2: 1, tau2: 0.1 });
  const other = run({ observations: observations.map((x) => 10 * x + 4), sigma2: 100, tau2: 10, nullMean: 4 });
  expect(other.alwaysValidP).toBeCloseTo(plain.alwaysValidP, 10);
  for (const [i, { alwaysValidP }] of plain.path.entries())
    expect(alwaysValidP).toBeLessThanOrEqual(plain.path[i - 1]?.alwaysValidP ?? 1);
});

test('looked at 500 times under no effect, fewer than alpha of the tests ever raise an alarm', () => {
  let alarms = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const random = randomFrom(seed);
    const observations = Array.from({ length: 500 }, () => random.normal());
    if (run({ observations, sigma2: 1, tau2: 0.04, alpha: 0.1 }).firstRejectionAt !== null) alarms++;
  }
  expect(alarms / 400).toBeLessThan(0.1);
  expect(alarms).toBeGreaterThan(0);
});

test('one observation, constant ones, an overwhelming stream, and one too long to print', () => {
  expect(run({ observations: [1], sigma2: 1, tau2: 1 }).path).toHaveLength(1);
  expect(() => run({ observations: [1], tau2: 1 })).toThrow(expect.objectContaining({ id: 'no-variation' }));
  expect(() => run({ observations: [2, 2, 2], tau2: 1 })).toThrow(expect.objectContaining({ field: 'sigma2' }));
  expect(() => run({ observations: [1, 2], tau2: 1, at: [3] })).toThrow(
    expect.objectContaining({ id: 'beyond-the-end' }),
  );
  const loud = run({ observations: Array(100).fill(1e4), sigma2: 1, tau2: 1 });
  expect(loud.lambda).toBeNull();
  expect(mixtureSprt.result.safeParse(loud).error).toBeUndefined();
  const long = run({ observations: Array.from({ length: 100_000 }, (_, i) => (i % 7) - 3), tau2: 1 });
  expect(long.path).toHaveLength(1000);
  expect(long.path.at(-1)?.n).toBe(100_000);
});
