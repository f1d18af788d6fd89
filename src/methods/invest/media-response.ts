import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { splitRatio } from './hamiltonian-draws.ts';
import { feltOf, PER_CHANNEL, shapeOf } from './media-model.ts';
import { type Posterior, posteriorOf, type Scaled, scaledData } from './media-posterior.ts';
import { mediaResponseExample } from './media-response.example.ts';
import { mediaWarnings } from './media-warnings.ts';

const betaPrior = z.object({ a: z.number().positive(), b: z.number().positive() });
const channel = z.object({
  name: z.string(),
  spend: z.array(z.number().min(0, 'Spend is 0 or more.')).describe('Of each period, as many as `outcome` has.'),
  retention: betaPrior
    .default({ a: 3, b: 3 })
    .describe('Beta prior of the share of an effect kept from period to period.'),
  half: betaPrior
    .default({ a: 2, b: 2 })
    .describe('Beta prior of the half-saturation as a share of the largest spend.'),
  slope: z
    .object({ shape: z.number().positive(), rate: z.number().positive() })
    .default({ shape: 3, rate: 2 })
    .describe('Gamma prior of the Hill slope.'),
  strength: z
    .number()
    .positive()
    .default(2)
    .describe('Half-normal prior of the largest effect, in standard deviations of the outcome.'),
  measuredReturn: z
    .object({ estimate: z.number(), standardError: z.number().positive() })
    .optional()
    .describe('Outcome per unit of spend found by an experiment: holds the channel to it.'),
});

const answered = z.object({
  name: z.string(),
  contribution: interval.describe('Outcome over all periods that the channel brought.'),
  shareOfOutcome: interval,
  returnOnSpend: interval.describe('Contribution over spend (ROAS where the outcome is revenue).'),
  marginalReturn: interval.describe('Outcome of one more unit a period, at the mean spend held steady.'),
  retention: interval.describe('Share of an effect kept from period to period.'),
  maximum: interval.describe('Largest outcome a period; with `half` and `slope` the curve for `budget-allocation`.'),
  half: interval.describe('Steady spend a period at half of the maximum.'),
  slope: interval,
});
type Answered = z.infer<typeof answered>;

/**
 * Media response regression: how much of an outcome each channel brings, with carryover and saturation fitted under priors.
 *
 * Outcome = base + trend + season + controls + sum of maximum · Hill(adstock(spend)) + normal noise. Geometric adstock keeps the
 * level of steady spend. Sampled by Hamiltonian Monte Carlo around the mode, or (`map`) the normal shape around the mode alone.
 *
 * @throws MethodProblem `lengths-differ`, `too-few-periods-to-fit`, `no-spend`, `constant-outcome`.
 * @example mediaResponse.run({ ...mediaResponse.example.inputs, estimate: 'map' }).channels;
 */
