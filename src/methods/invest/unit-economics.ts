import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { wilson } from '../numeric/proportion-intervals.ts';

/** The trade's rule of thumb: below 3 growth is dear, above 5 it may be starved. */
const HEALTHY_RATIO = 3;
const SLOW_PAYBACK_MONTHS = 18;
/** Lifetimes beyond this are an extrapolation of a short history. */
const LONG_LIFETIME_MONTHS = 60;

const money = (remedy: string) => z.number().min(0, remedy);

/**
 * Unit economics of a subscription: what a customer costs, is worth, and when the cost is earned back.
 *
 * Lifetime value is margin over churn, a constant chance to leave each month; the discounted value counts the first margin at
 * once. Where the churn is given as customers lost of customers at risk, an interval follows from Wilson's interval of that share.
 *
 * @throws MethodProblem `no-customers`, `churn-missing`, `lost-over-risk`.
 * @example unitEconomics.run(unitEconomics.example.inputs).lifetimeValueToAcquisitionCost; // 8
 */
export const unitEconomics = defineMethod({
  name: 'unit-economics',
  field: 'invest',
  title: 'Customer acquisition cost, LTV:CAC and payback',
  summary:
    'What winning a customer costs, what a customer is worth, and after how many months the cost is earned back.',
  whenToUse: ['Subscription products with a steady revenue per account and churn.'],
  whenNot: [
    'Where churn falls with the age of a customer: fit a retention curve instead.',
    'Repeat purchase without contract: fit a purchase model (BG/NBD with Gamma-Gamma) instead.',
  ],
  assumes: [
    'Churn and revenue per account do not change with the age of the customer (not checked).',
    'The cost is that of the period in which these customers were won.',
  ],
  formula: [
    'CAC = marketing and sales cost / new customers. Lifetime = 1 / churn. LTV = revenue · margin / churn. Payback = CAC / (revenue · margin).',
    'Discounted LTV = `m (1 + i) / (1 + i - r)` with monthly margin m, rate i, retention r (first margin at once).',
  ].join('\n'),
  source: ['Farris, Bendle, Pfeifer & Reibstein, Marketing Metrics.'],
  verified: 'Definitions computed in R to 1e-6; discounted value against the sum of the series.',
  cost: 'O(1)',
  warns: {
    'costs-more-than-worth': 'A customer costs more than it brings.',
    'thin-margin': 'LTV:CAC below 3: little is left for product and overhead.',
    'slow-payback': 'Payback longer than 18 months ties up cash.',
    'long-lifetime': 'The lifetime is longer than five years: an extrapolation of the churn seen.',
    'no-churn': 'Nobody left: the lifetime has no end in this formula.',
  },
  inputs: z.object({
    marketingAndSalesCost: money('Give the cost, 0 or more.').describe(
      'Whole cost of winning the new customers, salaries too.',
    ),
    newCustomers: z.number().min(0).describe('Won with that cost.'),
    monthlyRevenuePerAccount: money('Give the revenue, 0 or more.').describe('ARPA, a month.'),
    grossMargin: z.number().min(-1).max(1).describe('Share of revenue left after the cost of serving, as 0.8.'),
    monthlyChurn: z.number().min(0).max(1).optional().describe('Share of customers leaving a month.'),
    customersLost: z
      .int()
      .min(0)
      .optional()
      .describe('Instead of `monthlyChurn`: customer months that ended in leaving …'),
    customerMonths: z.int().min(1).optional().describe('… of so many customer months at risk. Gives an interval too.'),
    monthlyDiscountRate: z.number().min(0).default(0.01),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
  }),
  result: z.object({
    acquisitionCost: z.number().describe('CAC: cost per new customer.'),
    monthlyMargin: z.number().describe('Revenue per account times gross margin.'),
    monthlyChurn: z.number(),
    lifetimeMonths: z.number().nullable().describe('Mean months until a customer leaves; null where nobody does.'),
    lifetimeValue: z.number().nullable().describe('Undiscounted margin over the lifetime; null where nobody leaves.'),
    discountedLifetimeValue: z
      .number()
      .nullable()
      .describe('First margin at once, later ones discounted; null where without end.'),
    lifetimeValueToAcquisitionCost: z.number().nullable().describe('LTV:CAC; null where either does not exist.'),
    paybackMonths: z.number().nullable().describe('Months of margin that pay the CAC; null where there is no margin.'),
    paybackMonthsWithChurn: z
      .number()
      .nullable()
      .describe('The same for a cohort that shrinks by the churn; null where the cohort never earns it back.'),
    lifetimeValueInterval: z
      .object({ low: z.number(), high: z.number().nullable(), level: z.number() })
      .nullable()
      .describe('From the interval of the churn; null unless customers lost and at risk are given.'),
    ...report,
  }),
  example: {
    about: 'A product sold at 75 a month wins 160 customers for 48,000.',
    source: 'Plain figures.',
    inputs: {
      marketingAndSalesCost: 48_000,
      newCustomers: 160,
      monthlyRevenuePerAccount: 75,
      grossMargin: 0.8,
      monthlyChurn: 0.025,
    },
  },
  run(inputs) {
    if (inputs.newCustomers === 0)
      throw new MethodProblem(
        'no-customers',
        'newCustomers',
        'Nobody was won: there is no cost per customer. Take a longer period.',
      );
    const acquisitionCost = inputs.marketingAndSalesCost / inputs.newCustomers;
    const monthlyMargin = inputs.monthlyRevenuePerAccount * inputs.grossMargin;
    const monthlyChurn = churnOf(inputs);
    const worth = (churn: number) => (churn === 0 ? null : monthlyMargin / churn);
    const lifetimeValue = worth(monthlyChurn);
    const ratio = lifetimeValue === null || acquisitionCost === 0 ? null : lifetimeValue / acquisitionCost;
    const paybackMonths = monthlyMargin > 0 ? acquisitionCost / monthlyMargin : null;
    const values = {
      acquisitionCost,
      monthlyMargin,
      monthlyChurn,
      lifetimeMonths: monthlyChurn === 0 ? null : 1 / monthlyChurn,
      lifetimeValue,
      discountedLifetimeValue: discounted(monthlyMargin, monthlyChurn, inputs.monthlyDiscountRate),
      lifetimeValueToAcquisitionCost: ratio,
      paybackMonths,
      paybackMonthsWithChurn: paybackWithChurn(paybackMonths, monthlyChurn),
      lifetimeValueInterval: intervalOf(inputs, worth),
    };
    return { ...values, warnings: warningsOf(values), reading: readingOf(values), picture: pictureOf(values) };
  },
});

