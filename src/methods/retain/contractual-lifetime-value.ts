import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { cohortsOf, contractCohorts } from './contract-cohorts.ts';
import { spendingOf, spendingRows } from './gamma-gamma.ts';
import { spendingLikelihood, spendingStarts } from './gamma-gamma-model.ts';
import {
  deltaError,
  estimateOf,
  FIT_WARNINGS,
  fitWarnings,
  type LikelihoodFit,
  maximiseLikelihood,
  parameterEstimate,
} from './likelihood-fit.ts';
import {
  discountedLifetime,
  discountedResidualLifetime,
  fitDepartures,
  survival,
} from './shifted-beta-geometric-model.ts';

const PICTURED_PERIODS = 20;

const money = z.object({
  estimate: z.number(),
  standardError: z.number().nullable().describe('From what is unsure of the parameters.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  level: z.number(),
});
type Money = z.infer<typeof money>;

/**
 * Customer lifetime value under a contract: payments to come by the shifted beta-geometric model, times the margin of a period.
 *
 * A new customer pays at once and after each renewal. Customers of the base are valued just before their next renewal.
 *
 * @throws MethodProblem `active-grows`, `nobody-left`, `nobody-active`, `margin-missing`, `value-unbounded`, `mean-unbounded`.
 * @example contractualLifetimeValue.run(contractualLifetimeValue.inputs.parse({ active: [1000, 869, 743, 653, 593], margin: 120 })).newCustomer.estimate;
 */
export const contractualLifetimeValue = defineMethod({
  name: 'contractual-lifetime-value',
  field: 'retain',
  title: 'Customer lifetime value (contract)',
  summary: 'What a subscriber won today, and the base as it stands, will bring, discounted, with intervals.',
  whenToUse: ['Subscriptions with renewals: what may winning a customer cost, what is the base worth.'],
  whenNot: [
    'Customers who leave silently: use customer lifetime value without a contract.',
    'A quick check: use the margin multiple (it undervalues a mixed base).',
  ],
  assumes: [
    'Those of the shifted beta-geometric model (see there).',
    'Margin does not depend on how long customers stay (not checked).',
  ],
  formula:
    'New: margin × `₂F₁(1, β; α+β; 1/(1+d))`. In period n: margin × `(β+n-1)/(α+β+n-1) · ₂F₁(1, β+n; α+β+n; 1/(1+d))`. Errors by the delta method; margin by Gamma-Gamma where spending is given.',
  source: [
    'Fader, P. S. & Hardie, B. G. S. (2010), Customer-base valuation in a contractual setting: the perils of ignoring heterogeneity, Marketing Science 29(1):85-93.',
  ],
  verified:
    'Discounted lifetime of the high-end subscribers of Fader & Hardie (2007) to 0.1 %; against sums written out.',
  cost: 'O(periods)',
  warns: { ...FIT_WARNINGS, 'too-few-periods': 'Fewer than four renewals.' },
  inputs: z.object({
    ...contractCohorts,
    discountRate: z.number().min(0).max(10).default(0.1).describe('Per period, 0.1 is 10 %.'),
    margin: z.number().optional().describe('Margin a customer brings per period, in money.'),
    spending: spendingRows
      .optional()
      .describe(
        'Instead of margin: customers’ transactions per period and their mean value, one transaction a period; the mean of all is taken by Gamma-Gamma.',
      ),
    marginShare: z.number().gt(0).max(1).default(1).describe('Share of the spending that is margin.'),
    acquisitionCost: z.number().min(0).default(0),
    base: z
      .array(
        z.object({
          inPeriod: z.int().min(1).describe('Period of the contract the customers are in: 1 before the first renewal.'),
          customers: z.number().min(0),
        }),
      )
      .optional()
      .describe('The base to value; those last seen active in the data by default.'),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    parameters: z.object({ alpha: parameterEstimate, beta: parameterEstimate }),
    marginPerPeriod: z.number(),
    newCustomer: money.describe('Discounted margin of a customer won today, the first payment included.'),
    net: z.number().describe('Less the cost of acquisition.'),
    payments: z.number().describe('Discounted expected lifetime: the value in payments.'),
    base: z.array(z.object({ inPeriod: z.number(), customers: z.number(), valueEach: z.number(), value: z.number() })),
    baseValue: money.describe('Of all customers of the base, just before their next renewals.'),
    constantRetentionValue: z
      .number()
      .nullable()
      .describe(
        'What the base would seem worth if the retention of the last period held for all: a mixed base is worth more. Null without two periods.',
      ),
    ...report,
  }),
  example: {
    about: 'A thousand high-end subscribers after seven renewals, a margin of 100 a year, 10 % discount.',
    source: 'Fader & Hardie (2007), table 1: published facts; the money is an illustration.',
    inputs: {
      active: [100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1],
      customers: 1000,
      margin: 100,
      acquisitionCost: 200,
    },
  },
  run(inputs) {
    const { discountRate, level } = inputs;
    const { cohorts, periods } = cohortsOf(inputs);
    const fit = fitDepartures(cohorts);
    const payments = discountedLifetime(fit.at, discountRate);
    if (payments === null)
      throw new MethodProblem(
        'value-unbounded',
        'discountRate',
        'The lifetime has no end without discounting: give a rate above 0.',
      );
    const margin = marginOf(inputs);
    const given =
      inputs.base ?? cohorts.map((active) => ({ inPeriod: active.length, customers: active[active.length - 1]! }));
    const residual = (at: Float64Array, n: number) => discountedResidualLifetime(at, n, discountRate) ?? Number.NaN;
    const base = given.map(({ inPeriod, customers }) => {
      const valueEach = margin.each * residual(fit.at, inPeriod);
      return { inPeriod, customers, valueEach, value: customers * valueEach };
    });
    const newCustomer = moneyOf(fit, margin, {
      level,
      payments: (at) => discountedLifetime(at, discountRate) ?? Number.NaN,
    });
    const baseValue = moneyOf(fit, margin, {
      level,
      payments: (at) => given.reduce((sum, { inPeriod, customers }) => sum + customers * residual(at, inPeriod), 0),
    });
    const warnings: Warning[] = fitWarnings(fit, ['alpha', 'beta'], [1, 1]);
    if (periods < 4) warnings.push({ id: 'too-few-periods', text: `${periods} renewals seen: wait for at least 4.` });
    const kept = lastRetention(cohorts);
    const inBase = given.reduce((sum, { customers }) => sum + customers, 0);
    return {
      parameters: { alpha: estimateOf(fit, 0, level), beta: estimateOf(fit, 1, level) },
      marginPerPeriod: margin.each,
      newCustomer,
      net: newCustomer.estimate - inputs.acquisitionCost,
      payments,
      base,
      baseValue,
      constantRetentionValue:
        kept === null || kept >= 1 + discountRate
          ? null
          : (margin.each * inBase * kept * (1 + discountRate)) / (1 + discountRate - kept),
      warnings,
      reading: readingOf(newCustomer, { net: newCustomer.estimate - inputs.acquisitionCost, baseValue, inBase }),
      picture: pictureOf(fit.at, { each: margin.each, discountRate }),
    };
  },
});

interface Margin {
  readonly each: number;
  readonly standardError: number;
}

function marginOf(inputs: {
  margin?: number | undefined;
  spending?: z.output<typeof spendingRows> | undefined;
  marginShare: number;
}): Margin {
  if (inputs.margin !== undefined) return { each: inputs.margin, standardError: 0 };
  const rows =
    inputs.spending === undefined
      ? []
      : spendingOf(inputs.spending).filter(({ frequency, meanValue }) => frequency > 0 && meanValue > 0);
  if (rows.length === 0)
    throw new MethodProblem('margin-missing', 'margin', 'Give the margin per period, or spending with values above 0.');
  const fit = maximiseLikelihood(spendingLikelihood(rows), spendingStarts(rows));
  const mean = ([p = 0, q = 0, gamma = 0]: Float64Array) => (p * gamma) / (q - 1);
  if (!(fit.at[1]! > 1))
    throw new MethodProblem(
      'mean-unbounded',
      'spending',
      'A few spend so much more than the rest that no mean can be told: give the margin.',
    );
  return { each: inputs.marginShare * mean(fit.at), standardError: inputs.marginShare * (deltaError(fit, mean) ?? 0) };
}

/** Payments times margin, fitted apart: relative variances add. */
function moneyOf(
  fit: LikelihoodFit,
  margin: Margin,
  { level, payments }: { level: number; payments: (at: Float64Array) => number },
): Money {
  const expected = payments(fit.at);
  const estimate = margin.each * expected;
  const error = deltaError(fit, payments);
  if (error === null) return { estimate, standardError: null, low: null, high: null, level };
  const standardError = Math.hypot(margin.each * error, expected * margin.standardError);
  const half = normalQuantile((1 + level) / 2, 0, 1) * standardError;
  return { estimate, standardError, low: estimate - half, high: estimate + half, level };
}

function lastRetention(cohorts: readonly (readonly number[])[]): number | null {
  const now = cohorts.reduce((sum, active) => sum + active[active.length - 1]!, 0);
  const before = cohorts.reduce((sum, active) => sum + active[active.length - 2]!, 0);
  return before > 0 ? now / before : null;
}

function readingOf(
  fresh: Money,
  { net, baseValue, inBase }: { net: number; baseValue: Money; inBase: number },
): string {
  const say = (value: number) => String(Number(value.toPrecision(4)));
  const between = ({ low, high }: Money) => (low === null || high === null ? '' : ` (${say(low)} to ${say(high)})`);
  return `A customer won today is worth ${say(fresh.estimate)}${between(fresh)}, ${say(net)} after the cost of acquisition. The base of ${say(inBase)} is worth ${say(baseValue.estimate)}${between(baseValue)}.`;
}

function pictureOf(at: Float64Array, { each, discountRate }: { each: number; discountRate: number }) {
  const periods = Array.from({ length: PICTURED_PERIODS }, (_, t) => t);
  let sum = 0;
  const y = periods.map((t) => {
    sum += (each * survival(at, t)) / (1 + discountRate) ** t;
    return sum;
  });
  return {
    kind: 'lines' as const,
    title: 'What a new customer has brought',
    x: 'Renewals',
    y: 'Discounted margin, cumulative',
    series: [{ name: 'Expected', x: periods, y }],
  };
}
