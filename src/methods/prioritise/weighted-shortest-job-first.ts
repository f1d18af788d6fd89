import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import { barsOf, isSame, itemName, namesOf, rank, ranksOf } from './ranked-scores.ts';

const job = z
  .object({
    name: itemName,
    duration: z
      .number()
      .gt(0, 'A duration is above 0.')
      .describe('How long the job occupies the team: weeks, sprints or job size in points.'),
    costOfDelay: z
      .number()
      .min(0, 'Cost of delay is 0 or more.')
      .optional()
      .describe('What each unit of time of waiting costs: money per week, say. Or give the three parts.'),
    businessValue: z
      .number()
      .min(0)
      .optional()
      .describe('Part of the cost of delay (SAFe): value to user and business, relative.'),
    timeCriticality: z.number().min(0).optional().describe('Part of the cost of delay (SAFe).'),
    riskReduction: z
      .number()
      .min(0)
      .optional()
      .describe('Part of the cost of delay (SAFe): risk reduced, opportunity enabled.'),
  })
  .refine(
    ({ costOfDelay, businessValue, timeCriticality, riskReduction }) =>
      costOfDelay !== undefined || [businessValue, timeCriticality, riskReduction].some((part) => part !== undefined),
    {
      message: 'Give costOfDelay, or at least one of businessValue, timeCriticality and riskReduction.',
      path: ['costOfDelay'],
    },
  );

const delayCost = z.object({
  order: z.array(z.string()).describe('Names, first to be done first.'),
  waiting: z.number().describe('Sum of cost of delay × time before the start.'),
  completion: z.number().describe('Sum of cost of delay × time of finishing: waiting plus what no order can avoid.'),
});

interface Job {
  readonly name: string;
  readonly duration: number;
  readonly costOfDelay: number;
}

/**
 * Weighted shortest job first (CD3): cost of delay divided by duration, and what an order of work costs in delay.
 *
 * For one team doing one job after another this order has the least total delay cost of all orders (Smith 1956), and its reverse
 * the most, so `least` and `most` are exact for any number of jobs.
 *
 * @throws MethodProblem `name-twice`, `order-incomplete`.
 * @example weightedShortestJobFirst.run({ items: [{ costOfDelay: 10, duration: 1 }, { costOfDelay: 1, duration: 10 }] }).least.waiting; // 1
 */
export const weightedShortestJobFirst = defineMethod({
  name: 'weighted-shortest-job-first',
  field: 'prioritise',
  title: 'Weighted shortest job first and cost of delay',
  summary: 'Which job to do first so that waiting costs least, and what another order would cost.',
  whenToUse: [
    'One team works through a queue and waiting has a price.',
    'To show what a politically chosen order costs.',
  ],
  whenNot: [
    'Where jobs depend on each other, teams work in parallel or a fixed date decides: plan under constraints instead.',
    'Where the cost of delay is not steady over time.',
  ],
  assumes: [
    'One job at a time, without interruption (not checked).',
    'Each job costs the same for each unit of time until it is done (not checked).',
  ],
  formula: [
    'Score: `cost of delay / duration`; with the SAFe parts, cost of delay is `business value + time criticality + risk reduction`.',
    'Waiting cost of an order: sum over jobs of `cost of delay × durations of the jobs before it`; completion cost counts the job itself too.',
  ].join('\n'),
  source: [
    'Reinertsen, D. (2009), The Principles of Product Development Flow, principle B16.',
    'Smith, W. E. (1956), Various optimizers for single-stage production, Naval Research Logistics Quarterly 3.',
  ],
  verified:
    'Reinertsen’s three projects (7 against 160, a cut of 96 %) to 1e-9; brute force over all orders of up to 7 jobs.',
  cost: 'O(n log n)',
  warns: { ties: 'Some jobs have equal scores: any order among them costs the same.' },
  inputs: z.object({
    items: z.array(job).min(1, 'Give at least one item.'),
    order: z
      .array(z.string())
      .optional()
      .describe(
        'An order to be judged: the names of all items, first to be done first ("Item 2" where none was given). Left out: as listed.',
      ),
  }),
  result: z.object({
    items: z
      .array(
        z.object({
          name: z.string(),
          costOfDelay: z.number(),
          score: z.number().describe('Cost of delay / duration.'),
          rank,
        }),
      )
      .describe('In the order they were given.'),
    least: delayCost.describe('The order by score: no order costs less.'),
    most: delayCost.describe('The reverse order: no order costs more.'),
    given: delayCost.describe('The order given.'),
    savedOfGiven: z
      .number()
      .nullable()
      .describe(
        'Share of the given order’s waiting cost that the best order saves, 0 to 1; null where waiting costs nothing.',
      ),
    savedOfMost: z.number().nullable().describe('The same against the worst order.'),
    ...report,
  }),
  example: {
    about: 'Three projects of unlike length and cost of delay.',
    source: 'Reinertsen (2009), a published example.',
    inputs: {
      items: [
        { name: 'Project 1', duration: 1, costOfDelay: 10 },
        { name: 'Project 2', duration: 3, costOfDelay: 3 },
        { name: 'Project 3', duration: 10, costOfDelay: 1 },
      ],
    },
  },
  run({ items, order }) {
    const names = namesOf(items);
    const jobs = items.map((item, i) => ({
      name: names[i]!,
      duration: item.duration,
      costOfDelay: costOfDelayOf(item),
    }));
    const scores = jobs.map((one) => one.costOfDelay / one.duration);
    const ranks = ranksOf(scores);
    // Cross-multiplied, so that no division rounds one of two equal scores.
    const best = jobs.toSorted((a, b) => b.costOfDelay * a.duration - a.costOfDelay * b.duration);
    const least = costOf(best);
    const most = costOf(best.toReversed());
    const given = costOf(order === undefined ? jobs : inOrder(jobs, order));
    return {
      items: jobs.map(({ name, costOfDelay }, i) => ({ name, costOfDelay, score: scores[i]!, rank: ranks[i]! })),
      least,
      most,
      given,
      savedOfGiven: saved(given.waiting, least.waiting),
      savedOfMost: saved(most.waiting, least.waiting),
      warnings: tiesIn(best),
      reading: readingOf(least, given),
      picture: barsOf(
        'Weighted shortest job first',
        'Cost of delay / duration',
        jobs.map(({ name }, i) => ({ name, score: scores[i]! })),
      ),
    };
  },
});

