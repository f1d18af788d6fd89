import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference, referenceText } from '../../../tests/methods/reference.ts';
import { dayAfter, PERIOD_UNITS, periodName, periodOf } from './calendar-period.ts';
import { cohortTriangle } from './cohort-triangle.ts';

const ask = (inputs: unknown) => cohortTriangle.run(cohortTriangle.inputs.parse(inputs));

test('CDNOW sample: the monthly triangle', () => {
  const { inputs, expected, tolerance } = reference('retention_cohort_cdnow');
  const lines = referenceText(inputs.file).trim().split('\n').slice(1);
  const orders = lines.map((line) => {
    const [customer = '', date = '', , amount = ''] = line.split(',');
    return { customer, date, amount: Number(amount) };
  });
  const answer = ask({ orders, until: '1998-06-30' });
  expect(answer.cohorts).toEqual(expected.cohorts);
  expect(answer.cohortSizes).toEqual(expected.cohort_size);
  expect(answer.activeCustomers).toEqual(expected.active_customers_by_age_month);
  expected.revenue_by_calendar_month.forEach((row: (number | null)[], cohort: number) => {
    row.forEach((value, month) => {
      const got = answer.revenueByPeriod[cohort]?.[month];
      if (value === null) expect(got).toBeNull();
      else expect(Math.abs((got ?? 0) - value)).toBeLessThan(tolerance.amount);
    });
  });
  expect([answer.totalCustomers, answer.totalOrders]).toEqual([expected.total_customers, expected.total_transactions]);
  expect(Math.abs(answer.totalRevenue - expected.total_amount)).toBeLessThan(tolerance.amount);
  expect(answer.warnings).toEqual([]);
});

const day = fc.integer({ min: 0, max: 900 }).map((n) => new Date(1.76e12 + n * 86_400_000).toISOString().slice(0, 10));
const log = fc.array(
  fc.record({ customer: fc.integer({ min: 1, max: 12 }), date: day, amount: fc.integer({ min: -9, max: 99 }) }),
  {
    minLength: 1,
    maxLength: 60,
  },
);

test('agrees with a plain count, whatever the order of the rows; sums are kept', () => {
  fc.assert(
    fc.property(log, fc.constantFrom(...PERIOD_UNITS), (orders, unit) => {
      const answer = ask({ orders, unit });
      expect(ask({ orders: orders.toReversed(), unit })).toEqual(answer);
      const count = answer.cohorts.map((name, c) =>
        answer.activeCustomers[c]?.map((_, age) => {
          const cohort = answer.periods.indexOf(name);
          const of = (customer: number) =>
            orders.filter((one) => one.customer === customer).map(({ date }) => periodName(periodOf(date, unit), unit));
          return [...new Set(orders.map(({ customer }) => customer))].filter(
            (customer) =>
              of(customer).toSorted()[0] === name && of(customer).includes(answer.periods[cohort + age] ?? ''),
          ).length;
        }),
      );
      expect(answer.activeCustomers).toEqual(count);
      expect(answer.revenue.flat().reduce((a, b) => a + b, 0)).toBeCloseTo(answer.totalRevenue, 9);
      expect(answer.orders.flat().reduce((a, b) => a + b, 0)).toBe(orders.length);
    }),
    { numRuns: 50 },
  );
});

describe('periods', () => {
  test('names', () => {
    expect(PERIOD_UNITS.map((unit) => periodName(periodOf('2026-03-12', unit), unit))).toEqual([
      '2026-03-12',
      '2026-03-09',
      '2026-03',
      '2026-Q1',
      '2026',
    ]);
    expect(PERIOD_UNITS.map((unit) => dayAfter(periodOf('2026-12-31', unit), unit))).toEqual([
      '2027-01-01',
      '2027-01-04',
      '2027-01-01',
      '2027-01-01',
      '2027-01-01',
    ]);
  });

  test('an incomplete last period, an unknown end: warned of', () => {
    const orders = [{ customer: 1, date: '2026-01-09' }];
    const ids = (until?: string) => ask({ orders, until }).warnings.map(({ id }) => id);
    expect(ids('2026-01-30')).toContain('last-period-incomplete');
    expect(ids('2026-01-31')).not.toContain('last-period-incomplete');
    expect(ids()).toContain('end-unknown');
  });

  test('months without orders up to the end count as empty', () => {
    const { activeCustomers } = ask({
      orders: { customer: ['a'], date: ['2026-01-09T08:00:00Z'] },
      until: '2026-04-30',
    });
    expect(activeCustomers).toEqual([[1, 0, 0, 0]]);
  });
});

test('no orders, too many periods, a day that does not exist, columns of unlike length: refused by name', () => {
  expect(() => ask({ orders: [] })).toThrow(expect.objectContaining({ id: 'no-orders' }));
  const far = [
    { customer: 1, date: '1990-01-01' },
    { customer: 1, date: '2026-01-01' },
  ];
  expect(() => ask({ orders: far, unit: 'day' })).toThrow(expect.objectContaining({ id: 'too-many-periods' }));
  for (const date of ['2026-13-45', '2026-02-30']) expect(() => ask({ orders: [{ customer: 1, date }] })).toThrow();
  expect(() => ask({ orders: { customer: [1, 2], date: ['2026-01-01'] } })).toThrow(
    expect.objectContaining({ id: 'lengths-differ' }),
  );
});

test('the example runs', () => {
  const answer = cohortTriangle.result.parse(ask(cohortTriangle.example.inputs));
  expect(answer.cohorts).toHaveLength(4);
});
