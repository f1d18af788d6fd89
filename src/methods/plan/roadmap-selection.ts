import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { earliestPeriods } from './earliest-periods.ts';
import { type IntegerAnswer, type LinearAnswer, solveLinear } from './integer-programme.ts';
import { readRoadmap, roadmapInputs } from './roadmap-inputs.ts';
import { periodsOf, programmeOfRoadmap, type Roadmap, type RoadmapProgramme } from './roadmap-programme.ts';
import { bestRoadmap } from './roadmap-solution.ts';
import { gainsOfOneMore, nextBest } from './solution-review.ts';
import { budgetOf, outOfTime } from './solver-budget.ts';

const limit = {
  used: z.number(),
  limit: z.number(),
  shadowPrice: z.number().describe('Value of one more unit if items could be split (linear relaxation).'),
  oneMoreUnit: z
    .number()
    .nullable()
    .describe('Gain of one more unit with whole items; null where not asked for, not proven or not reached.'),
};
const scheduled = z.object({
  item: z.string(),
  period: z.int().nullable().describe('From 1; null where not done.'),
  value: z.number().describe('Discounted; 0 where not done.'),
});
type Scheduled = z.infer<typeof scheduled>;
const capacityUse = z.object({ period: z.int(), team: z.string(), ...limit });

/**
 * Roadmap selection: which items to do in which period, within the capacity of each team, a budget and dependencies.
 *
 * An integer programme over "done by period t", solved by branch and cut (HiGHS) from a start that annealing finds, two periods at a
 * time where the whole is too large; proven best, or with the gap that is left when `solverSteps` are done.
 *
 * @throws MethodProblem `item-twice`, `no-team`, `item-unknown`, `capacity-unlike-teams`, `window-empty`, `in-a-circle`,
 * `cannot-be-kept`, `numbers-too-far-apart`.
 * @example (await roadmapSelection.run(roadmapSelection.example.inputs)).totalValue;
 */
