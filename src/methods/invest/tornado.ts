import { z } from 'zod';
import { defineMethod, interval, MethodProblem, type MethodRun, report, type Warning } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { randomFrom } from '../numeric/random.ts';
import { copyOf, DRIVER_NAMES, driverOf, MEASURES, type Plan, planInputs, statementOf } from './profit-model.ts';

/** Weight of the middle value in the PERT distribution. */
const PERT_WEIGHT = 4;

const range = z.object({
  driver: z.string().describe(DRIVER_NAMES),
  low: z.number().describe('Near the lowest it may be.'),
  high: z.number().describe('Near the highest it may be.'),
});
const bar = z.object({
  driver: z.string(),
  base: z.number().describe('Value in the plan.'),
  atLow: z.number().describe('The measure with this driver at its low, all others as planned.'),
  atHigh: z.number(),
  swing: z.number().describe('How far apart the two are.'),
  shareOfVariance: z
    .number()
    .describe('Of the simulated outcome explained by this driver alone, 0 to 1 (squared correlation).'),
  breakEven: z
    .number()
    .nullable()
    .describe('Value at which the measure is 0, if within the range and others as planned; else null.'),
});
type Bar = z.infer<typeof bar>;

/**
 * Tornado: which driver of a plan moves its result most, one at a time and all together.
 *
 * One at a time each driver goes to its low and its high. Together they are drawn from PERT distributions (low, planned, high),
 * independently, which gives the range of the result and the chance of a loss.
 *
 * @throws MethodProblem `driver-unknown`, `plan-outside-range`.
 * @example tornado.run(tornado.example.inputs).drivers[0].driver;
 */
export const tornado = defineMethod({
  name: 'tornado',
  field: 'invest',
  title: 'Tornado (sensitivity of a plan)',
  summary: 'Which uncertain driver moves the result most, and how likely the plan is to lose money.',
  whenToUse: ['Before a plan is decided: to see what to find out first.'],
  whenNot: ['Where drivers move together (price and units): tell that story as a scenario in `profit-and-loss`.'],
  assumes: [
    'Drivers vary independently (not checked).',
    'Lows and highs are honest ends, not good days (not checked).',
  ],
  formula:
    'Swing = result at high less result at low, others as planned. Simulation: `low + (high - low) · Beta(1 + 4 m, 1 + 4 (1 - m))`, m the place of the plan in the range.',
  source: [
    'Howard, R. (1988), Decision analysis: practice and promise, Management Science 34(6).',
    'Malcolm et al. (1959) for the PERT distribution.',
  ],
  verified: 'Swings by hand; simulated mean and spread of a linear plan against their closed form.',
  cost: 'O(runs · (drivers + lines))',
  warns: {
    'may-lose': 'The simulated chance of a loss is above a tenth.',
    'one-driver-decides': 'One driver explains more than half of the spread: find out about it first.',
  },
  heavy: true,
  inputs: z.object({
    ...planInputs,
    ranges: z.array(range).min(1, 'Give the range of at least one driver.').max(100),
    measure: z.enum(MEASURES).default('netProfit').describe('Result that is looked at.'),
    runs: z.int().min(100).max(1_000_000).default(10_000).describe('Of the simulation.'),
    level: z.number().gt(0).lt(1).default(0.9).describe('Share of simulated futures that the range holds.'),
  }),
  result: z.object({
    base: z.number().describe('The measure as planned.'),
    drivers: z.array(bar).describe('Widest swing first.'),
    outcome: interval.describe('Mean of the simulated futures and the range that holds most of them.'),
    standardDeviation: z.number(),
    chanceOfLoss: z.number().describe('Share of simulated futures in which the measure is below 0.'),
    ...report,
  }),
  example: {
    about: 'One product whose units, price and cost are uncertain.',
    source: 'Plain figures.',
    inputs: {
      products: [{ name: 'Pro', units: 1000, price: 120, unitCost: 40 }],
      fixedCosts: [{ name: 'Team', amount: 50_000 }],
      ranges: [
        { driver: 'Pro.units', low: 600, high: 1300 },
        { driver: 'Pro.price', low: 100, high: 130 },
        { driver: 'Pro.unitCost', low: 35, high: 50 },
        { driver: 'fixed.Team', low: 48_000, high: 55_000 },
      ],
    },
  },
  run({ ranges, measure, runs, level, ...plan }, how = {}) {
    const drivers = ranges.map((one, at) => ({ ...one, ...driverOf(plan, one.driver, `ranges.${at}.driver`) }));
    drivers.forEach(({ low, high, now }, at) => {
      if (low > now || high < now)
        throw new MethodProblem(
          'plan-outside-range',
          `ranges.${at}`,
          `Give a low and a high around the planned ${now}.`,
        );
    });
    const resultOf = (one: Plan) => statementOf(one)[measure];
    const base = resultOf(plan);
    const simulated = simulate(plan, drivers, resultOf, { runs, how });
    const bars = drivers
      .map((driver, at): Bar => ({ ...swingOf(plan, driver, resultOf), shareOfVariance: simulated.shares[at]! }))
      .sort((a, b) => b.swing - a.swing);
    const { outcome, standardDeviation, chanceOfLoss } = summaryOf(simulated.results, level);
    return {
      base,
      drivers: bars,
      outcome,
      standardDeviation,
      chanceOfLoss,
      warnings: warningsOf(bars, chanceOfLoss),
      reading: readingOf(bars, outcome, chanceOfLoss),
      picture: {
        kind: 'intervals' as const,
        title: 'Result at the low and the high of each driver',
        x: 'Driver',
        y: measure,
        series: [
          {
            name: measure,
            x: bars.map(({ driver }) => driver),
            y: bars.map(() => base),
            low: bars.map(({ atLow, atHigh }) => Math.min(atLow, atHigh)),
            high: bars.map(({ atLow, atHigh }) => Math.max(atLow, atHigh)),
          },
        ],
        marks: [{ axis: 'y' as const, at: base, label: 'plan' }],
      },
    };
  },
});