export const mediaResponse = defineMethod({
  name: 'media-response',
  field: 'invest',
  title: 'Media response regression (marketing mix model)',
  summary: 'How much each channel brings, how long it is felt, where it saturates, and how sure that is.',
  whenToUse: ['Two years or more of weekly outcome and spend that went up and down for reasons other than demand.'],
  whenNot: [
    'Channels that are raised whenever demand is high: the model credits them with the demand. Experiment, and give `measuredReturn`.',
    'A few months of data: the priors would answer, not the data.',
  ],
  assumes: [
    'Effects of channels add up; what else moves the outcome is in trend, season and controls (not checked).',
    'No channel lowers the outcome. Nothing is felt from before the first period.',
    'Independent normal noise (its autocorrelation is checked).',
  ],
  formula: [
    'Adstock `a_t = (1 - retention) x_t + retention a_(t-1)`; response `maximum · a^slope / (a^slope + half^slope)`.',
    'Priors: retention and half (share of the largest spend) beta, slope gamma, maximum half-normal, the rest wide normal. Medians and equal-tailed intervals of the draws.',
  ].join('\n'),
  source: [
    'Jin, Wang, Sun, Chan & Koehler (2017), Bayesian methods for media mix modeling with carryover and shape effects.',
    'Hoffman & Gelman (2014), The No-U-Turn sampler (step size).',
  ],
  verified:
    'Gradient against differences; parameters of simulated series lie in their intervals; an experiment pulls the return to it.',
  cost: 'O(draws · path · periods · channels): 208 weeks and 5 channels in seconds; `map` in well under one.',
  warns: {
    'too-few-periods': 'Fewer than 52 periods: the priors weigh heavily.',
    'not-converged': 'Chains disagree, or the mode was not reached: draw more, or drop a channel.',
    'correlated-noise': 'What is left over is correlated in time: intervals are too narrow. Add season or controls.',
    'collinear-channels': 'Two channels move together: the model cannot tell them apart.',
    'prior-decides': 'The data hardly move the prior of how long the effect lasts.',
  },
  heavy: true,
  inputs: z.object({
    outcome: z.array(z.number()).max(5000).describe('Revenue, sign-ups … of each period, in order, without gaps.'),
    channels: z.array(channel).min(1, 'Give at least one channel.').max(30),
    controls: z
      .array(z.object({ name: z.string(), values: z.array(z.number()) }))
      .max(50)
      .default([])
      .describe('Whatever else moves the outcome: price, holidays as 0 and 1, a rival’s sales.'),
    trend: z.boolean().default(true).describe('A straight line over time.'),
    seasonPeriods: z.number().gt(1).optional().describe('Periods of a season, as 52 for weeks of a year.'),
    harmonics: z.int().min(1).max(10).default(2).describe('Waves a season is made of.'),
    estimate: z.enum(['sampled', 'map']).default('sampled').describe('`map` is quick and rougher.'),
    draws: z.int().min(50).max(20_000).default(500).describe('A chain.'),
    warmUp: z.int().min(50).max(20_000).default(300).describe('A chain, thrown away.'),
    chains: z.int().min(1).max(10).default(4),
    level: z.number().gt(0).lt(1).default(0.9).describe('Probability that the intervals hold.'),
  }),
  result: z.object({
    channels: z.array(answered),
    baseline: z.number().describe('Share of the outcome that no channel brought.'),
    rSquared: z.number(),
    noise: z.number().describe('Standard deviation of what is left over, in units of the outcome.'),
    durbinWatson: z.number().describe('Near 2 where what is left over is not correlated in time.'),
    largestRatio: z.number().describe('Split R-hat over all parameters: 1 where the chains agree.'),
    acceptance: z.number().nullable().describe('Of the sampler; null for `map`.'),
    ...report,
  }),
  example: mediaResponseExample,
  run(inputs, how = {}) {
    check(inputs);
    const scaled = scaledData({
      ...inputs,
      spend: inputs.channels.map(({ spend }) => spend),
      priors: inputs.channels,
      measured: inputs.channels.map(({ measuredReturn }) => measuredReturn),
      controls: inputs.controls.map(({ values }) => values),
      seasonPeriods: inputs.seasonPeriods,
    });
    const posterior = posteriorOf(scaled.data, {
      ...inputs,
      sampled: inputs.estimate === 'sampled',
      seed: how.seed ?? 1,
      progress: how.progress,
    });
    const total = inputs.outcome.reduce((sum, one) => sum + one, 0);
    const channels = inputs.channels.map((given, c) =>
      answer(given, { c, scaled, posterior, total, level: inputs.level }),
    );
    const fit = fitOf(scaled, posterior);
    const brought = channels.reduce((sum, one) => sum + one.shareOfOutcome.estimate, 0);
    return {
      channels,
      baseline: 1 - brought,
      ...fit,
      warnings: mediaWarnings(inputs.channels, posterior, fit, inputs.outcome.length),
      reading: readingOf(channels, brought, fit.rSquared),
      picture: {
        kind: 'intervals' as const,
        title: 'Return per unit of spend',
        x: 'Channel',
        y: 'Outcome per unit of spend',
        series: [
          {
            name: 'Return',
            x: channels.map(({ name }) => name),
            y: channels.map(({ returnOnSpend }) => returnOnSpend.estimate),
            low: channels.map(({ returnOnSpend }) => returnOnSpend.low),
            high: channels.map(({ returnOnSpend }) => returnOnSpend.high),
          },
        ],
      },
    };
  },
});

type Channel = z.output<typeof channel>;

