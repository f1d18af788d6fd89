import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import {
  activeNext,
  discountedResidualPurchases,
  expectedAtOccasions,
  expectedOfNew,
  type Occasions,
  occasionLikelihood,
} from './bg-bb-model.ts';
import {
  deltaEstimate,
  estimateOf,
  FIT_WARNINGS,
  fitted,
  fitWarnings,
  goodnessOfFit,
  maximiseLikelihood,
  parameterEstimate,
} from './likelihood-fit.ts';

const FEW_CUSTOMERS = 50;

const occasionRow = z.object({
  frequency: z
    .int()
    .min(0, 'Count the occasions used, 0 or more.')
    .describe('Occasions at which the customer bought (x).'),
  recency: z
    .int()
    .min(0, 'Give the number of the last occasion used, 0 where none.')
    .describe('Number of the last occasion used (t_x), 0 where none.'),
  opportunities: z
    .int()
    .min(1, 'Give how many occasions there were, 1 or more.')
    .max(2000)
    .describe('Occasions since the customer was won (n), not counting that one.'),
  count: z.int().min(0).default(1).describe('How many customers have this history.'),
});
const columns = z.object({
  frequency: z.array(occasionRow.shape.frequency),
  recency: z.array(occasionRow.shape.recency),
  opportunities: z.array(occasionRow.shape.opportunities),
  count: z.array(z.int().min(0)).optional(),
});
const sequences = z.object({
  sequences: z
    .array(z.array(z.union([z.literal(0), z.literal(1)])).min(1))
    .describe('One list a customer: 1 where the occasion was used, 0 where not.'),
});

const histories = z
  .union([z.array(occasionRow), columns, sequences])
  .describe(
    'Rows {frequency, recency, opportunities, count?}; the same as parallel arrays; or {sequences} of 0 and 1.',
  );

/**
 * The BG/BB model: buying or not at each of a row of set occasions, by people who may leave silently.
 *
 * @throws MethodProblem `no-customers`, `no-purchases`, `lengths-differ`, `recency-out-of-range`.
 * @example bgBb.run(bgBb.inputs.parse({ customers: { sequences: [[1, 1, 0, 1], [0, 0, 0, 0], [1, 0, 0, 0]] } })).parameters.alpha.estimate;
 */
