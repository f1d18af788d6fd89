import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { defineMethod, MethodProblem, type MethodRun, report, type Warning } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { randomFrom } from '../numeric/random.ts';

const task = z.object({
  name: z.string().optional().describe('`task 1`, `task 2` … where missing.'),
  optimistic: z.number().min(0, 'Give a duration of 0 or more.'),
  mostLikely: z.number().min(0),
  pessimistic: z.number().min(0),
  after: z
    .array(z.string())
    .optional()
    .describe('Tasks that must be done first. Where no task has any, they follow one another.'),
});
const answered = z.object({
  name: z.string(),
  mean: z.number(),
  standardDeviation: z.number(),
  start: z.number().describe('Mean earliest start.'),
  slack: z.number().describe('How much later it may end without moving the whole, by means.'),
  critical: z.boolean(),
});

/**
 * PERT: mean, spread and finish of a plan whose tasks have an optimistic, a most likely and a pessimistic duration.
 *
 * The classic sums run along the longest path by means and take the normal distribution; the simulation beside it draws each task
 * from its beta distribution and so sees that any of several paths may turn out the longest.
 *
 * @throws MethodProblem `out-of-order`, `task-unknown`, `task-twice`, `in-a-circle`.
 * @example threePointEstimate.run(threePointEstimate.example.inputs).mean; // 8
 */
export const threePointEstimate = defineMethod({
  name: 'three-point-estimate',
  field: 'plan',
  title: 'PERT three-point estimate',
  summary: 'How long a plan takes and how surely it ends by a date, from three durations for each task.',
  whenToUse: ['New work without a history of throughput, with tasks somebody can estimate.'],
  whenNot: ['A team with counted throughput: use `delivery-forecast`, which needs no estimates.'],
  assumes: [
    'Optimistic and pessimistic are near the ends of what can happen; people set them too close (not checked).',
    'Tasks vary independently, and nobody works on two at once unless the plan says so.',
  ],
  formula:
    'Mean `(o + 4m + p) / 6`, standard deviation `(p - o) / 6`; along the critical path means and variances add, and the finish is taken as normal.',
  source: [
    'Malcolm, Roseboom, Clark & Fazar (1959), Application of a technique for research and development program evaluation.',
  ],
  verified: 'Definitions in R to 1e-9; simulated mean of a chain against the sum of means.',
  cost: 'O(runs · (tasks + dependencies))',
  warns: {
    'merging-paths': 'Paths compete: the simulated finish is later than the classic one. Plan by the simulated one.',
    'one-task-decides': 'Most of the spread comes from one task: split it or learn about it first.',
  },
  heavy: true,
  inputs: z.object({
    tasks: z.array(task).min(1, 'Give at least one task.').max(1000),
    deadline: z.number().min(0).optional().describe('In the unit of the durations, from the start.'),
    levels: z.array(z.number().gt(0).lt(1)).min(1).default([0.5, 0.85, 0.95]).describe('Chances asked for, 0 to 1.'),
    runs: z.int().min(0).max(1_000_000).default(10_000).describe('Of the simulation; 0 for none.'),
  }),
  result: z.object({
    tasks: z.array(answered),
    criticalPath: z.array(z.string()).describe('The longest chain by means.'),
    mean: z.number().describe('Of the critical path.'),
    standardDeviation: z.number(),
    chanceByDeadline: z.number().nullable().describe('Normal; null without a deadline.'),
    percentiles: z.array(z.object({ level: z.number(), duration: z.number() })).describe('Normal.'),
    simulated: z
      .object({
        mean: z.number(),
        standardDeviation: z.number(),
        chanceByDeadline: z.number().nullable(),
        percentiles: z.array(z.object({ level: z.number(), duration: z.number() })),
      })
      .nullable(),
    ...report,
  }),
  example: {
    about: 'Two tasks, one after the other, in weeks.',
    source: 'Plain figures.',
    inputs: {
      tasks: [
        { name: 'Build', optimistic: 2, mostLikely: 4, pessimistic: 12 },
        { name: 'Launch', optimistic: 1, mostLikely: 3, pessimistic: 5 },
      ],
      deadline: 10,
    },
  },
  run(inputs, how = {}) {
    const plan = planOf(inputs.tasks);
    const { tasks, path, mean } = scheduled(plan);
    const variance = path.reduce((sum, at) => sum + plan.deviations[at]! ** 2, 0);
    const standardDeviation = Math.sqrt(variance);
    const { deadline, levels } = inputs;
    const late = (by: number) => (standardDeviation === 0 ? Number(mean <= by) : cdf(by, mean, standardDeviation));
    const duration = (level: number) => (standardDeviation === 0 ? mean : quantile(level, mean, standardDeviation));
    const simulated = inputs.runs === 0 ? null : simulate(plan, inputs.tasks, inputs, how);
    const percentiles = levels.map((level) => ({ level, duration: duration(level) }));
    return {
      tasks,
      criticalPath: path.map((at) => plan.names[at]!),
      mean,
      standardDeviation,
      chanceByDeadline: deadline === undefined ? null : late(deadline),
      percentiles,
      simulated,
      warnings: warningsOf(
        path.map((at) => tasks[at]!),
        { mean, variance },
        simulated,
      ),
      reading: readingOf(
        mean,
        standardDeviation,
        simulated?.percentiles ?? percentiles,
        path.map((at) => plan.names[at]!),
      ),
      picture: {
        kind: 'intervals' as const,
        title: 'Durations: mean, one standard deviation either way',
        x: 'Task',
        y: 'Duration',
        series: [
          {
            name: 'PERT',
            x: [...plan.names],
            y: [...plan.means],
            low: plan.means.map((one, at) => Math.max(0, one - plan.deviations[at]!)),
            high: plan.means.map((one, at) => one + plan.deviations[at]!),
          },
        ],
      },
    };
  },
});

