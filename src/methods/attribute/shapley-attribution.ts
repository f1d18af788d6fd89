import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { defineMethod, interval, type MethodRun, report, type Warning } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { type Sampled, sampledShapley, shapleyOfWorths } from './coalition-shapley.ts';
import { pathInputs, readPaths, type TouchPaths } from './touch-paths.ts';

/** All coalitions are summed to here; beyond, orders are drawn. */
const MOST_EXACT_CHANNELS = 15;
const FEW_CONVERSIONS = 100;

const channelCredit = z.object({
  channel: z.string(),
  conversions: z.number().describe('Conversions credited; over all channels they sum to all conversions.'),
  standardError: z.number().describe('Of the sampling of orders, in conversions; 0 where exact.'),
  interval: interval
    .nullable()
    .describe(
      'Range of the credited conversions by chance of who converted; null for the `rate` game, whose range is the sampling error alone.',
    ),
  share: z.number().describe('Share of all conversions; may be below 0 in the `rate` game.'),
  value: z.number().nullable().describe('Value credited; null where no values were given.'),
});
type Credit = z.infer<typeof channelCredit>;

/**
 * Shapley attribution: channels are players, and a set of channels is worth what the paths within it achieved.
 *
 * Game `conversions`: v(S) = conversions on paths that use only channels of S. This game is a sum of unanimity games, so its
 * Shapley value is exact for any number of channels: each conversion is split evenly among the different channels of its path.
 * Game `rate`: v(S) = conversions over customers on those paths, which lets a channel on many failed paths lose credit; exact from
 * all coalitions to 15 channels, sampled with its standard error beyond. Rates are scaled so that the credits sum to all conversions.
 *
 * @throws MethodProblem `path-empty`, `no-conversions`, `too-many-channels`.
 * @example shapleyAttribution.run(shapleyAttribution.example.inputs).channels;
 */
