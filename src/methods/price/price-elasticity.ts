import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report } from '../method.ts';
import { type LinearRegression, linearRegression } from '../numeric/linear-regression.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import { pictureOf, readingOf, scatterWarnings, warningsOf } from './elasticity-report.ts';
import { completeRows, type DemandRows } from './elasticity-rows.ts';
import { priceElasticityExample } from './price-elasticity.example.ts';
import { durbinWatson, ERROR_KINDS, evenScatterP, type Tested, testedBy } from './scatter.ts';

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
    'Errors scatter evenly (checked: Breusch-Pagan) and neighbours in the order given do not correlate (checked: Durbin-Watson); otherwise choose other errors.',
    'Regressors are not copies of each other (checked).',
  ],
  formula:
    '`ln quantity = a + e · ln price + …`, least squares by QR; e is the elasticity. Interval with Student’s t. Below −1 demand is elastic: a higher price brings less revenue.',
  source: [
    'Baltagi, B. H. (2002), Econometrics, 3rd ed. (cigarette demand).',
    'White, H. (1980), Econometrica 48; MacKinnon, J. G., White, H. (1985), Journal of Econometrics 29 (HC3); Newey, W. K., West, K. D. (1987), Econometrica 55; Koenker, R. (1981), Journal of Econometrics 17.',
    'Wooldridge, J. M. (2013), Introductory Econometrics, ch. 2 and 6.',
  ],
  verified:
    'Cigarette demand of 46 states (Baltagi 2002): coefficients, errors and interval to 1e-6 against R lm; errors of every kind and both tests against R sandwich and lmtest to 1e-9; recovery of a known elasticity.',
  cost: 'O(n·k²)',
  warns: {
    'too-few-observations': 'Fewer than 20 observations.',
    'little-price-variation': 'The price hardly moved: the elasticity is uncertain.',
    'positive-elasticity':
      'Demand seems to rise with the price: something that moves both is missing, or price means quality.',
    'not-significant': 'An elasticity of zero cannot be ruled out.',
    'high-variance-inflation': 'The price moved together with other regressors.',
    'observations-missing': 'Rows with gaps were left out.',
    'uneven-scatter': 'Errors scatter unevenly (Breusch-Pagan, p below 0.05), and the errors chosen do not bear it.',
    'neighbours-alike':
      'Durbin-Watson below 1.2 or above 2.8: in the order given, neighbours correlate, and the errors chosen do not bear it.',
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
    errors: z
      .enum(ERROR_KINDS)
      .default('classic')
      .describe(
        'Standard errors for the intervals. classic: even scatter; HC0, HC1, HC3: uneven scatter (White; HC3 for few observations); newey-west: errors that also correlate over time, rows in order of time. As R package sandwich.',
      ),
    lag: z
      .int()
      .min(0)
      .max(1000)
      .optional()
      .describe('For newey-west: how many rows back errors correlate; left out: 4 · (n / 100)^(2/9), rounded down.'),
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
    breuschPaganP: z
      .number()
      .nullable()
      .describe(
        'Whether the errors scatter evenly (Breusch-Pagan, studentised); small: they do not. Null for a perfect fit.',
      ),
    durbinWatson: z
      .number()
      .nullable()
      .describe(
        '2 where neighbours in the order given do not correlate, below where they err alike. Null for a perfect fit.',
      ),
    ...report,
  }),
  example: priceElasticityExample,
  run(inputs) {
    const data = completeRows(inputs);
    const fit = fitted(data);
    const lag = Math.min(inputs.lag ?? Math.floor(4 * (data.y.length / 100) ** (2 / 9)), data.y.length - 1);
    const terms = termsOf(data, fit, testedBy(fit, data.columns, { errors: inputs.errors, lag }), inputs.level);
    const scatter = { breuschPaganP: evenScatterP(fit, data.columns), durbinWatson: durbinWatson(fit) };
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
      ...scatter,
      warnings: [...warningsOf(data, terms[1]!), ...scatterWarnings(scatter, inputs.errors)],
      reading: readingOf(terms[1]!, verdict, inputs.level),
      picture: pictureOf(data, fit),
    };
  },
});

function fitted({ names, y, columns }: DemandRows): LinearRegression {
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

function termsOf({ names, columns }: DemandRows, fit: LinearRegression, tested: Tested, level: number): Term[] {
  const half = tQuantile((1 + level) / 2, fit.degreesOfFreedom);
  const size = columns.length + 1;
  return ['intercept', ...names].map((name, at) => {
    const coefficient = fit.coefficients[at]!;
    const standardError = tested.standardErrors[at]!;
    const { variance, count } = momentsOf(columns[at - 1] ?? []);
    return {
      name,
      coefficient,
      standardError,
      low: coefficient - half * standardError,
      high: coefficient + half * standardError,
      t: finite(tested.t[at]!),
      p: finite(tested.p[at]!),
      varianceInflation: at === 0 ? null : fit.inverseCrossProduct[at * (size + 1)]! * variance * (count - 1),
    };
  });
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
