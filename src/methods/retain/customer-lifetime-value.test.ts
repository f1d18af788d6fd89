import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../numeric/random.ts';
import { bgNbdModel } from './bg-nbd-model.ts';
import { customerLifetimeValue } from './customer-lifetime-value.ts';
import { discountedPurchases, drawValues, worthOf } from './customer-lifetime-value-model.ts';
import { paretoNbdModel } from './pareto-nbd-model.ts';
import { VALUED_CUSTOMERS } from './valued-customers.example.ts';

const ask = (inputs: unknown, seed = 1) =>
  customerLifetimeValue.run(customerLifetimeValue.inputs.parse(inputs), { seed });
const base = customerLifetimeValue.example.inputs;

const history = { frequency: 4, recency: 25, age: 30, count: 1 };
const horizon = { length: 40, discount: Math.log1p(0.01) };
const spending = Float64Array.of(4, 3.5, 16);

describe.each([
  ['BG/NBD', bgNbdModel, Float64Array.of(0.6, 4, 0.8, 2.4)],
  ['Pareto/NBD', paretoNbdModel, Float64Array.of(0.6, 8, 0.7, 12)],
])('%s', (_, model, at) => {
  test('discounted purchases are the sum of fine steps', () => {
    let sum = 0;
    const step = 0.02;
    for (let t = 0; t < horizon.length - 1e-9; t += step) {
      const gained = model.expectedIfActive(at, history, t + step) - model.expectedIfActive(at, history, t);
      sum += gained * Math.exp(-horizon.discount * (t + step / 2));
    }
    expect(discountedPurchases(model, at, history, horizon)).toBeCloseTo(sum, 5);
    expect(discountedPurchases(model, at, history, { ...horizon, discount: 0 })).toBeCloseTo(
      model.expectedIfActive(at, history, 40),
      12,
    );
  });

  test('the mean of many draws is the formula', () => {
    const customer = { history, meanValue: 30 };
    const values = new Float64Array(60_000);
    drawValues(model, Array(values.length).fill(customer), { at, spending, horizon, random: randomFrom(4) }, values);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const spread = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0)) / values.length;
    const expected =
      model.probabilityAlive(at, history) *
      discountedPurchases(model, at, history, horizon) *
      worthOf(spending, customer);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * spread);
  });
});

test('the example: both models, the parts add up, the total lies in its interval', () => {
  for (const model of ['bg-nbd', 'pareto-nbd']) {
    const answer = customerLifetimeValue.result.parse(ask({ ...base, model }));
    const sum = answer.perCustomer.reduce((total, { value }) => total + value, 0);
    expect(answer.total.estimate).toBeCloseTo(sum, 9);
    expect(answer.total.low).toBeLessThan(answer.total.estimate);
    expect(answer.total.high).toBeGreaterThan(answer.total.estimate);
    expect(answer.topFifthShare).toBeGreaterThan(0.2);
  }
});

test('the same seed gives the same answer; half the margin half the value; discounting and a shorter horizon take from it', () => {
  const one = ask(base, 7);
  expect(ask(base, 7)).toEqual(one);
  expect(ask({ ...base, margin: 0.2 }, 7).total.estimate).toBeCloseTo(one.total.estimate / 2, 9);
  expect(ask({ ...base, discountRate: 0.02 }).total.estimate).toBeLessThan(one.total.estimate);
  expect(ask({ ...base, horizon: 13 }).total.estimate).toBeLessThan(one.total.estimate);
});

test('an order log is understood, customers named, histories as counts as well', () => {
  const orders = Array.from({ length: 80 }, (_, i) => {
    const day = new Date(Date.UTC(2026, 0, 1 + ((i * 37) % 170))).toISOString().slice(0, 10);
    return { customer: `c${(i * 7) % 31}`, date: day, amount: 20 + ((i * 13) % 40) };
  });
  const answer = customerLifetimeValue.result.parse(
    ask({ customers: { orders, until: '2026-06-30' }, horizon: 10, draws: 100 }),
  );
  expect(answer.perCustomer[0]?.customer).toBe('c0');
  const counted = {
    ...base,
    customers: [
      { frequency: 3, recency: 20, age: 40, meanValue: 25, count: 30 },
      { frequency: 1, recency: 4, age: 40, meanValue: 60, count: 20 },
      { frequency: 0, recency: 0, age: 40, meanValue: 0, count: 50 },
    ],
  };
  const grouped = customerLifetimeValue.result.parse(ask(counted));
  expect(grouped.customers).toBe(100);
  expect(grouped.warnings.map(({ id }) => id)).toContain('own-intervals-left-out');
});

test('no values, nobody: refused by name; a far horizon: warned of', () => {
  expect(() => ask({ customers: [{ frequency: 3, recency: 20, age: 40, meanValue: 0 }] })).toThrow(
    expect.objectContaining({ id: 'no-values' }),
  );
  expect(() => ask({ customers: [] })).toThrow(expect.objectContaining({ id: 'no-customers' }));
  expect(ask({ ...base, horizon: 400, draws: 100 }).warnings.map(({ id }) => id)).toContain('horizon-far');
});

test('four customers, of whom the data tell next to nothing: answered in time, with warnings', () => {
  const customers = [
    { frequency: 0, recency: 0, age: 41, meanValue: 0, count: 3 },
    { frequency: 2, recency: 32.2, age: 46, meanValue: 243, count: 3 },
    { frequency: 1, recency: 12, age: 32, meanValue: 120 },
  ];
  const answer = customerLifetimeValue.result.parse(ask({ customers, draws: 100, discountRate: 0.01 }));
  expect(answer.warnings.map(({ id }) => id)).toContain('too-few-customers');
});

test('whatever the currency and the order of customers: values scale, and each keeps its own', () => {
  const { frequency, recency, age, meanValue } = VALUED_CUSTOMERS;
  const rows = frequency.map((times, i) => ({
    frequency: times,
    recency: recency[i]!,
    age: age[i]!,
    meanValue: meanValue[i]!,
  }));
  const plain = ask({ ...base, draws: 100 });
  fc.assert(
    fc.property(fc.constantFrom(0.01, 3, 100), fc.integer({ min: 1, max: rows.length - 1 }), (rate, turn) => {
      const turned = [...rows.slice(turn), ...rows.slice(0, turn)].map((row) => ({
        ...row,
        meanValue: rate * row.meanValue,
      }));
      const other = ask({ ...base, customers: turned, draws: 100 });
      expect(other.total.estimate / plain.total.estimate / rate).toBeCloseTo(1, 3);
      expect((other.perCustomer[0]?.value ?? 0) / (plain.perCustomer[turn]?.value ?? 1) / rate).toBeCloseTo(1, 3);
    }),
    { numRuns: 4 },
  );
});
