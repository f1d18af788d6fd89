import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { wilson } from '../numeric/proportion-intervals.ts';

const share = z.number().min(0, 'A share is 0 to 1: 0.8 for 80 %.').max(1, 'A share is 0 to 1: 0.8 for 80 %.');
const rate = z.number().gt(-1).max(10).describe('Per period: 0.1 is 10 %.');

const value = z.object({
  retention: z.number(),
  discountRate: z.number(),
  multiple: z
    .number()
    .nullable()
    .describe(
      'r / (1 + i - r(1+g)): first margin after the first renewal, one period from now. Null where the sum has no end.',
    ),
  immediateMultiple: z
    .number()
    .nullable()
    .describe('First margin now; without an end of periods, the multiple plus one.'),
  endOfPeriodMultiple: z
    .number()
    .nullable()
    .describe('First margin for certain at the end of the first period: the immediate multiple discounted once.'),
  lifetimeValue: z.number().nullable().describe('Margin × multiple.'),
  immediateLifetimeValue: z.number().nullable(),
  endOfPeriodLifetimeValue: z.number().nullable(),
  net: z.number().nullable().describe('Lifetime value less cost of acquisition.'),
  immediateNet: z.number().nullable(),
  endOfPeriodNet: z.number().nullable(),
});
type Value = z.infer<typeof value>;

/**
 * Customer lifetime value as a multiple of the margin a customer brings in one period.
 *
 * Three moments of the first margin are in use and all are given: after the first renewal (the published multiple), now, or at the
 * end of the first period.
 *
 * @example marginMultiple.run(marginMultiple.inputs.parse({ retention: 0.8, discountRate: 0.1, margin: 100 })).values[0]?.multiple; // 2.67
 */
export const marginMultiple = defineMethod({
  name: 'margin-multiple',
  field: 'retain',
  title: 'Lifetime value by margin multiple',
  summary: 'What a customer is worth, from retention, discount rate and the margin of one period alone.',
  whenToUse: ['A quick figure, a check of plausibility, or a comparison of what retention and discount do.'],
  whenNot: [
    'Where retention rises with age, as it does in nearly every base: use a model of the cohort.',
    'Where customers leave silently: retention is not seen.',
  ],
  assumes: [
    'Retention, margin and discount stay the same for ever (not checked).',
    'Retention is below (1 + discount) / (1 + growth) (checked).',
  ],
  formula: '`m · r / (1 + i - r(1+g))`; over n periods the first n terms of the sum `Σ r^t (1+g)^(t-1) / (1+i)^t`.',
  source: ['Gupta, S. & Lehmann, D. R. (2005), Managing Customers as Investments, table 2.1.'],
  verified:
    'All sixteen multiples of the table, and a five-year value computed in R 4.2.2, to 1e-9; against the sum written out.',
  cost: 'O(retentions × discounts)',
  warns: {
    'value-unbounded':
      'Margins grow at least as fast as they are lost and discounted: there is no finite value without a number of periods.',
    'too-few-customers': 'Retention was observed on fewer than 30 customers.',
  },
  inputs: z
    .object({
      retention: z
        .union([share, z.array(share).min(1).max(200)])
        .optional()
        .describe('Share of customers kept from one period to the next; several for a table.'),
      observed: z
        .object({ customers: z.int().min(1), renewed: z.int().min(0) })
        .refine(({ customers, renewed }) => renewed <= customers, 'No more can renew than there were.')
        .optional()
        .describe(
          'Instead of retention: how many could renew and how many did; the value then carries the interval of that share.',
        ),
      discountRate: z.union([rate, z.array(rate).min(1).max(200)]).default(0.1),
      margin: z.number().default(1).describe('Margin of one period per customer, in money.'),
      growth: z.number().gt(-1).max(10).default(0).describe('Growth of the margin per period, 0.02 is 2 %.'),
      periods: z.int().min(1).max(100_000).optional().describe('Margins counted; without end by default.'),
      acquisitionCost: z.number().min(0).default(0),
      level: z.number().gt(0).lt(1).default(0.95),
    })
    .refine(({ retention, observed }) => (retention === undefined) !== (observed === undefined), {
      message: 'Give either retention or observed.',
      path: ['retention'],
    }),
  result: z.object({
    values: z.array(value).describe('One for each retention and discount rate, discount rates running fastest.'),
    multiples: z
      .array(z.array(z.number().nullable()))
      .describe('[retention][discount rate]: the multiples as a table.'),
    interval: z
      .object({
        retention: z.object({ estimate: z.number(), low: z.number(), high: z.number() }),
        low: value,
        high: value,
        level: z.number(),
      })
      .nullable()
      .describe(
        'Where retention was observed: values at both ends of its interval (Wilson), at the first discount rate.',
      ),
    ...report,
  }),
  example: {
    about:
      'A customer brings 100 a year and cost 120 to win: what is he worth at four rates of retention and of discount?',
    source: 'Gupta & Lehmann (2005), Managing Customers as Investments, table 2.1: the rates and multiples.',
    inputs: {
      retention: [0.6, 0.7, 0.8, 0.9],
      discountRate: [0.1, 0.12, 0.14, 0.16],
      margin: 100,
      acquisitionCost: 120,
    },
  },
  run(inputs) {
    const { observed, level } = inputs;
    const kept = observed === undefined ? [inputs.retention ?? 0].flat() : [observed.renewed / observed.customers];
    const rates = [inputs.discountRate].flat();
    const values = kept.flatMap((retention) => rates.map((discountRate) => valued(retention, discountRate, inputs)));
    const band = observed === undefined ? null : wilson(observed.renewed, observed.customers, level);
    const interval =
      band === null
        ? null
        : {
            retention: { estimate: kept[0]!, low: band.low, high: band.high },
            low: valued(band.low, rates[0]!, inputs),
            high: valued(band.high, rates[0]!, inputs),
            level,
          };
    return {
      values,
      multiples: kept.map((_, i) =>
        values.slice(i * rates.length, (i + 1) * rates.length).map(({ multiple }) => multiple),
      ),
      interval,
      warnings: warningsOf(values, observed?.customers),
      reading: values.length > 1 ? tableReading(values) : readingOf(values[0]!, interval),
      picture: {
        kind: 'lines' as const,
        title: 'Margin multiple',
        x: 'Retention (share)',
        y: 'Multiple of one period’s margin',
        series: rates.map((discountRate, j) => ({
          name: `Discount ${(discountRate * 100).toFixed(1)} %`,
          x: kept,
          y: kept.map((_, i) => values[i * rates.length + j]!.multiple),
        })),
      },
    };
  },
});

