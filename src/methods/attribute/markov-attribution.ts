import { z } from 'zod';
import { defineMethod, interval, type MethodRun, report, type Warning } from '../method.ts';
import { type Random, randomFrom } from '../numeric/random.ts';
import { pathInputs, readPaths } from './touch-paths.ts';
import {
  type Chain,
  CONVERSION,
  type Conversion,
  chainOf,
  conversionOfAnyOrder,
  conversionOfFirstOrder,
  countsOf,
  fitOf,
  probabilitiesOf,
  walkOf,
} from './transition-chain.ts';

const FEW_CONVERSIONS = 100;
const EXACT = 1e-14;
/** A resampled chain varies far more than this. */
const ROUGH = 1e-7;
/** Above this a Poisson count is drawn as a rounded normal. */
const LARGE_COUNT = 40;

const channelCredit = z.object({
  channel: z.string(),
  removalEffect: interval.describe('Share of conversions lost if whoever would touch this channel were lost, 0 to 1.'),
  share: interval.describe('Removal effect as a share of the sum of all removal effects, 0 to 1.'),
  conversions: z.number().describe('Share times all conversions.'),
  value: z.number().nullable().describe('Share times all value; null where no values were given.'),
});
type Credit = z.infer<typeof channelCredit>;

/**
 * Markov removal attribution: what share of conversions would be lost without each channel, by the chain the paths describe.
 *
 * The chain is solved, not simulated, so the same paths always give the same credit (R's ChannelAttribution simulates and is up
 * to 2 % off). Repeated touches of one channel in a row count once unless `repeats` is `each`. Order 2 and 3 make the state the
 * last two or three touches; compare `fit.bic` between orders. Intervals come from resampling the customers (Poisson bootstrap).
 *
 * @throws MethodProblem `path-empty`, `no-conversions`, `too-many-channels`.
 * @example markovAttribution.run(markovAttribution.example.inputs).channels[0].removalEffect.estimate; // 0.5
 */
