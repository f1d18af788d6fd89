import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { root } from '../numeric/root.ts';
import { arms, armWarnings, betaPrior, posteriorOf } from './beta-posterior.ts';
import { massesOf, race } from './posterior-race.ts';
import { percent } from './wording.ts';

/** The share of worlds in which the value remaining is smaller (Scott 2010). */
const REMAINING_AT = 0.95;
const MOST_DRAWS = 1_000_000;

type Posterior = ReturnType<typeof posteriorOf>;

/**
 * Thompson sampling for rates: each arm gets traffic in proportion to the chance that it is the best.
 *
 * The chances are integrated, not simulated; only `draws`, single assignments for a live system, follow the seed.
 *
 * @throws MethodProblem `floor-too-high` where the least shares pass 1.
 * @example thompsonSampling.run({ arms: [{ successes: 10, trials: 100 }, { successes: 14, trials: 100 }], prior: { alpha: 1, beta: 1 }, minimumShare: 0, draws: 0, level: 0.95 }).arms[1].share; // 0.803
 */
export const thompsonSampling = defineMethod({
  name: 'thompson-sampling',
  field: 'compare',
  title: 'Bandit: Thompson sampling',
  summary: 'How the next visitors should be spread over variants so that the best one soon gets most of them.',
  whenToUse: ['Many variants, short-lived offers: when earning while learning counts more than a clean estimate.'],
  whenNot: [
    'Where the effect itself must be known: use two-proportions or confidence-sequence.',
    'Outcomes that come late, or rates that change by the hour.',
  ],
  assumes: ['Rates do not change over time (not checked).', 'Independent visitors (not checked).'],
  formula:
    'Posterior Beta(α + successes, β + failures) of each arm; share = P(this arm’s rate is the largest) = `∫ f_i Π F_j`, by Gauss-Legendre panels. ' +
    'Value remaining: 95 % quantile of (largest rate - leader’s rate)/leader’s rate.',
  source: [
    'Thompson, W. R. (1933), On the likelihood that one unknown probability exceeds another, Biometrika 25.',
    'Scott, S. L. (2010), A modern Bayesian look at the multi-armed bandit, Applied Stochastic Models 26.',
    'Russo, D. et al. (2018), A tutorial on Thompson sampling.',
  ],
  verified:
    'R 4.2.2 integrate() on two and three arms to 1e-8; the draws against the chances; the value remaining against draws.',
  cost: 'O(arms²·nodes), O(draws·arms)',
  warns: {
    'prior-dominates': 'An arm has fewer trials than the prior imagines.',
  },
  inputs: z.object({
    arms: arms.describe('How many of how many did it, so far.'),
    prior: betaPrior,
    minimumShare: z.number().min(0).max(1).default(0).describe('Least share of traffic that every arm keeps.'),
    visitors: z.int().min(1).optional().describe('Size of the next batch, to be divided in whole visitors.'),
    draws: z
      .int()
      .min(0)
      .max(MOST_DRAWS)
      .default(0)
      .describe('Single assignments to draw for a live system, by the seed.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Probability within the credible intervals.'),
  }),
  result: z.object({
    arms: z.array(
      z.object({
        name: z.string(),
        alpha: z.number().describe('Of the beta posterior.'),
        beta: z.number(),
        rate: interval.describe('Posterior mean with its credible interval.'),
        probabilityBest: z.number(),
        share: z.number().describe('Of the next visitors: the chance to be best, raised to the least share.'),
        visitors: z.int().nullable().describe('Of the next batch; null where its size is not given.'),
        expectedRegret: z.number().describe('Expected shortfall behind the best arm for each visitor sent here.'),
      }),
    ),
    probabilityBeats: z
      .array(z.array(z.number()))
      .describe('[i][j]: chance that arm i exceeds arm j; 0.5 on the diagonal.'),
    leader: z.string().describe('The arm most likely to be best.'),
    expectedRegret: z.number().describe('For each visitor under the shares given.'),
    valueRemaining: z
      .number()
      .describe(
        'With 95 % probability no arm is better than the leader by more than this share of the leader’s rate: stop once it is small, 1 % say.',
      ),
    draws: z.array(z.int()).describe('Index of the arm for each single assignment, from 0.'),
    ...report,
  }),
  example: {
    about: 'Four sign-up buttons of the 2008 Obama campaign after a hundredth of its visitors.',
    source: 'Counts published by Optimizely (2010), How Obama raised $60 million, divided by 100.',
    inputs: {
      arms: [
        { name: 'Sign Up', successes: 59, trials: 779 },
        { name: 'Learn More', successes: 69, trials: 777 },
        { name: 'Join Us Now', successes: 59, trials: 776 },
        { name: 'Sign Up Now', successes: 57, trials: 772 },
      ],
      visitors: 1000,
    },
  },
  run({ arms: given, prior, minimumShare, visitors, draws, level }, how = {}) {
    if (minimumShare * given.length > 1)
      throw new MethodProblem(
        'floor-too-high',
        'minimumShare',
        `Give at most ${1 / given.length} for ${given.length} arms.`,
      );
    const posteriors = given.map((arm, i) => posteriorOf(arm, i, { prior, level }));
    const { probabilityBest, expectedLoss, beats } = race(posteriors.map(({ posterior }) => posterior));
    const shares = probabilityBest.map((chance) => minimumShare + chance * (1 - minimumShare * given.length));
    const batch = visitors === undefined ? null : divided(visitors, shares);
    const found = posteriors.map(({ name, alpha, beta, rate }, i) => ({
      name,
      alpha,
      beta,
      rate,
      probabilityBest: probabilityBest[i]!,
      share: shares[i]!,
      visitors: batch?.[i] ?? null,
      expectedRegret: expectedLoss[i]!,
    }));
    const leader = probabilityBest.indexOf(Math.max(...probabilityBest));
    const ahead = found[leader]!;
    const valueRemaining = remaining(posteriors, leader, ahead.probabilityBest);
    return {
      arms: found,
      probabilityBeats: beats,
      leader: ahead.name,
      expectedRegret: expectedLoss.reduce((sum, loss, i) => sum + loss * shares[i]!, 0),
      valueRemaining,
      draws: drawn(posteriors, { draws, minimumShare, seed: how.seed ?? 1 }),
      warnings: armWarnings(given, prior),
      reading: `${ahead.name} leads: it is best with probability ${percent(ahead.probabilityBest)} and should get ${percent(ahead.share)} of the next visitors. With 95 % probability no other arm’s rate is more than ${percent(valueRemaining)} above its own.`,
      picture: {
        kind: 'bars' as const,
        title: 'Share of the next visitors',
        x: 'Arm',
        y: 'Share',
        series: [
          { name: 'Share', x: found.map(({ name }) => name), y: shares },
          { name: 'Chance to be best', x: found.map(({ name }) => name), y: probabilityBest },
        ],
      },
    };
  },
});

