import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { type LinearRegression, linearRegression } from '../numeric/linear-regression.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import { confidence, percent } from '../plain-words.ts';
import { priceElasticityExample } from './price-elasticity.example.ts';

const FEW_OBSERVATIONS = 20;
/** A price that hardly moves (standard deviation of its log) tells little. */
const STILL_PRICE = 0.02;
const HIGH_INFLATION = 10;

const numbers = z.array(z.number().nullable());
const term = z.object({
  name: z.string(),
  coefficient: z.number(),
  standardError: z.number(),
  low: z.number(),
  high: z.number(),
  t: z.number().nullable().describe('Null for a perfect fit.'),
  p: z.number().nullable().describe('Two-sided.'),
  varianceInflation: z.number().nullable().describe('VIF; null for the intercept.'),
});
type Term = z.infer<typeof term>;

/**
 * Price elasticity of demand by regression of log quantity on log price, other things held.
 *
 * @throws MethodProblem `unequal-lengths`, `too-few-observations`, `not-positive`, `constant-price`, `constant-quantity`, `collinear`.
 * @example priceElasticity.run(priceElasticity.inputs.parse(priceElasticity.example.inputs)).elasticity.estimate;
 */
export const priceElasticity = defineMethod({
  name: 'price-elasticity',
  field: 'price',
  title: 'Price elasticity (log-log regression)',
  summary: 'By how many percent demand changes when the price changes by one percent, and how sure that is.',
  whenToUse: ['With sales at different prices, over time, regions or shops, and what else moved demand.'],
  whenNot: [
    'Where the price was set in answer to demand (sales, quantity discounts): the estimate mixes both directions. Test prices at random.',
    'Where the price hardly ever moved.',
  ],
  assumes: [
    'One elasticity over the whole range of prices (not checked).',
    'Price did not follow demand (not checked).',
    'Observations are independent with even scatter (not checked).',
    'Regressors are not copies of each other (checked).',
  ],
  formula:
    '`ln quantity = a + e · ln price + …`, least squares by QR; e is the elasticity. Interval with Student’s t. Below −1 demand is elastic: a higher price brings less revenue.',
  source: [
    'Baltagi, B. H. (2002), Econometrics, 3rd ed. (cigarette demand).',
    'Wooldridge, J. M. (2013), Introductory Econometrics, ch. 2 and 6.',
  ],
  verified:
    'Cigarette demand of 46 states (Baltagi 2002): coefficients, errors and interval to 1e-6 against R lm; recovery of a known elasticity.',
  cost: 'O(n·k²)',
  warns: {
    'too-few-observations': 'Fewer than 20 observations.',
    'little-price-variation': 'The price hardly moved: the elasticity is uncertain.',
    'positive-elasticity':
      'Demand seems to rise with the price: something that moves both is missing, or price means quality.',
    'not-significant': 'An elasticity of zero cannot be ruled out.',
    'high-variance-inflation': 'The price moved together with other regressors.',
    'observations-missing': 'Rows with gaps were left out.',
  },
  inputs: z.object({
    quantity: numbers.describe('Units sold (above 0), or their natural logs with alreadyLogged.'),
    price: numbers.describe('Price at each observation (above 0), or its log.'),
    regressors: z
      .record(z.string(), numbers)
      .default({})
      .describe('What else moved demand, by name, same order: income, season (0 or 1), competitor price.'),
    logged: z
      .array(z.string())
      .default([])
      .describe('Names of the regressors to take the log of: their coefficients are then elasticities too.'),
    alreadyLogged: z
      .boolean()
      .default(false)
      .describe('quantity and price are natural logs already; regressors are used as they stand.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    elasticity: z.object({
      ...interval.shape,
      standardError: z.number(),
      p: z.number().nullable().describe('Against 0, two-sided.'),
    }),
    verdict: z
      .enum(['elastic', 'inelastic', 'undecided'])
      .describe('Whether the interval lies below −1, above it, or holds it.'),
    terms: z.array(term).describe('All coefficients: intercept, price, then the regressors.'),
    observations: z.int(),
    missing: z.int(),
    rSquared: z.number(),
    adjustedRSquared: z.number(),
    sigma: z.number().describe('Residual standard error, in logs.'),
    degreesOfFreedom: z.int(),
    logLikelihood: z.number().nullable().describe('Null for a perfect fit.'),
    aic: z.number().nullable(),
    bic: z.number().nullable(),
    ...report,
  }),
  example: priceElasticityExample,
  run(inputs) {
    const data = completeRows(inputs);
    const fit = fitted(data);
    const terms = termsOf(data, fit, inputs.level);
    const { coefficient, standardError, low, high, p } = terms[1]!;
    const verdict: 'elastic' | 'inelastic' | 'undecided' = high < -1 ? 'elastic' : low > -1 ? 'inelastic' : 'undecided';
    return {
      elasticity: { estimate: coefficient, low, high, level: inputs.level, standardError, p },
      verdict,
      terms,
      observations: data.y.length,
      missing: data.missing,
      rSquared: fit.rSquared,
      adjustedRSquared: fit.adjustedRSquared,
      sigma: fit.sigma,
      degreesOfFreedom: fit.degreesOfFreedom,
      logLikelihood: finite(fit.logLikelihood),
      aic: finite(fit.aic),
      bic: finite(fit.bic),
      warnings: warningsOf(data, terms[1]!),
      reading: readingOf(terms[1]!, verdict, inputs.level),
      picture: pictureOf(data, fit),
    };
  },
});

