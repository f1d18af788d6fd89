import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import { z } from 'zod';
import { defineMethod, interval, report } from '../method.ts';
import { root } from '../numeric/root.ts';
import { arms, armWarnings, betaPrior, posteriorOf } from './beta-posterior.ts';
import { massesOf, race } from './posterior-race.ts';
import { percent, points } from './wording.ts';

type Posterior = ReturnType<typeof posteriorOf>;

/**
 * Bayesian comparison of rates (beta-binomial): how likely each arm is best, and what is lost if one picks it and is wrong.
 *
 * The first arm is the control. Everything is integrated, not simulated, so the same data always give the same digits.
 *
 * @example bayesianProportions.run({ arms: [{ successes: 3, trials: 20 }, { successes: 7, trials: 22 }], prior: { alpha: 1, beta: 1 }, level: 0.95 }).arms[1].probabilityToBeatControl; // 0.8893
 */
export const bayesianProportions = defineMethod({
  name: 'bayesian-proportions',
  field: 'compare',
  title: 'Bayesian comparison of rates',
  summary: 'How likely each arm of an A/B/n test is the best, by how much, and the loss to expect from choosing it.',
  whenToUse: [
    'Choosing one of several variants where a small mistake is cheap: pick when the expected loss is tolerable.',
  ],
  whenNot: ['Where the rate of false alarms must be bounded: use two-proportions or confidence-sequence.'],
  assumes: [
    'Independent trials (not checked).',
    'The prior says what was believed before; with few trials it decides (checked).',
  ],
  formula:
    'Posterior Beta(α + successes, β + failures). P(best) = `∫ f_i Π F_j`; expected loss of i against others `∫ F_i (1 - Π F_j)`; both by Gauss-Legendre panels on the logit. ' +
    'Intervals of rates by beta quantiles, of difference and lift by inverting `P(B - A ≤ d) = ∫ f_A(a) F_B(a + d) da`.',
  source: [
    'Miller, E. (2014), Formulas for Bayesian A/B testing.',
    'Stucchio, C. (2015), Bayesian A/B testing at VWO.',
  ],
  verified:
    'R 4.2.2 integrate() and Miller’s closed sum: probabilities to 1e-9, losses to 1e-11; intervals of rates to 1e-12.',
  cost: 'O(arms²·nodes), a few thousand beta integrals for a handful of arms',
  warns: { 'prior-dominates': 'An arm has fewer trials than the prior imagines.' },
  inputs: z.object({
    arms: arms.describe('The control first: how many of how many did it.'),
    prior: betaPrior,
    level: z.number().gt(0).lt(1).default(0.95).describe('Probability within the credible intervals (equal tails).'),
  }),
  result: z.object({
    arms: z.array(
      z.object({
        name: z.string(),
        alpha: z.number().describe('Of the beta posterior.'),
        beta: z.number(),
        rate: interval.describe('Posterior mean with its credible interval.'),
        probabilityBest: z.number(),
        expectedLoss: z
          .number()
          .describe('Expected shortfall of this arm’s rate behind the best of all others, if it is chosen.'),
        probabilityToBeatControl: z.number().nullable().describe('null for the control itself.'),
        difference: interval.nullable().describe('Rate less the control’s.'),
        relativeLift: interval
          .nullable()
          .describe(
            'Expected rate over the control’s, less 1; null for the control, or where the control’s alpha is not above 1.',
          ),
        expectedLossAgainstControl: z
          .number()
          .nullable()
          .describe('Expected shortfall behind the control, if this arm is chosen over it.'),
        expectedLossOfKeepingControl: z
          .number()
          .nullable()
          .describe('Expected shortfall of the control behind this arm, if the control is kept.'),
      }),
    ),
    probabilityBeats: z
      .array(z.array(z.number()))
      .describe('[i][j]: chance that arm i exceeds arm j; 0.5 on the diagonal.'),
    best: z.string().describe('The arm with the least expected loss.'),
    ...report,
  }),
  example: {
    about: 'Four sign-up buttons of the 2008 Obama campaign.',
    source: 'Counts published by Optimizely (2010), How Obama raised $60 million.',
    inputs: {
      arms: [
        { name: 'Sign Up', successes: 5851, trials: 77858 },
        { name: 'Learn More', successes: 6927, trials: 77729 },
        { name: 'Join Us Now', successes: 5915, trials: 77644 },
        { name: 'Sign Up Now', successes: 5660, trials: 77151 },
      ],
    },
  },
  run({ arms: given, prior, level }) {
    const posteriors = given.map((arm, i) => posteriorOf(arm, i, { prior, level }));
    const { probabilityBest, expectedLoss, beats, lossAgainst } = race(posteriors.map(({ posterior }) => posterior));
    const control = posteriors[0]!;
    const masses = massesOf(control.posterior);
    const found = posteriors.map((arm, i) => ({
      name: arm.name,
      alpha: arm.alpha,
      beta: arm.beta,
      rate: arm.rate,
      probabilityBest: probabilityBest[i]!,
      expectedLoss: expectedLoss[i]!,
      probabilityToBeatControl: i === 0 ? null : beats[i]![0]!,
      ...(i === 0 ? { difference: null, relativeLift: null } : against(control, masses, arm)),
      expectedLossAgainstControl: i === 0 ? null : lossAgainst[i]![0]!,
      expectedLossOfKeepingControl: i === 0 ? null : lossAgainst[0]![i]!,
    }));
    const best = found.reduce((least, arm) => (arm.expectedLoss < least.expectedLoss ? arm : least));
    return {
      arms: found,
      probabilityBeats: beats,
      best: best.name,
      warnings: armWarnings(given, prior),
      reading: `${best.name} has the best prospects: it is best with probability ${percent(best.probabilityBest)}, at a rate of ${percent(best.rate.estimate)} (${percent(best.rate.low)} to ${percent(best.rate.high)}). Choosing it costs ${points(best.expectedLoss)} on average.`,
      picture: {
        kind: 'intervals' as const,
        title: 'Posterior rates',
        x: 'Arm',
        y: 'Rate (share of trials)',
        series: [
          {
            name: 'Rate',
            x: found.map(({ name }) => name),
            y: found.map(({ rate }) => rate.estimate),
            low: found.map(({ rate }) => rate.low),
            high: found.map(({ rate }) => rate.high),
          },
        ],
      },
    };
  },
});

