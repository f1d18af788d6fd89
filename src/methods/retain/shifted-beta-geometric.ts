import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { cohortsOf, contractCohorts } from './contract-cohorts.ts';
import {
  deltaShare,
  estimateOf,
  FIT_WARNINGS,
  fitted,
  fitWarnings,
  goodnessOfFit,
  parameterEstimate,
} from './likelihood-fit.ts';
import {
  discountedLifetime,
  discountedResidualLifetime,
  fitDepartures,
  retention,
  survival,
} from './shifted-beta-geometric-model.ts';

const FEW_PERIODS = 4;

const point = z.object({
  period: z.int().describe('Renewals completed.'),
  observed: z
    .number()
    .nullable()
    .describe('Share of the start still active in the data (all cohorts that reach so far); null beyond.'),
  survival: z.number().describe('Share of the start still active, by the model.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  retention: z
    .number()
    .nullable()
    .describe('Share of those active in the period before who renewed into this one; null at the start.'),
});

/**
 * The shifted beta-geometric model: how a contract base will shrink, seen from a few renewals.
 *
 * Retention rises with age although nobody grows more loyal: those likely to leave leave first.
 *
 * @throws MethodProblem `active-grows`, `nobody-left`, `nobody-active`.
 * @example shiftedBetaGeometric.run(shiftedBetaGeometric.inputs.parse({ active: [1000, 869, 743, 653, 593] })).parameters.alpha.estimate;
 */
export const shiftedBetaGeometric = defineMethod({
  name: 'shifted-beta-geometric',
  field: 'retain',
  title: 'Shifted beta-geometric retention (sBG)',
  summary: 'How many subscribers will renew in the years to come, and how many payments each is still worth.',
  whenToUse: ['Contracts renewed at fixed dates, seen for a few renewals of one or more cohorts.'],
  whenNot: [
    'Customers who leave silently: use BG/NBD or Pareto/NBD.',
    'When the offer or price changed between the renewals: the past shape does not hold.',
  ],
  assumes: [
    'Each customer has a fixed chance of leaving at each renewal (not checked).',
    'These chances are beta distributed over customers (compare observed and modelled survival).',
    'At least four renewals (checked).',
  ],
  formula:
    'Chance of leaving after period t: `B(α+1, β+t-1) / B(α, β)`; survival `B(α, β+t) / B(α, β)`; retention `(β+t-1) / (α+β+t-1)`. Discounted expected lifetime `₂F₁(1, β; α+β; 1/(1+d))`.',
  source: [
    'Fader, P. S. & Hardie, B. G. S. (2007), How to project customer retention, Journal of Interactive Marketing 21(1):76-90.',
    'Fader, P. S. & Hardie, B. G. S. (2010), Customer-base valuation in a contractual setting, Marketing Science 29(1):85-93.',
  ],
  verified:
    'High-end subscribers of the paper: alpha, beta, survival, retention and DEL to 0.1 %, log-likelihood to 0.1; sums against closed forms; recovery of known parameters.',
  cost: 'O(periods)',
  warns: {
    ...FIT_WARNINGS,
    'too-few-periods': 'Fewer than four renewals: the shape of the curve is hardly told.',
    'lifetime-unbounded': 'Without discounting the expected lifetime has no end (alpha up to 1): give a discount rate.',
  },
  inputs: z.object({
    ...contractCohorts,
    calibrationPeriods: z
      .int()
      .min(1)
      .optional()
      .describe('How many renewals to fit; the rest is compared only. All by default.'),
    horizon: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Renewals to project in all, from the start; twice those given by default.'),
    discountRate: z.number().min(0).default(0.1).describe('Per period, 0.1 is 10 %.'),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    parameters: z.object({
      alpha: parameterEstimate.describe('First shape of the chances of leaving.'),
      beta: parameterEstimate.describe('Second shape; alpha / (alpha + beta) is the mean chance.'),
    }),
    ...goodnessOfFit,
    logLikelihoodPerCustomer: z.number(),
    customers: z.number(),
    calibrationPeriods: z.number(),
    meanChurn: parameterEstimate.describe('Mean chance of leaving at the first renewal, alpha / (alpha + beta).'),
    polarisation: z
      .number()
      .describe('1 / (alpha + beta + 1): 0 where customers are alike, 1 where each either leaves at once or never.'),
    projection: z.array(point),
    discountedExpectedLifetime: z
      .number()
      .nullable()
      .describe('DEL: payments of a new customer, the first now, discounted; null where there is no end to them.'),
    residualLifetimes: z.array(
      z.object({
        inPeriod: z.int().describe('The customer is in this period of the contract and has renewed one time less.'),
        discountedResidualLifetime: z
          .number()
          .nullable()
          .describe('DERL: payments from the coming renewal on, the first in full, seen just before it.'),
      }),
    ),
    expectedLifetime: z.number().nullable().describe('Periods in all, not discounted; null where alpha is up to 1.'),
    ...report,
  }),
  example: {
    about: 'A thousand high-end subscribers over seven renewals: how many are left after twelve?',
    source: 'Fader & Hardie (2007), table 1: published facts.',
    inputs: {
      active: [100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1],
      customers: 1000,
      horizon: 12,
      discountRate: 0.1,
    },
  },
  run(inputs) {
    const { cohorts, periods } = cohortsOf(inputs);
    const used = cohorts.map((cohort) => cohort.slice(0, periods + 1));
    const customers = used.reduce((sum, [first = 0]) => sum + first, 0);
    const fit = fitDepartures(used);
    const { discountRate, level } = inputs;
    const seen = Math.max(...cohorts.map(({ length }) => length)) - 1;
    const horizon = inputs.horizon ?? 2 * seen;
    const projection = Array.from({ length: horizon + 1 }, (_, t) => {
      const { estimate, low, high } = deltaShare(fit, (at) => survival(at, t), level);
      return {
        period: t,
        observed: observed(cohorts, t),
        survival: estimate,
        low,
        high,
        retention: t === 0 ? null : retention(fit.at, t),
      };
    });
    const [alpha = 0, beta = 0] = fit.at;
    const lifetime = discountedLifetime(fit.at, discountRate);
    return {
      parameters: { alpha: estimateOf(fit, 0, level), beta: estimateOf(fit, 1, level) },
      ...fitted(fit, customers),
      logLikelihoodPerCustomer: fit.logLikelihood / customers,
      customers,
      calibrationPeriods: periods,
      meanChurn: deltaShare(fit, ([a = 0, b = 0]) => a / (a + b), level),
      polarisation: 1 / (alpha + beta + 1),
      projection,
      discountedExpectedLifetime: lifetime,
      residualLifetimes: Array.from({ length: seen + 1 }, (_, n) => ({
        inPeriod: n + 1,
        discountedResidualLifetime: discountedResidualLifetime(fit.at, n + 1, discountRate),
      })),
      expectedLifetime: discountedLifetime(fit.at, 0),
      warnings: [...fitWarnings(fit, ['alpha', 'beta'], [1, 1]), ...ownWarnings(periods, lifetime)],
      reading: readingOf(projection, { periods, lifetime, discountRate }),
      picture: pictureOf(projection),
    };
  },
});

function observed(cohorts: readonly (readonly number[])[], t: number): number | null {
  const reaching = cohorts.filter(({ length }) => length > t);
  if (reaching.length === 0) return null;
  const sum = (at: number) => reaching.reduce((total, cohort) => total + cohort[at]!, 0);
  return sum(t) / sum(0);
}

function ownWarnings(periods: number, lifetime: number | null): Warning[] {
  const warnings: Warning[] = [];
  if (periods < FEW_PERIODS)
    warnings.push({ id: 'too-few-periods', text: `${periods} renewals seen: wait for at least ${FEW_PERIODS}.` });
  if (lifetime === null)
    warnings.push({
      id: 'lifetime-unbounded',
      text: 'The undiscounted lifetime has no end here: give a discount rate above 0.',
    });
  return warnings;
}

function readingOf(
  projection: readonly z.infer<typeof point>[],
  { periods, lifetime, discountRate }: { periods: number; lifetime: number | null; discountRate: number },
): string {
  const last = projection[projection.length - 1]!;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const between = last.low === null || last.high === null ? '' : ` (${percent(last.low)} to ${percent(last.high)})`;
  const worth =
    lifetime === null
      ? ''
      : ` A new customer is worth ${lifetime.toFixed(2)} payments at a discount of ${percent(discountRate)} a period.`;
  return `From ${periods} renewals, ${percent(last.survival)} of the start${between} are expected to be active after ${last.period}; retention rises from ${percent(projection[1]?.retention ?? 0)} to ${percent(last.retention ?? 0)} because those likely to leave leave first.${worth}`;
}

function pictureOf(projection: readonly z.infer<typeof point>[]) {
  const x = projection.map(({ period }) => period);
  return {
    kind: 'lines' as const,
    title: 'Customers still active',
    x: 'Renewals',
    y: 'Share of the start',
    series: [
      {
        name: 'Model',
        x,
        y: projection.map(({ survival: share }) => share),
        low: projection.map(({ low }) => low),
        high: projection.map(({ high }) => high),
      },
      { name: 'Observed', x, y: projection.map(({ observed: share }) => share) },
    ],
  };
}
