import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';

/** Measured numbers further apart than this belong to a system that is filling or draining. */
const LARGE_MISMATCH = 0.2;

/**
 * Little's law: work in progress = throughput times cycle time, over a period in which work neither piles up nor drains away.
 *
 * @throws MethodProblem `two-needed`, `no-throughput`, `no-cycle-time`.
 * @example littlesLaw.run({ workInProgress: 12, throughput: 4 }).cycleTime; // 3
 */
export const littlesLaw = defineMethod({
  name: 'littles-law',
  field: 'plan',
  title: "Little's law",
  summary:
    'How long work takes on average from what is in progress and what gets done, or either of these from the others.',
  whenToUse: [
    'To see what a limit on work in progress does to cycle time.',
    'To check that three measured means belong together.',
  ],
  whenNot: ['To forecast one item or one date: means only. Use `delivery-forecast`.'],
  assumes: [
    'As much work comes in as goes out over the period (checked where all three are given).',
    'The same items are counted in all three.',
  ],
  formula: '`work in progress = throughput · cycle time`, all three means over the same period.',
  source: ['Little, J. D. C. (1961), A proof for the queuing formula L = λW.'],
  verified: 'Definition, in R to 1e-9.',
  cost: 'O(1)',
  warns: {
    'not-steady':
      'The three numbers do not belong together: work piles up or drains, or they were counted differently.',
  },
  inputs: z.object({
    workInProgress: z.number().min(0).optional().describe('Mean items begun and not done.'),
    throughput: z.number().min(0).optional().describe('Mean items done per period.'),
    cycleTime: z
      .number()
      .min(0)
      .optional()
      .describe('Mean periods from begun to done. Give two of the three, or all to check them.'),
  }),
  result: z.object({
    workInProgress: z.number(),
    throughput: z.number(),
    cycleTime: z.number(),
    mismatch: z
      .number()
      .nullable()
      .describe('Work in progress over throughput times cycle time, less 1; null unless all are given.'),
    ...report,
  }),
  example: {
    about: 'Twelve items in progress; four get done a week.',
    source: 'Plain figures.',
    inputs: { workInProgress: 12, throughput: 4 },
  },
  run(given) {
    const answer = completed(given);
    const { workInProgress, throughput, cycleTime } = answer;
    const expected = throughput * cycleTime;
    const all = Object.values(given).every((one) => one !== undefined) && Object.keys(given).length === 3;
    const mismatch = all && expected > 0 ? workInProgress / expected - 1 : null;
    const x = Array.from({ length: 11 }, (_, at) => (2 * Math.max(workInProgress, 1) * at) / 10);
    return {
      ...answer,
      mismatch,
      warnings: warningsOf(mismatch),
      reading: `With ${say(workInProgress)} items in progress and ${say(throughput)} done per period, an item takes ${say(cycleTime)} periods on average. Half the work in progress at the same throughput would halve that.`,
      picture: {
        kind: 'lines' as const,
        title: 'Cycle time by work in progress',
        x: 'Items in progress',
        y: 'Periods',
        series: [{ name: 'Mean cycle time', x, y: x.map((items) => (throughput === 0 ? null : items / throughput)) }],
      },
    };
  },
});

interface Three {
  readonly workInProgress?: number | undefined;
  readonly throughput?: number | undefined;
  readonly cycleTime?: number | undefined;
}

function completed({ workInProgress, throughput, cycleTime }: Three) {
  if (workInProgress !== undefined && throughput !== undefined) {
    if (throughput === 0 && cycleTime === undefined)
      throw new MethodProblem(
        'no-throughput',
        'throughput',
        'Nothing gets done: work would take for ever. Give a throughput above 0.',
      );
    return { workInProgress, throughput, cycleTime: cycleTime ?? workInProgress / throughput };
  }
  if (throughput !== undefined && cycleTime !== undefined)
    return { workInProgress: throughput * cycleTime, throughput, cycleTime };
  if (workInProgress === undefined || cycleTime === undefined)
    throw new MethodProblem('two-needed', 'throughput', 'Give two of work in progress, throughput and cycle time.');
  if (cycleTime === 0) throw new MethodProblem('no-cycle-time', 'cycleTime', 'Give a cycle time above 0.');
  return { workInProgress, throughput: workInProgress / cycleTime, cycleTime };
}

function warningsOf(mismatch: number | null): Warning[] {
  if (mismatch === null || Math.abs(mismatch) <= LARGE_MISMATCH) return [];
  const more = mismatch > 0 ? 'more' : 'less';
  return [
    {
      id: 'not-steady',
      text: `There is ${(Math.abs(mismatch) * 100).toFixed(0)} % ${more} in progress than the other two explain: look for old items, or count anew.`,
    },
  ];
}

function say(value: number): string {
  return String(Number(value.toPrecision(3)));
}
