import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { normalInterval } from '../numeric/normal-interval.ts';
import { type Allocation, type BoundedCurve, bestAllocation } from './concave-allocation.ts';
import { hillInflexion, hillMarginal, hillResponse } from './media-curves.ts';
import { bestSteppedAllocation } from './stepped-allocation.ts';

const MOST_STEPS = 5000;
/** Budgets drawn, as shares of the one given. */
const OTHER_BUDGETS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5] as const;

const channel = z.object({
  name: z.string().optional().describe('`channel 1`, `channel 2` … where missing.'),
  maximum: z.number().positive('Give a maximum above 0.').describe('Response that endless spend would approach.'),
  half: z.number().positive('Give a half above 0.').describe('Spend at which half of it is reached.'),
  slope: z.number().positive('Give a slope above 0.').default(1).describe('Above 1 the curve is S-shaped.'),
  lower: z.number().min(0).default(0).describe('Least spend.'),
  upper: z.number().min(0).optional().describe('Most spend; the whole budget where missing.'),
  current: z.number().min(0).optional().describe('What is spent today, to compare with.'),
  maximumStandardError: z
    .number()
    .min(0)
    .optional()
    .describe('Uncertainty of `maximum`, for the interval of the response.'),
});

const allocated = z.object({
  name: z.string(),
  spend: z.number(),
  share: z.number().describe('Of all that is spent, 0 to 1.'),
  response: z.number(),
  marginalReturn: z
    .number()
    .nullable()
    .describe('Response of one unit more; null where unbounded (no spend, slope below 1).'),
  averageReturn: z.number().nullable().describe('Response over spend; null at no spend.'),
  at: z.enum(['lower', 'between', 'upper']).describe('Whether a bound holds it.'),
  change: z.number().nullable().describe('Spend less today’s; null where today’s is not given.'),
});
type Allocated = z.infer<typeof allocated>;

/**
 * Budget allocation: the split of a budget over channels that brings the most response, within bounds.
 *
 * Concave curves: the price at which all channels that no bound holds bring the same for the next unit. With S-shaped curves
 * equal marginal returns can mark a poor split; branch and bound proves the best one.
 *
 * @throws MethodProblem `bounds-crossed`, `budget-below-bounds`, `too-many-steps`.
 * @example budgetAllocation.run(budgetAllocation.example.inputs).channels;
 */