export const roadmapSelection = defineMethod({
  name: 'roadmap-selection',
  field: 'plan',
  title: 'Roadmap selection under capacities and dependencies',
  summary:
    'Which items to do when, so that the roadmap is worth most, what each team’s capacity is worth, and which roadmaps come next.',
  whenToUse: ['A backlog with values and efforts by team, and capacities over a few periods.'],
  whenNot: [
    'When values are only ranks: order them first.',
    'To forecast dates of work under way: use `delivery-forecast`.',
  ],
  assumes: [
    'Values add up over items, and an item is done within one period (not checked).',
    'Efforts are right: see the next best roadmaps for how much hangs on them.',
  ],
  formula: [
    'Maximise the sum of `value · discount^(period - 1)` with each item done at most once, efforts within the capacity of each team and period,',
    'costs within the budget, and an item no earlier than what it depends on (same period allowed unless `samePeriod` is false).',
  ].join('\n'),
  source: [
    'HiGHS: Huangfu & Hall (2018), Parallelizing the dual revised simplex method.',
    'Bagnall, Rayward-Smith & Whittley (2001), The next release problem.',
  ],
  verified:
    'An instance proven by Rglpk and lpSolve to 1e-6; brute force over all schedules of random small roadmaps with dependencies, budget and exclusions.',
  cost: 'Exponential at worst. 200 items, 6 periods and 5 teams: within 2 to 4 % of the bound in a second; after the 60,000 steps, some ten to twenty seconds, within 0.3 to 1.1 %, and 2 to 4 % where a period holds only five items.',
  warns: {
    'not-proven':
      'The search ended first: the gap says how much more could be possible at most. No next best roadmaps then.',
    'time-ran-out': 'Seconds ended the search before its steps did: another machine may answer otherwise.',
    'near-ties': 'The next best roadmap is worth less than 1 % less: decide by what the model does not know.',
    'team-idle': 'A team has more than half of its capacity left: others hold it up.',
    'all-fit': 'Everything is done: there is nothing to decide.',
  },
  heavy: true,
  inputs: roadmapInputs,
  result: z.object({
    schedule: z.array(scheduled).describe('In the order of the items given.'),
    totalValue: z.number(),
    bound: z.number().describe('No roadmap is worth more.'),
    gap: z.number().describe('Bound less value over value; 0 where proven best.'),
    proven: z.boolean(),
    capacities: z.array(capacityUse),
    budget: z.object(limit).nullable(),
    alternatives: z
      .array(z.object({ value: z.number(), added: z.array(z.string()), dropped: z.array(z.string()) }))
      .describe('Next best sets of items beside the best one, best first.'),
    ...report,
  }),
  example: {
    about: 'Nine features, two teams, two quarters; a quarter later is worth a tenth less.',
    source: 'Illustration; its optimum was proven with two solvers.',
    inputs: {
      items: [
        { name: 'Import', value: 15, effort: [4, 5] },
        { name: 'Roles', value: 7, effort: [3, 4] },
        { name: 'Audit log', value: 11, effort: [5, 1] },
        { name: 'Search', value: 34, effort: [2, 8] },
        { name: 'Comments', value: 37, effort: [5, 6] },
        { name: 'Guests', value: 10, effort: [6, 4] },
        { name: 'Themes', value: 6, effort: [5, 5] },
        { name: 'Compliance report', value: 28, effort: [1, 9] },
        { name: 'Badges', value: 5, effort: [6, 2] },
      ],
      teams: ['Server', 'Web'],
      capacity: [
        [12, 15],
        [12, 15],
      ],
      dependencies: [
        { item: 'Audit log', needs: 'Roles' },
        { item: 'Guests', needs: 'Roles' },
        { item: 'Compliance report', needs: 'Audit log' },
      ],
      discountPerPeriod: 0.9,
    },
  },
  async run(inputs, how = {}) {
    const { roadmap, names, teams } = readRoadmap(inputs);
    const programme = programmeOfRoadmap(roadmap);
    const solving = budgetOf(inputs);
    const linear = await solveLinear(programme);
    if (linear === null)
      throw new MethodProblem(
        'cannot-be-kept',
        'items',
        'The mandatory items do not fit: raise a capacity or free one of them.',
      );
    const best = await bestRoadmap(roadmap, programme, linear, {
      budget: solving,
      how,
      relativeGap: inputs.relativeGap,
    });
    const review = { budget: solving.renewed(), relativeGap: inputs.relativeGap };
    const others = best.proven
      ? await nextBest(programme, best, programme.done, { count: inputs.alternatives, ...review })
      : [];
    how.progress?.(0.8);
    const asked =
      best.proven && inputs.oneMoreUnit ? [...programme.capacityRows, ...[programme.budgetRow ?? []].flat()] : [];
    const gains = await gainsOfOneMore(programme, best, asked, review);
    const period = earliestPeriods(roadmap, periodsOf(best.at, roadmap.items, roadmap.periods));
    const schedule = scheduleOf(roadmap, names, period);
    const capacities = capacitiesOf(roadmap, teams, period, { linear, gains, programme });
    const totalValue = schedule.reduce((sum, { value }) => sum + value, 0);
    const bound =
      best.proven && inputs.relativeGap === 0 ? totalValue : Math.max(totalValue, Math.min(best.bound, linear.value));
    const alternatives = others.map((other) => ({
      value: other.value,
      ...differenceOf(other, best, programme, names),
    }));
    const gap = totalValue === 0 ? 0 : (bound - totalValue) / Math.abs(totalValue);
    return {
      schedule,
      totalValue,
      bound,
      gap,
      proven: best.proven,
      capacities,
      budget: spendingOf(roadmap, period, { linear, gains, programme }),
      alternatives,
      warnings: [
        ...warningsOf({ proven: best.proven, gap, schedule, capacities, totalValue, next: others[0]?.value }),
        ...outOfTime(solving),
      ],
      reading: readingOf(schedule, totalValue, capacities),
      picture: pictureOf(capacities, teams),
    };
  },
});

function scheduleOf({ periods, value, discount }: Roadmap, names: readonly string[], period: Int32Array): Scheduled[] {
  return names.map((item, i) => {
    const t = period[i]!;
    return t === periods ? { item, period: null, value: 0 } : { item, period: t + 1, value: value[i]! * discount ** t };
  });
}

interface Solved {
  readonly linear: LinearAnswer;
  readonly gains: readonly (number | null)[];
  readonly programme: RoadmapProgramme;
}