/** Whole visitors by largest remainder: they add up. */
function divided(visitors: number, shares: readonly number[]): number[] {
  const exact = shares.map((share) => share * visitors);
  const whole = exact.map(Math.floor);
  const left = visitors - whole.reduce((sum, part) => sum + part, 0);
  const order = exact.map((_, i) => i).sort((i, j) => exact[j]! - whole[j]! - (exact[i]! - whole[i]!) || i - j);
  for (const i of order.slice(0, left)) whole[i] = whole[i]! + 1;
  return whole;
}

/** Solves `P(every other rate ≤ (1 + r)·leader’s) = 0.95` for r, with s = (1 + r)/(2 + r) in place of r, which has no upper end. */
function remaining(posteriors: readonly Posterior[], leader: number, chanceBest: number): number {
  if (chanceBest >= REMAINING_AT) return 0;
  const ahead = posteriors[leader]!;
  const { y, mass } = massesOf(ahead.posterior);
  const others = posteriors.filter((_, i) => i !== leader);
  const within = (s: number) => {
    let sum = 0;
    for (let i = 0; i < y.length; i++) {
      if (mass[i]! < 1e-18) continue;
      const limit = Math.min(1, (ahead.posterior.value(y[i]!) * s) / (1 - s));
      let all = mass[i]!;
      for (const { alpha, beta } of others) all *= betaCdf(limit, alpha, beta);
      sum += all;
    }
    return sum - REMAINING_AT;
  };
  const s = root(within, 0.5, 1 - 1e-12, 1e-13) ?? 0.5;
  return s / (1 - s) - 1;
}

function drawn(
  posteriors: readonly Posterior[],
  { draws, minimumShare, seed }: { draws: number; minimumShare: number; seed: number },
) {
  const random = randomFrom(seed);
  return Array.from({ length: draws }, () => {
    if (random.uniform() < minimumShare * posteriors.length) return random.below(posteriors.length);
    let best = 0;
    let most = -1;
    for (const [i, { alpha, beta }] of posteriors.entries()) {
      const rate = random.beta(alpha, beta);
      if (rate > most) {
        most = rate;
        best = i;
      }
    }
    return best;
  });
}
