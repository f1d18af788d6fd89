import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { bgNbdModel } from './bg-nbd-model.ts';
import type { BuyingModel } from './buying-model.ts';
import { discountedPurchases, type Horizon, type Valued, worthOf } from './customer-lifetime-value-model.ts';
import { drawnValues, type Row, spendersOf, sumOver, valuesOf } from './customer-values.ts';
import { spendingLikelihood, spendingStarts } from './gamma-gamma-model.ts';
import { FIT_WARNINGS, fitWarnings, maximiseLikelihood } from './likelihood-fit.ts';
import { paretoNbdModel } from './pareto-nbd-model.ts';
import { groupHistories, HISTORY_WARNINGS, historyRows, historyWarnings, valuedHistories } from './purchase-history.ts';
import { VALUED_CUSTOMERS } from './valued-customers.example.ts';

const MODELS: Record<'bg-nbd' | 'pareto-nbd', BuyingModel> = { 'bg-nbd': bgNbdModel, 'pareto-nbd': paretoNbdModel };
const FEW_SPENDERS = 20;

const parameters = z.record(z.string(), z.number());

/**
 * Customer lifetime value without a contract: purchases to come (BG/NBD or Pareto/NBD) times their value (Gamma-Gamma), discounted,
 * with what the data leave unsure and with what chance will do.
 *
 * The value is residual: it counts what customers will still bring, not what they brought. Each purchase is discounted from the
 * time it is expected, at `log(1 + discountRate)` per unit of time.
 *
 * @throws MethodProblem `no-customers`, `no-repeat-purchases`, `no-values`, `mean-unbounded`, and those of the histories.
 * @example customerLifetimeValue.run(customerLifetimeValue.inputs.parse(customerLifetimeValue.example.inputs), { seed: 1 }).total.estimate;
 */