function capacitiesOf(
  roadmap: Roadmap,
  teams: readonly string[],
  period: Int32Array,
  { linear, gains, programme }: Solved,
) {
  return programme.capacityRows.map((row, at) => {
    const t = Math.floor(at / roadmap.teams);
    const team = at % roadmap.teams;
    const used = roadmap.effort.reduce((sum, effort, i) => sum + (period[i] === t ? effort[team]! : 0), 0);
    return {
      period: t + 1,
      team: teams[team]!,
      used,
      limit: roadmap.capacity[t]![team]!,
      shadowPrice: linear.prices[row]!,
      oneMoreUnit: gains[at] ?? null,
    };
  });
}

function spendingOf({ budget, cost, periods }: Roadmap, period: Int32Array, { linear, gains, programme }: Solved) {
  if (budget === undefined || programme.budgetRow === null) return null;
  const used = cost.reduce((sum, one, i) => sum + (period[i]! < periods ? one : 0), 0);
  const oneMoreUnit = gains[programme.capacityRows.length] ?? null;
  return { used, limit: budget, shadowPrice: linear.prices[programme.budgetRow]!, oneMoreUnit };
}

function differenceOf(other: IntegerAnswer, best: IntegerAnswer, { done }: RoadmapProgramme, names: readonly string[]) {
  const only = (here: IntegerAnswer, there: IntegerAnswer) =>
    names.filter((_, i) => here.at[done[i]!]! > 0.5 && there.at[done[i]!]! < 0.5);
  return { added: only(other, best), dropped: only(best, other) };
}

function warningsOf(found: {
  proven: boolean;
  gap: number;
  schedule: readonly Scheduled[];
  capacities: readonly z.infer<typeof capacityUse>[];
  totalValue: number;
  next: number | undefined;
}): Warning[] {
  const warnings: Warning[] = [];
  const share = `${(found.gap * 100).toFixed(1)} %`;
  if (!found.proven)
    warnings.push({
      id: 'not-proven',
      text: `At most ${share} more could be possible: allow more steps, or accept the gap.`,
    });
  if (found.schedule.every(({ period }) => period !== null)) {
    warnings.push({ id: 'all-fit', text: 'Everything is done: add items, or ask for less capacity.' });
    return warnings;
  }
  if (found.next !== undefined && found.next >= found.totalValue - 0.01 * Math.abs(found.totalValue))
    warnings.push({ id: 'near-ties', text: 'The next best roadmap is worth nearly the same: compare both by hand.' });
  const teams = [...new Set(found.capacities.map(({ team }) => team))].filter((team) => {
    const own = found.capacities.filter((one) => one.team === team);
    const room = own.reduce((sum, one) => sum + one.limit, 0);
    return room > 0 && own.reduce((sum, { used }) => sum + used, 0) < room / 2;
  });
  if (teams.length > 0 && new Set(found.capacities.map(({ team }) => team)).size > 1)
    warnings.push({
      id: 'team-idle',
      text: `${teams.join(', ')}: more than half is left over. Other teams hold the roadmap up.`,
    });
  return warnings;
}

function readingOf(
  schedule: readonly Scheduled[],
  value: number,
  capacities: readonly z.infer<typeof capacityUse>[],
): string {
  const done = schedule.filter(({ period }) => period !== null);
  const left = schedule.length - done.length;
  const scarce = capacities.reduce((most, one) => (one.shadowPrice > most.shadowPrice ? one : most));
  const where = `${scarce.team} in period ${scarce.period}`;
  const price = Number(scarce.shadowPrice.toPrecision(3));
  const bottleneck = price > 0 ? ` The bottleneck is ${where}: one more unit there is worth about ${price}.` : '';
  return `${done.length} of ${schedule.length} items fit, together worth ${Number(value.toPrecision(6))}; ${left} stay out.${bottleneck}`;
}

function pictureOf(capacities: readonly z.infer<typeof capacityUse>[], teams: readonly string[]) {
  return {
    kind: 'bars' as const,
    title: 'Share of capacity used',
    x: 'Period',
    y: 'Used over capacity',
    series: teams.map((name) => {
      const own = capacities.filter(({ team }) => team === name);
      return {
        name,
        x: own.map(({ period }) => period),
        y: own.map(({ used, limit: room }) => (room === 0 ? null : used / room)),
      };
    }),
  };
}
