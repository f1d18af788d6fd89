import { z } from 'zod';
import { defineMethod, MethodProblem, type MethodRun, report, type Warning } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { halvesDiffer } from './throughput-change.ts';
import {
  chanceDoneBy,
  chanceOfCount,
  MOST_PERIODS,
  simulatedCounts,
  simulatedPeriods,
  throughputOf,
} from './throughput-distribution.ts';

const FEW_PERIODS = 8;
/** Steps of the exact walk that are still quick. */
const MOST_STEPS = 300_000_000;
const DAY = 86_400_000;

const atPercentile = z.object({
  level: z.number().describe('Chance to be done by then, 0 to 1.'),
  periods: z.int().nullable().describe('Null where the chance is not reached within 5,000 periods.'),
  date: z.string().nullable().describe('Null without a start date.'),
});
const countAt = z.object({ level: z.number(), items: z.number() });
const startDate = z.iso.date('Give a day as YYYY-MM-DD.').optional();

/**
 * Delivery forecast from throughput: when the items left will be done, and how many will be done by then.
 *
 * Future periods are drawn from those seen (bootstrap). Whole numbers of items have an exact distribution by convolution, which
 * simulation approaches; other throughput is simulated with the seed given.
 *
 * @throws MethodProblem `nothing-asked`, `no-throughput`, `too-far`.
 * @example deliveryForecast.run(deliveryForecast.example.inputs).whenDone?.percentiles; // 50 %: 12 periods …
 */
export const deliveryForecast = defineMethod({
  name: 'delivery-forecast',
  field: 'plan',
  title: 'Delivery dates from throughput (Monte Carlo)',
  summary: 'By when the items left will be done with which chance, and how many will be done in a given time.',
  whenToUse: ['A team with at least eight weeks of counted, finished items.', 'Instead of adding up estimates.'],
  whenNot: ['After the team, the way of working or the size of items changed: count anew first.'],
  assumes: [
    'Periods to come are like those seen, in any order (a change between halves is checked).',
    'Items left are counted in the same grain; new ones are in the count (not checked).',
  ],
  formula:
    'When: smallest number of periods w with `P(sum of w draws >= items) >= level`. How many: largest n with `P(sum >= n) >= level`.',
  source: [
    'Vacanti, D. (2015), Actionable Agile Metrics for Predictability.',
    'Magennis, T. (2011), Forecasting and Simulating Software Development Projects.',
  ],
  verified:
    'Exact convolution in R: all percentiles equal, cumulative chances to 1e-9; simulation within three standard errors of it.',
  cost: 'Exact: O(periods · items · different throughputs). Simulated: O(runs · periods).',
  warns: {
    'too-few-periods': 'Fewer than eight periods of history.',
    'throughput-changed':
      'The later half of the history differs from the earlier one: use only the part that is like the future.',
    'far-ahead': 'The forecast reaches more than twice as far as the history.',
    'not-finished': 'In some futures the items are not done within 5,000 periods.',
  },
  heavy: true,
  inputs: z.object({
    throughput: z
      .array(z.number().min(0, 'Items done are 0 or more.'))
      .min(1, 'Give at least one period.')
      .max(5000)
      .describe('Items done in each past period; periods with none as 0.'),
    itemsLeft: z.number().min(0).max(1_000_000).optional().describe('To be told when they are done.'),
    periods: z.int().min(1).max(1000).optional().describe('To be told how many are done in so many periods.'),
    levels: z
      .array(z.number().gt(0).lt(1))
      .min(1)
      .default([0.5, 0.7, 0.85, 0.95])
      .describe('Chances asked for, 0 to 1.'),
    estimate: z
      .enum(['auto', 'exact', 'simulated'])
      .default('auto')
      .describe('`auto`: exact where items are whole and it is quick.'),
    runs: z.int().min(100).max(5_000_000).default(100_000).describe('Of the simulation.'),
    startDate: startDate.describe('First day of the first period to come, to be told dates.'),
    periodDays: z.number().positive().default(7).describe('Days a period lasts.'),
  }),
  result: z.object({
    whenDone: z
      .object({
        percentiles: z
          .array(atPercentile)
          .describe('Periods by whose end the items are done with that chance, and that last day.'),
        chanceByPeriod: z.array(z.number()).describe('Chance to be done by the end of period 1, 2, 3 …'),
        meanPeriods: z.number().describe('What lies beyond the last chance listed counts as one period more.'),
      })
      .nullable(),
    howMany: z
      .object({
        periods: z.int(),
        atLeast: z.array(countAt).describe('So many or more with that chance.'),
        mean: z.number(),
        standardDeviation: z.number(),
      })
      .nullable(),
    exact: z.boolean(),
    largestStandardError: z
      .number()
      .describe('Of any chance stated: 0 where exact, at most `0.5 / sqrt(runs)` where simulated.'),
    meanThroughput: z.number(),
    ...report,
  }),
  example: {
    about: 'Twelve weeks of a team; forty items are left, and six weeks until the fair.',
    source: 'Plain counts.',
    inputs: { throughput: [3, 5, 2, 0, 4, 6, 3, 1, 5, 4, 2, 7], itemsLeft: 40, periods: 6, startDate: '2026-01-05' },
  },
  run(inputs, how = {}) {
    const { throughput, itemsLeft, periods, levels } = inputs;
    const meanThroughput = throughput.reduce((sum, one) => sum + one, 0) / throughput.length;
    if (itemsLeft === undefined && periods === undefined)
      throw new MethodProblem('nothing-asked', 'itemsLeft', 'Give `itemsLeft`, `periods` or both.');
    if (meanThroughput === 0)
      throw new MethodProblem('no-throughput', 'throughput', 'Nothing was ever done: no date follows from that.');
    if ((itemsLeft ?? 0) / meanThroughput > MOST_PERIODS)
      throw new MethodProblem(
        'too-far',
        'itemsLeft',
        `At this throughput it takes more than ${MOST_PERIODS} periods: split the goal, or count in longer periods.`,
      );
    const exact = isExact(inputs, meanThroughput);
    const whenDone = itemsLeft === undefined ? null : whenOf(inputs, itemsLeft, exact, how);
    const counts = periods === undefined ? null : { periods, ...howManyOf(inputs, periods, exact, how) };
    const when = whenDone === null ? null : summaryOf(whenDone.chances, inputs);
    return {
      whenDone: when,
      howMany: counts,
      exact,
      largestStandardError: exact ? 0 : 0.5 / Math.sqrt(inputs.runs),
      meanThroughput,
      warnings: warningsOf(throughput, when?.percentiles, whenDone?.complete ?? true),
      reading: readingOf(when?.percentiles, counts, levels, itemsLeft),
      picture:
        when === null
          ? countPicture(counts?.atLeast ?? [])
          : {
              kind: 'lines' as const,
              title: 'Chance to be done',
              x: 'Periods from now',
              y: 'Chance (0 to 1)',
              series: [{ name: 'Done by then', x: when.chanceByPeriod.map((_, at) => at + 1), y: when.chanceByPeriod }],
              marks: when.percentiles.flatMap(({ level, periods: at }) =>
                at === null ? [] : [{ axis: 'x' as const, at, label: percent(level) }],
              ),
            },
    };
  },
});