interface Values {
  readonly acquisitionCost: number;
  readonly monthlyMargin: number;
  readonly monthlyChurn: number;
  readonly lifetimeMonths: number | null;
  readonly lifetimeValue: number | null;
  readonly lifetimeValueToAcquisitionCost: number | null;
  readonly paybackMonths: number | null;
  readonly paybackMonthsWithChurn: number | null;
}

interface Counts {
  readonly monthlyChurn?: number | undefined;
  readonly customersLost?: number | undefined;
  readonly customerMonths?: number | undefined;
  readonly level: number;
}

function churnOf({ monthlyChurn, customersLost, customerMonths }: Counts): number {
  if (monthlyChurn !== undefined) return monthlyChurn;
  if (customersLost === undefined || customerMonths === undefined)
    throw new MethodProblem(
      'churn-missing',
      'monthlyChurn',
      'Give `monthlyChurn`, or `customersLost` with `customerMonths`.',
    );
  if (customersLost > customerMonths)
    throw new MethodProblem('lost-over-risk', 'customersLost', 'At most every customer month can end in leaving.');
  return customersLost / customerMonths;
}

function discounted(margin: number, churn: number, rate: number): number | null {
  const fading = rate + churn;
  return fading === 0 ? null : (margin * (1 + rate)) / fading;
}

