import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { carriedOver, delayedWeights, geometricAdstock, geometricWeights, weibullWeights } from './media-curves.ts';

const MOST_PERIODS = 10_000;
/** Above this share of the effect beyond the data the end of the series is not the whole story. */
const LARGE_TAIL = 0.1;

const share = z.number().min(0).max(1);
const decay = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('geometric'),
      retention: share.lt(1, 'Give a share below 1.').describe('Share kept from one period to the next (theta).'),
      normalise: z.boolean().default(false).describe('Times 1 - retention, so that steady spend keeps its level.'),
    }),
    z.object({
      kind: z.enum(['weibull-cdf', 'weibull-pdf']),
      shape: z.number().min(0).describe('Above 1 the pdf peaks late; the cdf turns S-shaped.'),
      scale: share.describe('Share of the window at which the Weibull scale lies (rounded to a period).'),
      window: z
        .int()
        .min(1)
        .max(MOST_PERIODS)
        .optional()
        .describe('Periods an effect may last; the whole series by default.'),
    }),
    z.object({
      kind: z.literal('carryover'),
      retention: share.describe('Weight `retention^((lag - delay)²)`.'),
      delay: z.number().min(0).default(0).describe('Periods until the effect peaks.'),
      lags: z.int().min(1).max(MOST_PERIODS).default(13).describe('Periods an effect lasts.'),
    }),
  ])
  .describe('How an effect fades.');
type Decay = z.output<typeof decay>;

/**
 * Adstock: spend (or exposure) of each period with what is still felt of earlier ones.
 *
 * @example adstock.run({ spend: [100, 0], decay: { kind: 'geometric', retention: 0.5, normalise: false } }).adstocked; // 100, 50
 */
export const adstock = defineMethod({
  name: 'adstock',
  field: 'invest',
  title: 'Adstock and carryover',
  summary: 'How much advertising is still felt in each period when its effect fades over time.',
  whenToUse: ['Before fitting or reading a response curve.', 'To see how long a campaign works after its last day.'],
  whenNot: ['To learn the decay from sales: use `media-response`, which fits it.'],
  assumes: [
    'Effects of periods add up.',
    'Nothing was felt from before the first period (not checked: leave room at the start).',
  ],
  formula: [
    'Geometric: `a_t = x_t + retention · a_(t-1)`.',
    'Weibull cdf: what is kept from lag to lag is `exp(-(lag/scale)^shape)`; pdf: the Weibull density of lag + 1, stretched to 0 to 1. Scale = quantile of 1 to window, rounded.',
    'Carryover: weights `retention^((lag - delay)²)`, divided by their sum.',
  ].join('\n'),
  source: [
    'Broadbent, S. (1979), One way TV advertisements work.',
    'Jin, Wang, Sun, Chan & Koehler (2017), Bayesian methods for media mix modeling with carryover and shape effects.',
    'Robyn (Meta) and LightweightMMM (Google), their definitions.',
  ],
  verified: "Robyn's own functions in R and LightweightMMM's formulas to 1e-8.",
  cost: 'O(periods · lags)',
  warns: {
    'effect-beyond-end': 'More than a tenth of the effect falls after the last period.',
    'no-spend': 'Nothing was spent.',
  },
  inputs: z.object({
    spend: z
      .array(z.number().min(0, 'Spend is 0 or more.'))
      .min(1, 'Give the spend of at least one period.')
      .max(MOST_PERIODS)
      .describe('Spend or exposure of each period, in order, without gaps.'),
    decay,
  }),
  result: z.object({
    adstocked: z.array(z.number()).describe('What is felt in each period, in units of spend.'),
    weights: z.array(z.number()).describe('What is felt of one unit 0, 1, 2 … periods later.'),
    immediate: z.array(z.number()).describe('Of `adstocked`, what comes from the same period.'),
    inflation: z.number().nullable().describe('Felt over spent; null where nothing was spent.'),
    halfLife: z
      .int()
      .nullable()
      .describe('First lag by which half of the whole effect has come; null where there is no effect.'),
    meanLag: z.number().nullable().describe('Mean age of the effect in periods; null where there is no effect.'),
    ...report,
  }),
  example: {
    about: 'Five weeks of steady spend, half of which is kept from week to week.',
    source: "Robyn's documented example (MIT).",
    inputs: { spend: [100, 100, 100, 100, 100], decay: { kind: 'geometric', retention: 0.5 } },
  },
  run({ spend, decay: fading }) {
    const weights = weightsOf(fading, spend.length);
    const adstocked = [...adstockedBy(fading, spend, weights)];
    const spent = sum(spend);
    const whole = sum(weights);
    const { halfLife, meanLag } = timing(weights, whole);
    const inflation = spent === 0 ? null : sum(adstocked) / spent;
    return {
      adstocked,
      weights: [...weights],
      immediate: spend.map((now) => now * weights[0]!),
      inflation,
      halfLife,
      meanLag,
      warnings: warningsOf(spent, spent * whole - sum(adstocked), spent * whole),
      reading: readingOf(inflation, halfLife),
      picture: {
        kind: 'lines' as const,
        title: 'Spend and what is felt of it',
        x: 'Period',
        y: 'Units of spend',
        series: [
          { name: 'Spent', x: spend.map((_, at) => at + 1), y: spend },
          { name: 'Felt', x: spend.map((_, at) => at + 1), y: adstocked },
        ],
      },
    };
  },
});

