/** Rates with a beta prior: their posterior, and how the arms of such an experiment are given. */

import betaln from '@stdlib/math-base-special-betaln';
import digamma from '@stdlib/math-base-special-digamma';
import trigamma from '@stdlib/math-base-special-trigamma';
import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { z } from 'zod';
import type { Warning } from '../method.ts';
import type { Posterior } from './posterior-race.ts';

const MOST_ARMS = 50;
const MOST_TRIALS = 1e10;

const arm = z
  .object({
    name: z.string().optional(),
    successes: z.int().min(0, 'Give how many did it: 0 or more.'),
    trials: z
      .int()
      .min(0, 'Give how many could have done it: 0 or more.')
      .max(MOST_TRIALS, 'At most ten billion trials.'),
  })
  .refine(({ successes, trials }) => successes <= trials, 'Successes cannot outnumber trials.');
export const arms = z.array(arm).min(2, 'Give at least two arms.').max(MOST_ARMS, `Give at most ${MOST_ARMS} arms.`);
export const betaPrior = z
  .object({ alpha: z.number().gt(0, 'Give a number above 0.'), beta: z.number().gt(0, 'Give a number above 0.') })
  .default({ alpha: 1, beta: 1 })
  .describe('Beta prior of every arm: alpha successes and beta failures imagined beforehand; 1 and 1 is flat.');
type Arm = z.output<typeof arm>;
type Prior = z.output<typeof betaPrior>;

/** The posterior of a rate along its logit, where it is smooth however near 0 or 1 it lies. */
function betaPosterior(alpha: number, beta: number): Posterior {
  const scale = betaln(alpha, beta);
  const value = (y: number) => 1 / (1 + Math.exp(-y));
  return {
    centre: digamma(alpha) - digamma(beta),
    spread: Math.sqrt(trigamma(alpha) + trigamma(beta)),
    density: (y) => Math.exp(-alpha * softPlus(-y) - beta * softPlus(y) - scale),
    cdf: (y) => betaCdf(value(y), alpha, beta),
    value,
    slope: (y) => value(y) * value(-y),
  };
}

/** ln(1 + eʸ) without overflow. */
function softPlus(y: number): number {
  return y > 0 ? y + Math.log1p(Math.exp(-y)) : Math.log1p(Math.exp(y));
}

/** What is believed of one arm after its trials. */
export function posteriorOf(
  { name, successes, trials }: Arm,
  place: number,
  { prior, level }: { prior: Prior; level: number },
) {
  const alpha = prior.alpha + successes;
  const beta = prior.beta + trials - successes;
  const tail = (1 - level) / 2;
  const edges = { low: betaQuantile(tail, alpha, beta), high: betaQuantile(1 - tail, alpha, beta) };
  return {
    name: name ?? `Arm ${place + 1}`,
    alpha,
    beta,
    rate: { estimate: alpha / (alpha + beta), ...edges, level },
    posterior: betaPosterior(alpha, beta),
  };
}

export function armWarnings(given: readonly Arm[], prior: Prior): Warning[] {
  const fewest = Math.min(...given.map(({ trials }) => trials));
  if (fewest >= prior.alpha + prior.beta) return [];
  return [
    {
      id: 'prior-dominates',
      text: `An arm has ${fewest} trials, fewer than the prior imagines: its answer is mostly the prior.`,
    },
  ];
}
