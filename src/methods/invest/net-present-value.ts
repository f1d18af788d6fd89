import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { presentValue } from './discounted-cash-flow.ts';

/**
 * Net present value of payments at the start of each period, with the time it takes to earn them back.
 *
 * @example netPresentValue.run(netPresentValue.example.inputs).netPresentValue; // 33.46
 */
export const netPresentValue = defineMethod({
  name: 'net-present-value',
  field: 'invest',
  title: 'Net present value',
  summary: 'What a row of future payments is worth today, and when the outlay is earned back.',
  whenToUse: ['Comparing investments whose payments come at different times.'],
  whenNot: ['Where the plan can be stopped or enlarged on the way: the value of that choice is not in it.'],
  assumes: ['Payments are expected values in even periods; one rate holds for all of them.'],
  formula: '`sum of payment_t / (1 + rate)^t`, the first payment at t = 0.',
  source: ['Brealey, Myers & Allen, Principles of Corporate Finance.'],
  verified: 'Definition computed in R to 1e-6; growth and annuity formulas in closed form.',
  cost: 'O(periods)',
  warns: { 'not-paid-back': 'The payments given do not earn back the outlay at this rate.' },
  inputs: z.object({
    cashFlow: z
      .array(z.number())
      .min(1, 'Give at least one payment.')
      .max(10_000)
      .describe('One number a period; outlays below 0.'),
    rate: z
      .number()
      .gt(-1, 'Give a rate above -1 (a share: 0.1 is 10 %).')
      .describe('Per period, as a share: 0.1 is 10 %.'),
    firstPayment: z
      .enum(['now', 'after-one-period'])
      .default('now')
      .describe('When the first payment falls due: `after-one-period` is what spreadsheets’ NPV function takes.'),
    terminalGrowth: z
      .number()
      .optional()
      .describe('Growth of the last payment for ever after it; leave out for no terminal value.'),
  }),
  result: z.object({
    netPresentValue: z.number(),
    terminalValue: z
      .number()
      .nullable()
      .describe('Present value of all payments after the last one given; null where not asked for.'),
    presentValues: z.array(z.number()).describe('Of each payment.'),
    cumulative: z.array(z.number()).describe('Present values added up.'),
    paybackPeriods: z.number().nullable().describe('Undiscounted, interpolated within the period; null where never.'),
    discountedPaybackPeriods: z.number().nullable(),
    profitabilityIndex: z
      .number()
      .nullable()
      .describe('Present value of inflows over that of outlays; null without outlays.'),
    ...report,
  }),
  example: {
    about: 'An outlay of 500 and five years of returns, at 10 %.',
    source: 'Plain figures.',
    inputs: { cashFlow: [-500, 120, 150, 180, 160, 90], rate: 0.1 },
  },
  run({ cashFlow: given, rate, firstPayment, terminalGrowth }) {
    const wait = firstPayment === 'now' ? 0 : 1;
    const cashFlow = [...Array<number>(wait).fill(0), ...given];
    const presentValues = cashFlow.map((payment, at) => payment / (1 + rate) ** at);
    const terminalValue = terminal(cashFlow, rate, terminalGrowth);
    const value = presentValue(cashFlow, rate) + (terminalValue ?? 0);
    const cumulative = addedUp(presentValues);
    const discountedPaybackPeriods = payback(presentValues);
    const outlay = sum(presentValues.filter((one) => one < 0));
    return {
      netPresentValue: value,
      terminalValue,
      presentValues: presentValues.slice(wait),
      cumulative: cumulative.slice(wait),
      paybackPeriods: payback(cashFlow),
      discountedPaybackPeriods,
      profitabilityIndex: outlay === 0 ? null : (value - outlay) / -outlay,
      warnings: warningsOf(cumulative, discountedPaybackPeriods, terminalValue),
      reading: readingOf(value, rate, discountedPaybackPeriods, terminalValue),
      picture: {
        kind: 'bars' as const,
        title: 'Present value of each payment',
        x: 'Period',
        y: 'Money of today',
        series: [
          { name: 'Payment', x: cashFlow.map((_, at) => at), y: presentValues },
          { name: 'Added up', x: cashFlow.map((_, at) => at), y: cumulative },
        ],
      },
    };
  },
});

function terminal(cashFlow: readonly number[], rate: number, growth: number | undefined): number | null {
  if (growth === undefined) return null;
  if (growth >= rate)
    throw new MethodProblem(
      'growth-over-rate',
      'terminalGrowth',
      'Give a growth below the rate: the sum has no end otherwise.',
    );
  return (cashFlow[cashFlow.length - 1]! * (1 + growth)) / (rate - growth) / (1 + rate) ** (cashFlow.length - 1);
}

function addedUp(payments: readonly number[]): number[] {
  let total = 0;
  return payments.map((payment) => {
    total += payment;
    return total;
  });
}

function sum(of: readonly number[]): number {
  return of.reduce((total, one) => total + one, 0);
}

/** First time the added-up payments stop being below 0 and stay so to the end. */
function payback(payments: readonly number[]): number | null {
  const totals = addedUp(payments);
  const last = totals.findLastIndex((total) => total < 0);
  if (last === totals.length - 1) return null;
  return last < 0 ? 0 : last - totals[last]! / payments[last + 1]!;
}

function warningsOf(cumulative: readonly number[], paid: number | null, terminalValue: number | null): Warning[] {
  const short = -(cumulative.at(-1) ?? 0);
  if (paid !== null || (terminalValue ?? 0) >= short) return [];
  const missing = say(short - (terminalValue ?? 0));
  return [
    { id: 'not-paid-back', text: `${missing} of today’s money is missing by the end: extend the plan or change it.` },
  ];
}

function readingOf(value: number, rate: number, paid: number | null, terminalValue: number | null): string {
  const later = terminalValue !== null && value >= 0 ? ', only by what comes after them' : '';
  const back =
    paid === null
      ? `It is not earned back within the periods given${later}.`
      : `It is earned back after ${paid.toFixed(1)} periods.`;
  const verdict =
    value === 0
      ? 'as much as the same money at that rate'
      : value > 0
        ? 'more than the same money at that rate'
        : 'less than the same money at that rate';
  return `At a rate of ${Number((rate * 100).toPrecision(4))} % the payments are worth ${say(value)} today, ${verdict}. ${back}`;
}

function say(value: number): string {
  return String(Number(value.toPrecision(5)));
}