interface Ranged {
  readonly driver: string;
  readonly low: number;
  readonly high: number;
  readonly now: number;
  set(plan: Plan, value: number): void;
}
type ResultOf = (plan: Plan) => number;

function swingOf(plan: Plan, { driver, low, high, now, set }: Ranged, resultOf: ResultOf) {
  const at = (value: number) => {
    const copy = copyOf(plan);
    set(copy, value);
    return resultOf(copy);
  };
  const [atLow, atHigh] = [at(low), at(high)];
  return { driver, base: now, atLow, atHigh, swing: Math.abs(atHigh - atLow), breakEven: crossing(at, low, high) };
}

/** The measure is monotone in each driver, so halving finds where it is 0. */
function crossing(at: (value: number) => number, low: number, high: number): number | null {
  const rising = at(high) > at(low);
  if (at(low) === at(high) || at(low) > 0 === at(high) > 0) return null;
  let [from, to] = [low, high];
  for (let step = 0; step < 100; step++) {
    const middle = (from + to) / 2;
    if (at(middle) < 0 === rising) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

function simulate(
  plan: Plan,
  drivers: readonly Ranged[],
  resultOf: ResultOf,
  { runs, how }: { runs: number; how: MethodRun },
) {
  const random = randomFrom(how.seed);
  const copy = copyOf(plan);
  const results = new Float64Array(runs);
  const drawn = drivers.map(() => new Float64Array(runs));
  for (let run = 0; run < runs; run++) {
    if (run % 1024 === 0) how.progress?.(run / runs);
    drivers.forEach(({ low, high, now, set }, at) => {
      const middle = high === low ? 0 : (now - low) / (high - low);
      const value = low + (high - low) * random.beta(1 + PERT_WEIGHT * middle, 1 + PERT_WEIGHT * (1 - middle));
      drawn[at]![run] = value;
      set(copy, value);
    });
    results[run] = resultOf(copy);
  }
  return { results, shares: drawn.map((values) => squaredCorrelation(values, results)) };
}

function squaredCorrelation(one: Float64Array, other: Float64Array): number {
  const mean = (of: Float64Array) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [a, b] = [mean(one), mean(other)];
  let [both, ofOne, ofOther] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    both += (one[i]! - a) * (other[i]! - b);
    ofOne += (one[i]! - a) ** 2;
    ofOther += (other[i]! - b) ** 2;
  }
  return ofOne * ofOther === 0 ? 0 : Math.min(1, both ** 2 / (ofOne * ofOther));
}

function summaryOf(results: Float64Array, level: number) {
  const sorted = results.slice().sort();
  const estimate = sorted.reduce((sum, one) => sum + one, 0) / sorted.length;
  const variance = sorted.reduce((sum, one) => sum + (one - estimate) ** 2, 0) / (sorted.length - 1);
  const at = (share: number) => quantileOfSorted(sorted, share);
  const outcome = { estimate, low: at((1 - level) / 2), high: at((1 + level) / 2), level };
  return {
    outcome,
    standardDeviation: Math.sqrt(variance),
    chanceOfLoss: sorted.filter((one) => one < 0).length / sorted.length,
  };
}

function warningsOf(bars: readonly Bar[], chanceOfLoss: number): Warning[] {
  const warnings: Warning[] = [];
  if (chanceOfLoss > 0.1)
    warnings.push({
      id: 'may-lose',
      text: `A loss has a chance of ${(chanceOfLoss * 100).toFixed(0)} %: lower fixed costs or test first.`,
    });
  const decides = bars.length > 1 ? bars.find(({ shareOfVariance }) => shareOfVariance > 0.5) : undefined;
  if (decides !== undefined)
    warnings.push({
      id: 'one-driver-decides',
      text: `${decides.driver} explains more than half of the spread: find out about it first.`,
    });
  return warnings;
}

function readingOf(
  bars: readonly Bar[],
  outcome: { low: number; high: number; level: number },
  chanceOfLoss: number,
): string {
  const say = (value: number) => String(Number(value.toPrecision(4)));
  const widest = bars[0]!;
  return `${widest.driver} moves the result most, between ${say(Math.min(widest.atLow, widest.atHigh))} and ${say(Math.max(widest.atLow, widest.atHigh))}. With all drivers uncertain the result lies between ${say(outcome.low)} and ${say(outcome.high)} in ${Number((outcome.level * 100).toPrecision(4))} % of futures; the chance of a loss is ${(chanceOfLoss * 100).toFixed(0)} %.`;
}
