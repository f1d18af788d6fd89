/** Present value of a row of payments, and every rate at which it is nothing. */

import { root } from '../numeric/root.ts';

/** Rates are looked for from nearly total loss to 10,000 % a period. */
const LOWEST_RATE = -0.9999;
const HIGHEST_RATE = 100;
const GRID = 4000;

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
 * All rates between -99.99 % and 10,000 % at which the present value is 0, rising: crossings on a grid even in log(1 + rate),
 * each brought to full precision. One change of sign needs no grid: there is exactly one rate.
 */
export function internalRates(cashFlow: readonly number[]): number[] {
  const size = cashFlow.reduce((most, payment) => Math.max(most, Math.abs(payment)), 0);
  const from = Math.log1p(LOWEST_RATE);
  const width = (Math.log1p(HIGHEST_RATE) - from) / GRID;
  // Powers of (1 + rate) that keep the value in range of a double: divide by the largest power met.
  const scaled = (log: number) => {
    const last = cashFlow.length - 1;
    let value = 0;
    for (let at = 0; at <= last; at++) value += (cashFlow[at]! / size) * Math.exp(-log * at - Math.max(0, -log * last));
    return value;
  };
  const rates: number[] = [];
  let before = scaled(from);
  for (let at = 1; at <= GRID; at++) {
    const here = scaled(from + at * width);
    if (before === 0) rates.push(Math.expm1(from + (at - 1) * width));
    else if (before * here < 0) rates.push(Math.expm1(root(scaled, from + (at - 1) * width, from + at * width) ?? 0));
    before = here;
  }
  return rates;
}
