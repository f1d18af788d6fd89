/** Frequency, recency and age of customers: what buy-till-you-die models need to know, however it is given. */

import { z } from 'zod';
import { MethodProblem, type Warning } from '../method.ts';

const DAY = 86_400_000;
const DAYS = { day: 1, week: 7, month: 30.4375, year: 365.25 } as const;
/** Below this a likelihood over customers says little. */
const FEW_CUSTOMERS = 50;
/** Predictions for more histories than this are left out of the result. */
const MOST_PREDICTIONS = 20_000;

const frequency = z.int().min(0, 'Count repeat purchases: all but the first, 0 or more.');
const duration = z.number().min(0, 'Give a time since the first purchase, 0 or more.');
const count = z.int().min(0, 'Count customers with this history, 0 or more.');

export const historyRow = z.object({
  frequency: frequency.describe('Repeat purchases in the time observed: all but the first (x).'),
  recency: duration.describe('Time from the first to the last purchase (t_x); 0 where nothing was repeated.'),
  age: z
    .number()
    .gt(0, 'Give the time from first purchase to the end of observation, above 0.')
    .describe('Time from the first purchase to the end of observation (T), same unit.'),
  count: count.default(1).describe('How many customers have this history.'),
});

const columns = z.object({
  frequency: z.array(frequency),
  recency: z.array(duration),
  age: z.array(historyRow.shape.age),
  count: z.array(count).optional(),
});

const orders = z.object({
  orders: z
    .array(
      z.object({
        customer: z.union([z.string(), z.number()]),
        date: z.iso.date('Give dates as YYYY-MM-DD.'),
        amount: z.number().default(0).describe('Value of the order, where value is asked for.'),
      }),
    )
    .describe('One row an order; several on one day count once.'),
  until: z.iso.date('Give a date as YYYY-MM-DD.').optional().describe('End of observation; the last order by default.'),
  unit: z.enum(['day', 'week', 'month', 'year']).default('week').describe('Unit of time for the model.'),
});

export const purchaseHistories = z
  .union([z.array(historyRow), columns, orders])
  .describe(
    'One of: rows {frequency, recency, age, count?}; the same as parallel arrays; or {orders: [{customer, date}], until, unit}. Ages count from the first purchase.',
  );

const meanValue = z.number().describe('Mean value of the repeat purchases; 0 where there were none.');

/** The same with what the purchases were worth. */
export const valuedHistories = z
  .union([z.array(historyRow.extend({ meanValue })), columns.extend({ meanValue: z.array(meanValue) }), orders])
  .describe(
    'One of: rows {frequency, recency, age, meanValue, count?}; the same as parallel arrays; or {orders: [{customer, date, amount}], until, unit}. Ages count from the first purchase.',
  );

/** Equal histories taken together, in columns. */
export interface Histories {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  readonly count: Float64Array;
  readonly customers: number;
  readonly repeaters: number;
  /** Sum over customers. */
  readonly purchases: number;
  readonly exposure: number;
  readonly longest: number;
}

export type HistoryRow = z.output<typeof historyRow>;
type NamedRow = HistoryRow & { customer?: string | number; meanValue?: number };

/** Rows as given or as the order log makes them, one a customer, with the customer's name where there is one. */
export function historyRows(given: z.output<typeof purchaseHistories> | z.output<typeof valuedHistories>): NamedRow[] {
  if (Array.isArray(given)) return given;
  return 'orders' in given ? rowsOfOrders(given) : rowsOfColumns(given);
}

function rowsOfColumns(given: z.output<typeof columns> & { meanValue?: number[] }): NamedRow[] {
  const size = given.frequency.length;
  for (const [name, column] of Object.entries(given)) {
    if (column !== undefined && column.length !== size)
      throw new MethodProblem('lengths-differ', `customers.${name}`, `Give ${size} values, as many as in frequency.`);
  }
  return given.frequency.map((x, i) => ({
    frequency: x,
    recency: given.recency[i]!,
    age: given.age[i]!,
    count: given.count?.[i] ?? 1,
    ...(given.meanValue === undefined ? {} : { meanValue: given.meanValue[i]! }),
  }));
}