function weightsOf(fading: Decay, periods: number): Float64Array {
  switch (fading.kind) {
    case 'geometric':
      return geometricWeights(fading.retention, periods).map((weight) => weight * level(fading));
    case 'carryover':
      return delayedWeights(fading.retention, fading.delay, fading.lags);
    default: {
      const type = fading.kind === 'weibull-cdf' ? 'cdf' : 'pdf';
      return weibullWeights(type, fading.shape, fading.scale, fading.window ?? periods);
    }
  }
}

function level({ normalise, retention }: { normalise: boolean; retention: number }): number {
  return normalise ? 1 - retention : 1;
}

function adstockedBy(fading: Decay, spend: readonly number[], weights: Float64Array): Float64Array {
  if (fading.kind !== 'geometric') return carriedOver(spend, weights);
  return geometricAdstock(spend, fading.retention).map((felt) => felt * level(fading));
}

function timing(weights: Float64Array, whole: number): { halfLife: number | null; meanLag: number | null } {
  if (whole === 0) return { halfLife: null, meanLag: null };
  let come = 0;
  let halfLife = 0;
  for (; halfLife < weights.length - 1; halfLife++) {
    come += weights[halfLife]!;
    if (come >= whole / 2) break;
  }
  return { halfLife, meanLag: weights.reduce((total, weight, lag) => total + weight * lag, 0) / whole };
}

function sum(of: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < of.length; at++) total += of[at]!;
  return total;
}

function warningsOf(spent: number, beyond: number, whole: number): Warning[] {
  if (spent === 0) return [{ id: 'no-spend', text: 'Nothing was spent: there is no effect to spread.' }];
  if (beyond <= LARGE_TAIL * whole) return [];
  const tail = `${((beyond / whole) * 100).toFixed(0)} % of the effect`;
  return [
    { id: 'effect-beyond-end', text: `${tail} comes after the last period: add periods before comparing totals.` },
  ];
}

function readingOf(inflation: number | null, halfLife: number | null): string {
  if (inflation === null || halfLife === null) return 'There is no effect to spread over time.';
  const when =
    halfLife === 0 ? 'in the period of the spend' : `within ${halfLife} ${halfLife === 1 ? 'period' : 'periods'} of it`;
  return `Each unit spent is felt ${inflation.toFixed(2)} times over the periods given; half of its effect has come ${when}.`;
}
