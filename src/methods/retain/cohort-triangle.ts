import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { wilson } from '../numeric/proportion-intervals.ts';
import { dayAfter, isCalendarDay, PERIOD_UNITS, type PeriodUnit, periodName, periodOf } from './calendar-period.ts';
import { SHOP_ORDERS } from './shop-orders.example.ts';

const MOST_PERIODS = 2000;
const SMALL_COHORT = 30;
/** Curves in the picture; more cannot be told apart. */
const MOST_CURVES = 24;

const customer = z.union([z.string(), z.number()]);
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/, 'Give dates as YYYY-MM-DD.')
  .refine(isCalendarDay, 'Give a date that exists, as YYYY-MM-DD.')
  .transform((text) => text.slice(0, 10));
const order = z.object({
  customer,
  date,
  amount: z.number().default(0).describe('Value of the order; returns below 0.'),
});
const orders = z
  .union([
    z.array(order),
    z.object({ customer: z.array(customer), date: z.array(date), amount: z.array(z.number()).optional() }),
  ])
  .describe('The order log: rows {customer, date, amount?}, or the same as parallel arrays.');

const byAge = z.object({
  age: z.int().describe('Periods since the first purchase.'),
  customers: z.number().describe('Customers of all cohorts observed at this age.'),
  active: z.number(),
  retention: z.number().describe('Share of them who bought at this age.'),
  low: z.number(),
  high: z.number(),
  revenue: z.number(),
  revenuePerCustomer: z.number().describe('At this age, per customer of the cohorts observed at it.'),
  cumulativeRevenuePerCustomer: z.number().describe('Up to this age, the sum of the line above.'),
});
type ByAge = z.infer<typeof byAge>;

interface Cohort {
  first: number;
  size: number;
  active: number[];
  orders: number[];
  revenue: number[];
}

/**
 * Cohort triangles of retention and revenue from an order log: customers grouped by the period of their first order.
 *
 * A customer counts as active in every period with a row of the log. Ages are differences of calendar periods, so age 1 of a
 * monthly cohort is the next calendar month.
 *
 * @throws MethodProblem `no-orders`, `lengths-differ`, `too-many-periods`.
 * @example cohortTriangle.run(cohortTriangle.inputs.parse({ orders: [{ customer: 'Ada', date: '2026-01-09' }, { customer: 'Ada', date: '2026-02-02' }] })).activeCustomers; // [[1, 1]]
 */
