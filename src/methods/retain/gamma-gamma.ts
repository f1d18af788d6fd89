import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { expectedMeanValue, type Spending, spendingLikelihood, spendingStarts } from './gamma-gamma-model.ts';
import {
  deltaEstimate,
  estimateOf,
  FIT_WARNINGS,
  fitted,
  fitWarnings,
  goodnessOfFit,
  maximiseLikelihood,
  parameterEstimate,
} from './likelihood-fit.ts';
import { ORDER_VALUES } from './order-values.example.ts';

const FEW_CUSTOMERS = 50;
/** Above this size of correlation spending must not be taken as independent of frequency. */
const CORRELATED = 0.3;

const spending = z.object({
  frequency: z
    .number()
    .min(0, 'Count the transactions averaged, 0 or more.')
    .describe('Transactions averaged in meanValue.'),
  meanValue: z.number().describe('Mean value of these transactions; 0 where there were none.'),
});
export const spendingRows = z
  .union([
    z.array(spending),
    z.object({ frequency: z.array(spending.shape.frequency), meanValue: z.array(spending.shape.meanValue) }),
  ])
  .describe(
    'Rows {frequency, meanValue}, or the same as parallel arrays. Those with no transactions or no value are left out of the fit.',
  );

/** Rows, however given. */
export function spendingOf(given: z.output<typeof spendingRows>): Spending[] {
  if (Array.isArray(given)) return given;
  if (given.frequency.length !== given.meanValue.length)
    throw new MethodProblem(
      'lengths-differ',
      'customers.meanValue',
      `Give ${given.frequency.length} values, as many as in frequency.`,
    );
  return given.frequency.map((frequency, i) => ({ frequency, meanValue: given.meanValue[i]! }));
}

/**
 * The Gamma-Gamma model of spending: what a customer's next transactions will be worth, given the few seen.
 *
 * A customer's own mean is drawn towards the mean of all, the more so the fewer transactions it rests on.
 *
 * @throws MethodProblem `no-customers`, `lengths-differ`, `values-alike`.
 * @example gammaGamma.run(gammaGamma.inputs.parse({ customers: [{ frequency: 2, meanValue: 22 }, { frequency: 5, meanValue: 30 }, { frequency: 1, meanValue: 90 }] })).predictions;
 */
export const gammaGamma = defineMethod({
  name: 'gamma-gamma',
  field: 'retain',
  title: 'Gamma-Gamma model of spending',
  summary: 'The mean value of a customer’s transactions to come, between the customer’s own mean and that of all.',
  whenToUse: ['With BG/NBD, Pareto/NBD or BG/BB, to turn purchases into money.'],
  whenNot: ['Where those who buy often spend more (or less) each time: frequency and value must be unrelated.'],
  assumes: [
    'A customer’s transactions vary around a mean of the customer’s own, by a gamma of the same shape for all (not checked).',
    'These means vary over customers by an inverse gamma (not checked).',
    'Frequency and mean value are unrelated (checked: correlation below 0.3 in size).',
  ],
  formula:
    'Likelihood of mean z over x transactions: `Γ(px+q)/(Γ(px)Γ(q)) γ^q z^(px-1) x^(px) / (γ+xz)^(px+q)`. Expected mean: `p(γ + xz) / (px + q - 1)`.',
  source: [
    'Fader, P. S., Hardie, B. G. S. & Lee, K. L. (2005), RFM and CLV: using iso-value curves for customer base analysis, Journal of Marketing Research 42:415-430.',
    'Fader, P. S. & Hardie, B. G. S. (2013), The Gamma-Gamma model of monetary value.',
  ],
  verified:
    'CDNOW sample (946 repeat buyers): parameters of the note and of R BTYD 2.4.3 to 0.5 %, conditional means to 0.2 %, log-likelihood to 0.01; slopes against differences; recovery of known parameters.',
  cost: 'O(customers) an evaluation, about 30 evaluations.',
  warns: {
    ...FIT_WARNINGS,
    'too-few-customers': 'Fewer than 50 customers with transactions.',
    'rows-left-out': 'Customers without transactions or value were left out of the fit.',
    'frequency-value-correlated':
      'Those who buy more often spend otherwise: value and frequency must not be multiplied.',
    'mean-unbounded': 'q is up to 1: the mean of the population has no end, the tail of big spenders is too heavy.',
  },
  inputs: z.object({
    customers: spendingRows,
    predictFor: z
      .array(spending)
      .optional()
      .describe(
        'Whom to predict; every customer given, in order, by default. {frequency: 0, meanValue: 0} asks for a new customer.',
      ),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    parameters: z.object({
      p: parameterEstimate.describe('Shape of a customer’s transactions: large means each customer spends evenly.'),
      q: parameterEstimate.describe('Shape over customers: large means customers are alike.'),
      gamma: parameterEstimate.describe('Scale, in the unit of value.'),
    }),
    ...goodnessOfFit,
    customers: z.number().describe('Customers fitted.'),
    populationMean: parameterEstimate
      .nullable()
      .describe('Mean value of a transaction over all customers, p·gamma / (q - 1); null where q is up to 1.'),
    correlation: z
      .number()
      .nullable()
      .describe('Of frequency and mean value among those fitted; null where either does not vary.'),
    predictions: z.array(
      z.object({
        ...spending.shape,
        expectedMeanValue: z
          .number()
          .nullable()
          .describe('Mean value of the customer’s transactions to come; null where it has no end.'),
        weightOfOwnMean: z
          .number()
          .nullable()
          .describe('Share of the customer’s own mean in it, 0 to 1; the rest is the mean of all.'),
      }),
    ),
    ...report,
  }),
  example: {
    about: 'Customers of an online shop who ordered at least twice in four days: what will their next order be worth?',
    source:
      'Online Retail (UCI, CC BY 4.0), excerpt of 1 to 4 November 2011 as in databricks/Spark-The-Definitive-Guide, Apache-2.0.',
    inputs: { customers: ORDER_VALUES },
  },
  run({ customers, predictFor, level }) {
    const given = spendingOf(customers);
    const rows = given.filter(({ frequency, meanValue }) => frequency > 0 && meanValue > 0);
    checkRows(rows);
    const fit = maximiseLikelihood(spendingLikelihood(rows), spendingStarts(rows));
    const [p = 0, q = 0] = fit.at;
    const correlation = correlationOf(rows);
    const populationMean = q > 1 ? deltaEstimate(fit, ([a = 0, b = 0, c = 0]) => (a * c) / (b - 1), level) : null;
    const warnings: Warning[] = [
      ...fitWarnings(
        fit,
        ['p', 'q', 'gamma'],
        [1, 1, rows.reduce((sum, { meanValue }) => sum + meanValue, 0) / rows.length],
      ),
      ...ownWarnings({ rows: rows.length, out: given.length - rows.length, q, correlation }),
    ];
    return {
      parameters: { p: estimateOf(fit, 0, level), q: estimateOf(fit, 1, level), gamma: estimateOf(fit, 2, level) },
      ...fitted(fit, rows.length),
      customers: rows.length,
      populationMean,
      correlation,
      predictions: (predictFor ?? given).map((row) => ({
        ...row,
        expectedMeanValue: expectedMeanValue(fit.at, row),
        weightOfOwnMean:
          p * row.frequency + q > 1 ? Math.min(1, (p * row.frequency) / (p * row.frequency + q - 1)) : null,
      })),
      warnings,
      reading: readingOf(fit.at, rows.length, populationMean),
      picture: pictureOf(fit.at, rows),
    };
  },
});