interface Given {
  readonly throughput: readonly number[];
  readonly itemsLeft?: number | undefined;
  readonly periods?: number | undefined;
  readonly levels: readonly number[];
  readonly estimate: 'auto' | 'exact' | 'simulated';
  readonly runs: number;
  readonly startDate?: string | undefined;
  readonly periodDays: number;
}

function isExact({ throughput, itemsLeft = 0, periods = 0, estimate }: Given, mean: number): boolean {
  if (estimate === 'simulated') return false;
  const whole = throughput.every(Number.isInteger);
  const different = new Set(throughput).size;
  const steps = different * ((itemsLeft * 2 * itemsLeft) / mean + (periods * periods * Math.max(...throughput)) / 2);
  const quick = whole && steps <= MOST_STEPS;
  if (estimate === 'exact' && !quick)
    throw new MethodProblem(
      'not-exact',
      'estimate',
      'Exact needs whole items and not too many of them: ask for `simulated`.',
    );
  return quick;
}

function whenOf(
  inputs: Given,
  items: number,
  exact: boolean,
  how: MethodRun,
): { chances: Float64Array; complete: boolean } {
  if (items === 0) return { chances: Float64Array.of(1), complete: true };
  if (exact) return chanceDoneBy(throughputOf(inputs.throughput), Math.ceil(items));
  const settings = { runs: inputs.runs, random: randomFrom(how.seed), progress: how.progress };
  const taken = simulatedPeriods(Float64Array.from(inputs.throughput), items, settings);
  const chances = new Float64Array(Math.min(MOST_PERIODS, taken.at(-1) ?? 0));
  for (const periods of taken) if (periods <= MOST_PERIODS) chances[periods - 1]! += 1 / inputs.runs;
  for (let at = 1; at < chances.length; at++) chances[at] = Math.min(1, chances[at]! + chances[at - 1]!);
  return { chances, complete: (taken.at(-1) ?? 0) <= MOST_PERIODS };
}