interface Data {
  readonly names: readonly string[];
  readonly y: readonly number[];
  readonly columns: readonly (readonly number[])[];
  readonly missing: number;
}

interface Given {
  readonly quantity: readonly (number | null)[];
  readonly price: readonly (number | null)[];
  readonly regressors: Readonly<Record<string, readonly (number | null)[]>>;
  readonly logged: readonly string[];
  readonly alreadyLogged: boolean;
}

interface Column {
  readonly name: string;
  /** Where it stands in the inputs. */
  readonly field: string;
  readonly values: readonly (number | null)[];
  readonly log: boolean;
}

function completeRows({ quantity, price, regressors, logged, alreadyLogged }: Given): Data {
  const unknown = logged.find((name) => regressors[name] === undefined);
  if (unknown !== undefined)
    throw new MethodProblem('unknown-regressor', 'logged', `There is no regressor ${unknown}.`);
  const others = Object.entries(regressors).map(([name, values]) => ({
    name,
    field: `regressors.${name}`,
    values,
    log: logged.includes(name),
  }));
  const sold: Column = { name: 'quantity', field: 'quantity', values: quantity, log: !alreadyLogged };
  const moved: Column[] = [{ name: 'price', field: 'price', values: price, log: !alreadyLogged }, ...others];
  for (const { field, values } of moved)
    if (values.length !== quantity.length)
      throw new MethodProblem('unequal-lengths', field, `Give ${quantity.length} values, as many as quantities.`);
  const rows = quantity.map((_, i) => i).filter((i) => [sold, ...moved].every(({ values }) => values[i] !== null));
  const chosen = ({ field, values, log }: Column) =>
    rows.map((i) => {
      const value = values[i] ?? 0;
      if (log && !(value > 0))
        throw new MethodProblem(
          'not-positive',
          `${field}.${i}`,
          `${value} has no logarithm: leave the row out, or sum sales over longer periods.`,
        );
      return log ? Math.log(value) : value;
    });
  const missing = quantity.length - rows.length;
  return { names: moved.map(({ name }) => name), y: chosen(sold), columns: moved.map(chosen), missing };
}

function fitted({ names, y, columns }: Data): LinearRegression {
  if (y.length < columns.length + 2)
    throw new MethodProblem(
      'too-few-observations',
      'quantity',
      `Give at least ${columns.length + 2} complete observations.`,
    );
  if (!(momentsOf(columns[0]!).variance > 0))
    throw new MethodProblem('constant-price', 'price', 'The price never moved: nothing can be learned of it.');
  if (!(momentsOf(y).variance > 0))
    throw new MethodProblem('constant-quantity', 'quantity', 'The quantity never moved.');
  const fit = linearRegression(y, columns);
  const aliased = fit.aliased[0];
  if (aliased !== undefined)
    throw new MethodProblem(
      'collinear',
      `regressors.${names[aliased - 1]}`,
      'It is constant or determined by price and the others: leave it out.',
    );
  return fit;
}

function termsOf({ names, columns }: Data, fit: LinearRegression, level: number): Term[] {
  const half = tQuantile((1 + level) / 2, fit.degreesOfFreedom);
  const size = columns.length + 1;
  return ['intercept', ...names].map((name, at) => {
    const coefficient = fit.coefficients[at]!;
    const standardError = fit.standardErrors[at]!;
    const { variance, count } = momentsOf(columns[at - 1] ?? []);
    return {
      name,
      coefficient,
      standardError,
      low: coefficient - half * standardError,
      high: coefficient + half * standardError,
      t: finite(fit.t[at]!),
      p: finite(fit.p[at]!),
      varianceInflation: at === 0 ? null : fit.inverseCrossProduct[at * (size + 1)]! * variance * (count - 1),
    };
  });
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function warningsOf({ y, columns, missing }: Data, price: Term): Warning[] {
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

function readingOf(
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

function pictureOf({ y, columns }: Data, fit: LinearRegression) {
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