export const shapleyAttribution = defineMethod({
  name: 'shapley-attribution',
  field: 'attribute',
  title: 'Shapley attribution',
  summary: 'A fair share of the conversions for each channel, by what sets of channels achieved with and without it.',
  whenToUse: ['Multi-touch paths where order matters less than which channels took part.'],
  whenNot: [
    'To set budgets alone: credit is not cause; run an experiment.',
    'Where the order of touches is the question: use Markov removal.',
  ],
  assumes: [
    'Customers whose paths use a set of channels stand for what that set would achieve (not checked; this is the weak point of the method).',
    'Repeated touches of one channel count once.',
  ],
  formula:
    'Mean over all orders of the channels of what a channel adds to `v`. With `v(S)` the conversions on paths within S this is `sum over paths of conversions / different channels`.',
  source: [
    'Shapley, L. (1953), A value for n-person games.',
    'Zhao, Mahboobi & Bagheri (2018), Shapley value methods for attribution modeling in online advertising.',
  ],
  verified:
    '10,000 paths of 12 channels against subset sums in R to 1e-6; both games against brute force over all orders; sampling against exact within its error.',
  cost: 'O(touches) for `conversions`; O(touches + n 2^n) for `rate` to 15 channels, else O(samples · sets of channels).',
  warns: {
    'too-few-conversions': 'Fewer than 100 conversions: the credits are rough.',
    sampled: 'Orders were sampled: each credit carries a standard error.',
    'negative-credit': 'A channel lowers the conversion rate of the sets it joins.',
    'no-null-paths': 'The `rate` game needs paths that did not convert: none was given.',
  },
  heavy: true,
  inputs: z.object({
    ...pathInputs,
    game: z
      .enum(['conversions', 'rate'])
      .default('conversions')
      .describe('What a set of channels is worth: conversions on paths within it, or their conversion rate.'),
    estimate: z
      .enum(['auto', 'exact', 'sampled'])
      .default('auto')
      .describe('`auto` is exact where feasible; `sampled` draws orders although exact is feasible.'),
    samples: z.int().min(2).max(1_000_000).default(5000).describe('Pairs of orders drawn where sampled.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    channels: z.array(channelCredit),
    exact: z.boolean(),
    totalConversions: z.number(),
    totalValue: z.number().nullable(),
    ...report,
  }),
  example: {
    about: 'Three paths of three channels, one of which converted.',
    source: "Bryl', S. (2016), worked example of attribution (published figures).",
    inputs: {
      paths: [
        { path: ['C1', 'C2', 'C3'], conversions: 1, nulls: 0 },
        { path: ['C1'], conversions: 0, nulls: 1 },
        { path: ['C2', 'C3'], conversions: 0, nulls: 1 },
      ],
    },
  },
  run(inputs, how = {}) {
    const paths = readPaths(inputs);
    const sets = setsOf(paths);
    const split = evenSplit(sets, paths.channels.length);
    const exact = isExact(inputs, paths.channels.length);
    const worked = exact ? exactly(inputs.game, sets, split) : sampled(inputs, sets, paths.channels.length, how);
    const whole = worked.values.reduce((total, one) => total + one, 0);
    const scale = paths.totals.conversions / whole;
    const z = quantile((1 + inputs.level) / 2, 0, 1);
    const channels = paths.channels.map((channel, c): Credit => {
      const conversions = worked.values[c]! * scale;
      const standardError = worked.standardErrors[c]! * scale;
      const reach = z * Math.hypot(Math.sqrt(split.variance[c]!), standardError);
      const low = Math.max(0, conversions - reach);
      const chance = { estimate: conversions, low, high: conversions + reach, level: inputs.level };
      const share = conversions / paths.totals.conversions;
      const value = inputs.game === 'conversions' && exact ? split.value[c]! : share * paths.totals.value;
      return {
        channel,
        conversions,
        standardError,
        interval: inputs.game === 'conversions' ? chance : null,
        share,
        value: paths.valued ? value : null,
      };
    });
    return {
      channels,
      exact,
      totalConversions: paths.totals.conversions,
      totalValue: paths.valued ? paths.totals.value : null,
      warnings: warningsOf(channels, paths, exact, inputs.game),
      reading: readingOf(channels, paths.totals.conversions),
      picture: {
        kind: 'bars' as const,
        title: 'Conversions by Shapley value',
        x: 'Channel',
        y: 'Conversions',
        series: [{ name: 'Shapley', x: [...paths.channels], y: channels.map(({ conversions }) => conversions) }],
      },
    };
  },
});

/** Paths gathered by the set of channels they use: far fewer than there are paths. */
interface ChannelSets {
  readonly members: Int32Array[];
  readonly conversions: number[];
  readonly nulls: number[];
  readonly values: number[];
}

function setsOf({ starts, touches, conversions, nulls, values, channels }: TouchPaths): ChannelSets {
  const sets: ChannelSets = { members: [], conversions: [], nulls: [], values: [] };
  const known = new Map<string | number, number>();
  const small = channels.length <= 31;
  for (let p = 0; p < conversions.length; p++) {
    const path = touches.subarray(starts[p]!, starts[p + 1]!);
    const key = small ? path.reduce((mask, c) => mask | (1 << c), 0) : distinct(path).join();
    const at = known.get(key) ?? sets.members.length;
    if (at === sets.members.length) {
      known.set(key, at);
      sets.members.push(distinct(path));
      for (const column of [sets.conversions, sets.nulls, sets.values]) column.push(0);
    }
    sets.conversions[at]! += conversions[p]!;
    sets.nulls[at]! += nulls[p]!;
    sets.values[at]! += values[p]!;
  }
  return sets;
}

function distinct(path: Int32Array): Int32Array {
  return Int32Array.from(new Set(path)).sort();
}

/** The Shapley value of a sum of unanimity games: everybody in the set gets the same. Variance as of Poisson counts. */
function evenSplit({ members, conversions, values }: ChannelSets, channels: number) {
  const split = {
    values: new Float64Array(channels),
    value: new Float64Array(channels),
    variance: new Float64Array(channels),
  };
  members.forEach((set, at) => {
    for (const c of set) {
      split.values[c]! += conversions[at]! / set.length;
      split.value[c]! += values[at]! / set.length;
      split.variance[c]! += conversions[at]! / set.length ** 2;
    }
  });
  return split;
}

function isExact({ game, estimate }: { game: string; estimate: string }, channels: number): boolean {
  if (estimate === 'sampled') return false;
  return game === 'conversions' || channels <= MOST_EXACT_CHANNELS;
}

function exactly(game: 'conversions' | 'rate', sets: ChannelSets, { values }: { values: Float64Array }): Sampled {
  const n = values.length;
  const standardErrors = new Float64Array(n);
  if (game === 'conversions') return { values, standardErrors };
  const converted = new Float64Array(2 ** n);
  const all = new Float64Array(2 ** n);
  sets.members.forEach((set, at) => {
    const mask = set.reduce((bits, c) => bits | (1 << c), 0);
    converted[mask]! += sets.conversions[at]!;
    all[mask]! += sets.conversions[at]! + sets.nulls[at]!;
  });
  addSubsets(converted, n);
  addSubsets(all, n);
  const rates = converted.map((count, mask) => (all[mask] === 0 ? 0 : count / all[mask]!));
  return { values: shapleyOfWorths(rates, n), standardErrors };
}

/** Turns counts by exact set into counts by all sets within (zeta transform). */
function addSubsets(counts: Float64Array, n: number): void {
  for (let bit = 1; bit < 2 ** n; bit <<= 1)
    for (let mask = 0; mask < counts.length; mask++) if (mask & bit) counts[mask]! += counts[mask ^ bit]!;
}

function sampled(
  { game, samples }: { game: 'conversions' | 'rate'; samples: number },
  sets: ChannelSets,
  players: number,
  how: MethodRun,
): Sampled {
  const place = new Int32Array(players);
  const all = new Float64Array(players);
  const along = (order: Int32Array, worths: Float64Array) => {
    for (let at = 0; at < players; at++) place[order[at]!] = at;
    worths.fill(0);
    all.fill(0);
    for (let s = 0; s < sets.members.length; s++) {
      const set = sets.members[s]!;
      let last = 0;
      for (let m = 0; m < set.length; m++) last = Math.max(last, place[set[m]!]!);
      worths[last]! += sets.conversions[s]!;
      all[last]! += sets.conversions[s]! + sets.nulls[s]!;
    }
    for (let at = 1; at < players; at++) {
      worths[at]! += worths[at - 1]!;
      all[at]! += all[at - 1]!;
    }
    if (game === 'rate') for (let at = 0; at < players; at++) worths[at] = all[at] === 0 ? 0 : worths[at]! / all[at]!;
  };
  return sampledShapley({ players, orders: samples, random: randomFrom(how.seed), progress: how.progress }, along);
}

function warningsOf(channels: readonly Credit[], { totals }: TouchPaths, exact: boolean, game: string): Warning[] {
  const warnings: Warning[] = [];
  const negative = channels.filter(({ conversions }) => conversions < 0).map(({ channel }) => channel);
  if (totals.conversions < FEW_CONVERSIONS)
    warnings.push({
      id: 'too-few-conversions',
      text: `${totals.conversions} conversions: gather at least ${FEW_CONVERSIONS}.`,
    });
  if (!exact) warnings.push({ id: 'sampled', text: 'Read each credit with its standard error, or raise `samples`.' });
  if (negative.length > 0)
    warnings.push({
      id: 'negative-credit',
      text: `${negative.join(', ')}: sets with it convert at a lower rate. Look at whom it reaches before cutting it.`,
    });
  if (game === 'rate' && totals.nulls === 0)
    warnings.push({ id: 'no-null-paths', text: 'Add the paths that did not convert, or use the `conversions` game.' });
  return warnings;
}

function readingOf(channels: readonly Credit[], total: number): string {
  const most = [...channels].sort((a, b) => b.conversions - a.conversions).slice(0, 3);
  const say = most.map(({ channel, share }) => `${channel} ${(share * 100).toFixed(0)} %`).join(', ');
  return `A fair split of ${total} conversions by what sets of channels achieved credits ${say}. It says who took part, not what would have happened without them.`;
}
