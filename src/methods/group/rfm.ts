import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { shopOrders } from './shop-orders.example.ts';

const DAY_MS = 86_400_000;
const FEW_CUSTOMERS = 50;

const customer = z.object({
  customer: z.string(),
  recencyDays: z.number().describe('Days from the last order to the analysis date.'),
  frequency: z.int().describe('Orders.'),
  amount: z.number().describe('Sum over the orders.'),
  recencyScore: z.int().describe('`bins` for the most recent, 1 for the longest ago.'),
  frequencyScore: z.int(),
  amountScore: z.int(),
  score: z.int().describe('The three side by side: 543 is recency 5, frequency 4, amount 3.'),
  segment: z.string().describe('Named by recency and the mean of frequency and amount.'),
});

const inputs = z.object({
  customers: z
    .array(z.union([z.string(), z.number()]))
    .min(1, 'Give at least one order.')
    .describe('One entry an order: whose it is.'),
  dates: z
    .array(z.string())
    .describe('One entry an order: ISO date (2026-11-22), or date and time, of which the date counts.'),
  amounts: z.array(z.number()).describe('One entry an order: its value; returns negative.'),
  analysisDate: z
    .string()
    .optional()
    .describe(
      'ISO date that recency is counted to; the day of the last order where not given. Later orders are left out.',
    ),
  bins: z.int().min(2).max(9).default(5).describe('Groups a measure is cut into: 5 for quintiles.'),
  cut: z
    .enum(['plus-one', 'quantile'])
    .default('plus-one')
    .describe(
      'plus-one: R package rfm’s rule, below (quantile + 1) belongs to the lower group; right for whole days, orders and amounts. quantile: up to and including the quantile; right for amounts below one.',
    ),
});

/**
 * RFM: customers scored by how recently, how often and for how much they bought.
 *
 * Cut points are quantiles of type 7 at even shares; the package's rule adds one and takes the group below it.
 *
 * @throws MethodProblem `lengths-differ`, `date-invalid`, `no-orders`.
 * @example
 * rfm.run(rfm.inputs.parse({ customers: ['a', 'a', 'b'], dates: ['2026-01-01', '2026-03-01', '2026-02-01'], amounts: [5, 7, 90] })).customers[0].frequency; // 2
 */