function check({
  outcome,
  channels,
  controls,
}: {
  outcome: number[];
  channels: Channel[];
  controls: { values: number[] }[];
}) {
  const n = outcome.length;
  const parameters = channels.length * PER_CHANNEL + controls.length + 4;
  if (n < Math.max(12, parameters))
    throw new MethodProblem(
      'too-few-periods-to-fit',
      'outcome',
      `Give at least ${Math.max(12, parameters)} periods for so many channels and controls.`,
    );
  if (outcome.every((one) => one === outcome[0]))
    throw new MethodProblem('constant-outcome', 'outcome', 'The outcome never changes: there is nothing to explain.');
  channels.forEach(({ spend }, at) => {
    if (spend.length !== n)
      throw new MethodProblem('lengths-differ', `channels.${at}.spend`, `Give ${n} numbers, one for each period.`);
    if (Math.max(...spend) <= 0)
      throw new MethodProblem('no-spend', `channels.${at}.spend`, 'Nothing was spent: leave the channel out.');
  });
  controls.forEach(({ values }, at) => {
    if (values.length !== n)
      throw new MethodProblem('lengths-differ', `controls.${at}.values`, `Give ${n} numbers, one for each period.`);
  });
}

interface Known {
  readonly c: number;
  readonly scaled: Scaled;
  readonly posterior: Posterior;
  readonly total: number;
  readonly level: number;
}

function answer({ name, spend }: Channel, { c, scaled, posterior, total, level }: Known): Answered {
  const { deviation, largest, data } = scaled;
  const spent = spend.reduce((sum, one) => sum + one, 0);
  const mean = spent / spend.length / largest[c]!;
  const rows = posterior.rows.map((row) => {
    const shape = shapeOf(row, c);
    const effect = feltOf(data.spend[c]!, shape).reduce((sum, one) => sum + one, 0);
    const at = 1 / (1 + (shape.half / mean) ** shape.slope);
    const contribution = shape.strength * effect * deviation;
    const marginal = (shape.strength * deviation * shape.slope * at * (1 - at)) / (mean * largest[c]!);
    return { ...shape, contribution, marginal };
  });
  const over = (of: (row: (typeof rows)[number]) => number) => {
    const sorted = Float64Array.from(rows, of).sort();
    const at = (share: number) => quantileOfSorted(sorted, share);
    return { estimate: at(0.5), low: at((1 - level) / 2), high: at((1 + level) / 2), level };
  };
  return {
    name,
    contribution: over(({ contribution }) => contribution),
    shareOfOutcome: over(({ contribution }) => (total === 0 ? 0 : contribution / total)),
    returnOnSpend: over(({ contribution }) => contribution / spent),
    marginalReturn: over(({ marginal }) => marginal),
    retention: over(({ retention }) => retention),
    maximum: over(({ strength }) => strength * deviation),
    half: over(({ half }) => half * largest[c]!),
    slope: over(({ slope }) => slope),
  };
}

/** At the mode: what is left over. Over the draws: whether chains agree. */
function fitOf({ data, deviation }: Scaled, { mode, rows, chains, acceptance }: Posterior) {
  const left = data.outcome.slice();
  data.spend.forEach((spend, c) => {
    const shape = shapeOf(mode.at, c);
    feltOf(spend, shape).forEach((felt, t) => {
      left[t]! -= shape.strength * felt;
    });
  });
  data.columns.forEach((column, k) => {
    const weight = mode.at[data.spend.length * PER_CHANNEL + k]!;
    for (let t = 0; t < left.length; t++) left[t]! -= weight * column[t]!;
  });
  const squares = left.reduce((sum, one) => sum + one * one, 0);
  const steps = left.reduce((sum, one, t) => (t === 0 ? 0 : sum + (one - left[t - 1]!) ** 2), 0);
  const ratios = Array.from(mode.at, (_, i) =>
    splitRatio(
      Float64Array.from(rows, (row) => row[i]!),
      chains,
    ),
  );
  return {
    rSquared: 1 - squares / (left.length - 1),
    noise: Math.sqrt(squares / left.length) * deviation,
    durbinWatson: squares === 0 ? 2 : steps / squares,
    largestRatio: Math.max(1, ...ratios),
    acceptance,
  };
}

function readingOf(channels: readonly Answered[], brought: number, rSquared: number): string {
  const say = (value: number) => String(Number(value.toPrecision(3)));
  const best = channels.reduce((most, one) => (one.returnOnSpend.estimate > most.returnOnSpend.estimate ? one : most));
  const { estimate, low, high } = best.returnOnSpend;
  return `The channels brought ${(brought * 100).toFixed(0)} % of the outcome; the model follows ${(rSquared * 100).toFixed(0)} % of its ups and downs. ${best.name} returns most per unit spent, ${say(estimate)} (${say(low)} to ${say(high)}). Hold a channel out for a while to prove it.`;
}