export const markovAttribution = defineMethod({
  name: 'markov-attribution',
  field: 'attribute',
  title: 'Markov removal attribution',
  summary: 'Which share of conversions each channel is credited with, by what would be lost if it were taken away.',
  whenToUse: ['Multi-touch paths of customers who converted and of customers who did not.'],
  whenNot: [
    'To set budgets alone: the chain describes what happened together, not what a channel caused; run an experiment.',
    'Where only converted paths are known: the chance to convert is then 1 and the effects say little.',
  ],
  assumes: [
    'The next touch depends on the last one (two or three with a higher order) only: compare orders by `fit.bic` (not checked).',
    'A customer who meets a removed channel is lost (the definition of the removal effect).',
    'Paths are complete and customers independent (not checked).',
  ],
  formula: [
    'Transition probability = transitions from a to b over transitions from a, with a start, a conversion and a no-conversion state.',
    'P = chance to convert from the start, from `(I - Q) x = r`. Removal effect of c = `1 - P(without c) / P`; credit = effect over the sum of effects.',
  ].join('\n'),
  source: ['Anderl, Becker, von Wangenheim & Schumann (2016), Mapping the customer journey, IJRM 33:457-474.'],
  verified:
    'Worked example of three paths (.5, 1, 1; credits .2, .4, .4) to 1e-9; 10,000 paths of 12 channels against the linear solution in R to 1e-6 and ChannelAttribution 2.2.4 within its 2 %; order 2 and 3 against a dense solution.',
  cost: 'O(touches + channels³) for order 1; for orders 2 and 3 a few hundred sweeps over the transitions for each channel; times the resamples.',
  warns: {
    'too-few-conversions': 'Fewer than 100 conversions: the effects are rough.',
    'no-null-paths': 'No path without conversion was given: the chance to convert is 1 by construction.',
    'not-converged': 'The chain did not settle: it nearly never ends.',
  },
  heavy: true,
  inputs: z.object({
    ...pathInputs,
    order: z
      .int()
      .min(1)
      .max(3, 'Orders 1 to 3 are offered.')
      .default(1)
      .describe('How many last touches make the state.'),
    repeats: z
      .enum(['once', 'each'])
      .default('once')
      .describe('Whether touches of one channel in a row count once (the usual convention) or each.'),
    resamples: z.int().min(0).max(5000).default(200).describe('Bootstrap samples for the intervals; 0 for none.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    channels: z.array(channelCredit),
    conversionProbability: interval.describe('Chance to convert from the start.'),
    totalConversions: z.number(),
    totalValue: z.number().nullable(),
    transitions: z
      .array(z.object({ from: z.string(), to: z.string(), probability: z.number() }))
      .describe('Order 1 only, else empty; `(start)`, `(conversion)` and `(null)` are the ends.'),
    fit: z
      .object({
        logLikelihood: z.number(),
        parameters: z.int(),
        states: z.int(),
        aic: z.number(),
        bic: z.number(),
      })
      .describe('How well this order predicts the next touch: smaller AIC and BIC are better.'),
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
  run(inputs, how = {}) {
    const paths = readPaths(inputs);
    const chain = chainOf(paths, inputs.order, inputs.repeats === 'once');
    const counts = countsOf(chain, chain.conversions, chain.nulls);
    const probability = probabilitiesOf(chain, counts);
    const solve = solverOf(chain);
    const point = solve(probability, EXACT);
    const draws = resampled(chain, solve, inputs.resamples, how);
    const effects = effectsOf(point);
    const total = sum(effects);
    const around = bounds(inputs.level);
    const channels = paths.channels.map((channel, c): Credit => {
      const share = effects[c]! / total;
      return {
        channel,
        removalEffect: around(
          effects[c]!,
          draws.map((draw) => draw.effects[c]!),
        ),
        share: around(
          share,
          draws.map((draw) => draw.effects[c]! / draw.total),
        ),
        conversions: share * paths.totals.conversions,
        value: paths.valued ? share * paths.totals.value : null,
      };
    });
    return {
      channels,
      conversionProbability: around(
        point.overall,
        draws.map(({ overall }) => overall),
      ),
      totalConversions: paths.totals.conversions,
      totalValue: paths.valued ? paths.totals.value : null,
      transitions: inputs.order === 1 ? named(chain, paths.channels, probability) : [],
      fit: fitOf(chain, counts, probability),
      warnings: warningsOf(paths.totals, point.settled),
      reading: readingOf(channels, point.overall),
      picture: {
        kind: 'intervals' as const,
        title: 'Share of conversions by removal effect',
        x: 'Channel',
        y: 'Share of conversions (0 to 1)',
        series: [
          {
            name: `Markov, order ${inputs.order}`,
            x: [...paths.channels],
            y: channels.map(({ share }) => share.estimate),
            low: channels.map(({ share }) => share.low),
            high: channels.map(({ share }) => share.high),
          },
        ],
      },
    };
  },
});

/** Solutions are kept from one call to the next, so a resampled chain begins near its own. */
function solverOf(chain: Chain): (probability: Float64Array, tolerance: number) => Conversion {
  if (chain.order === 1) return (probability) => conversionOfFirstOrder(chain, probability);
  const walk = walkOf(chain);
  const memory = Array.from({ length: chain.channels + 1 }, () => new Float64Array(chain.lastTouched.length));
  return (probability, tolerance) => conversionOfAnyOrder(chain, probability, walk, { memory, tolerance });
}

function effectsOf({ overall, without }: Conversion): Float64Array {
  return without.map((left) => Math.max(0, 1 - left / overall));
}

interface Draw {
  readonly effects: Float64Array;
  readonly total: number;
  readonly overall: number;
}

function resampled(chain: Chain, solve: ReturnType<typeof solverOf>, runs: number, how: MethodRun): Draw[] {
  const random = randomFrom(how.seed);
  const draws: Draw[] = [];
  for (let run = 0; run < runs; run++) {
    how.progress?.(run / runs);
    const counts = countsOf(
      chain,
      chain.conversions.map((count) => poisson(count, random)),
      chain.nulls.map((count) => poisson(count, random)),
    );
    const conversion = solve(probabilitiesOf(chain, counts), ROUGH);
    if (conversion.overall <= 0) continue;
    const effects = effectsOf(conversion);
    draws.push({ effects, total: sum(effects), overall: conversion.overall });
  }
  return draws;
}

function poisson(mean: number, random: Random): number {
  if (mean === 0) return 0;
  if (mean > LARGE_COUNT) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  let count = 0;
  for (let left = random.uniform(), chance = Math.exp(-mean); left > chance; count++) {
    left -= chance;
    chance *= mean / (count + 1);
    if (count > 10 * LARGE_COUNT) break;
  }
  return count;
}

function bounds(level: number) {
  return (estimate: number, draws: readonly number[]) => {
    const sorted = Float64Array.from(draws).sort();
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? estimate;
    return {
      estimate,
      low: Math.min(estimate, at((1 - level) / 2)),
      high: Math.max(estimate, at((1 + level) / 2)),
      level,
    };
  };
}

function named(chain: Chain, channels: readonly string[], probability: Float64Array) {
  const name = (state: number, missing: string) => channels[chain.lastTouched[state] ?? -1] ?? missing;
  return Array.from(probability, (share, e) => ({
    from: name(chain.from[e]!, '(start)'),
    to: name(chain.to[e]!, chain.to[e] === CONVERSION ? '(conversion)' : '(null)'),
    probability: share,
  })).filter(({ probability: share }) => share > 0);
}

function sum(of: Float64Array): number {
  return of.reduce((total, one) => total + one, 0);
}

function warningsOf(totals: { conversions: number; nulls: number }, settled: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (totals.conversions < FEW_CONVERSIONS)
    warnings.push({
      id: 'too-few-conversions',
      text: `${totals.conversions} conversions: gather at least ${FEW_CONVERSIONS}.`,
    });
  if (totals.nulls === 0)
    warnings.push({
      id: 'no-null-paths',
      text: 'Add the paths that did not convert: without them every path converts.',
    });
  if (!settled)
    warnings.push({ id: 'not-converged', text: 'The chain nearly never ends: use order 1, or shorten the paths.' });
  return warnings;
}

function readingOf(channels: readonly Credit[], overall: number): string {
  const [most, next] = [...channels].sort((a, b) => b.share.estimate - a.share.estimate);
  const say = (one: Credit) =>
    `${one.channel} ${(one.share.estimate * 100).toFixed(0)} % (${(one.share.low * 100).toFixed(0)} to ${(one.share.high * 100).toFixed(0)})`;
  const credit = [most, next].flatMap((one) => (one === undefined ? [] : [say(one)])).join(', then ');
  return `A path converts with a chance of ${(overall * 100).toFixed(1)} %. By what would be lost without it, most credit goes to ${credit}. This describes which channels stand on converting paths; only an experiment shows what they cause.`;
}
