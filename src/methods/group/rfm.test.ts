import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference, referenceText } from '../../../tests/methods/reference.ts';
import { rfm } from './rfm.ts';

type Inputs = Parameters<typeof rfm.inputs.parse>[0];
const scored = (inputs: Inputs) => rfm.run(rfm.inputs.parse(inputs));

describe('R package rfm: 4,906 orders of 995 customers', () => {
  const { inputs, expected } = reference('retention_rfm_orders');
  const orders = referenceText(inputs.file)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','));
  const answer = scored({
    customers: orders.map(([name = '']) => name),
    dates: orders.map(([, date = '']) => date),
    amounts: orders.map(([, , amount]) => Number(amount)),
    analysisDate: inputs.analysis_date,
  });

  test('cut points and counts', () => {
    const { recencyDays, frequency, amount } = answer.cutPoints;
    const near = (values: number[]) => values.map((value) => expect.closeTo(value, 9));
    expect(recencyDays).toEqual(near(expected.cut_points.recency_days));
    expect(frequency).toEqual(near(expected.cut_points.frequency));
    expect(amount).toEqual(near(expected.cut_points.amount));
    expect(answer.customers).toHaveLength(expected.n_customers);
    expect(answer.counts).toEqual({
      recency: expected.count_by_R,
      frequency: expected.count_by_F,
      amount: expected.count_by_M,
    });
  });

  test('each given customer', () => {
    for (const oracle of expected.customers) {
      const own = answer.customers.find(({ customer }) => customer === oracle.id);
      expect(own).toMatchObject({
        recencyDays: oracle.recency_days,
        frequency: oracle.frequency,
        amount: expect.closeTo(oracle.amount, 2),
        recencyScore: oracle.R,
        frequencyScore: oracle.F,
        amountScore: oracle.M,
        score: oracle.score,
      });
    }
  });
});

const order = fc.record({
  customer: fc.integer({ min: 1, max: 12 }).map(String),
  day: fc.integer({ min: 1, max: 28 }),
  amount: fc.integer({ min: 1, max: 500 }),
});
const columns = (orders: { customer: string; day: number; amount: number }[]) => ({
  customers: orders.map(({ customer }) => customer),
  dates: orders.map(({ day }) => `2026-02-${String(day).padStart(2, '0')}`),
  amounts: orders.map(({ amount }) => amount),
});

test('a better measure never scores lower; the order of orders and the unit of money change nothing', () => {
  fc.assert(
    fc.property(fc.array(order, { minLength: 1, maxLength: 60 }), (orders) => {
      const one = scored({ ...columns(orders), cut: 'quantile' });
      const dear = orders.map((each) => ({ ...each, amount: each.amount * 1024 })).reverse();
      const other = scored({ ...columns(dear), cut: 'quantile' });
      expect(other.customers.map(({ score }) => score)).toEqual(one.customers.map(({ score }) => score));
      for (const a of one.customers)
        for (const b of one.customers) {
          if (a.recencyDays < b.recencyDays) expect(a.recencyScore).toBeGreaterThanOrEqual(b.recencyScore);
          if (a.frequency > b.frequency) expect(a.frequencyScore).toBeGreaterThanOrEqual(b.frequencyScore);
          if (a.amount > b.amount) expect(a.amountScore).toBeGreaterThanOrEqual(b.amountScore);
        }
      expect(one.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(one.customers.length);
    }),
    { numRuns: 40 },
  );
});

test('one order, all alike, returns only: answered, with ties and few customers said', () => {
  const { customers, warnings, segments } = scored({ customers: [7], dates: ['2026-01-31T23:00:00Z'], amounts: [-5] });
  expect(customers[0]).toMatchObject({ customer: '7', recencyDays: 0, frequency: 1, amount: -5 });
  expect(segments[0]?.amountShare).toBeNull();
  expect(warnings.map(({ id }) => id)).toEqual(['few-customers', 'tied-cuts']);
});

test('orders after the analysis date: left out; with none before: refused', () => {
  const late = { customers: ['a', 'b'], dates: ['2026-01-01', '2026-02-01'], amounts: [1, 2] };
  expect(scored({ ...late, analysisDate: '2026-01-15' }).warnings.map(({ id }) => id)).toContain('orders-left-out');
  expect(() => scored({ ...late, analysisDate: '2025-01-15' })).toThrow(expect.objectContaining({ id: 'no-orders' }));
});

test('no orders, columns of another length, dates that are none: refused by name', () => {
  expect(rfm.inputs.safeParse({ customers: [], dates: [], amounts: [] }).success).toBe(false);
  expect(() => scored({ customers: ['a'], dates: [], amounts: [1] })).toThrow(
    expect.objectContaining({ field: 'dates' }),
  );
  expect(() => scored({ customers: ['a'], dates: ['2026-01-01'], amounts: [] })).toThrow(
    expect.objectContaining({ id: 'lengths-differ', field: 'amounts' }),
  );
  for (const day of ['yesterday', '2026-02-30', '01/02/2026'])
    expect(() => scored({ customers: ['a'], dates: [day], amounts: [1] })).toThrow(
      expect.objectContaining({ id: 'date-invalid', field: 'dates.0' }),
    );
});
