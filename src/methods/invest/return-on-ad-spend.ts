import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';

const channel = z.object({
  name: z.string(),
  spend: z.number().min(0, 'Give the spend, 0 or more.'),
  revenue: z.number().min(0).describe('Credited to the channel.'),
  newCustomers: z.number().min(0).optional().describe('Credited to the channel; gives its acquisition cost.'),
  incrementalRevenue: z.number().optional().describe('Shown by an experiment to be caused by the channel.'),
  previousSpend: z.number().min(0).optional().describe('Of an earlier period of the same length …'),
  previousRevenue: z.number().min(0).optional().describe('… for the marginal return of the change.'),
});

const answered = z.object({
  name: z.string(),
  returnOnAdSpend: z.number().nullable().describe('Revenue over spend; null at no spend.'),
  incrementalReturn: z.number().nullable().describe('Incremental revenue over spend; null where not given.'),
  marginalReturn: z
    .number()
    .nullable()
    .describe('Change of revenue over change of spend; null where spend did not change.'),
  contribution: z.number().describe('Revenue times margin, less spend (incremental revenue where given).'),
  acquisitionCost: z.number().nullable().describe('Spend per new customer; null where unknown.'),
  shareOfSpend: z.number(),
  shareOfRevenue: z.number(),
});
type Answered = z.infer<typeof answered>;

/**
 * Return on ad spend by channel, against the return at which advertising pays for itself.
 *
 * Break-even is 1 over the contribution margin. Credited revenue is not caused revenue: where an experiment gives the incremental
 * revenue, contribution is reckoned from that.
 *
 * @throws MethodProblem `no-spend`.
 * @example returnOnAdSpend.run(returnOnAdSpend.example.inputs).breakEvenReturn; // 2.5
 */
export const returnOnAdSpend = defineMethod({
  name: 'return-on-ad-spend',
  field: 'invest',
  title: 'Return on ad spend (ROAS)',
  summary:
    'What each channel returns for its spend, which of them earn money, and what the last change of spend brought.',
  whenToUse: ['A regular look at channels with revenue and spend.'],
  whenNot: ['To split a budget: the average return hides saturation; use `budget-allocation`.'],
  assumes: [
    'Revenue is credited to channels in a way you trust (not checked: see `markov-attribution`, or experiment).',
  ],
  formula:
    'ROAS = revenue / spend; break-even = 1 / margin; contribution = revenue · margin - spend; marginal = change of revenue / change of spend.',
  source: ['Farris, Bendle, Pfeifer & Reibstein, Marketing Metrics.'],
  verified: 'Definitions by hand; totals over channels in a property test.',
  cost: 'O(channels)',
  warns: {
    'below-break-even': 'A channel earns less than it costs at this margin.',
    'marginal-below-break-even':
      'The last increase of spend earned less than it cost, although the average looks well.',
    'credited-only': 'No channel has incremental revenue from an experiment: the credit is not proof of cause.',
  },
  inputs: z.object({
    channels: z.array(channel).min(1, 'Give at least one channel.').max(1000),
    contributionMargin: z
      .number()
      .gt(0, 'Give a margin above 0.')
      .max(1)
      .default(1)
      .describe('Share of revenue left after variable costs other than advertising, as 0.4.'),
  }),
  result: z.object({
    channels: z.array(answered),
    returnOnAdSpend: z.number().describe('Of all channels together (blended, also called marketing efficiency ratio).'),
    acquisitionCost: z
      .number()
      .nullable()
      .describe('All spend over all new customers; null unless every channel gives them.'),
    contribution: z.number(),
    breakEvenReturn: z.number().describe('ROAS at which advertising pays for itself.'),
    ...report,
  }),
  example: {
    about: 'Two channels of a product with a margin of 40 %.',
    source: 'Plain figures.',
    inputs: {
      channels: [
        {
          name: 'Search',
          spend: 10_000,
          revenue: 42_000,
          newCustomers: 140,
          previousSpend: 8000,
          previousRevenue: 40_000,
        },
        { name: 'Social', spend: 6000, revenue: 12_000, newCustomers: 50 },
      ],
      contributionMargin: 0.4,
    },
  },
  run({ channels: given, contributionMargin }) {
    const spend = sum(given.map((one) => one.spend));
    const revenue = sum(given.map((one) => one.revenue));
    if (spend === 0)
      throw new MethodProblem('no-spend', 'channels', 'Give a channel with spend: a return on nothing does not exist.');
    const channels = given.map((one) => answer(one, contributionMargin, { spend, revenue }));
    const breakEvenReturn = 1 / contributionMargin;
    const won = given.flatMap(({ newCustomers }) => (newCustomers === undefined ? [] : [newCustomers]));
    const acquired = won.length === given.length && sum(won) > 0 ? spend / sum(won) : null;
    const contribution = sum(channels.map((one) => one.contribution));
    return {
      channels,
      returnOnAdSpend: revenue / spend,
      acquisitionCost: acquired,
      contribution,
      breakEvenReturn,
      warnings: warningsOf(channels, breakEvenReturn),
      reading: readingOf(revenue / spend, breakEvenReturn, contribution, channels),
      picture: {
        kind: 'bars' as const,
        title: 'Return on ad spend',
        x: 'Channel',
        y: 'Revenue per unit of spend',
        series: [{ name: 'ROAS', x: channels.map(({ name }) => name), y: channels.map((one) => one.returnOnAdSpend) }],
        marks: [{ axis: 'y' as const, at: breakEvenReturn, label: 'break-even' }],
      },
    };
  },
});