/** Margin of a cohort after t months is m (1 - (1-c)^t) / c. */
function paybackWithChurn(payback: number | null, churn: number): number | null {
  if (payback === null || churn === 0) return payback;
  const left = 1 - payback * churn;
  if (churn === 1) return payback <= 1 ? payback : null;
  return left <= 0 ? null : Math.log(left) / Math.log(1 - churn);
}

function intervalOf(
  { monthlyChurn, customersLost, customerMonths, level }: Counts,
  worth: (churn: number) => number | null,
) {
  if (monthlyChurn !== undefined || customersLost === undefined || customerMonths === undefined) return null;
  const { low, high } = wilson(customersLost, customerMonths, level);
  const [one, other] = [worth(low), worth(high) ?? 0];
  if (one !== null && one < other) return { low: one, high: other, level };
  return { low: other, high: one, level };
}

function warningsOf({
  lifetimeValueToAcquisitionCost: ratio,
  paybackMonths,
  lifetimeMonths,
  monthlyChurn,
}: Values): Warning[] {
  const warnings: Warning[] = [];
  if (ratio !== null && ratio < 1)
    warnings.push({
      id: 'costs-more-than-worth',
      text: 'Each new customer loses money: lower the cost, or raise margin or retention.',
    });
  else if (ratio !== null && ratio < HEALTHY_RATIO)
    warnings.push({
      id: 'thin-margin',
      text: `LTV:CAC is ${ratio.toFixed(1)}: ${HEALTHY_RATIO} or more is usual for a healthy business.`,
    });
  if (paybackMonths !== null && paybackMonths > SLOW_PAYBACK_MONTHS)
    warnings.push({
      id: 'slow-payback',
      text: `${paybackMonths.toFixed(0)} months until the cost is back: check the cash for it.`,
    });
  if (lifetimeMonths !== null && lifetimeMonths > LONG_LIFETIME_MONTHS)
    warnings.push({
      id: 'long-lifetime',
      text: `A lifetime of ${lifetimeMonths.toFixed(0)} months has not been seen: cap it at what has.`,
    });
  if (monthlyChurn === 0)
    warnings.push({
      id: 'no-churn',
      text: 'Nobody left: give the churn of a longer period, or read the discounted value.',
    });
  return warnings;
}

function readingOf({
  acquisitionCost,
  lifetimeValue,
  lifetimeValueToAcquisitionCost: ratio,
  paybackMonths,
  paybackMonthsWithChurn,
}: Values): string {
  const worth =
    lifetimeValue === null ? 'has no end of worth in this formula' : `is worth ${say(lifetimeValue)} over the lifetime`;
  const times = ratio === null ? '' : `, ${ratio.toFixed(1)} times the cost`;
  const back =
    paybackMonths === null
      ? 'The cost is never earned back.'
      : paybackMonthsWithChurn === null
        ? `Who stays earns the cost back after ${paybackMonths.toFixed(1)} months, but too many leave before: all together never do.`
        : `The cost is earned back after ${paybackMonths.toFixed(1)} months.`;
  return `A customer costs ${say(acquisitionCost)} to win and ${worth}${times}. ${back}`;
}

/** Margin earned so far by a customer won at month 0, less its cost. */
function pictureOf({ acquisitionCost, monthlyMargin, monthlyChurn, paybackMonths }: Values) {
  const months = Array.from({ length: Math.min(60, Math.ceil(2 * (paybackMonths ?? 12)) + 1) }, (_, month) => month);
  const earned = (month: number) => (monthlyChurn === 0 ? month : (1 - (1 - monthlyChurn) ** month) / monthlyChurn);
  return {
    kind: 'lines' as const,
    title: 'Margin of a customer less the cost of winning it',
    x: 'Months since won',
    y: 'Money',
    series: [
      { name: 'Mean customer', x: months, y: months.map((month) => monthlyMargin * earned(month) - acquisitionCost) },
    ],
    marks: [{ axis: 'y' as const, at: 0, label: 'earned back' }],
  };
}

function say(value: number): string {
  return String(Number(value.toPrecision(4)));
}
