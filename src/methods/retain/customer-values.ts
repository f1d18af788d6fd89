/** From the two fitted models to what customers are worth: expected, with its error, and drawn. */

import { MethodProblem } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { randomFrom } from '../numeric/random.ts';
import type { BuyingModel } from './buying-model.ts';
import {
  discountedPurchases,
  drawValues,
  type Horizon,
  type Valued,
  worthOf,
} from './customer-lifetime-value-model.ts';
import type { Spending } from './gamma-gamma-model.ts';
import { deltaError, type LikelihoodFit, parameterDraws } from './likelihood-fit.ts';
import type { HistoryRow } from './purchase-history.ts';

/** Above this many customers only the total is drawn, not each customer's own interval. */
const MOST_OWN_INTERVALS = 5000;

/** One row for each customer with repeat purchases of some value. @throws MethodProblem `no-values`. */
export function spendersOf(customers: readonly Valued[]): Spending[] {
  const rows = customers.flatMap(({ history, meanValue }) =>
    history.frequency > 0 && meanValue > 0
      ? Array<Spending>(history.count).fill({ frequency: history.frequency, meanValue })
      : [],
  );
  if (rows.length === 0)
    throw new MethodProblem(
      'no-values',
      'customers',
      'Give the mean value of repeat purchases (meanValue), or amounts in the order log.',
    );
  return rows;
}

export interface Row extends HistoryRow {
  readonly customer?: string | number;
  readonly expectedPurchases: number;
  readonly probabilityAlive: number;
  readonly expectedMeanValue: number;
  readonly value: number;
}

interface Fits {
  buying: LikelihoodFit;
  spending: LikelihoodFit;
  horizon: Horizon;
}

/** Expected value of each, and of all with its error: the two models are fitted apart, so their variances add. */
export function valuesOf(
  model: BuyingModel,
  customers: readonly Valued[],
  { buying, spending, horizon, margin }: Fits & { margin: number },
): { rows: Row[]; total: { estimate: number; standardError: number | null } } {
  const purchases = (at: Float64Array, row: HistoryRow) =>
    model.probabilityAlive(at, row) * discountedPurchases(model, at, row, horizon);
  const groups = new Map<string, { row: HistoryRow; worth: number; discounted: number }>();
  const rows = customers.map((one) => {
    const { history } = one;
    const key = `${history.frequency} ${history.recency} ${history.age}`;
    const group = groups.get(key) ?? { row: history, worth: 0, discounted: purchases(buying.at, history) };
    const expectedMeanValue = worthOf(spending.at, one);
    group.worth += history.count * expectedMeanValue;
    groups.set(key, group);
    const probabilityAlive = model.probabilityAlive(buying.at, history);
    const { meanValue: _, ...named } = { meanValue: 0, ...history };
    return {
      ...named,
      expectedPurchases: probabilityAlive * model.expectedIfActive(buying.at, history, horizon.length),
      probabilityAlive,
      expectedMeanValue,
      value: margin * group.discounted * expectedMeanValue,
    };
  });
  const byBuying = deltaError(buying, (at) =>
    [...groups.values()].reduce((all, { row, worth }) => all + worth * purchases(at, row), 0),
  );
  const discounted = rows.map(({ value, expectedMeanValue }) => value / expectedMeanValue / margin);
  const bySpending = deltaError(spending, (at) =>
    customers.reduce((all, one, i) => all + one.history.count * discounted[i]! * worthOf(at, one), 0),
  );
  const standardError = byBuying === null || bySpending === null ? null : margin * Math.hypot(byBuying, bySpending);
  return { rows, total: { estimate: sumOver(rows, ({ value }) => value), standardError } };
}

/** Sorted draws of the total, and each customer's own interval where there are not too many. */
export function drawnValues(
  model: BuyingModel,
  customers: readonly Valued[],
  run: Fits & {
    draws: number;
    margin: number;
    level: number;
    how: { seed?: number; progress?: (done: number) => void } | undefined;
  },
) {
  const random = randomFrom(run.how?.seed);
  const everybody = customers.flatMap((one) =>
    one.history.count === 1 ? one : Array<Valued>(one.history.count).fill(one),
  );
  const own = customers.length <= MOST_OWN_INTERVALS && everybody.length === customers.length;
  const kept = own ? customers.map(() => new Float64Array(run.draws)) : [];
  const buying = parameterDraws(run.buying, run.draws, random);
  const spending = parameterDraws(run.spending, run.draws, random);
  const totals = new Float64Array(run.draws);
  const values = new Float64Array(everybody.length);
  for (let draw = 0; draw < run.draws; draw++) {
    drawValues(
      model,
      everybody,
      { at: buying[draw]!, spending: spending[draw]!, horizon: run.horizon, random },
      values,
    );
    for (let i = 0; i < values.length; i++) totals[draw]! += run.margin * values[i]!;
    for (let i = 0; i < kept.length; i++) kept[i]![draw] = run.margin * values[i]!;
    run.how?.progress?.((draw + 1) / run.draws);
  }
  totals.sort();
  for (const column of kept) column.sort();
  const edge = (share: number) => (own ? kept.map((column) => quantileOfSorted(column, share)) : null);
  return { totals, low: edge((1 - run.level) / 2), high: edge((1 + run.level) / 2) };
}

/** Over all customers, equal ones counted as often as there are. */
export function sumOver(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((total, row) => total + row.count * of(row), 0);
}
