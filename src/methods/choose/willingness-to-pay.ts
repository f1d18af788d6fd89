import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import {
  estimateWillingnessToPay,
  priceWarnings,
  type WillingnessToPayEstimate,
  willingnessToPayEstimate,
} from './willingness-to-pay-estimates.ts';

const inputs = z.object({
  coefficients: z
    .array(z.object({ name: z.string(), estimate: z.number(), standardError: z.number().gt(0).optional() }))
    .min(2, 'Give the price coefficient and at least one other.')
    .describe('Of a logit (or any model linear in utility), price among them.'),
  price: z.string().describe('Name of the price coefficient.'),
  covariance: z
    .array(z.array(z.number()))
    .optional()
    .describe(
      'Of the coefficients, in their order. Where not given, each needs a standardError and they are taken as independent.',
    ),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  draws: z.int().min(100).max(1_000_000).default(10_000).describe('Draws for the simulated interval.'),
});

/**
 * Willingness to pay from coefficients that are already estimated.
 *
 * @throws MethodProblem `price-unknown`, `price-zero`, `covariance-invalid`, `standard-errors-missing`.
 * @example
 * willingnessToPay.run(willingnessToPay.inputs.parse({
 *   coefficients: [{ name: 'price', estimate: -0.5, standardError: 0.05 }, { name: 'fast', estimate: 1, standardError: 0.1 }], price: 'price',
 * })).willingnessToPay[0].estimate; // 2
 */
export const willingnessToPay = defineMethod({
  name: 'willingness-to-pay',
  field: 'choose',
  title: 'Willingness to pay',
  summary:
    'What people would pay for a feature or level, from the coefficients of a choice model, with two kinds of interval.',
  whenToUse: [
    'A logit is estimated elsewhere, or its covariance is at hand, and its coefficients are to be said in money.',
  ],
  whenNot: [
    'Where the price coefficient is near zero: the ratio is unbounded.',
    'On choices themselves: choice-based conjoint gives it at once.',
  ],
  assumes: [
    'Utility is linear in price (not checked).',
    'Coefficients are normal in large samples with the covariance given.',
    'The price coefficient is clear of zero (checked).',
  ],
  formula:
    '`-b_k / b_price`. Delta method: variance from the gradient of the ratio. Krinsky and Robb: percentiles of the ratio over draws of the coefficients.',
  source: [
    'Krinsky, I. & Robb, A. L. (1986), On approximating the statistical properties of elasticities, Review of Economics and Statistics 68.',
    'Daly, A., Hess, S. & de Jong, G. (2012), Calculating errors for measures derived from choice modelling estimates, Transportation Research B 46.',
  ],
  verified:
    'Ratios and delta-method errors of R logitr and mlogit (through choice-based conjoint, whose tests hold them to 1e-4); simulated intervals against the exact normal case.',
  cost: 'O(draws · coefficients²)',
  warns: {
    'price-sign': 'The price coefficient is positive.',
    'price-unsure': 'The price coefficient may as well be zero.',
    'independence-assumed': 'No covariance given: coefficients taken as independent.',
  },
  inputs,
  result: z.object({ willingnessToPay: z.array(willingnessToPayEstimate), ...report }),
  example: {
    about: 'Published coefficients of a yogurt panel: what being featured, and three brands, are worth in cents.',
    source: 'Helveston (2023), logitr, Journal of Statistical Software 105(10): printed estimates and standard errors.',
    inputs: {
      coefficients: [
        { name: 'price', estimate: -0.3666, standardError: 0.0244 },
        { name: 'feature', estimate: 0.4914, standardError: 0.1201 },
        { name: 'hiland', estimate: -3.7155, standardError: 0.1454 },
        { name: 'weight', estimate: -0.6411, standardError: 0.0545 },
        { name: 'yoplait', estimate: 0.7345, standardError: 0.0806 },
      ],
      price: 'price',
    },
  },
  run(given, how = {}) {
    const { level, draws } = given;
    const names = given.coefficients.map(({ name }) => name);
    const price = names.indexOf(given.price);
    if (price < 0) throw new MethodProblem('price-unknown', 'price', `Name one of ${names.join(', ')}.`);
    const priced = {
      names,
      coefficients: given.coefficients.map(({ estimate }) => estimate),
      covariance: covarianceOf(given),
      price,
    };
    const estimates = estimateWillingnessToPay(priced, { level, draws, seed: how.seed });
    const independent: Warning[] =
      given.covariance === undefined
        ? [
            {
              id: 'independence-assumed',
              text: 'Give the covariance: coefficients of one model hang together, and intervals may be wider or narrower.',
            },
          ]
        : [];
    return {
      willingnessToPay: estimates,
      warnings: [...priceWarnings(priced), ...independent],
      reading: readingOf(estimates),
      picture: {
        kind: 'intervals' as const,
        title: 'Willingness to pay',
        x: 'Feature or level',
        y: 'Money, in the unit of price',
        series: [
          {
            name: 'Krinsky and Robb interval',
            x: estimates.map(({ name }) => name),
            y: estimates.map(({ estimate }) => estimate),
            low: estimates.map(({ simulatedLow }) => simulatedLow),
            high: estimates.map(({ simulatedHigh }) => simulatedHigh),
          },
        ],
        marks: [{ axis: 'y' as const, at: 0, label: 'nothing' }],
      },
    };
  },
});

function covarianceOf({ coefficients, covariance }: z.output<typeof inputs>): Float64Array {
  const size = coefficients.length;
  if (covariance === undefined)
    return Float64Array.from({ length: size * size }, (_, at) => {
      const [row, column] = [Math.floor(at / size), at % size];
      if (row !== column) return 0;
      const { standardError } = coefficients[row]!;
      if (standardError === undefined)
        throw new MethodProblem(
          'standard-errors-missing',
          `coefficients.${row}.standardError`,
          'Give the covariance, or each standard error.',
        );
      return standardError ** 2;
    });
  const off = covariance.some(
    (row, i) =>
      row.length !== size ||
      row.some((value, j) => Math.abs(value - (covariance[j]?.[i] ?? Number.NaN)) > 1e-9 * Math.abs(value)),
  );
  if (covariance.length !== size || off)
    throw new MethodProblem('covariance-invalid', 'covariance', `Give a symmetric matrix of ${size} rows and columns.`);
  return Float64Array.from(covariance.flat());
}

function readingOf(estimates: readonly WillingnessToPayEstimate[]): string {
  const [first] = [...estimates].sort((a, b) => b.estimate - a.estimate);
  if (first === undefined) return 'There is nothing to price.';
  const say = (value: number) => value.toPrecision(3);
  return `People would pay most for ${first.name}: ${say(first.estimate)} in the unit of price, with ${first.level * 100} % confidence between ${say(first.simulatedLow)} and ${say(first.simulatedHigh)}.`;
}
