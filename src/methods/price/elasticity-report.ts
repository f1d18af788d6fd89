/** What a demand regression warns of, how it is told, and its picture. */

import type { Warning } from '../method.ts';
import type { LinearRegression } from '../numeric/linear-regression.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import { confidence, percent } from '../plain-words.ts';
import type { DemandRows } from './elasticity-rows.ts';
import type { ErrorKind } from './scatter.ts';

/** Farther from 2 than this neighbours correlate, whatever the number of rows (about 0.4). */
const DURBIN_WATSON_OFF = 0.8;
const FEW_OBSERVATIONS = 20;
/** A price that hardly moves (standard deviation of its log) tells little. */
const STILL_PRICE = 0.02;
const HIGH_INFLATION = 10;

export interface Term {
  readonly coefficient: number;
  readonly low: number;
  readonly high: number;
  readonly varianceInflation: number | null;
}

export function warningsOf({ y, columns, missing }: DemandRows, price: Term): Warning[] {
  const warnings: Warning[] = [];
  const warn = (id: string, text: string) => warnings.push({ id, text });
  if (y.length < FEW_OBSERVATIONS)
    warn('too-few-observations', `${y.length} observations: gather at least ${FEW_OBSERVATIONS}.`);
  if (Math.sqrt(momentsOf(columns[0]!).variance) < STILL_PRICE)
    warn('little-price-variation', 'The price moved by about 2 % or less: try more different prices.');
  if (price.coefficient > 0)
    warn('positive-elasticity', 'Add what moves price and demand together, or test prices at random.');
  if (price.low <= 0 && price.high >= 0) warn('not-significant', 'Gather more observations or wider prices.');
  if ((price.varianceInflation ?? 0) > HIGH_INFLATION)
    warn(
      'high-variance-inflation',
      'The price moved together with other regressors: drop some, or vary the price apart from them.',
    );
  if (missing > 0) warn('observations-missing', `${missing} rows with gaps were left out.`);
  return warnings;
}

export function scatterWarnings(
  scatter: { breuschPaganP: number | null; durbinWatson: number | null },
  errors: ErrorKind,
): Warning[] {
  const uneven = scatter.breuschPaganP !== null && scatter.breuschPaganP < 0.05 && errors === 'classic';
  const alike = Math.abs((scatter.durbinWatson ?? 2) - 2) > DURBIN_WATSON_OFF && errors !== 'newey-west';
  return [
    ...(uneven ? [{ id: 'uneven-scatter', text: 'Errors scatter unevenly: choose HC3 errors.' }] : []),
    ...(alike
      ? [
          {
            id: 'neighbours-alike',
            text: 'Neighbouring rows err alike: if they are in order of time, choose newey-west.',
          },
        ]
      : []),
  ];
}

export function readingOf(
  { coefficient, low, high }: Term,
  verdict: 'elastic' | 'inelastic' | 'undecided',
  level: number,
): string {
  const change = Math.abs(1.1 ** coefficient - 1);
  const meaning = {
    elastic: 'Demand is elastic: a higher price brings less revenue',
    inelastic: 'Demand is inelastic: a higher price brings more revenue',
    undecided: 'Whether a higher price brings more revenue cannot be told yet',
  }[verdict];
  return `The price elasticity is ${coefficient.toFixed(2)}, ${confidence(level)} between ${low.toFixed(2)} and ${high.toFixed(2)}: ten percent on the price go with ${percent(change, 0)} ${coefficient < 0 ? 'fewer' : 'more'} units. ${meaning}.`;
}

export function pictureOf({ y, columns }: DemandRows, fit: LinearRegression) {
  const price = columns[0]!;
  const slope = fit.coefficients[1]!;
  const centre = momentsOf(price).mean;
  const order = price.map((_, i) => i).sort((a, b) => price[a]! - price[b]!);
  const x = order.map((i) => price[i]!);
  // Quantity with the effect of the other regressors taken out, and the line through it.
  const level = momentsOf(y).mean;
  const line = order.map((i) => level + slope * (price[i]! - centre));
  return {
    kind: 'points' as const,
    title: 'Demand by price, other things held',
    x: 'Price (log)',
    y: 'Quantity (log)',
    series: [
      { name: 'Observed', x, y: order.map((i, at) => line[at]! + fit.residuals[i]!) },
      { name: 'Fitted', x, y: line },
    ],
  };
}