export const budgetAllocation = defineMethod({
  name: 'budget-allocation',
  field: 'invest',
  title: 'Budget allocation over response curves',
  summary: 'How to split a budget over channels so that it brings most, and what one unit more would bring.',
  whenToUse: ['Response curves are known from a fit (`media-response`) or from experiments.'],
  whenNot: ['Where spend would leave the range the curves were learnt from: move in steps and measure.'],
  assumes: [
    'Channels add up: none helps or hurts another (not checked).',
    'The curves are right; the interval covers only the uncertainty of their maxima.',
  ],
  formula:
    'Maximise the sum of `maximum · x^slope / (x^slope + half^slope)` with the sum of x at most the budget and each x within its bounds. Between bounds all marginal returns are equal.',
  source: [
    'Karush-Kuhn-Tucker conditions of a separable concave programme.',
    'Udell & Boyd (2013), Maximizing a sum of sigmoids.',
  ],
  verified:
    'Four concave curves, free and bounded: spend to 0.01 and response to 1e-5 of R (bisection, nloptr SLSQP, dynamic programming); S-shaped curves against dynamic programming on a fine grid.',
  cost: 'O(channels · 200) a branch; few branches (at most 4,000). In steps: O(channels · steps²).',
  warns: {
    'budget-not-spent': 'The upper bounds add up to less than the budget.',
    'far-from-today': 'A channel would get more than twice what it gets today: the curve is not known there.',
    'not-proven': 'The search met its cap: the gap says how much more could be possible.',
    'left-out': 'An S-shaped channel gets its least: the budget is better used elsewhere than below its threshold.',
  },
  inputs: z.object({
    channels: z.array(channel).min(1, 'Give at least one channel.').max(200),
    budget: z.number().positive('Give a budget above 0.').describe('In the unit of spend the curves were learnt in.'),
    step: z
      .number()
      .positive()
      .optional()
      .describe('Spend in whole multiples of this (as 1,000), optimal on that grid.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
  }),
  result: z.object({
    channels: z.array(allocated),
    spent: z.number(),
    response: z.number(),
    responseInterval: interval.nullable().describe('From the standard errors of the maxima; null where none is given.'),
    marginalReturn: z
      .number()
      .nullable()
      .describe('Response of one more unit of budget (shadow price); null where no channel can take more.'),
    equalSplitResponse: z.number().describe('What an even split would bring, bounds aside.'),
    currentResponse: z.number().nullable().describe('What today’s split brings; null unless every channel has one.'),
    gap: z.number().describe('No split brings more than `response` plus this; 0 where proven best.'),
    otherBudgets: z
      .array(z.object({ budget: z.number(), response: z.number() }))
      .describe('The best response of other budgets.'),
    ...report,
  }),
  example: {
    about: 'Four channels with diminishing returns share 200.',
    source: 'Illustration, checked with three solvers.',
    inputs: {
      channels: [
        { name: 'Search', maximum: 300, slope: 0.9, half: 60 },
        { name: 'Social', maximum: 200, slope: 0.7, half: 40 },
        { name: 'Print', maximum: 150, slope: 1, half: 90 },
        { name: 'Radio', maximum: 80, slope: 0.5, half: 20 },
      ],
      budget: 200,
    },
  },
  run(inputs) {
    const { budget, level } = inputs;
    const curves = boundedCurves(inputs);
    const best = inputs.step === undefined ? bestAllocation(curves, budget) : inSteps(curves, budget, inputs.step);
    const channels = inputs.channels.map((given, i) => describe(given, curves[i]!, best.spend, i));
    const spent = channels.reduce((sum, { spend }) => sum + spend, 0);
    const equal = curves.reduce((sum, { curve }) => sum + hillResponse(curve, budget / curves.length), 0);
    const otherBudgets = otherBudgetsOf(curves, budget);
    return {
      channels,
      spent,
      response: best.response,
      responseInterval: responseInterval(inputs.channels, best, level),
      marginalReturn: shadowPrice(channels),
      equalSplitResponse: equal,
      currentResponse: currentResponse(inputs.channels, curves),
      gap: best.gap,
      otherBudgets,
      warnings: warningsOf(inputs, channels, { best, curves, spent }),
      reading: readingOf(channels, best.response, equal, spent),
      picture: {
        kind: 'lines' as const,
        title: 'What each budget can bring',
        x: 'Budget',
        y: 'Response of the best split',
        series: [
          { name: 'Best split', x: otherBudgets.map((one) => one.budget), y: otherBudgets.map((one) => one.response) },
        ],
        marks: [{ axis: 'x' as const, at: budget, label: 'budget' }],
      },
    };
  },
});

type Given = z.output<typeof channel>;

function boundedCurves({ channels, budget }: { channels: readonly Given[]; budget: number }): BoundedCurve[] {
  const curves = channels.map(({ maximum, half, slope, lower, upper }, at) => {
    if (upper !== undefined && upper < lower)
      throw new MethodProblem(
        'bounds-crossed',
        `channels.${at}.upper`,
        'Give an upper bound at or above the lower one.',
      );
    return { curve: { maximum, half, slope }, lower, upper: Math.max(lower, Math.min(upper ?? budget, budget)) };
  });
  const least = curves.reduce((sum, { lower }) => sum + lower, 0);
  if (least > budget * (1 + 1e-12))
    throw new MethodProblem(
      'budget-below-bounds',
      'budget',
      `The lower bounds need ${least}: raise the budget or lower them.`,
    );
  return curves;
}

function inSteps(curves: readonly BoundedCurve[], budget: number, step: number): Allocation {
  if (budget / step > MOST_STEPS)
    throw new MethodProblem(
      'too-many-steps',
      'step',
      `Give a step of at least ${budget / MOST_STEPS}: ${MOST_STEPS} steps at most.`,
    );
  const spend = bestSteppedAllocation(curves, budget, step);
  if (spend === null)
    throw new MethodProblem(
      'budget-below-bounds',
      'step',
      'The lower bounds do not fit in whole steps: give a smaller step.',
    );
  return {
    spend,
    response: spend.reduce((sum, x, i) => sum + hillResponse(curves[i]!.curve, x), 0),
    gap: 0,
    proven: true,
  };
}

function describe(given: Given, { curve, lower, upper }: BoundedCurve, all: Float64Array, i: number): Allocated {
  const spend = all[i]!;
  const whole = all.reduce((sum, x) => sum + x, 0);
  const response = hillResponse(curve, spend);
  const marginal = hillMarginal(curve, spend);
  const slack = 1e-9 * Math.max(lower, curve.half);
  const full = given.upper !== undefined && given.upper <= upper && spend >= upper * (1 - 1e-9);
  return {
    name: given.name ?? `channel ${i + 1}`,
    spend,
    share: whole === 0 ? 0 : spend / whole,
    response,
    marginalReturn: Number.isFinite(marginal) ? marginal : null,
    averageReturn: spend === 0 ? null : response / spend,
    at: full ? 'upper' : spend <= lower + slack ? 'lower' : 'between',
    change: given.current === undefined ? null : spend - given.current,
  };
}

/** Channels that no bound holds agree on it; where bounds hold all, the best of those that can take more. */
function shadowPrice(channels: readonly Allocated[]): number | null {
  const marginal = (at: Allocated['at']) =>
    channels.filter((one) => one.at === at).map(({ marginalReturn }) => marginalReturn ?? Number.POSITIVE_INFINITY);
  const between = marginal('between');
  const more = between.length > 0 ? between : marginal('lower');
  const price = Math.max(...more);
  return more.length > 0 && Number.isFinite(price) ? price : null;
}

function responseInterval(channels: readonly Given[], { spend, response }: Allocation, level: number) {
  if (channels.every(({ maximumStandardError }) => maximumStandardError === undefined)) return null;
  const error = Math.hypot(
    ...channels.map(({ maximumStandardError = 0, half, slope }, i) =>
      hillResponse({ maximum: maximumStandardError, half, slope }, spend[i]!),
    ),
  );
  return normalInterval(response, error, level);
}

function currentResponse(channels: readonly Given[], curves: readonly BoundedCurve[]): number | null {
  if (channels.some(({ current }) => current === undefined)) return null;
  return curves.reduce((sum, { curve }, i) => sum + hillResponse(curve, channels[i]?.current ?? 0), 0);
}

function otherBudgetsOf(curves: readonly BoundedCurve[], budget: number) {
  const least = curves.reduce((sum, { lower }) => sum + lower, 0);
  const capped = (upper: number, other: number) => (upper < budget ? upper : Math.max(upper, other));
  return OTHER_BUDGETS.map((share) => share * budget)
    .filter((other) => other >= least)
    .map((other) => ({
      budget: other,
      response: bestAllocation(
        curves.map((one) => ({ ...one, upper: capped(one.upper, other) })),
        other,
      ).response,
    }));
}

function warningsOf(
  { channels: given, budget }: { channels: readonly Given[]; budget: number },
  channels: readonly Allocated[],
  { best, curves, spent }: { best: Allocation; curves: readonly BoundedCurve[]; spent: number },
): Warning[] {
  const warnings: Warning[] = [];
  const named = (which: (one: Allocated, i: number) => boolean) =>
    channels
      .filter(which)
      .map(({ name }) => name)
      .join(', ');
  if (spent < budget * (1 - 1e-9))
    warnings.push({ id: 'budget-not-spent', text: `${say(budget - spent)} stays unspent: raise an upper bound.` });
  const far = named(({ spend }, i) => spend > 2 * (given[i]?.current ?? Number.POSITIVE_INFINITY));
  if (far !== '')
    warnings.push({
      id: 'far-from-today',
      text: `${far}: more than twice today’s spend. Go there in steps and measure.`,
    });
  if (!best.proven)
    warnings.push({
      id: 'not-proven',
      text: `At most ${say(best.gap)} more could be possible: fix some channels and run again.`,
    });
  const out = named(({ at, spend }, i) => at === 'lower' && spend < hillInflexion(curves[i]!.curve));
  if (out !== '')
    warnings.push({
      id: 'left-out',
      text: `${out}: stays at its least because it starts slowly. A larger budget may change this.`,
    });
  return warnings;
}

function readingOf(channels: readonly Allocated[], response: number, equal: number, spent: number): string {
  const split = channels.map(({ name, spend }) => `${name} ${say(spend)}`).join(', ');
  const price = shadowPrice(channels);
  const next = price === null ? '' : ` The next unit of budget would bring ${say(price)}.`;
  return `The best split of ${say(spent)} is ${split}; it brings ${say(response)}, against ${say(equal)} for an even split.${next}`;
}

function say(value: number): string {
  return String(Number(value.toPrecision(4)));
}
