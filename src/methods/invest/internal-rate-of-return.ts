import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { internalRates, presentValue, signChanges } from './discounted-cash-flow.ts';

/**
 * Internal rate of return: every rate at which payments are worth nothing today, and the modified rate, which is unique.
 *
 * @throws MethodProblem `one-sign` where all payments point the same way.
 * @example internalRateOfReturn.run(internalRateOfReturn.example.inputs).rate; // 0.1262
 */
export const internalRateOfReturn = defineMethod({
  name: 'internal-rate-of-return',
  field: 'invest',
  title: 'Internal rate of return',
  summary: 'The rate a plan earns on the money in it, with a warning where there are several or none.',
  whenToUse: ['To state the return of one plan with an outlay first and returns later.'],
  whenNot: ['To rank plans of different size or length: compare net present values.'],
  assumes: ['Payments come in even periods.', 'One change of sign for a rate that means something (checked).'],
  formula:
    'Rates with `sum of payment_t / (1 + rate)^t = 0`. Modified: outlays discounted at the finance rate, returns compounded at the reinvestment rate to the end.',
  source: ['Brealey, Myers & Allen, Principles of Corporate Finance.', "Descartes' rule of signs."],
  verified:
    'R to 1e-6; the pump project -1600, 10000, -10000 (25 % and 400 %) and a flow without a rate; value 0 at each rate found.',
  cost: 'O(periods · 4,000)',
  warns: {
    'several-rates': 'The payments change sign more than once and several rates fit: use the net present value.',
    'no-rate': 'No rate fits (looked for between -99.99 % and 10,000 %): use the net present value.',
    'signs-change':
      'The payments change sign more than once; one rate was found, and there may be no simple meaning to it.',
    'borrowing-shape': 'Money comes first and is paid back later: a high rate is bad here.',
  },
  inputs: z.object({
    cashFlow: z
      .array(z.number())
      .min(2, 'Give at least two payments.')
      .max(1000)
      .describe('One number a period; outlays below 0.'),
    financeRate: z.number().gt(-1).default(0.1).describe('For the modified rate: what outlays cost, a period.'),
    reinvestmentRate: z
      .number()
      .gt(-1)
      .default(0.1)
      .describe('For the modified rate: what returns earn again, a period.'),
  }),
  result: z.object({
    rate: z.number().nullable().describe('A period, as a share; null where there is none or more than one.'),
    rates: z.array(z.number()).describe('All of them, rising.'),
    modifiedRate: z.number().nullable(),
    signChanges: z.int().describe('There are at most so many rates.'),
    ...report,
  }),
  example: {
    about: 'An outlay of 500 and five years of returns.',
    source: 'Plain figures.',
    inputs: { cashFlow: [-500, 120, 150, 180, 160, 90] },
  },
  run({ cashFlow, financeRate, reinvestmentRate }) {
    const changes = signChanges(cashFlow);
    if (changes === 0)
      throw new MethodProblem(
        'one-sign',
        'cashFlow',
        'Give outlays below 0 and returns above 0: no rate balances one kind alone.',
      );
    const rates = internalRates(cashFlow);
    const rate = rates.length === 1 ? rates[0]! : null;
    const reach = Math.max(0.5, 2 * Math.max(0, ...rates));
    const x = Array.from({ length: 41 }, (_, at) => (at * reach) / 40);
    return {
      rate,
      rates,
      modifiedRate: modified(cashFlow, financeRate, reinvestmentRate),
      signChanges: changes,
      warnings: warningsOf(cashFlow, rates, changes),
      reading: readingOf(rates, isBorrowing(cashFlow)),
      picture: {
        kind: 'lines' as const,
        title: 'Net present value by rate',
        x: 'Rate a period (share)',
        y: 'Net present value',
        series: [{ name: 'Net present value', x, y: x.map((at) => presentValue(cashFlow, at)) }],
        marks: [
          { axis: 'y' as const, at: 0, label: 'nothing' },
          ...rates.map((at) => ({ axis: 'x' as const, at, label: 'internal rate' })),
        ],
      },
    };
  },
});

function modified(cashFlow: readonly number[], financeRate: number, reinvestmentRate: number): number | null {
  const periods = cashFlow.length - 1;
  const outlay = presentValue(
    cashFlow.map((payment) => Math.min(0, payment)),
    financeRate,
  );
  const returns = presentValue(
    cashFlow.map((payment) => Math.max(0, payment)),
    reinvestmentRate,
  );
  const rate = (returns / -outlay) ** (1 / periods) * (1 + reinvestmentRate) - 1;
  return Number.isFinite(rate) ? rate : null;
}

function warningsOf(cashFlow: readonly number[], rates: readonly number[], changes: number): Warning[] {
  const warnings: Warning[] = [];
  if (rates.length > 1)
    warnings.push({ id: 'several-rates', text: `${rates.length} rates fit: decide by the net present value.` });
  if (rates.length === 0) warnings.push({ id: 'no-rate', text: 'No rate fits: decide by the net present value.' });
  if (rates.length === 1 && changes > 1)
    warnings.push({
      id: 'signs-change',
      text: 'Outlays and returns alternate: check the decision by the net present value.',
    });
  if (isBorrowing(cashFlow))
    warnings.push({ id: 'borrowing-shape', text: 'Money comes first: read the rate as what it costs.' });
  return warnings;
}

function isBorrowing(cashFlow: readonly number[]): boolean {
  return (cashFlow.find((payment) => payment !== 0) ?? 0) > 0;
}

function readingOf(rates: readonly number[], borrowing: boolean): string {
  const say = (rate: number) => `${Number((rate * 100).toPrecision(4))} %`;
  if (rates.length === 0) return 'No rate of return fits these payments; decide by their net present value.';
  if (rates.length > 1)
    return `The rates ${rates.map(say).join(', ')} all fit these payments; decide by their net present value.`;
  if (borrowing)
    return `The money received first costs ${say(rates[0]!)} a period: worth taking where money costs more than that elsewhere.`;
  return `The plan earns ${say(rates[0]!)} a period on the money in it: worth doing where money costs less than that.`;
}