export const bgBb = defineMethod({
  name: 'bg-bb',
  field: 'retain',
  title: 'BG/BB model of buying at set occasions',
  summary:
    'How often people will take part in the occasions to come (yearly gift, conference, weekly use), and who still will.',
  whenToUse: [
    'Buying or using happens at set occasions: a yearly appeal, a monthly release, active in the week or not.',
    'As a quick stand-in for Pareto/NBD, by cutting time into periods.',
  ],
  whenNot: ['Where the number of purchases within a period matters.', 'Under a contract, where leaving is seen.'],
  assumes: [
    'While active a customer buys at each occasion with a fixed chance (not checked).',
    'A customer leaves before an occasion with a fixed chance (not checked).',
    'Both chances are beta distributed over customers, independent of each other (not checked).',
    'Enough customers (checked).',
  ],
  formula:
    'Likelihood of x of n occasions, the last at t: `B(α+x,β+n-x)/B(α,β)·B(γ,δ+n)/B(γ,δ) + Σ_{i=0}^{n-t-1} B(α+x,β+t-x+i)/B(α,β)·B(γ+1,δ+t+i)/B(γ,δ)`, maximised with exact slopes.',
  source: [
    'Fader, P. S., Hardie, B. G. S. & Shang, J. (2010), Customer-base analysis in a discrete-time noncontractual setting, Marketing Science 29(6):1086-1108.',
  ],
  verified:
    'Donations of the paper (11,104 people, six years): parameters, log-likelihood and expected gifts as printed; chances summing to one over all histories; slopes against differences; recovery of known parameters.',
  cost: 'O(distinct histories × occasions) an evaluation, about 40 evaluations.',
  warns: {
    ...FIT_WARNINGS,
    'too-few-customers': 'Fewer than 50 customers.',
    'lifetime-unbounded':
      'Without discounting the purchases to come have no end (gamma up to 1): give a discount rate.',
  },
  inputs: z.object({
    customers: histories,
    horizon: z
      .int()
      .min(1, 'Give a number of occasions, 1 or more.')
      .max(10_000)
      .optional()
      .describe('Occasions ahead to predict; the longest number of opportunities by default.'),
    discountRate: z.number().min(0).default(0.1).describe('Per occasion, 0.1 is 10 %.'),
    predictFor: z.array(occasionRow).optional().describe('Histories to predict; every distinct one given by default.'),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    parameters: z.object({
      alpha: parameterEstimate.describe('First shape of the chance of buying.'),
      beta: parameterEstimate.describe('Second; alpha / (alpha + beta) is the mean chance of buying while active.'),
      gamma: parameterEstimate.describe('First shape of the chance of leaving.'),
      delta: parameterEstimate.describe(
        'Second; gamma / (gamma + delta) is the mean chance of leaving before an occasion.',
      ),
    }),
    ...goodnessOfFit,
    customers: z.number(),
    horizon: z.number(),
    newCustomer: parameterEstimate.describe('Purchases expected of a new customer at the next `horizon` occasions.'),
    expectedPurchases: parameterEstimate.describe(
      'Of all predicted customers together, at the next `horizon` occasions; uncertainty of the parameters alone.',
    ),
    predictions: z.array(
      z.object({
        frequency: z.number(),
        recency: z.number(),
        opportunities: z.number(),
        count: z.number(),
        expectedPurchases: z.number().describe('At the next `horizon` occasions, of one such customer.'),
        probabilityAlive: z.number().describe('Chance of being active at the next occasion.'),
        discountedResidualPurchases: z
          .number()
          .nullable()
          .describe(
            'DERT: all purchases to come, the next occasion discounted by one period; null where there is no end to them.',
          ),
      }),
    ),
    ...report,
  }),
  example: {
    about: 'People who first gave in 1995 and were asked in each of six years since: how many gifts in the next five?',
    source: 'Fader, Hardie & Shang (2010), table 1: published facts.',
    inputs: {
      customers: {
        frequency: [6, 5, 4, 3, 2, 1, 5, 4, 3, 2, 1, 4, 3, 2, 1, 3, 2, 1, 2, 1, 1, 0],
        recency: [6, 6, 6, 6, 6, 6, 5, 5, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 2, 2, 1, 0],
        opportunities: Array<number>(22).fill(6),
        count: [
          1203, 728, 512, 357, 234, 129, 335, 284, 225, 173, 119, 240, 181, 155, 78, 322, 255, 129, 613, 277, 1091,
          3464,
        ],
      },
      horizon: 5,
    },
  },
  run({ customers: given, horizon: asked, discountRate, predictFor, level }) {
    const rows = distinct(rowsOf(given));
    const customers = rows.reduce((sum, { count }) => sum + count, 0);
    checkRows(rows, customers);
    const fit = maximiseLikelihood(occasionLikelihood(rows), [
      [1, 1, 0.5, 2],
      [0.5, 2, 1, 10],
      [2, 1, 0.2, 0.5],
    ]);
    const horizon = asked ?? Math.max(...rows.map(({ opportunities }) => opportunities));
    const wanted = predictFor ?? rows;
    wanted.forEach(checkRow);
    const total = (at: Float64Array) =>
      wanted.reduce((sum, row) => sum + row.count * expectedAtOccasions(at, row, horizon), 0);
    const predictions = wanted.map((row) => ({
      ...row,
      expectedPurchases: expectedAtOccasions(fit.at, row, horizon),
      probabilityAlive: activeNext(fit.at, row),
      discountedResidualPurchases: discountedResidualPurchases(fit.at, row, discountRate),
    }));
    const expectedPurchases = deltaEstimate(fit, total, level);
    const newCustomer = deltaEstimate(fit, (at) => expectedOfNew(at, horizon), level);
    return {
      parameters: {
        alpha: estimateOf(fit, 0, level),
        beta: estimateOf(fit, 1, level),
        gamma: estimateOf(fit, 2, level),
        delta: estimateOf(fit, 3, level),
      },
      ...fitted(fit, customers),
      customers,
      horizon,
      newCustomer,
      expectedPurchases,
      predictions,
      warnings: [
        ...fitWarnings(fit, ['alpha', 'beta', 'gamma', 'delta'], [1, 1, 1, 1]),
        ...ownWarnings(customers, discountRate === 0 && fit.at[2]! <= 1),
      ],
      reading: readingOf({ customers, horizon, total: expectedPurchases, each: newCustomer.estimate }),
      picture: pictureOf(fit.at, horizon),
    };
  },
});