export const rfm = defineMethod({
  name: 'rfm',
  field: 'group',
  title: 'RFM (recency, frequency, monetary value)',
  summary:
    'Sorts customers into groups by when they last bought, how often and for how much: whom to reward, win back or let go.',
  whenToUse: ['Orders or donations without contract, to choose whom to write to.'],
  whenNot: [
    'Subscriptions: who is a customer is known; use retention curves.',
    'To forecast what each will buy: use BG/NBD with Gamma-Gamma.',
  ],
  assumes: ['One currency, and orders complete over the period (not checked).'],
  formula:
    'Per customer: days since last order, number of orders, sum. Each is cut at the 1/bins, 2/bins … quantiles; the score of recency runs the other way.',
  source: ['Hughes, A. (1994), Strategic Database Marketing.', 'R package rfm (Hebbali).'],
  verified:
    'R package rfm on its 4,906 orders of 995 customers: cut points, all given scores, counts of each score exactly.',
  cost: 'O(orders + customers · log customers)',
  warns: {
    'few-customers': 'Fewer than 50 customers: groups are small.',
    'tied-cuts': 'Two cut points of a measure are the same: some scores cannot occur.',
    'orders-left-out': 'Orders after the analysis date.',
  },
  inputs,
  result: z.object({
    customers: z.array(customer).describe('In order of their names.'),
    cutPoints: z
      .object({ recencyDays: z.array(z.number()), frequency: z.array(z.number()), amount: z.array(z.number()) })
      .describe(
        'Ascending. With plus-one a value below the first is in the lowest group; with quantile, up to and including it.',
      ),
    counts: z
      .object({ recency: z.array(z.int()), frequency: z.array(z.int()), amount: z.array(z.int()) })
      .describe('Customers with score 1, 2, ….'),
    segments: z.array(
      z.object({
        segment: z.string(),
        customers: z.int(),
        share: z.number(),
        amount: z.number(),
        amountShare: z.number().nullable().describe('Of all sales; null where those sum to zero or less.'),
        medianRecencyDays: z.number(),
      }),
    ),
    analysisDate: z.string(),
    ...report,
  }),
  example: {
    about: 'Orders of thirty customers of an online shop over four days of November 2011.',
    source: 'UCI Online Retail (CC BY 4.0) from databricks/Spark-The-Definitive-Guide, Apache-2.0; order lines summed.',
    inputs: { ...shopOrders, analysisDate: '2011-11-05' },
  },
  run(given) {
    const until = given.analysisDate === undefined ? undefined : dayOf(given.analysisDate, 'analysisDate');
    const { known, analysisDay, leftOut } = measured(given, until);
    const people = [...known.entries()].map(([name, { last, orders, amount }]) => ({
      customer: name,
      recencyDays: analysisDay - last,
      frequency: orders,
      amount,
    }));
    people.sort((a, b) => (a.customer < b.customer ? -1 : 1));
    const cuts = (values: number[]) => cutPoints(values, given.bins, given.cut);
    const points = {
      recencyDays: cuts(people.map(({ recencyDays }) => recencyDays)),
      frequency: cuts(people.map(({ frequency }) => frequency)),
      amount: cuts(people.map(({ amount }) => amount)),
    };
    const score = (value: number, at: readonly number[]) =>
      1 + at.filter((point) => (given.cut === 'plus-one' ? value >= point : value > point)).length;
    const customers = people.map((person) => {
      const recencyScore = given.bins + 1 - score(person.recencyDays, points.recencyDays);
      const frequencyScore = score(person.frequency, points.frequency);
      const amountScore = score(person.amount, points.amount);
      const segment = segmentOf(recencyScore / given.bins, (frequencyScore + amountScore) / (2 * given.bins));
      return {
        ...person,
        recencyScore,
        frequencyScore,
        amountScore,
        score: recencyScore * 100 + frequencyScore * 10 + amountScore,
        segment,
      };
    });
    const tally = (of: (each: (typeof customers)[number]) => number) =>
      Array.from({ length: given.bins }, (_, at) => customers.filter((each) => of(each) === at + 1).length);
    const segments = segmentsOf(customers);
    return {
      customers,
      cutPoints: points,
      counts: {
        recency: tally(({ recencyScore }) => recencyScore),
        frequency: tally(({ frequencyScore }) => frequencyScore),
        amount: tally(({ amountScore }) => amountScore),
      },
      segments,
      analysisDate: new Date(analysisDay * DAY_MS).toISOString().slice(0, 10),
      warnings: warningsOf(customers.length, leftOut, Object.values(points)),
      reading: readingOf(segments, customers.length),
      picture: pictureOf(segments),
    };
  },
});

type Customer = z.infer<typeof customer>;

interface Known {
  last: number;
  orders: number;
  amount: number;
}