export const cohortTriangle = defineMethod({
  name: 'cohort-triangle',
  field: 'retain',
  title: 'Cohort triangles of retention and revenue',
  summary: 'How many of the customers won in each period come back in the periods after, and what they bring.',
  whenToUse: [
    'A first look at whether newer customers stay better or worse than older ones.',
    'As the table that finance and product read together.',
  ],
  whenNot: ['To project the rows to come: fit BG/NBD or the shifted beta-geometric model.'],
  assumes: [
    'The log holds every order since each customer’s first (not checked).',
    'The last period is complete (checked where `until` is given, warned of where not).',
    'Cohorts of at least 30 (checked).',
  ],
  formula:
    'Cohort: period of the first order. Active at age k: at least one order in the period k after it. Retention: active over size; over all cohorts weighted by size, with Wilson’s interval.',
  source: [
    'Fader & Hardie’s CDNOW sample as computed in R 4.2.2.',
    'Wilson, E. B. (1927) for the interval of a share.',
  ],
  verified:
    'CDNOW sample, 6,919 orders of 2,357 customers: every count of the monthly triangle exactly, revenue to 0.005; against a plain count by property.',
  cost: 'O(orders log orders + cohorts × periods)',
  warns: {
    'small-cohorts': 'Some cohorts hold fewer than 30 customers: their rows jump by chance.',
    'last-period-incomplete': 'The last period had not ended when observation did: its counts are too low.',
    'end-unknown': 'The end of observation is not given: the last period may be incomplete.',
  },
  inputs: z.object({
    orders,
    unit: z.enum(PERIOD_UNITS).default('month').describe('Calendar periods; weeks begin on Monday.'),
    until: date
      .optional()
      .describe('Last day observed. Orders after it are left out; periods without orders up to it count.'),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    cohorts: z.array(z.string()).describe('Periods of the first orders, such as 2026-01; a week by its Monday.'),
    cohortSizes: z.array(z.number()),
    periods: z.array(z.string()).describe('All calendar periods from first to last.'),
    activeCustomers: z
      .array(z.array(z.number()))
      .describe('[cohort][age]: customers with an order at that age; age 0 is the cohort’s size.'),
    retention: z.array(z.array(z.number())).describe('[cohort][age]: share of the cohort, 0 to 1.'),
    orders: z.array(z.array(z.number())).describe('[cohort][age]: orders.'),
    revenue: z.array(z.array(z.number())).describe('[cohort][age]: sum of amounts.'),
    revenueByPeriod: z
      .array(z.array(z.number().nullable()))
      .describe('[cohort][calendar period]; null before the cohort begins.'),
    cumulativeRevenuePerCustomer: z
      .array(z.array(z.number()))
      .describe('[cohort][age]: revenue up to that age over the size of the cohort.'),
    byAge: z.array(byAge).describe('All cohorts that have reached the age, together.'),
    totalCustomers: z.number(),
    totalOrders: z.number(),
    totalRevenue: z.number(),
    ...report,
  }),
  example: {
    about: 'Do people who ordered at an online shop order again in the days after?',
    source:
      'Online Retail (UCI, CC BY 4.0), excerpt of 1 to 4 November 2011 as in databricks/Spark-The-Definitive-Guide, Apache-2.0.',
    inputs: { orders: SHOP_ORDERS, unit: 'day', until: '2011-11-04' },
  },
  run({ orders: given, unit, until, level }) {
    const rows = rowsOf(given).filter((row) => until === undefined || row.date <= until);
    if (rows.length === 0)
      throw new MethodProblem('no-orders', 'orders', 'Give at least one order, not after `until`.');
    const last = periodOf(until ?? latest(rows), unit);
    const cohorts = triangle(rows, unit, last);
    const first = cohorts[0]!.first;
    const ages = agesOf(cohorts, level);
    return {
      cohorts: cohorts.map((one) => periodName(one.first, unit)),
      cohortSizes: cohorts.map(({ size }) => size),
      periods: Array.from({ length: last - first + 1 }, (_, k) => periodName(first + k, unit)),
      activeCustomers: cohorts.map(({ active }) => active),
      retention: cohorts.map(({ active, size }) => active.map((n) => n / size)),
      orders: cohorts.map((one) => one.orders),
      revenue: cohorts.map(({ revenue }) => revenue),
      revenueByPeriod: cohorts.map((one) => [...Array<null>(one.first - first).fill(null), ...one.revenue]),
      cumulativeRevenuePerCustomer: cohorts.map(({ revenue, size }) => running(revenue.map((value) => value / size))),
      byAge: ages,
      totalCustomers: cohorts.reduce((sum, { size }) => sum + size, 0),
      totalOrders: rows.length,
      totalRevenue: rows.reduce((sum, { amount }) => sum + amount, 0),
      warnings: warningsOf(cohorts, { unit, until, last }),
      reading: readingOf(ages, cohorts.length, unit),
      picture: pictureOf(cohorts, ages, unit),
    };
  },
});

interface Order {
  customer: string | number;
  date: string;
  amount: number;
}

function rowsOf(given: z.output<typeof orders>): Order[] {
  if (Array.isArray(given)) return given;
  const size = given.customer.length;
  if (given.date.length !== size || (given.amount ?? given.date).length !== size)
    throw new MethodProblem('lengths-differ', 'orders', `Give ${size} values in every column, as many as in customer.`);
  return given.customer.map((who, i) => ({ customer: who, date: given.date[i]!, amount: given.amount?.[i] ?? 0 }));
}

function latest(rows: readonly Order[]): string {
  const days = rows.map((row) => row.date).sort();
  return days[days.length - 1]!;
}