function rowsOf(given: z.output<typeof histories>): Occasions[] {
  if (Array.isArray(given)) return given;
  if ('sequences' in given)
    return given.sequences.map((bought) => ({
      frequency: bought.filter((one) => one === 1).length,
      recency: bought.lastIndexOf(1) + 1,
      opportunities: bought.length,
      count: 1,
    }));
  const size = given.frequency.length;
  if ([given.recency, given.opportunities, given.count ?? given.recency].some(({ length }) => length !== size))
    throw new MethodProblem(
      'lengths-differ',
      'customers',
      `Give ${size} values in every column, as many as in frequency.`,
    );
  return given.frequency.map((frequency, i) => ({
    frequency,
    recency: given.recency[i]!,
    opportunities: given.opportunities[i]!,
    count: given.count?.[i] ?? 1,
  }));
}

function distinct(rows: readonly Occasions[]): Occasions[] {
  const counts = new Map<string, Occasions>();
  rows.forEach((row, i) => {
    checkRow(row, i);
    const key = `${row.frequency} ${row.recency} ${row.opportunities}`;
    counts.set(key, { ...row, count: row.count + (counts.get(key)?.count ?? 0) });
  });
  return [...counts.values()].filter(({ count }) => count > 0);
}

function checkRow({ frequency, recency, opportunities }: Occasions, i: number): void {
  if (recency > opportunities || frequency > recency || (recency > 0 && frequency === 0))
    throw new MethodProblem(
      'recency-out-of-range',
      `customers.${i}.recency`,
      'The last occasion used lies between the number used and the number there were; 0 where none was used.',
    );
}

function checkRows(rows: readonly Occasions[], customers: number): void {
  if (customers === 0) throw new MethodProblem('no-customers', 'customers', 'Give at least one customer.');
  if (rows.every(({ frequency }) => frequency === 0))
    throw new MethodProblem('no-purchases', 'customers', 'Nobody bought at any occasion: observe longer.');
}

function ownWarnings(customers: number, unbounded: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (customers < FEW_CUSTOMERS)
    warnings.push({ id: 'too-few-customers', text: `${customers} customers: use at least ${FEW_CUSTOMERS}.` });
  if (unbounded)
    warnings.push({
      id: 'lifetime-unbounded',
      text: 'The purchases to come have no end here: give a discount rate above 0.',
    });
  return warnings;
}

function readingOf({
  customers,
  horizon,
  total,
  each,
}: {
  customers: number;
  horizon: number;
  total: z.infer<typeof parameterEstimate>;
  each: number;
}): string {
  const between =
    total.low === null || total.high === null ? '' : ` (${total.low.toFixed(0)} to ${total.high.toFixed(0)})`;
  return `By the BG/BB model, fitted to ${customers} customers, ${total.estimate.toFixed(0)} purchases${between} are expected at the next ${horizon} occasions. A new customer is expected to buy at ${each.toFixed(2)} of them.`;
}

function pictureOf(at: Float64Array, horizon: number) {
  const times = Array.from({ length: Math.min(horizon, 200) + 1 }, (_, t) => t);
  return {
    kind: 'lines' as const,
    title: 'Purchases of a new customer',
    x: 'Occasions',
    y: 'Expected purchases, cumulative',
    series: [{ name: 'Expected', x: times, y: times.map((t) => expectedOfNew(at, t)) }],
  };
}
