import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { presentValue, signChanges } from './discounted-cash-flow.ts';
import { internalRateOfReturn } from './internal-rate-of-return.ts';
import { netPresentValue } from './net-present-value.ts';

const { inputs: given, expected, tolerance } = reference('finance_unit_economics');
const value = (inputs: object) => answerMethod(netPresentValue, inputs);
const rate = (inputs: object) => answerMethod(internalRateOfReturn, inputs);

test('net present value and internal rate as in R', async () => {
  const worth = await value({ cashFlow: given.cash_flow, rate: given.npv_rate });
  expect(Math.abs(worth.netPresentValue - expected.npv)).toBeLessThan(tolerance.abs);
  const found = await rate({ cashFlow: given.cash_flow });
  expect(Math.abs((found.rate ?? Number.NaN) - expected.irr)).toBeLessThan(tolerance.abs);
});

test('an even payment for ever is worth payment over rate, and one that grows payment over rate less growth', async () => {
  const flat = await value({ cashFlow: [0, 100], rate: 0.08, terminalGrowth: 0 });
  expect(flat.netPresentValue).toBeCloseTo(100 / 0.08, 9);
  const growing = await value({ cashFlow: [0, 100], rate: 0.08, terminalGrowth: 0.03 });
  expect(growing.netPresentValue).toBeCloseTo(100 / 0.05, 9);
});

test('payback within a period is interpolated, and discounted later than not', async () => {
  const { paybackPeriods, discountedPaybackPeriods } = await value({ cashFlow: [-100, 50, 100], rate: 0.1 });
  expect(paybackPeriods).toBeCloseTo(1.5, 12);
  expect(discountedPaybackPeriods).toBeGreaterThan(1.5);
});

test('outlay first, then returns: one rate, worth nothing at it, found for any size of money', async () => {
  const returns = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(
      returns,
      fc.double({ min: 1, max: 1000, noNaN: true }),
      fc.constantFrom(1e-6, 1, 1e9),
      async (flow, outlay, size) => {
        const cashFlow = [-outlay, ...flow].map((payment) => payment * size);
        const { rates } = await rate({ cashFlow });
        for (const one of rates) {
          const gross = presentValue(cashFlow.map(Math.abs), one);
          expect(Math.abs(presentValue(cashFlow, one)) / gross).toBeLessThan(1e-9);
        }
        expect(rates.length).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 60 },
  );
});

test('rates planted in a polynomial are found again', async () => {
  const found = await rate({ cashFlow: [-1600, 10_000, -10_000] });
  expect(found.rates).toEqual([expect.closeTo(0.25, 10), expect.closeTo(4, 10)]);
  expect([found.rate, found.warnings.map(({ id }) => id)]).toEqual([null, ['several-rates']]);
  // 1000 (x - 1.1)(x - 1.2)(x - 1.3) in x = 1 + rate.
  const three = await rate({ cashFlow: [-1000, 3600, -4310, 1716] });
  expect(three.rates).toEqual([0.1, 0.2, 0.3].map((one) => expect.closeTo(one, 8)));
  expect(signChanges([-1000, 3600, 0, -4310, 1716])).toBe(3);
});

test('no rate at all: said so, not invented', async () => {
  const { rate: found, warnings } = await rate({ cashFlow: [100, -150, 100] });
  expect([found, warnings.map(({ id }) => id)]).toEqual([null, ['no-rate', 'borrowing-shape']]);
});

test('the modified rate of payments at both rates equal is the rate itself', async () => {
  const { modifiedRate, rate: found } = await rate({ cashFlow: [-100, 0, 0, 133.1] });
  expect([modifiedRate, found]).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.1, 12)]);
});

test('only outlays, no payment, a rate of total loss, growth above the rate: refused by name', async () => {
  const refused = (asked: Promise<unknown>, id: string) =>
    expect(asked).rejects.toThrow(expect.objectContaining({ id }));
  await refused(rate({ cashFlow: [-1, -2] }), 'one-sign');
  await refused(rate({ cashFlow: [0, 0] }), 'one-sign');
  await refused(value({ cashFlow: [], rate: 0.1 }), 'inputs-invalid');
  await refused(value({ cashFlow: [1], rate: -1 }), 'inputs-invalid');
  await refused(value({ cashFlow: [1], rate: 0.1, terminalGrowth: 0.1 }), 'growth-over-rate');
});

test('one payment, and a plan that never pays back', async () => {
  const {
    netPresentValue: worth,
    paybackPeriods,
    profitabilityIndex,
    warnings,
  } = await value({ cashFlow: [-5], rate: 0 });
  expect([worth, paybackPeriods, profitabilityIndex]).toEqual([-5, null, 0]);
  expect(warnings.map(({ id }) => id)).toEqual(['not-paid-back']);
});
