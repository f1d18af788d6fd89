/** What the models of repeat buying share: their inputs, the fit, and the predictions drawn from it. */

import { z } from 'zod';
import { MethodProblem, report } from '../method.ts';
import type { SmoothFunction } from '../numeric/minimise-smooth.ts';
import type { Random } from '../numeric/random.ts';
import {
  deltaEstimate,
  estimateOf,
  fitted,
  fitWarnings,
  goodnessOfFit,
  type LikelihoodFit,
  maximiseLikelihood,
  parameterEstimate,
} from './likelihood-fit.ts';
import {
  groupHistories,
  type Histories,
  type HistoryRow,
  historyRow,
  historyRows,
  historyWarnings,
  purchaseHistories,
  toPredict,
} from './purchase-history.ts';

/** Points of the curve of a new customer. */
const CURVE_POINTS = 40;

/** One model: how likely histories are, and what they promise. `at` holds the parameters in the order of `names`. */
export interface BuyingModel {
  readonly names: readonly string[];
  /** Which parameters carry the unit of time. */
  readonly timed: readonly boolean[];
  readonly starts: (histories: Histories) => number[][];
  readonly logLikelihood: (histories: Histories) => SmoothFunction;
  /** Repeat purchases expected of a new customer by time t. */
  readonly expectedPurchases: (at: Float64Array, t: number) => number;
  /** Purchases expected in the next t of a customer with this history who has not left. */
  readonly expectedIfActive: (at: Float64Array, history: HistoryRow, t: number) => number;
  readonly probabilityAlive: (at: Float64Array, history: HistoryRow) => number;
  /** Draws the future of one who has not left: purchases per unit of time, when he leaves by himself, and the chance of leaving after a purchase. */
  readonly drawFuture: (
    at: Float64Array,
    history: HistoryRow,
    random: Random,
  ) => { rate: number; lifetime: number; dropout: number };
}

/** Purchases expected in the next t of a customer with this history. */
export function expectedFurther(model: BuyingModel, at: Float64Array, history: HistoryRow, t: number): number {
  return model.expectedIfActive(at, history, t) * model.probabilityAlive(at, history);
}

export const buyingInputs = z.object({
  customers: purchaseHistories,
  horizon: z
    .number()
    .gt(0, 'Give a time ahead above 0.')
    .optional()
    .describe('How far ahead purchases are predicted, in the unit of age; the longest age by default.'),
  newCustomerTimes: z
    .array(z.number().min(0))
    .max(1000)
    .optional()
    .describe(
      'Times since the first purchase at which the repeat purchases of a new customer are wanted; the horizon by default.',
    ),
  predictFor: z
    .array(historyRow)
    .optional()
    .describe('Histories to predict; every history of `customers`, in their order, by default.'),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
});

const prediction = z.object({
  customer: z.union([z.string(), z.number()]).optional().describe('As named in the order log, where there was one.'),
  frequency: z.number(),
  recency: z.number(),
  age: z.number(),
  count: z.number(),
  expectedPurchases: z.number().describe('In the next `horizon`, of one such customer.'),
  probabilityAlive: z.number().describe('That the customer has not left for good by the end of observation, 0 to 1.'),
});

export const buyingResult = {
  ...goodnessOfFit,
  customers: z.number(),
  repeaters: z.number().describe('Customers who bought again at least once.'),
  repeatPurchases: z.number(),
  distinctHistories: z.number(),
  evaluations: z.number().describe('How often the likelihood was computed.'),
  horizon: z.number(),
  newCustomer: z.object({
    times: z.array(z.number()),
    expectedPurchases: z.array(z.number()).describe('Repeat purchases by then, of one new customer.'),
    low: z.array(z.number().nullable()),
    high: z.array(z.number().nullable()),
  }),
  cohort: z.object({
    expectedPurchases: parameterEstimate.describe(
      'All predicted customers together, in the next `horizon`; the interval holds the uncertainty of the parameters alone.',
    ),
    expectedAlive: parameterEstimate.describe('Customers of them who have not left.'),
  }),
  predictions: z.array(prediction),
  ...report,
};