function triangle(rows: readonly Order[], unit: PeriodUnit, last: number): Cohort[] {
  const periods = new Map<string, number>();
  const periodAt = (day: string) => {
    const known = periods.get(day) ?? periodOf(day, unit);
    periods.set(day, known);
    return known;
  };
  const firsts = new Map<string | number, number>();
  for (const row of rows) {
    const period = periodAt(row.date);
    firsts.set(row.customer, Math.min(period, firsts.get(row.customer) ?? period));
  }
  const cohorts = new Map<number, Cohort>();
  for (const first of firsts.values()) {
    const length = last - first + 1;
    if (length > MOST_PERIODS)
      throw new MethodProblem('too-many-periods', 'unit', `That makes ${length} periods: choose a longer unit.`);
    const empty = () => new Array<number>(length).fill(0);
    const known = cohorts.get(first) ?? { first, size: 0, active: empty(), orders: empty(), revenue: empty() };
    known.size++;
    cohorts.set(first, known);
  }
  const seen = new Map<string | number, Set<number>>();
  for (const row of rows) {
    const cohort = cohorts.get(firsts.get(row.customer) ?? Number.NaN);
    if (cohort === undefined) continue;
    const age = periodAt(row.date) - cohort.first;
    cohort.orders[age]!++;
    cohort.revenue[age]! += row.amount;
    const ages = seen.get(row.customer) ?? new Set();
    if (!ages.has(age)) cohort.active[age]!++;
    seen.set(row.customer, ages.add(age));
  }
  return [...cohorts.values()].sort((a, b) => a.first - b.first);
}

function agesOf(cohorts: readonly Cohort[], level: number): ByAge[] {
  let cumulative = 0;
  return cohorts[0]!.active.map((_, age) => {
    const reaching = cohorts.filter(({ active }) => active.length > age);
    const sum = (of: (cohort: Cohort) => number) => reaching.reduce((total, cohort) => total + of(cohort), 0);
    const customers = sum(({ size }) => size);
    const active = sum((cohort) => cohort.active[age]!);
    const revenue = sum((cohort) => cohort.revenue[age]!);
    cumulative += revenue / customers;
    return {
      age,
      customers,
      active,
      retention: active / customers,
      ...wilson(active, customers, level),
      revenue,
      revenuePerCustomer: revenue / customers,
      cumulativeRevenuePerCustomer: cumulative,
    };
  });
}

function running(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

function warningsOf(
  cohorts: readonly Cohort[],
  end: { unit: PeriodUnit; until: string | undefined; last: number },
): Warning[] {
  const warnings: Warning[] = [];
  const small = cohorts.filter(({ size }) => size < SMALL_COHORT).length;
  if (small > 0)
    warnings.push({
      id: 'small-cohorts',
      text: `${small} of ${cohorts.length} cohorts hold fewer than ${SMALL_COHORT} customers: choose a longer period.`,
    });
  if (end.until === undefined)
    warnings.push({
      id: 'end-unknown',
      text: 'Give `until`, the last day observed: without it the last period may be cut short.',
    });
  else if (!lastDayOf(end.until, end))
    warnings.push({
      id: 'last-period-incomplete',
      text: `${periodName(end.last, end.unit)} had not ended on ${end.until}: leave its column out of comparisons.`,
    });
  return warnings;
}

function lastDayOf(day: string, { unit, last }: { unit: PeriodUnit; last: number }): boolean {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) === dayAfter(last, unit);
}

function readingOf(ages: readonly ByAge[], cohorts: number, unit: PeriodUnit): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const next = ages[1];
  const start = `${ages[0]!.customers} customers in ${cohorts} ${cohorts === 1 ? 'cohort' : 'cohorts'} by ${unit} of their first order.`;
  if (next === undefined) return `${start} None of them has been observed for a second ${unit} yet.`;
  const later = ages.findLast(({ customers }) => customers >= ages[0]!.customers / 2) ?? next;
  const far = later.age > 1 ? `, at age ${later.age} ${percent(later.retention)}` : '';
  return `${start} In the ${unit} after, ${percent(next.retention)} bought again (${percent(next.low)} to ${percent(next.high)})${far}.`;
}

function pictureOf(cohorts: readonly Cohort[], ages: readonly ByAge[], unit: PeriodUnit) {
  const curve = ({ first, active, size }: Cohort) => ({
    name: periodName(first, unit),
    x: active.map((_, age) => age),
    y: active.map((n) => n / size),
  });
  const all = {
    name: 'All cohorts',
    x: ages.map(({ age }) => age),
    y: ages.map(({ retention }) => retention),
    low: ages.map(({ low }) => low),
    high: ages.map(({ high }) => high),
  };
  return {
    kind: 'lines' as const,
    title: 'Customers who come back, by cohort',
    x: `Age in ${unit}s`,
    y: 'Share of the cohort with an order',
    series: [all, ...cohorts.slice(-MOST_CURVES).map(curve)],
  };
}
