import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withNumericGradient } from '../numeric/minimise-smooth.ts';
import { randomFrom } from '../numeric/random.ts';
import { bgBb } from './bg-bb.ts';
import { discountedResidualPurchases, expectedAtOccasions, occasionLikelihood } from './bg-bb-model.ts';

const ask = (inputs: unknown) => bgBb.run(bgBb.inputs.parse(inputs));
const row = (frequency: number, recency: number, opportunities: number, count = 1) => ({
  frequency,
  recency,
  opportunities,
  count,
});

describe('Fader, Hardie & Shang (2010): 11,104 donors of 1995', () => {
  const answer = bgBb.result.parse(ask(bgBb.example.inputs));

  test('parameters and log-likelihood as printed', () => {
    const { alpha, beta, gamma, delta } = answer.parameters;
    expect(answer.customers).toBe(11_104);
    expect(alpha.estimate).toBeCloseTo(1.204, 2);
    expect(beta.estimate).toBeCloseTo(0.75, 2);
    expect(gamma.estimate).toBeCloseTo(0.657, 2);
    expect(delta.estimate).toBeCloseTo(2.783, 1);
    expect(Math.abs(answer.logLikelihood + 33_225.6)).toBeLessThan(0.1);
    expect(answer.warnings).toEqual([]);
  });

  test('gifts expected from 2002 to 2006 as printed', () => {
    const printed = new Map([
      ['6 6', 3.75],
      ['5 6', 3.23],
      ['4 6', 2.71],
      ['0 0', 0.07],
      ['1 1', 0.09],
      ['1 6', 1.15],
    ]);
    const got = answer.predictions.map((one) => [`${one.frequency} ${one.recency}`, one.expectedPurchases] as const);
    for (const [key, value] of got)
      if (printed.has(key)) expect(Math.abs(value - (printed.get(key) ?? 0))).toBeLessThan(0.0051);
  });
});

const positive = fc.double({ min: 0.1, max: 8, noNaN: true });
const four = fc.tuple(positive, positive, positive, positive);

test('the chances of all sequences of five occasions add up to one, and expectations to their weighted mean', () => {
  fc.assert(
    fc.property(four, (at) => {
      let chances = 0;
      let later = 0;
      for (let code = 0; code < 32; code++) {
        const bought = [0, 1, 2, 3, 4].map((k) => (code >> k) & 1);
        const one = row(
          bought.reduce((sum, b) => sum + b, 0),
          bought.lastIndexOf(1) + 1,
          5,
        );
        const chance = Math.exp(occasionLikelihood([one])(Float64Array.from(at), new Float64Array(4)));
        chances += chance;
        later += chance * expectedAtOccasions(Float64Array.from(at), one, 3);
      }
      expect(chances).toBeCloseTo(1, 9);
      const none = row(0, 0, 0);
      const between =
        expectedAtOccasions(Float64Array.from(at), none, 8) - expectedAtOccasions(Float64Array.from(at), none, 5);
      expect(later).toBeCloseTo(between, 9);
    }),
    { numRuns: 30 },
  );
});

test('slopes agree with differences', () => {
  const history = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.nat(), fc.nat())
    .map(([n, t, x]) => [n, t % (n + 1), x] as const)
    .map(([n, t, x]) => row(t === 0 ? 0 : 1 + (x % t), t, n));
  fc.assert(
    fc.property(fc.array(history, { minLength: 1, maxLength: 5 }), four, (rows, at) => {
      const f = occasionLikelihood(rows);
      const slopes = new Float64Array(4);
      const differences = new Float64Array(4);
      f(Float64Array.from(at), slopes);
      withNumericGradient((moved) => f(moved, new Float64Array(4)))(Float64Array.from(at), differences);
      slopes.forEach((slope, i) => {
        expect(slope).toBeCloseTo(differences[i]!, 5);
      });
    }),
  );
});

test('DERT is the discounted sum of what each occasion is expected to bring', () => {
  const at = Float64Array.of(1.2, 0.75, 0.66, 2.78);
  const one = row(3, 5, 6);
  let sum = 0;
  for (let k = 1; k < 400; k++)
    sum += (expectedAtOccasions(at, one, k) - expectedAtOccasions(at, one, k - 1)) / 1.1 ** k;
  expect(discountedResidualPurchases(at, one, 0.1)).toBeCloseTo(sum, 9);
});

test('known parameters are recovered from drawn sequences', () => {
  const random = randomFrom(8);
  const truth = [1.5, 1, 0.8, 5];
  const sequences = Array.from({ length: 6000 }, () => {
    const buys = random.beta(1.5, 1);
    const leaves = random.beta(0.8, 5);
    let here = true;
    return Array.from({ length: 10 }, () => {
      here &&= random.uniform() >= leaves;
      return here && random.uniform() < buys ? 1 : 0;
    });
  });
  const { parameters } = ask({ customers: { sequences }, predictFor: [] });
  for (const [i, { estimate, standardError }] of Object.values(parameters).entries())
    expect(Math.abs(estimate - truth[i]!)).toBeLessThan(4 * (standardError ?? 0));
});

test('few customers, everybody at every occasion: answered with warnings, no NaN', () => {
  const answer = bgBb.result.parse(ask({ customers: [row(4, 4, 4, 10)], discountRate: 0 }));
  expect(answer.warnings.map(({ id }) => id)).toContain('too-few-customers');
  expect(answer.warnings.map(({ id }) => id)).toContain('boundary-solution');
});

test('nobody, no purchases, recency out of range, columns of unlike length: refused by name', () => {
  expect(() => ask({ customers: [] })).toThrow(expect.objectContaining({ id: 'no-customers' }));
  expect(() => ask({ customers: [row(0, 0, 4)] })).toThrow(expect.objectContaining({ id: 'no-purchases' }));
  expect(() => ask({ customers: [row(3, 2, 4)] })).toThrow(expect.objectContaining({ id: 'recency-out-of-range' }));
  const customers = { frequency: [1], recency: [1, 2], opportunities: [4] };
  expect(() => ask({ customers })).toThrow(expect.objectContaining({ id: 'lengths-differ' }));
});
