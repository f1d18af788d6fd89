import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { pathInputs, readPaths, type TouchPaths } from './touch-paths.ts';

/** Below this many conversions the shares are mostly chance. */
const FEW_CONVERSIONS = 100;
/** A channel whose share moves by this much with the rule is decided by the rule, not by the data. */
const WIDE_SPREAD = 0.1;

const RULES = ['first', 'last', 'linear', 'position', 'timeDecay'] as const;
type Rule = (typeof RULES)[number];
type Credits = Record<Rule, Float64Array>;

const eachRule = <Of extends z.ZodType>(of: Of) =>
  z.object({ first: of, last: of, linear: of, position: of, timeDecay: of });

/**
 * Rule-based attribution: first touch, last touch, linear, position-based and time decay beside each other.
 *
 * A rule gives each touch of a converting path a weight, the weights of a path sum to 1, and a channel is credited with its
 * weights times the conversions (and their value). Intervals say how far the credit would move by which visitors happened to
 * convert (Poisson counts: variance is the sum of conversions times squared weight); they say nothing of cause.
 *
 * @throws MethodProblem `path-empty`, `no-conversions`, `too-many-channels`, `times-unlike-path`, `position-over-one`.
 * @example heuristicAttribution.run({ paths: [{ path: ['search', 'mail'], conversions: 2, nulls: 0 }], ... }).channels;
 */
export const heuristicAttribution = defineMethod({
  name: 'heuristic-attribution',
  field: 'attribute',
  title: 'First, last, linear, position and time-decay attribution',
  summary:
    'How five customary rules share the conversions among the channels, and how much the choice of the rule matters.',
  whenToUse: [
    'To see what the rule in your analytics tool does to the picture.',
    'As the baseline beside Markov or Shapley credit.',
  ],
  whenNot: [
    'To decide budgets alone: no rule knows what would have happened without the touch; run an experiment.',
    'Where unconverted paths are known: Markov removal uses them, rules do not.',
  ],
  assumes: [
    'Each path is complete and belongs to one customer (not checked).',
    'The rule is a convention, not an estimate.',
  ],
  formula: [
    'First: all to the first touch. Last: all to the last. Linear: `1/n` to each of n touches.',
    'Position: `first` and `last` shares to the ends, the rest evenly to the touches between; two touches split in the ratio of the ends.',
    'Time decay: weight `2^(-age/halfLife)`, made to sum to 1; age is touches before the last or, where given, days before the conversion.',
  ].join('\n'),
  source: [
    'R package ChannelAttribution 2.2.4 (heuristic_models).',
    'Berman, R. (2018), Beyond the last touch, Marketing Science 37(5).',
  ],
  verified:
    'ChannelAttribution on its 10,000 paths of 12 channels: first, last, linear for counts and value, position, time decay to 1e-6.',
  cost: 'O(touches)',
  warns: {
    'too-few-conversions': 'Fewer than 100 conversions: the shares are rough.',
    'rules-disagree': 'A share moves by 10 points or more with the rule: do not decide on one rule.',
  },
  inputs: z.object({
    ...pathInputs,
    positionFirst: z.number().min(0).max(1).default(0.4).describe('Share of the first touch under the position rule.'),
    positionLast: z.number().min(0).max(1).default(0.4).describe('Share of the last touch under the position rule.'),
    halfLife: z
      .number()
      .positive('Give a half-life above 0.')
      .default(2)
      .describe('After so many touches (days, where `daysBefore` is given) a touch counts half as much.'),
    daysBefore: z
      .array(z.array(z.number().min(0)))
      .optional()
      .describe('For each path, the days between each touch and the conversion: time decay then runs in days.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    channels: z.array(
      z.object({
        channel: z.string(),
        conversions: eachRule(z.number()).describe('Conversions credited under each rule.'),
        interval: eachRule(interval).describe('The same with the range that chance alone would give.'),
        share: eachRule(z.number()).describe('Share of all conversions, 0 to 1.'),
        value: eachRule(z.number())
          .nullable()
          .describe('Value credited under each rule; null where no values were given.'),
        spread: z.number().describe('Largest less smallest share over the rules.'),
      }),
    ),
    totalConversions: z.number(),
    totalValue: z.number().nullable(),
    ...report,
  }),
  example: {
    about: 'Three paths of three channels, one of which converted.',
    source: "Bryl', S. (2016), worked example of a Markov attribution (published figures).",
    inputs: {
      paths: [
        { path: ['C1', 'C2', 'C3'], conversions: 1, nulls: 0 },
        { path: ['C1'], conversions: 0, nulls: 1 },
        { path: ['C2', 'C3'], conversions: 0, nulls: 1 },
      ],
    },
  },
  run(inputs) {
    const paths = readPaths(inputs);
    const ends = { first: inputs.positionFirst, last: inputs.positionLast };
    const ages = agesOf(paths, inputs.daysBefore);
    const credits = creditsOf(paths, ends, ages, inputs.halfLife);
    const z = quantile((1 + inputs.level) / 2, 0, 1);
    const channels = paths.channels.map((channel, c) => {
      const conversions = perRule((rule) => credits.conversions[rule][c]!);
      const share = perRule((rule) => conversions[rule] / paths.totals.conversions);
      const around = (rule: Rule) => {
        const reach = z * Math.sqrt(credits.variance[rule][c]!);
        const estimate = conversions[rule];
        return { estimate, low: Math.max(0, estimate - reach), high: estimate + reach, level: inputs.level };
      };
      const value = paths.valued ? perRule((rule) => credits.value[rule][c]!) : null;
      const spread = Math.max(...Object.values(share)) - Math.min(...Object.values(share));
      return { channel, conversions, interval: perRule(around), share, value, spread };
    });
    return {
      channels,
      totalConversions: paths.totals.conversions,
      totalValue: paths.valued ? paths.totals.value : null,
      warnings: warningsOf(channels, paths.totals.conversions),
      reading: readingOf(channels, paths.totals.conversions),
      picture: {
        kind: 'bars' as const,
        title: 'Conversions credited by rule',
        x: 'Channel',
        y: 'Conversions',
        series: RULES.map((rule) => ({
          name: rule,
          x: [...paths.channels],
          y: channels.map(({ conversions }) => conversions[rule]),
        })),
      },
    };
  },
});

