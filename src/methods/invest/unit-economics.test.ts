import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { breakEven } from './break-even.ts';
import { unitEconomics } from './unit-economics.ts';

const { inputs: given, expected, tolerance } = reference('finance_unit_economics');
const plain = {
  marketingAndSalesCost: given.marketing_sales_cost,
  newCustomers: given.new_customers,
  monthlyRevenuePerAccount: given.arpa_month,
  grossMargin: given.gross_margin,
  monthlyChurn: given.monthly_churn,
};
const ask = (inputs: object) => answerMethod(unitEconomics, { ...plain, ...inputs });

test('definitions computed in R', async () => {
  const found = await ask({});
  const pairs = [
    [found.acquisitionCost, expected.cac],
    [found.lifetimeValue, expected.ltv_simple],
    [found.lifetimeValueToAcquisitionCost, expected.ltv_cac],
    [found.paybackMonths, expected.payback_months],
    [found.lifetimeMonths, expected.lifetime_months],
    [found.discountedLifetimeValue, expected.discounted_ltv_1pct_month],
  ];
  for (const [one, wanted] of pairs) expect(Math.abs((one ?? Number.NaN) - wanted)).toBeLessThan(tolerance.abs);
});

test('the discounted value is the sum of the series, and below the plain one plus the first margin', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 0.05, noNaN: true }),
      async (churn, rate) => {
        const found = await ask({ monthlyChurn: churn, monthlyDiscountRate: rate });
        let series = 0;
        for (let month = 0; month < 8000; month++) series += 60 * ((1 - churn) / (1 + rate)) ** month;
        expect(found.discountedLifetimeValue).toBeCloseTo(series, 5);
        expect(found.discountedLifetimeValue).toBeLessThanOrEqual((found.lifetimeValue ?? 0) * (1 + 1e-9));
      },
    ),
    { numRuns: 20 },
  );
});

test('at the payback with churn the cohort has earned its cost', async () => {
  const { paybackMonthsWithChurn, acquisitionCost, monthlyMargin } = await ask({ monthlyChurn: 0.05 });
  const earned = (monthlyMargin * (1 - 0.95 ** (paybackMonthsWithChurn ?? 0))) / 0.05;
  expect(earned).toBeCloseTo(acquisitionCost, 9);
});

test('churn counted from customers carries an interval around the value', async () => {
  const { lifetimeValue, lifetimeValueInterval } = await ask({
    monthlyChurn: undefined,
    customersLost: 25,
    customerMonths: 1000,
  });
  expect(lifetimeValue).toBeCloseTo(2400, 9);
  expect(lifetimeValueInterval?.low).toBeLessThan(2400);
  expect(lifetimeValueInterval?.high).toBeGreaterThan(2400);
});

test('nobody left, no margin, a cohort that never pays: null and a warning instead of infinity', async () => {
  const loyal = await ask({ monthlyChurn: 0, monthlyDiscountRate: 0 });
  expect([loyal.lifetimeValue, loyal.discountedLifetimeValue]).toEqual([null, null]);
  expect(loyal.warnings.map(({ id }) => id)).toEqual(['no-churn']);
  expect((await ask({ grossMargin: 0 })).paybackMonths).toBeNull();
  const fleeting = await ask({ monthlyChurn: 0.5 });
  expect(fleeting.paybackMonthsWithChurn).toBeNull();
  expect(fleeting.warnings.map(({ id }) => id)).toEqual(['costs-more-than-worth']);
});

test('nobody won, no churn given, more lost than were there: refused by name', async () => {
  const refused = (inputs: object, id: string) => expect(ask(inputs)).rejects.toThrow(expect.objectContaining({ id }));
  await refused({ newCustomers: 0 }, 'no-customers');
  await refused({ monthlyChurn: undefined }, 'churn-missing');
  await refused({ monthlyChurn: undefined, customersLost: 9, customerMonths: 8 }, 'lost-over-risk');
});

test('break-even: contribution, units and revenue as in R', async () => {
  const { fixed, price, variable } = given.break_even;
  const found = await answerMethod(breakEven, {
    price,
    variableCost: variable,
    fixedCost: fixed,
    expectedUnits: 10_000,
  });
  expect(found.contributionPerUnit).toBeCloseTo(expected.contribution_per_unit, 6);
  expect(found.contributionRatio).toBeCloseTo(expected.contribution_ratio, 6);
  expect(found.units).toBeCloseTo(expected.break_even_units, 6);
  expect(found.revenue).toBeCloseTo(expected.break_even_revenue, 6);
  expect([found.expectedProfit, found.marginOfSafety]).toEqual([-50_000, -0.25]);
  expect(found.warnings.map(({ id }) => id)).toEqual(['below-break-even']);
});

test('at the break-even units the wanted profit is left over', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 999 }),
      fc.integer({ min: 0, max: 1e6 }),
      async (price, targetProfit) => {
        const variableCost = price / 2;
        const { units } = await answerMethod(breakEven, { price, variableCost, fixedCost: 1000, targetProfit });
        expect(units * (price - variableCost) - 1000).toBeCloseTo(targetProfit, 4);
      },
    ),
  );
});

test('a unit that costs what it brings never breaks even: refused by name', async () => {
  await expect(answerMethod(breakEven, { price: 5, variableCost: 5, fixedCost: 1 })).rejects.toThrow(
    expect.objectContaining({ id: 'no-contribution', field: 'variableCost' }),
  );
});

test('customers who leave before they paid back are not read as paid back', async () => {
  const { reading, paybackMonths, paybackMonthsWithChurn } = await ask({
    marketingAndSalesCost: 300,
    newCustomers: 1,
    monthlyRevenuePerAccount: 60,
    grossMargin: 1,
    monthlyChurn: 1,
  });
  expect([paybackMonths, paybackMonthsWithChurn]).toEqual([5, null]);
  expect(reading).toContain('all together never do');
});
