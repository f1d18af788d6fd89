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

test('a rate that only touches zero, one beyond 10,000 %, one near total loss, and exactly none of it', async () => {
  expect((await rate({ cashFlow: [-100, 200, -100] })).rates).toEqual([0]);
  expect((await rate({ cashFlow: [-100, 240, -144] })).rates).toEqual([expect.closeTo(0.2, 12)]);
  expect((await rate({ cashFlow: [-1, 200] })).rate).toBeCloseTo(199, 9);
  expect((await rate({ cashFlow: [0, -1, 1e-9, 0] })).rate).toBeCloseTo(1e-9 - 1, 12);
  expect((await rate({ cashFlow: [-100, 0, 0, 0, 100] })).rate).toBe(0);
});

test('money that comes first is read as borrowed', async () => {
  expect((await rate({ cashFlow: [100, -110] })).reading).toBe(
    'The money received first costs 10 % a period: worth taking where money costs more than that elsewhere.',
  );
});

test('the first payment after one period, as spreadsheets count: one period more of discount', async () => {
  const later = await value({ cashFlow: [-10_000, 3000, 4200, 6800], rate: 0.1, firstPayment: 'after-one-period' });
  expect(later.netPresentValue).toBeCloseTo(1188.4434, 4);
  expect(later.presentValues[0]).toBeCloseTo(-10_000 / 1.1, 9);
  expect(later.paybackPeriods).toBeCloseTo(3 + 2800 / 6800, 9);
});

test('what comes after the payments given may pay them back', async () => {
  const { netPresentValue, warnings, reading } = await value({ cashFlow: [-100, 10], rate: 0.1, terminalGrowth: 0.05 });
  expect(netPresentValue).toBeCloseTo(100, 9);
  expect(warnings).toEqual([]);
  expect(reading).toContain('only by what comes after them');
});