function answer(one: z.output<typeof channel>, margin: number, all: { spend: number; revenue: number }): Answered {
  const over = (what: number | undefined, by: number) => (what === undefined || by === 0 ? null : what / by);
  const { previousSpend, previousRevenue } = one;
  const changed = previousSpend === undefined || previousRevenue === undefined ? 0 : one.spend - previousSpend;
  return {
    name: one.name,
    returnOnAdSpend: over(one.revenue, one.spend),
    incrementalReturn: over(one.incrementalRevenue, one.spend),
    marginalReturn: over(one.revenue - (previousRevenue ?? 0), changed),
    contribution: (one.incrementalRevenue ?? one.revenue) * margin - one.spend,
    acquisitionCost: over(one.spend, one.newCustomers ?? 0),
    shareOfSpend: one.spend / all.spend,
    shareOfRevenue: all.revenue === 0 ? 0 : one.revenue / all.revenue,
  };
}

function warningsOf(channels: readonly Answered[], breakEven: number): Warning[] {
  const named = (which: (one: Answered) => boolean) =>
    channels
      .filter(which)
      .map(({ name }) => name)
      .join(', ');
  const warnings: Warning[] = [];
  const losing = named((one) => one.contribution < 0);
  if (losing !== '')
    warnings.push({
      id: 'below-break-even',
      text: `${losing}: costs more than it contributes. Cut it, or show that its worth comes later.`,
    });
  const tired = named(
    ({ marginalReturn, contribution }) => contribution >= 0 && marginalReturn !== null && marginalReturn < breakEven,
  );
  if (tired !== '')
    warnings.push({
      id: 'marginal-below-break-even',
      text: `${tired}: the last change of spend did not pay. Go back a step.`,
    });
  if (channels.every(({ incrementalReturn }) => incrementalReturn === null))
    warnings.push({
      id: 'credited-only',
      text: 'All returns are credited, none is shown by an experiment: hold out a region for one.',
    });
  return warnings;
}

function readingOf(overall: number, breakEven: number, contribution: number, channels: readonly Answered[]): string {
  const best = channels.reduce((most, one) => ((one.returnOnAdSpend ?? 0) > (most.returnOnAdSpend ?? 0) ? one : most));
  const earns = contribution >= 0 ? 'contributes' : 'loses';
  return `Advertising returns ${overall.toFixed(2)} per unit spent, where ${breakEven.toFixed(2)} breaks even; together it ${earns} ${Number(Math.abs(contribution).toPrecision(4))}. ${best.name} returns most (${best.returnOnAdSpend?.toFixed(2) ?? '-'}).`;
}

function sum(of: readonly number[]): number {
  return of.reduce((total, one) => total + one, 0);
}