/** Values of one day are added up; the first day is the first purchase and not averaged. */
function rowsOfOrders({ orders: log, until, unit }: z.output<typeof orders>): NamedRow[] {
  const days = new Map<string | number, Map<number, number>>();
  let last = Number.NEGATIVE_INFINITY;
  for (const { customer, date, amount } of log) {
    const day = Date.parse(date) / DAY;
    last = Math.max(last, day);
    const known = days.get(customer) ?? new Map<number, number>();
    days.set(customer, known.set(day, (known.get(day) ?? 0) + amount));
  }
  const end = until === undefined ? last : Date.parse(until) / DAY;
  const rows: NamedRow[] = [];
  for (const [customer, bought] of days) {
    const seen = [...bought].filter(([day]) => day <= end).sort(([a], [b]) => a - b);
    const first = seen[0];
    const latest = seen[seen.length - 1];
    if (first === undefined || latest === undefined || first[0] >= end) continue;
    const frequency = seen.length - 1;
    const repeated = seen.slice(1).reduce((sum, [, amount]) => sum + amount, 0);
    rows.push({
      customer,
      frequency,
      recency: (latest[0] - first[0]) / DAYS[unit],
      age: (end - first[0]) / DAYS[unit],
      count: 1,
      meanValue: frequency === 0 ? 0 : repeated / frequency,
    });
  }
  return rows;
}

/** @throws MethodProblem `no-customers`, `recency-after-age`, `recency-without-purchase`, `no-repeat-purchases`. */
export function groupHistories(rows: readonly HistoryRow[]): Histories {
  rows.forEach(checkRow);
  const sorted = rows
    .filter((row) => row.count > 0)
    .toSorted((a, b) => a.frequency - b.frequency || a.recency - b.recency || a.age - b.age);
  const kept: HistoryRow[] = [];
  for (const row of sorted) {
    const last = kept.at(-1);
    const same = last?.frequency === row.frequency && last.recency === row.recency && last.age === row.age;
    if (same && last !== undefined) kept[kept.length - 1] = { ...last, count: last.count + row.count };
    else kept.push(row);
  }
  const sum = (of: (row: HistoryRow) => number) => kept.reduce((total, row) => total + row.count * of(row), 0);
  if (kept.length === 0)
    throw new MethodProblem('no-customers', 'customers', 'Give at least one customer observed for some time.');
  const repeaters = sum(({ frequency: x }) => (x > 0 ? 1 : 0));
  if (repeaters === 0)
    throw new MethodProblem(
      'no-repeat-purchases',
      'customers',
      'Nobody bought again: observe longer, or count all but the first purchase.',
    );
  return {
    frequency: Float64Array.from(kept, (row) => row.frequency),
    recency: Float64Array.from(kept, (row) => row.recency),
    age: Float64Array.from(kept, (row) => row.age),
    count: Float64Array.from(kept, (row) => row.count),
    customers: sum(() => 1),
    repeaters,
    purchases: sum(({ frequency: x }) => x),
    exposure: sum(({ age }) => age),
    longest: kept.reduce((most, { age }) => Math.max(most, age), 0),
  };
}

function checkRow({ frequency: x, recency, age }: HistoryRow, i: number): void {
  if (recency > age * (1 + 1e-9))
    throw new MethodProblem(
      'recency-after-age',
      `customers.${i}.recency`,
      'The last purchase cannot be after the end: give recency up to age.',
    );
  if ((x === 0) !== (recency === 0) && x === 0)
    throw new MethodProblem(
      'recency-without-purchase',
      `customers.${i}.recency`,
      'Without a repeat purchase recency is 0.',
    );
}

export function historyWarnings({ customers, repeaters }: Histories): Warning[] {
  if (customers >= FEW_CUSTOMERS && repeaters >= FEW_CUSTOMERS / 5) return [];
  return [
    {
      id: 'too-few-customers',
      text: `${customers} customers, ${repeaters} of whom bought again: the estimates are rough. Use at least ${FEW_CUSTOMERS} customers.`,
    },
  ];
}

export const HISTORY_WARNINGS = {
  'too-few-customers': 'Fewer than 50 customers, or fewer than 10 of them bought again.',
  'predictions-left-out': 'More than 20,000 histories: no prediction for each; ask for some by predictFor.',
} as const;

/** Which histories to predict: those asked for, or all given where they are not too many. */
export function toPredict<Row>(asked: readonly Row[] | undefined, given: readonly Row[]) {
  if (asked !== undefined) return { rows: asked, warnings: [] };
  if (given.length <= MOST_PREDICTIONS) return { rows: given, warnings: [] };
  return { rows: [], warnings: [{ id: 'predictions-left-out', text: HISTORY_WARNINGS['predictions-left-out'] }] };
}