function checkRows(rows: readonly Spending[]): void {
  if (rows.length === 0)
    throw new MethodProblem('no-customers', 'customers', 'Give customers with at least one transaction of some value.');
  if (rows.every(({ meanValue }) => meanValue === rows[0]!.meanValue))
    throw new MethodProblem(
      'values-alike',
      'customers',
      'Every customer spends the same, so there is nothing to model: take that value.',
    );
}

function correlationOf(rows: readonly Spending[]): number | null {
  const mean = (of: (row: Spending) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const x = mean(({ frequency }) => frequency);
  const y = mean(({ meanValue }) => meanValue);
  const xx = mean(({ frequency }) => (frequency - x) ** 2);
  const yy = mean(({ meanValue }) => (meanValue - y) ** 2);
  const xy = mean(({ frequency, meanValue }) => (frequency - x) * (meanValue - y));
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

function ownWarnings({
  rows,
  out,
  q,
  correlation,
}: {
  rows: number;
  out: number;
  q: number;
  correlation: number | null;
}): Warning[] {
  const warnings: Warning[] = [];
  if (rows < FEW_CUSTOMERS)
    warnings.push({
      id: 'too-few-customers',
      text: `${rows} customers with transactions: use at least ${FEW_CUSTOMERS}.`,
    });
  if (out > 0)
    warnings.push({
      id: 'rows-left-out',
      text: `${out} customers without transactions or value were left out of the fit.`,
    });
  if (correlation !== null && Math.abs(correlation) > CORRELATED)
    warnings.push({
      id: 'frequency-value-correlated',
      text: `Frequency and value correlate (${correlation.toFixed(2)}): fit groups of like frequency apart before multiplying purchases by value.`,
    });
  if (q <= 1)
    warnings.push({
      id: 'mean-unbounded',
      text: 'The tail of big spenders is too heavy for a mean: look at the largest values apart.',
    });
  return warnings;
}

function readingOf(
  [p = 0, q = 0]: Float64Array,
  customers: number,
  mean: z.infer<typeof parameterEstimate> | null,
): string {
  const say = (value: number) => value.toPrecision(4);
  const all =
    mean === null
      ? 'The mean over all customers cannot be told: a few spend far more than the rest.'
      : `A transaction is worth ${say(mean.estimate)} on average${mean.low === null || mean.high === null ? '' : ` (${say(mean.low)} to ${say(mean.high)})`}, from ${customers} customers.`;
  const own =
    q > 1
      ? ` After one transaction a customer’s own value counts ${((100 * p) / (p + q - 1)).toFixed(0)} %, the mean of all the rest.`
      : '';
  return all + own;
}

function pictureOf(at: Float64Array, rows: readonly Spending[]) {
  const ordered = rows.toSorted((a, b) => a.meanValue - b.meanValue);
  const every = Math.max(1, Math.floor(ordered.length / 200));
  const shown = ordered.filter((_, i) => i % every === 0);
  return {
    kind: 'points' as const,
    title: 'Expected value against the mean seen',
    x: 'Mean value seen',
    y: 'Mean value expected',
    series: [
      {
        name: 'Customers',
        x: shown.map(({ meanValue }) => meanValue),
        y: shown.map((row) => expectedMeanValue(at, row)),
      },
    ],
  };
}
