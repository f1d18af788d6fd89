/** Present value of a row of payments, and every rate at which it is nothing. */

import { root } from '../numeric/root.ts';

/** Where payments change sign more than once, rates are looked for from nearly total loss to 10,000 % a period. */
const LOWEST_RATE = -0.9999;
const HIGHEST_RATE = 100;
const GRID = 4000;
/** The one rate of payments that change sign once, in log(1 + rate): from losing all but 1e-13 to earning 1e13 fold. */
const FURTHEST = 30;
/** A present value this small, as a share of the payments it is made of, is nothing; so is a rate. */
const ROUNDING = 1e-13;

/** The first payment at once, the next after one period, and so on. */
export function presentValue(cashFlow: readonly number[], rate: number): number {
  let value = 0;
  for (let at = cashFlow.length - 1; at >= 0; at--) value = value / (1 + rate) + cashFlow[at]!;
  return value;
}

/** Descartes' bound: there are at most so many rates above -100 %. */
export function signChanges(cashFlow: readonly number[]): number {
  const signs = cashFlow.filter((payment) => payment !== 0).map(Math.sign);
  return signs.filter((sign, at) => at > 0 && sign !== signs[at - 1]).length;
}

/**
 * All rates at which the present value is 0, rising. One change of sign means exactly one rate. With more, crossings are looked for
 * between -99.99 % and 10,000 % on a grid even in log(1 + rate), and places where the value touches 0 without crossing it.
 */
export function internalRates(cashFlow: readonly number[]): number[] {
  const first = cashFlow.findIndex((payment) => payment !== 0);
  const payments = cashFlow.slice(first, cashFlow.findLastIndex((payment) => payment !== 0) + 1);
  const logs = signChanges(payments) === 1 ? theOneRate(payments) : severalRates(payments);
  return logs.map((log) => (Math.abs(log) < ROUNDING ? 0 : Math.expm1(log)));
}

/** Present value, its change with log(1 + rate) and the sizes it is summed from, over the power that keeps them in range. */
function scaledValue(payments: readonly number[], log: number) {
  const last = payments.length - 1;
  let [value, change, size] = [0, 0, 0];
  for (let at = 0; at <= last; at++) {
    const term = payments[at]! * Math.exp(-log * at - Math.max(0, -log * last));
    value += term;
    change -= at * term;
    size += Math.abs(term);
  }
  return { value, change, size };
}

function theOneRate(payments: readonly number[]): number[] {
  const found = root((log) => scaledValue(payments, log).value, -FURTHEST, FURTHEST);
  return found === null ? [] : [found];
}

function severalRates(payments: readonly number[]): number[] {
  const from = Math.log1p(LOWEST_RATE);
  const width = (Math.log1p(HIGHEST_RATE) - from) / GRID;
  const logs: number[] = [];
  let before = scaledValue(payments, from);
  for (let at = 1; at <= GRID; at++) {
    const [low, high] = [from + (at - 1) * width, from + at * width];
    const here = scaledValue(payments, high);
    if (before.value === 0) logs.push(low);
    else if (before.value * here.value < 0)
      logs.push(root((log) => scaledValue(payments, log).value, low, high) ?? low);
    else if (before.change * here.change < 0) {
      const flat = root((log) => scaledValue(payments, log).change, low, high) ?? low;
      const { value, size } = scaledValue(payments, flat);
      if (Math.abs(value) <= ROUNDING * size) logs.push(flat);
    }
    before = here;
  }
  return logs;
}
