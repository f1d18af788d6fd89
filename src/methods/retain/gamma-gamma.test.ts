import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { withNumericGradient } from '../numeric/minimise-smooth.ts';
import { randomFrom } from '../numeric/random.ts';
import { gammaGamma } from './gamma-gamma.ts';
import { spendingLikelihood } from './gamma-gamma-model.ts';

const ask = (inputs: unknown) => gammaGamma.run(gammaGamma.inputs.parse(inputs));

test('CDNOW sample: Fader & Hardie (2013) and R BTYD 2.4.3', () => {
  const { inputs, expected, tolerance } = reference('retention_gamma_gamma_cdnow');
  const answer = ask({
    customers: { frequency: inputs.x, meanValue: inputs.mean_value },
    predictFor: expected.conditional.map((one: Record<string, number>) => ({
      frequency: one.x,
      meanValue: one.mean_value,
    })),
  });
  for (const name of ['p', 'q', 'gamma'] as const) {
    const { estimate } = answer.parameters[name];
    expect(Math.abs(estimate / expected[name] - 1)).toBeLessThan(tolerance.params.rel);
    expect(Math.abs(estimate / expected.printed[name] - 1)).toBeLessThan(tolerance.params.rel);
  }
  expect(Math.abs(answer.logLikelihood - expected.loglik)).toBeLessThan(tolerance.loglik);
  expect(answer.populationMean?.estimate).toBeCloseTo(expected.mean_transaction_population, 1);
  answer.predictions.forEach((one, i) => {
    const want = expected.conditional[i].expected;
    expect(Math.abs((one.expectedMeanValue ?? 0) / want - 1)).toBeLessThan(tolerance.conditional.rel);
  });
});

const drawn = (size: number, [p, q, gamma]: readonly [number, number, number]) => {
  const random = randomFrom(3);
  return Array.from({ length: size }, (_, i) => {
    const frequency = 1 + (i % 5);
    const rate = random.gamma(q) / gamma;
    return { frequency, meanValue: random.gamma(p * frequency) / (rate * frequency) };
  });
};

test('known parameters are recovered, and the likelihood is not below theirs', () => {
  const truth = [3, 4, 20] as const;
  const customers = drawn(5000, truth);
  const { parameters, logLikelihood } = ask({ customers, predictFor: [] });
  for (const [i, { estimate, standardError }] of Object.values(parameters).entries())
    expect(Math.abs(estimate - truth[i]!)).toBeLessThan(4 * (standardError ?? 0));
  expect(logLikelihood).toBeGreaterThanOrEqual(
    spendingLikelihood(customers)(Float64Array.from(truth), new Float64Array(3)),
  );
});

test('slopes agree with differences', () => {
  const positive = fc.double({ min: 0.2, max: 20, noNaN: true });
  const row = fc.record({ frequency: fc.integer({ min: 1, max: 30 }), meanValue: positive });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.tuple(positive, positive, positive), (rows, at) => {
      const f = spendingLikelihood(rows);
      const slopes = new Float64Array(3);
      const differences = new Float64Array(3);
      f(Float64Array.from(at), slopes);
      withNumericGradient((moved) => f(moved, new Float64Array(3)))(Float64Array.from(at), differences);
      slopes.forEach((slope, i) => {
        expect(Math.abs(slope - differences[i]!)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
      });
    }),
  );
});

test('the expected mean lies between the customer’s own and that of all, nearer its own with more transactions', () => {
  const customers = drawn(400, [3, 4, 20]);
  const own = ask({ customers, predictFor: [1, 2, 8, 50].map((frequency) => ({ frequency, meanValue: 60 })) });
  const all = own.populationMean?.estimate ?? 0;
  const expected = own.predictions.map(({ expectedMeanValue }) => expectedMeanValue ?? 0);
  expect(expected.toSorted((a, b) => a - b)).toEqual(expected);
  expect(expected[0]).toBeGreaterThan(all);
  expect(expected.at(-1)).toBeLessThan(60);
});

test.each([100, 1e12, 1e-12])('another currency (by %s) scales the value and nothing else', (unit) => {
  const customers = drawn(300, [3, 4, 20]);
  const cents = customers.map((row) => ({ ...row, meanValue: row.meanValue * unit }));
  const one = ask({ customers, predictFor: [] });
  const other = ask({ customers: cents, predictFor: [] });
  expect(other.parameters.q.estimate / one.parameters.q.estimate).toBeCloseTo(1, 3);
  expect((other.populationMean?.estimate ?? 0) / (one.populationMean?.estimate ?? 1) / unit).toBeCloseTo(1, 4);
});

test('frequency tied to value, rows without transactions, few customers: warned of', () => {
  const customers = [1, 2, 3, 4, 5, 6].map((frequency) => ({ frequency, meanValue: 10 * frequency + (frequency % 2) }));
  const ids = gammaGamma.result
    .parse(ask({ customers: [...customers, { frequency: 0, meanValue: 0 }] }))
    .warnings.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['too-few-customers', 'rows-left-out', 'frequency-value-correlated']));
});

test('no customers, all values alike, columns of unlike length: refused by name', () => {
  expect(() => ask({ customers: [{ frequency: 0, meanValue: 0 }] })).toThrow(
    expect.objectContaining({ id: 'no-customers' }),
  );
  expect(() => ask({ customers: { frequency: [1, 2], meanValue: [7, 7] } })).toThrow(
    expect.objectContaining({ id: 'values-alike' }),
  );
  expect(() => ask({ customers: { frequency: [1, 2], meanValue: [7] } })).toThrow(
    expect.objectContaining({ id: 'lengths-differ' }),
  );
});

test('the example runs', () => {
  const answer = gammaGamma.result.parse(ask(gammaGamma.example.inputs));
  expect(answer.customers).toBe(32);
});