interface Plan {
  readonly names: readonly string[];
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly before: readonly (readonly number[])[];
  /** Every task after all that come before it. */
  readonly order: readonly number[];
}
type Task = z.output<typeof task>;

function planOf(tasks: readonly Task[]): Plan {
  const names = tasks.map(({ name }, at) => name ?? `task ${at + 1}`);
  if (new Set(names).size < names.length)
    throw new MethodProblem('task-twice', 'tasks', 'Give each task a name of its own.');
  tasks.forEach(({ optimistic, mostLikely, pessimistic }, at) => {
    if (optimistic > mostLikely || mostLikely > pessimistic)
      throw new MethodProblem(
        'out-of-order',
        `tasks.${at}.mostLikely`,
        'Give optimistic, most likely and pessimistic in rising order.',
      );
  });
  const chain = tasks.every(({ after }) => after === undefined || after.length === 0);
  const before = tasks.map(({ after }, at) => {
    if (chain) return at === 0 ? [] : [at - 1];
    return (after ?? []).map((name) => {
      const found = names.indexOf(name);
      if (found < 0) throw new MethodProblem('task-unknown', `tasks.${at}.after`, `There is no task "${name}".`);
      return found;
    });
  });
  return {
    names,
    means: tasks.map(({ optimistic, mostLikely, pessimistic }) => (optimistic + 4 * mostLikely + pessimistic) / 6),
    deviations: tasks.map(({ optimistic, pessimistic }) => (pessimistic - optimistic) / 6),
    before,
    order: ordered(before),
  };
}

function ordered(before: readonly (readonly number[])[]): number[] {
  const waiting = before.map(({ length }) => length);
  const after: number[][] = before.map(() => []);
  before.forEach((firsts, at) => {
    for (const first of firsts) after[first]!.push(at);
  });
  const order = waiting.flatMap((count, at) => (count === 0 ? [at] : []));
  for (const done of order) for (const next of after[done]!) if (--waiting[next]! === 0) order.push(next);
  if (order.length < before.length)
    throw new MethodProblem('in-a-circle', 'tasks', 'Some tasks wait for each other in a circle: break it.');
  return order;
}