/** Fits the model and says everything but its parameters, which the caller names. */
export function fitBuying(model: BuyingModel, inputs: z.output<typeof buyingInputs>) {
  const rows = historyRows(inputs.customers);
  const histories = groupHistories(rows);
  const fit = maximiseLikelihood(model.logLikelihood(histories), model.starts(histories));
  const horizon = inputs.horizon ?? histories.longest;
  const asked = toPredict(inputs.predictFor, rows);
  const scale = model.timed.map((timed) => (timed ? histories.longest : 1));
  return {
    answer: {
      ...fitted(fit, histories.customers),
      customers: histories.customers,
      repeaters: histories.repeaters,
      repeatPurchases: histories.purchases,
      distinctHistories: histories.count.length,
      evaluations: fit.evaluations,
      horizon,
      newCustomer: newCustomer(model, fit, { times: inputs.newCustomerTimes ?? [horizon], level: inputs.level }),
      cohort: cohort(model, fit, { rows: inputs.predictFor ?? rows, horizon, level: inputs.level }),
      predictions: asked.rows.map((row) => predicted(model, fit.at, row, horizon)),
      warnings: [...fitWarnings(fit, model.names, scale), ...historyWarnings(histories), ...asked.warnings],
    },
    parameter: (index: number) => estimateOf(fit, index, inputs.level),
    picture: curve(model, fit.at, histories.longest + horizon),
  };
}

function predicted(model: BuyingModel, at: Float64Array, row: HistoryRow, horizon: number) {
  const expectedPurchases = expectedFurther(model, at, row, horizon);
  const probabilityAlive = model.probabilityAlive(at, row);
  if (!Number.isFinite(expectedPurchases + probabilityAlive))
    throw new MethodProblem(
      'prediction-out-of-range',
      'horizon',
      'The prediction is beyond computing: use a shorter horizon or a larger unit of time.',
    );
  return { ...row, expectedPurchases, probabilityAlive };
}

function newCustomer(
  model: BuyingModel,
  fit: LikelihoodFit,
  { times, level }: { times: readonly number[]; level: number },
) {
  const estimates = times.map((t) => deltaEstimate(fit, (at) => model.expectedPurchases(at, t), level));
  return {
    times: [...times],
    expectedPurchases: estimates.map(({ estimate }) => estimate),
    low: estimates.map(({ low }) => low),
    high: estimates.map(({ high }) => high),
  };
}

/** Sums over equal histories once, because the interval asks for the sum many times. */
function cohort(
  model: BuyingModel,
  fit: LikelihoodFit,
  { rows, horizon, level }: { rows: readonly HistoryRow[]; horizon: number; level: number },
) {
  const distinct = new Map<string, { row: HistoryRow; count: number }>();
  for (const row of rows) {
    const key = `${row.frequency} ${row.recency} ${row.age}`;
    const known = distinct.get(key);
    if (known === undefined) distinct.set(key, { row, count: row.count });
    else known.count += row.count;
  }
  const groups = [...distinct.values()];
  const sum = (of: (row: HistoryRow) => number) => groups.reduce((total, { row, count }) => total + count * of(row), 0);
  return {
    expectedPurchases: deltaEstimate(fit, (at) => sum((row) => expectedFurther(model, at, row, horizon)), level),
    expectedAlive: deltaEstimate(fit, (at) => sum((row) => model.probabilityAlive(at, row)), level),
  };
}

function curve(model: BuyingModel, at: Float64Array, end: number) {
  const times = Array.from({ length: CURVE_POINTS + 1 }, (_, i) => (end * i) / CURVE_POINTS);
  return {
    kind: 'lines' as const,
    title: 'Repeat purchases of a new customer',
    x: 'Time since the first purchase',
    y: 'Expected repeat purchases, cumulative',
    series: [{ name: 'Expected', x: times, y: times.map((t) => model.expectedPurchases(at, t)) }],
  };
}

/** @example buyingReading(answer, 'BG/NBD'); */
export function buyingReading(answer: ReturnType<typeof fitBuying>['answer'], model: string): string {
  const { customers, horizon, cohort: group, newCustomer: fresh } = answer;
  const { estimate, low, high } = group.expectedPurchases;
  const alive = Math.round(group.expectedAlive.estimate);
  const between =
    low === null || high === null
      ? ''
      : ` (${low.toFixed(0)} to ${high.toFixed(0)} from the uncertainty of the parameters)`;
  const first = fresh.expectedPurchases[0];
  const onNew =
    first === undefined
      ? ''
      : ` A new customer is expected to buy again ${first.toFixed(2)} times within ${fresh.times[0]} units of time.`;
  return `By the ${model} model, fitted to ${customers} customers, the customers looked at are expected to make ${estimate.toFixed(0)} purchases in the next ${Number(horizon.toFixed(2))} units of time${between}; about ${alive} of them are still active.${onNew}`;
}