function summaryOf(chances: Float64Array, { levels, startDate, periodDays, itemsLeft }: Given) {
  const percentiles = levels.map((level) => {
    const at = chances.findIndex((chance) => chance >= level - 1e-12);
    const periods = itemsLeft === 0 ? 0 : at < 0 ? null : at + 1;
    const date = startDate === undefined || periods === null ? null : lastDay(startDate, periods * periodDays);
    return { level, periods, date };
  });
  const meanPeriods = itemsLeft === 0 ? 0 : chances.reduce((sum, chance) => sum + 1 - chance, 1);
  return { percentiles, chanceByPeriod: [...chances], meanPeriods };
}

function lastDay(startDate: string, days: number): string {
  const last = Date.parse(`${startDate}T00:00:00Z`) + (Math.max(1, Math.ceil(days)) - 1) * DAY;
  return new Date(last).toISOString().slice(0, 10);
}

function howManyOf(inputs: Given, periods: number, exact: boolean, how: MethodRun) {
  if (!exact) return simulatedHowMany(inputs, periods, how);
  const chances = chanceOfCount(throughputOf(inputs.throughput), periods);
  const atLeast = inputs.levels.map((level) => {
    let above = 0;
    let items = chances.length;
    while (above < level - 1e-12 && items > 0) above += chances[--items]!;
    return { level, items };
  });
  const mean = chances.reduce((sum, chance, items) => sum + chance * items, 0);
  const variance = chances.reduce((sum, chance, items) => sum + chance * (items - mean) ** 2, 0);
  return { atLeast, mean, standardDeviation: Math.sqrt(variance) };
}

function simulatedHowMany({ throughput, levels, runs }: Given, periods: number, how: MethodRun) {
  const settings = { runs, random: randomFrom((how.seed ?? 1) + 1), progress: how.progress };
  const counts = simulatedCounts(Float64Array.from(throughput), periods, settings);
  const mean = counts.reduce((sum, count) => sum + count, 0) / runs;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (runs - 1);
  const atLeast = levels.map((level) => ({ level, items: counts[Math.floor((1 - level) * runs)]! }));
  return { atLeast, mean, standardDeviation: Math.sqrt(variance) };
}

function warningsOf(
  throughput: readonly number[],
  when: readonly { periods: number | null }[] | undefined,
  complete: boolean,
): Warning[] {
  const warnings: Warning[] = [];
  const n = throughput.length;
  if (n < FEW_PERIODS)
    warnings.push({
      id: 'too-few-periods',
      text: `${n} periods: gather at least ${FEW_PERIODS} before promising a date.`,
    });
  else if (halvesDiffer(throughput))
    warnings.push({
      id: 'throughput-changed',
      text: 'The later periods differ from the earlier ones: keep only those like the future.',
    });
  if (when?.some(({ periods }) => periods === null || periods > 2 * n))
    warnings.push({
      id: 'far-ahead',
      text: 'The date lies more than twice as far ahead as the history reaches: forecast again soon.',
    });
  if (!complete) warnings.push({ id: 'not-finished', text: 'Too many items for this throughput: split the goal.' });
  return warnings;
}

function countPicture(atLeast: readonly { level: number; items: number }[]) {
  return {
    kind: 'bars' as const,
    title: 'Items done at least',
    x: 'Chance',
    y: 'Items',
    series: [{ name: 'At least', x: atLeast.map(({ level }) => percent(level)), y: atLeast.map(({ items }) => items) }],
  };
}

function readingOf(
  when: readonly { level: number; periods: number | null; date: string | null }[] | undefined,
  counts: { periods: number; atLeast: readonly { level: number; items: number }[] } | null,
  levels: readonly number[],
  items: number | undefined,
): string {
  const sure = levels.reduce((best, level) => (Math.abs(level - 0.85) < Math.abs(best - 0.85) ? level : best));
  const late = when?.find(({ level }) => level === sure);
  const least = counts?.atLeast.find(({ level }) => level === sure);
  const done =
    late === undefined
      ? []
      : [
          late.periods === null
            ? `A chance of ${percent(sure)} that the ${items} items are done is not reached within ${MOST_PERIODS} periods.`
            : `With a chance of ${percent(sure)} the ${items} items are done within ${late.periods} periods${late.date === null ? '' : `, by ${late.date}`}.`,
        ];
  const count =
    least === undefined || counts === null
      ? []
      : [`In ${counts.periods} periods at least ${least.items} items are done with a chance of ${percent(sure)}.`];
  return [...done, ...count].join(' ');
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}