export const customerLifetimeValue = defineMethod({
  name: 'customer-lifetime-value',
  field: 'retain',
  title: 'Customer lifetime value (no contract)',
  summary: 'What each customer and all together will still bring within a time, discounted, with intervals.',
  whenToUse: [
    'Shops and services without a contract: whom to keep, what a base is worth, what winning a customer may cost.',
  ],
  whenNot: [
    'Under a contract: use the contractual lifetime value.',
    'Where value and frequency go together: the two models must not be multiplied.',
  ],
  assumes: [
    'Those of the purchase model and of Gamma-Gamma (see there).',
    'Frequency and mean value are unrelated (see `correlation` of Gamma-Gamma).',
    'The horizon is not many times the time observed (checked).',
  ],
  formula:
    'Value = margin × mean value × `∫ e^-δt dE[Y(t)]` to the horizon, `δ = ln(1 + rate)`. Its error: delta method over both models. Draws: parameters, then whether active, purchase rate, leaving, value, then purchases one by one.',
  source: [
    'Fader, P. S., Hardie, B. G. S. & Lee, K. L. (2005), RFM and CLV: using iso-value curves for customer base analysis, Journal of Marketing Research 42:415-430.',
  ],
  verified:
    'Its parts against R BTYD (see BG/NBD, Pareto/NBD, Gamma-Gamma); the discounted sum against fine steps; the mean of the draws against the formula, for both models.',
  cost: 'O(distinct histories × 16) for the values, O(customers × draws) for the intervals: 1.5 s for 2,357 customers and 400 draws.',
  heavy: true,
  warns: {
    ...FIT_WARNINGS,
    ...HISTORY_WARNINGS,
    'horizon-far': 'The horizon is more than three times the longest time observed.',
    'few-spenders': 'Fewer than 20 customers with the value of repeat purchases.',
    'own-intervals-left-out': 'More than 5,000 customers: intervals are given for the total only.',
  },
  inputs: z.object({
    customers: valuedHistories,
    model: z.enum(['bg-nbd', 'pareto-nbd']).default('bg-nbd').describe('How customers buy and leave.'),
    horizon: z
      .number()
      .gt(0, 'Give a time ahead above 0.')
      .optional()
      .describe('How far ahead value counts, in the unit of age; the longest age by default.'),
    discountRate: z.number().min(0).max(1).default(0).describe('Per unit of age: 0.0018 a week is about 10 % a year.'),
    margin: z.number().gt(0).max(1).default(1).describe('Share of the value that is margin.'),
    acquisitionCost: z.number().min(0).default(0).describe('To win a new customer, set against the value of one.'),
    draws: z.int().min(100).max(10_000).default(400),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    model: z.enum(['bg-nbd', 'pareto-nbd']),
    purchaseParameters: parameters.describe('r, alpha, a, b or r, alpha, s, beta.'),
    spendingParameters: parameters.describe('p, q, gamma.'),
    horizon: z.number(),
    customers: z.number(),
    total: z.object({
      estimate: z.number().describe('Expected discounted margin of all customers within the horizon.'),
      standardError: z.number().nullable().describe('From what is unsure of the parameters.'),
      low: z.number().describe('Interval of what will come true: parameters and chance together, from the draws.'),
      high: z.number(),
      level: z.number(),
    }),
    meanPerCustomer: z.number(),
    expectedPurchases: z.number().describe('Of all, not discounted.'),
    expectedAlive: z.number(),
    newCustomer: z.object({
      value: z
        .number()
        .describe('Expected discounted margin of the repeat purchases of a new customer within the horizon.'),
      net: z.number().describe('Less the cost of acquisition; the first purchase is not counted.'),
    }),
    topFifthShare: z.number().describe('Share of the value that the most valuable fifth of customers will bring.'),
    perCustomer: z.array(
      z.object({
        customer: z.union([z.string(), z.number()]).optional(),
        frequency: z.number(),
        recency: z.number(),
        age: z.number(),
        count: z.number(),
        expectedPurchases: z.number().describe('Within the horizon, not discounted.'),
        probabilityAlive: z.number(),
        expectedMeanValue: z.number(),
        value: z.number().describe('Expected discounted margin within the horizon, of one such customer.'),
        low: z.number().nullable().describe('Interval of what one such customer will bring; null where left out.'),
        high: z.number().nullable(),
      }),
    ),
    ...report,
  }),
  example: {
    about: 'A shop with eighty customers known for up to a year: what will they bring in the next half?',
    source: 'An illustration, drawn from the BG/NBD and Gamma-Gamma models.',
    inputs: { customers: VALUED_CUSTOMERS, horizon: 26, discountRate: 0.0018, margin: 0.4 },
  },
  run(inputs, how) {
    const model = MODELS[inputs.model];
    const rows = historyRows(inputs.customers);
    const histories = groupHistories(rows);
    const horizon: Horizon = { length: inputs.horizon ?? histories.longest, discount: Math.log1p(inputs.discountRate) };
    const buying = maximiseLikelihood(model.logLikelihood(histories), model.starts(histories));
    const customers = rows.map((history): Valued => ({ history, meanValue: history.meanValue ?? 0 }));
    const spenders = spendersOf(customers);
    const spending = maximiseLikelihood(spendingLikelihood(spenders), spendingStarts(spenders));
    if (!(spending.at[1]! > 1))
      throw new MethodProblem(
        'mean-unbounded',
        'customers',
        'A few spend so much more than the rest that no mean can be told: set the largest values apart.',
      );
    const base = valuesOf(model, customers, { buying, spending, horizon, margin: inputs.margin });
    const drawn = drawnValues(model, customers, { ...inputs, buying, spending, horizon, how });
    const value =
      inputs.margin * worthOf(spending.at, NOBODY) * discountedPurchases(model, buying.at, NOBODY.history, horizon);
    const total = {
      ...base.total,
      low: quantileOfSorted(drawn.totals, (1 - inputs.level) / 2),
      high: quantileOfSorted(drawn.totals, (1 + inputs.level) / 2),
      level: inputs.level,
    };
    const count = histories.customers;
    return {
      model: inputs.model,
      purchaseParameters: named(model.names, buying.at),
      spendingParameters: named(['p', 'q', 'gamma'], spending.at),
      horizon: horizon.length,
      customers: count,
      total,
      meanPerCustomer: total.estimate / count,
      expectedPurchases: sumOver(base.rows, (row) => row.expectedPurchases),
      expectedAlive: sumOver(base.rows, (row) => row.probabilityAlive),
      newCustomer: { value, net: value - inputs.acquisitionCost },
      topFifthShare: topShare(base.rows, count),
      perCustomer: base.rows.map((row, i) => ({ ...row, low: drawn.low?.[i] ?? null, high: drawn.high?.[i] ?? null })),
      warnings: [
        ...fitWarnings(
          buying,
          model.names,
          model.timed.map((timed) => (timed ? histories.longest : 1)),
        ),
        ...fitWarnings(spending, ['p', 'q', 'gamma'], [1, 1, spenders[0]!.meanValue]),
        ...historyWarnings(histories),
        ...ownWarnings({
          far: horizon.length > 3 * histories.longest,
          spenders: spenders.length,
          left: drawn.low === null,
        }),
      ],
      reading: readingOf({ total, horizon: horizon.length, count, top: topShare(base.rows, count), fresh: value }),
      picture: pictureOf(base.rows),
    };
  },
});