function costOfDelayOf(item: z.output<typeof job>): number {
  return item.costOfDelay ?? (item.businessValue ?? 0) + (item.timeCriticality ?? 0) + (item.riskReduction ?? 0);
}

function costOf(jobs: readonly Job[]): z.output<typeof delayCost> {
  let before = 0;
  let waiting = 0;
  let completion = 0;
  for (const { duration, costOfDelay } of jobs) {
    waiting += costOfDelay * before;
    before += duration;
    completion += costOfDelay * before;
  }
  return { order: jobs.map(({ name }) => name), waiting, completion };
}

function inOrder(jobs: readonly Job[], order: readonly string[]): Job[] {
  const waiting = new Map(jobs.map((one) => [one.name, one]));
  const found = order.map((name, i) => {
    const one = waiting.get(name);
    if (one === undefined)
      throw new MethodProblem(
        'order-incomplete',
        `order.${i}`,
        `Name each item once; "${name}" is unknown or there twice.`,
      );
    waiting.delete(name);
    return one;
  });
  if (found.length !== jobs.length)
    throw new MethodProblem('order-incomplete', 'order', `Name all ${jobs.length} items in the order, each once.`);
  return found;
}

function saved(from: number, to: number): number | null {
  return from > 0 ? Math.max(0, 1 - to / from) : null;
}

/** @param best jobs in the order of their scores, so that equal ones stand side by side. */
function tiesIn(best: readonly Job[]): Warning[] {
  const same = (a: Job, b: Job | undefined) =>
    b !== undefined && isSame(a.costOfDelay * b.duration, b.costOfDelay * a.duration);
  const tied = best.filter((job, at) => same(job, best[at - 1]) || same(job, best[at + 1]));
  if (tied.length === 0) return [];
  const text = `${listed(tied.map(({ name }) => name))}: equal scores occur among these; either order costs the same.`;
  return [{ id: 'ties', text }];
}

function readingOf(least: z.output<typeof delayCost>, given: z.output<typeof delayCost>): string {
  const share = saved(given.waiting, least.waiting);
  const first = `Do ${listed(least.order)} in this order: waiting then costs ${round(least.waiting)}, the least of any order.`;
  if (share === null || share < 0.0005) return first;
  return `${first} The order given costs ${round(given.waiting)}; ${(share * 100).toFixed(0)} % of that is saved.`;
}

function round(cost: number): string {
  return Number(cost.toPrecision(4)).toString();
}