function perRule<Of>(of: (rule: Rule) => Of): Record<Rule, Of> {
  return {
    first: of('first'),
    last: of('last'),
    linear: of('linear'),
    position: of('position'),
    timeDecay: of('timeDecay'),
  };
}

/** Touches before the last, or the days given. */
function agesOf({ starts, touches }: TouchPaths, daysBefore: readonly (readonly number[])[] | undefined): Float64Array {
  const ages = new Float64Array(touches.length);
  for (let p = 0; p < starts.length - 1; p++) {
    const n = starts[p + 1]! - starts[p]!;
    const days = daysBefore?.[p];
    if (daysBefore !== undefined && days?.length !== n)
      throw new MethodProblem(
        'times-unlike-path',
        `daysBefore.${p}`,
        `Give ${n} numbers, one for each touch of the path.`,
      );
    for (let t = 0; t < n; t++) ages[starts[p]! + t] = days === undefined ? n - 1 - t : days[t]!;
  }
  return ages;
}

function creditsOf(paths: TouchPaths, ends: { first: number; last: number }, ages: Float64Array, halfLife: number) {
  const empty = (): Credits => perRule(() => new Float64Array(paths.channels.length));
  const sums = { conversions: empty(), value: empty(), variance: empty() };
  const ofPath = new Float64Array(paths.channels.length);
  const weigh = weights(ends, ages, halfLife);
  for (let p = 0; p < paths.starts.length - 1; p++) {
    const from = paths.starts[p]!;
    const to = paths.starts[p + 1]!;
    if (paths.conversions[p] === 0 && paths.values[p] === 0) continue;
    for (const rule of RULES) {
      weigh[rule](from, to);
      for (let t = from; t < to; t++) ofPath[paths.touches[t]!]! += weigh.buffer[t - from]!;
      for (let t = from; t < to; t++) {
        const c = paths.touches[t]!;
        const weight = ofPath[c]!;
        ofPath[c] = 0;
        sums.conversions[rule][c]! += weight * paths.conversions[p]!;
        sums.value[rule][c]! += weight * paths.values[p]!;
        sums.variance[rule][c]! += weight * weight * paths.conversions[p]!;
      }
    }
  }
  return sums;
}