function scheduled({ names, means, deviations, before, order }: Plan) {
  const end = new Float64Array(means.length);
  for (const at of order) end[at] = means[at]! + Math.max(0, ...before[at]!.map((first) => end[first]!));
  const mean = Math.max(...end);
  const latest = new Float64Array(means.length).fill(mean);
  for (const at of order.toReversed())
    for (const first of before[at]!) latest[first] = Math.min(latest[first]!, latest[at]! - means[at]!);
  const tasks = names.map((name, at) => ({
    name,
    mean: means[at]!,
    standardDeviation: deviations[at]!,
    start: end[at]! - means[at]!,
    slack: Math.max(0, latest[at]! - end[at]!),
    critical: latest[at]! - end[at]! <= 1e-9 * Math.max(1, mean),
  }));
  const path: number[] = [];
  for (let at = end.indexOf(mean); at >= 0; ) {
    path.unshift(at);
    const firsts: readonly number[] = before[at]!;
    at = firsts.reduce((last, first) => (last < 0 || end[first]! > end[last]! ? first : last), -1);
  }
  return { tasks, path, mean };
}

function simulate(
  { before, order }: Plan,
  tasks: readonly Task[],
  given: { runs: number; deadline?: number | undefined; levels: readonly number[] },
  how: MethodRun,
) {
  const { runs, deadline, levels } = given;
  const random = randomFrom(how.seed);
  const end = new Float64Array(tasks.length);
  const finishes = new Float64Array(runs);
  for (let run = 0; run < runs; run++) {
    if (run % 1024 === 0) how.progress?.(run / runs);
    for (const at of order) {
      const { optimistic, mostLikely, pessimistic } = tasks[at]!;
      const width = pessimistic - optimistic;
      const peak = width === 0 ? 0 : (4 * (mostLikely - optimistic)) / width;
      let start = 0;
      for (const first of before[at]!) start = Math.max(start, end[first]!);
      end[at] = start + optimistic + (width === 0 ? 0 : width * random.beta(1 + peak, 5 - peak));
      finishes[run] = Math.max(finishes[run]!, end[at]!);
    }
  }
  finishes.sort();
  const mean = finishes.reduce((sum, one) => sum + one, 0) / runs;
  const variance = finishes.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, runs - 1);
  return {
    mean,
    standardDeviation: Math.sqrt(variance),
    chanceByDeadline: deadline === undefined ? null : finishes.filter((one) => one <= deadline).length / runs,
    percentiles: levels.map((level) => ({ level, duration: quantileOfSorted(finishes, level) })),
  };
}

function warningsOf(
  critical: readonly { name: string; standardDeviation: number }[],
  { mean, variance }: { mean: number; variance: number },
  simulated: { mean: number } | null,
): Warning[] {
  const warnings: Warning[] = [];
  if (simulated !== null && simulated.mean > mean * 1.03)
    warnings.push({
      id: 'merging-paths',
      text: `Paths that meet end ${((simulated.mean / mean - 1) * 100).toFixed(0)} % later than the longest alone: plan by the simulation.`,
    });
  const widest = critical.reduce((most, one) => (one.standardDeviation > most.standardDeviation ? one : most));
  if (critical.length > 1 && widest.standardDeviation ** 2 > 0.75 * variance)
    warnings.push({
      id: 'one-task-decides',
      text: `${widest.name} brings most of the uncertainty: split it or try it first.`,
    });
  return warnings;
}

function readingOf(
  mean: number,
  deviation: number,
  percentiles: readonly { level: number; duration: number }[],
  path: readonly string[],
): string {
  const say = (value: number) => String(Number(value.toPrecision(3)));
  const sure = percentiles.reduce((best, one) =>
    Math.abs(one.level - 0.85) < Math.abs(best.level - 0.85) ? one : best,
  );
  return `The plan takes ${say(mean)} on average, give or take ${say(deviation)}; with a chance of ${Number((sure.level * 100).toPrecision(4))} % it ends within ${say(sure.duration)}. The longest path is ${path.join(', ')}.`;
}