function valued(
  retention: number,
  discountRate: number,
  {
    margin,
    growth,
    periods,
    acquisitionCost,
  }: { margin: number; growth: number; periods?: number | undefined; acquisitionCost: number },
): Value {
  const ratio = (retention * (1 + growth)) / (1 + discountRate);
  const immediateMultiple = geometric(ratio, periods);
  const multiple = immediateMultiple === null ? null : (retention / (1 + discountRate)) * immediateMultiple;
  const endOfPeriodMultiple = immediateMultiple === null ? null : immediateMultiple / (1 + discountRate);
  const money = (times: number | null) => (times === null ? null : margin * times);
  const net = (times: number | null) => (times === null ? null : margin * times - acquisitionCost);
  return {
    retention,
    discountRate,
    multiple,
    immediateMultiple,
    endOfPeriodMultiple,
    lifetimeValue: money(multiple),
    immediateLifetimeValue: money(immediateMultiple),
    endOfPeriodLifetimeValue: money(endOfPeriodMultiple),
    net: net(multiple),
    immediateNet: net(immediateMultiple),
    endOfPeriodNet: net(endOfPeriodMultiple),
  };
}

/** 1 + ratio + ratio² + … for so many terms; null where the sum has no end or is beyond computing. */
function geometric(ratio: number, terms: number | undefined): number | null {
  if (terms === undefined) return ratio < 1 ? 1 / (1 - ratio) : null;
  const sum = Math.abs(ratio - 1) < 1e-12 ? terms : (1 - ratio ** terms) / (1 - ratio);
  return Number.isFinite(sum) ? sum : null;
}

function warningsOf(values: readonly Value[], customers: number | undefined): Warning[] {
  const warnings: Warning[] = [];
  if (values.some(({ multiple }) => multiple === null))
    warnings.push({
      id: 'value-unbounded',
      text: 'For some rates the value has no end: give a number of periods, or a higher discount rate.',
    });
  if (customers !== undefined && customers < 30)
    warnings.push({ id: 'too-few-customers', text: `Retention of ${customers} customers: observe at least 30.` });
  return warnings;
}

/** From the least to the greatest of a table. */
function tableReading(values: readonly Value[]): string {
  const range = (of: (value: Value) => number | null, say: (number: number) => string) => {
    const numbers = values.flatMap((value) => of(value) ?? []);
    return numbers.length === 0 ? 'nothing' : `${say(Math.min(...numbers))} to ${say(Math.max(...numbers))}`;
  };
  const share = (number: number) => `${(number * 100).toFixed(1)} %`;
  const money = (number: number) => number.toFixed(2);
  const endless = values.filter(({ multiple }) => multiple === null).length;
  if (endless === values.length) return 'At these rates the value has no end: give a number of periods.';
  const without = endless > 0 ? ` For ${endless} of the ${values.length} pairs of rates it has no end.` : '';
  return `At retention of ${range(({ retention }) => retention, share)} and discount of ${range(({ discountRate }) => discountRate, share)} a customer is worth ${range(({ multiple }) => multiple, money)} margins from the first renewal on: ${range(({ lifetimeValue }) => lifetimeValue, money)}, and ${range(({ net }) => net, money)} after the cost of acquisition.${without}`;
}

function readingOf(first: Value, interval: { low: Value; high: Value } | null): string {
  if (first.multiple === null || first.net === null)
    return 'At this retention and growth the value has no end: give a number of periods.';
  const say = (number: number | null) =>
    number === null ? 'without end' : (Math.round(number * 100) / 100 + 0).toFixed(2);
  const between =
    interval === null
      ? ''
      : ` (${say(interval.low.lifetimeValue)} to ${say(interval.high.lifetimeValue)} from the uncertainty of retention)`;
  return `At ${(first.retention * 100).toFixed(1)} % retention and ${(first.discountRate * 100).toFixed(1)} % discount a customer is worth ${first.multiple.toFixed(2)} margins from the first renewal on: ${say(first.lifetimeValue)}${between}, ${say(first.net)} after the cost of acquisition.`;
}