/** Days since 1970. */
function dayOf(date: string, field: string): number {
  const time = /^\d{4}-\d{2}-\d{2}/.test(date) ? Date.parse(`${date.slice(0, 10)}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date.slice(0, 10));
  if (!isDay) throw new MethodProblem('date-invalid', field, 'Give a date as 2026-11-22.');
  return Math.round(time / DAY_MS);
}

function measured({ customers, dates, amounts }: z.output<typeof inputs>, until: number | undefined) {
  if (dates.length !== customers.length || amounts.length !== customers.length)
    throw new MethodProblem(
      'lengths-differ',
      dates.length !== customers.length ? 'dates' : 'amounts',
      `Give ${customers.length} entries, one an order.`,
    );
  const days = dates.map((date, at) => dayOf(date, `dates.${at}`));
  const analysisDay = until ?? days.reduce((most, day) => Math.max(most, day), Number.NEGATIVE_INFINITY);
  const known = new Map<string, Known>();
  let leftOut = 0;
  customers.forEach((name, at) => {
    if (days[at]! > analysisDay) {
      leftOut++;
      return;
    }
    const own = known.get(String(name)) ?? { last: days[at]!, orders: 0, amount: 0 };
    known.set(String(name), {
      last: Math.max(own.last, days[at]!),
      orders: own.orders + 1,
      amount: own.amount + amounts[at]!,
    });
  });
  if (known.size === 0)
    throw new MethodProblem('no-orders', 'analysisDate', 'Give a date on or after the first order.');
  return { known, analysisDay, leftOut };
}

function cutPoints(values: readonly number[], bins: number, cut: 'plus-one' | 'quantile'): number[] {
  const sorted = Float64Array.from(values).sort();
  return Array.from(
    { length: bins - 1 },
    (_, at) => quantileOfSorted(sorted, (at + 1) / bins) + (cut === 'plus-one' ? 1 : 0),
  );
}

/** By recency and by the mean of frequency and amount, both as shares of the highest score. */
function segmentOf(recency: number, value: number): string {
  if (recency > 0.6) return value > 0.6 ? 'champions' : value > 0.3 ? 'promising' : 'new';
  if (recency > 0.4) return value > 0.6 ? 'loyal' : 'needs attention';
  return value > 0.6 ? 'at risk' : value > 0.3 ? 'slipping away' : 'hibernating';
}

const SEGMENTS = [
  'champions',
  'loyal',
  'promising',
  'new',
  'needs attention',
  'at risk',
  'slipping away',
  'hibernating',
];

function segmentsOf(customers: readonly Customer[]) {
  const total = customers.reduce((sum, { amount }) => sum + amount, 0);
  return SEGMENTS.flatMap((segment) => {
    const own = customers.filter((each) => each.segment === segment);
    if (own.length === 0) return [];
    const amount = own.reduce((sum, each) => sum + each.amount, 0);
    const recency = Float64Array.from(own, ({ recencyDays }) => recencyDays).sort();
    return [
      {
        segment,
        customers: own.length,
        share: own.length / customers.length,
        amount,
        amountShare: total > 0 ? amount / total : null,
        medianRecencyDays: quantileOfSorted(recency, 0.5),
      },
    ];
  });
}

function warningsOf(people: number, leftOut: number, points: readonly (readonly number[])[]): Warning[] {
  const tied = points.some((cuts) => cuts.some((cut, at) => at > 0 && cut === cuts[at - 1]));
  return [
    ...(people < FEW_CUSTOMERS
      ? [{ id: 'few-customers', text: `${people} customers: fewer bins would be safer.` }]
      : []),
    ...(tied
      ? [
          {
            id: 'tied-cuts',
            text: 'Many customers share the same value of a measure, so some scores cannot occur: take fewer bins.',
          },
        ]
      : []),
    ...(leftOut > 0
      ? [{ id: 'orders-left-out', text: `${leftOut} orders after the analysis date were left out.` }]
      : []),
  ];
}

function readingOf(segments: ReturnType<typeof segmentsOf>, people: number): string {
  const percent = (share: number | null) => (share === null ? 'an unknown share' : `${(share * 100).toFixed(0)} %`);
  const top = segments.find(({ segment }) => segment === 'champions');
  const risk = segments.find(({ segment }) => segment === 'at risk');
  const champions =
    top === undefined
      ? 'None is a champion.'
      : `${top.customers} champions (${percent(top.share)}) bring ${percent(top.amountShare)} of sales.`;
  const atRisk =
    risk === undefined
      ? ''
      : ` ${risk.customers} good customers have not bought for a median of ${risk.medianRecencyDays.toFixed(0)} days: win them back first.`;
  return `Of ${people} customers: ${champions}${atRisk}`;
}

function pictureOf(segments: ReturnType<typeof segmentsOf>) {
  return {
    kind: 'bars' as const,
    title: 'Customers and sales by segment',
    x: 'Segment',
    y: 'Share (0 to 1)',
    series: [
      { name: 'Customers', x: segments.map(({ segment }) => segment), y: segments.map(({ share }) => share) },
      {
        name: 'Sales',
        x: segments.map(({ segment }) => segment),
        y: segments.map(({ amountShare }) => amountShare),
      },
    ],
  };
}