const NOBODY: Valued = { history: { frequency: 0, recency: 0, age: 0, count: 1 }, meanValue: 0 };

function named(names: readonly string[], at: Float64Array): Record<string, number> {
  return Object.fromEntries(names.map((name, i) => [name, at[i]!]));
}

function topShare(rows: readonly Row[], customers: number): number {
  let left = customers / 5;
  let value = 0;
  for (const row of rows.toSorted((a, b) => b.value - a.value)) {
    const taken = Math.min(left, row.count);
    value += taken * row.value;
    left -= taken;
  }
  return value / sumOver(rows, (row) => row.value);
}

function ownWarnings({ far, spenders, left }: { far: boolean; spenders: number; left: boolean }): Warning[] {
  const warnings: Warning[] = [];
  if (far)
    warnings.push({
      id: 'horizon-far',
      text: 'The horizon is more than three times the longest time observed: shorten it, or discount more.',
    });
  if (spenders < FEW_SPENDERS)
    warnings.push({
      id: 'few-spenders',
      text: `${spenders} customers with the value of repeat purchases: use at least ${FEW_SPENDERS}.`,
    });
  if (left)
    warnings.push({
      id: 'own-intervals-left-out',
      text: 'Intervals are given for the total only: give up to 5,000 customers, one a row, for their own.',
    });
  return warnings;
}

function readingOf(of: {
  total: { estimate: number; low: number; high: number; level: number };
  horizon: number;
  count: number;
  top: number;
  fresh: number;
}): string {
  const say = (value: number) => String(Number(value.toPrecision(4)));
  const { estimate, low, high, level } = of.total;
  return `The ${of.count} customers are expected to bring ${say(estimate)} in the next ${say(of.horizon)} units of time, with ${level * 100} % between ${say(low)} and ${say(high)}; the most valuable fifth brings ${(of.top * 100).toFixed(0)} % of it. Repeat purchases of a new customer are worth ${say(of.fresh)} in that time.`;
}

function pictureOf(rows: readonly Row[]) {
  const ordered = rows.toSorted((a, b) => b.value - a.value);
  const all = sumOver(rows, ({ value }) => value);
  const customers = sumOver(rows, () => 1);
  let seen = 0;
  let brought = 0;
  const every = Math.max(1, Math.floor(ordered.length / 100));
  const points = ordered.map((row) => {
    seen += row.count / customers;
    brought += (row.count * row.value) / all;
    return [seen, brought] as const;
  });
  const shown = points.filter((_, i) => i % every === 0 || i === points.length - 1);
  return {
    kind: 'lines' as const,
    title: 'Who brings the value',
    x: 'Customers, most valuable first (share)',
    y: 'Value brought (share)',
    series: [{ name: 'Expected', x: [0, ...shown.map(([x]) => x)], y: [0, ...shown.map(([, y]) => y)] }],
  };
}