/** Difference from, and lift over, the control: averaged over its posterior, inverted for the edges. */
function against(control: Posterior, { y, mass }: { y: Float64Array; mass: Float64Array }, arm: Posterior) {
  const kept = Array.from(mass, (_, i) => i).filter((i) => mass[i]! > 1e-18);
  const rates = kept.map((i) => control.posterior.value(y[i]!));
  const chances = kept.map((i) => mass[i]!);
  const below = (limit: (rate: number) => number) => {
    let sum = 0;
    for (let i = 0; i < rates.length; i++) sum += chances[i]! * betaCdf(limit(rates[i]!), arm.alpha, arm.beta);
    return sum;
  };
  const { level } = arm.rate;
  const tail = (1 - level) / 2;
  const edge = (chance: number) => root((d) => below((rate) => rate + d) - chance, -1, 1, 1e-12) ?? 0;
  // The lift has no upper end; its share of the sum of both rates has.
  const share = (chance: number) =>
    root((s) => below((rate) => (rate * s) / (1 - s)) - chance, 1e-15, 1 - 1e-15, 1e-15);
  const lift = (chance: number) => {
    const found = share(chance) ?? 0.5;
    return found / (1 - found) - 1;
  };
  const ratio = (arm.rate.estimate * (control.alpha + control.beta - 1)) / (control.alpha - 1) - 1;
  return {
    difference: { estimate: arm.rate.estimate - control.rate.estimate, low: edge(tail), high: edge(1 - tail), level },
    relativeLift: control.alpha > 1 ? { estimate: ratio, low: lift(tail), high: lift(1 - tail), level } : null,
  };
}