/** Writes the weights of the touches `from` to `to` into one buffer, used again for each path. */
function weights(ends: { first: number; last: number }, ages: Float64Array, halfLife: number) {
  let buffer = new Float64Array(64);
  const level = (from: number, to: number, weight: number) => {
    if (to - from > buffer.length) buffer = new Float64Array(2 * (to - from));
    buffer.fill(weight, 0, to - from);
  };
  const alone = (from: number, to: number, at: number) => {
    level(from, to, 0);
    buffer[at - from] = 1;
  };
  return {
    get buffer() {
      return buffer;
    },
    first: (from: number, to: number) => alone(from, to, from),
    last: (from: number, to: number) => alone(from, to, to - 1),
    linear: (from: number, to: number) => level(from, to, 1 / (to - from)),
    position(from: number, to: number) {
      const n = to - from;
      const [first, last] = endShares(ends, n);
      level(from, to, (1 - first - last) / Math.max(1, n - 2));
      buffer[0] = first;
      buffer[n - 1] = n === 1 ? 1 : last;
    },
    timeDecay(from: number, to: number) {
      level(from, to, 0);
      let youngest = Number.POSITIVE_INFINITY;
      for (let t = from; t < to; t++) youngest = Math.min(youngest, ages[t]!);
      let sum = 0;
      for (let t = from; t < to; t++) sum += buffer[t - from] = 2 ** ((youngest - ages[t]!) / halfLife);
      for (let t = 0; t < to - from; t++) buffer[t]! /= sum;
    },
  };
}

/** Shares of the ends; without touches between they take all, in their own ratio. */
function endShares({ first, last }: { first: number; last: number }, touches: number): [number, number] {
  if (first + last > 1)
    throw new MethodProblem('position-over-one', 'positionLast', 'The two ends together take at most 1.');
  if (touches > 2) return [first, last];
  return first + last === 0 ? [0.5, 0.5] : [first / (first + last), last / (first + last)];
}

function warningsOf(channels: readonly { channel: string; spread: number }[], conversions: number): Warning[] {
  const wide = channels.filter(({ spread }) => spread >= WIDE_SPREAD);
  const warnings: Warning[] = [];
  if (conversions < FEW_CONVERSIONS)
    warnings.push({
      id: 'too-few-conversions',
      text: `${conversions} conversions: gather at least ${FEW_CONVERSIONS}.`,
    });
  if (wide.length > 0)
    warnings.push({
      id: 'rules-disagree',
      text: `The rule decides the credit of ${wide.map(({ channel }) => channel).join(', ')}: compare with Markov or Shapley credit, or test.`,
    });
  return warnings;
}

function readingOf(
  channels: readonly { channel: string; share: Record<Rule, number>; spread: number }[],
  total: number,
) {
  const best = (rule: Rule) => channels.reduce((most, one) => (one.share[rule] > most.share[rule] ? one : most));
  const say = (rule: Rule) => `${best(rule).channel} (${(best(rule).share[rule] * 100).toFixed(0)} %)`;
  const widest = channels.reduce((most, one) => (one.spread > most.spread ? one : most));
  return `Of ${total} conversions the first touch credits ${say('first')} most, the last touch ${say('last')}, an even split ${say('linear')}. The rule matters most for ${widest.channel}, whose share moves by ${(widest.spread * 100).toFixed(0)} points.`;
}
