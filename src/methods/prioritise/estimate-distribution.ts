/** An uncertain number as people state it: a figure, or a distribution by its parameters or by a range. */

import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { MethodProblem } from '../method.ts';
import type { Random } from '../numeric/random.ts';

/** Tails thinner than this are beyond the precision of the normal quantile. */
const LEAST_WITHIN = 1e-12;

const spread = z.number().gt(0, 'A standard deviation is above 0.').optional();
const range = {
  low: z
    .number()
    .optional()
    .describe('Or a range that holds the value with probability `level`: its lower end (equal tails).'),
  high: z.number().optional().describe('Upper end of the range.'),
  level: z.number().gt(0).lt(1).default(0.9).describe('Probability that the value lies in the range.'),
};

const distribution = z.discriminatedUnion(
  'distribution',
  [
    z.object({ distribution: z.literal('fixed'), value: z.number() }),
    z.object({
      distribution: z.literal('normal'),
      mean: z.number().optional(),
      standardDeviation: spread,
      ...range,
      minimum: z.number().optional().describe('Cut off below.'),
      maximum: z.number().optional().describe('Cut off above.'),
    }),
    z.object({
      distribution: z.literal('lognormal'),
      logMean: z.number().optional().describe('Mean of the natural logarithm.'),
      logStandardDeviation: spread.describe('Standard deviation of the natural logarithm.'),
      mean: z.number().optional().describe('Or the mean of the value itself.'),
      standardDeviation: spread.describe('With mean: of the value itself.'),
      ...range,
    }),
    z.object({ distribution: z.literal('triangular'), minimum: z.number(), mode: z.number(), maximum: z.number() }),
    z.object({
      distribution: z.literal('pert'),
      minimum: z.number(),
      mode: z.number().describe('Most likely value.'),
      maximum: z.number(),
      shape: z.number().gt(0).max(1000).default(4).describe('How much the mode weighs; 4 is customary.'),
    }),
    z.object({
      distribution: z.literal('beta'),
      alpha: z.number().gt(0).max(1e6),
      beta: z.number().gt(0).max(1e6),
      minimum: z.number().default(0),
      maximum: z.number().default(1),
    }),
    z.object({ distribution: z.literal('uniform'), minimum: z.number(), maximum: z.number() }),
  ],
  'Choose distribution: fixed, normal, lognormal, triangular, pert, beta or uniform.',
);

export const estimate = z
  .union([z.number(), distribution])
  .describe('A number where it is certain, else a distribution: normal, lognormal, triangular, pert, beta, uniform.');
export type Estimate = z.output<typeof estimate>;

export interface Distribution {
  readonly isFixed: boolean;
  /** Ends of the values it can take; infinite where it has none. */
  readonly low: number;
  readonly high: number;
  readonly draw: (random: Random) => number;
  readonly quantile: (share: number) => number;
}

/**
 * @param above values at or below it are impossible (0 for a divisor): a normal estimate is cut off there.
 * @throws MethodProblem `estimate-invalid`.
 * @example distributionOf({ distribution: 'uniform', minimum: 1, maximum: 3 }, 'effort').quantile(0.5); // 2
 */
export function distributionOf(given: Estimate, field: string, above = Number.NEGATIVE_INFINITY): Distribution {
  const invalid = (remedy: string): never => {
    throw new MethodProblem('estimate-invalid', field, remedy);
  };
  const found = typeof given === 'number' ? fixed(given) : shaped(given, invalid, above);
  if (found.high <= above || (found.isFixed && found.low <= above) || found.low < Math.min(above, 0)) {
    return invalid(`The score divides by this: give values above ${above}.`);
  }
  return found;
}

function shaped(given: z.output<typeof distribution>, invalid: (remedy: string) => never, above: number): Distribution {
  switch (given.distribution) {
    case 'fixed':
      return fixed(given.value);
    case 'normal': {
      const { mean, standardDeviation } = centre(given, invalid);
      const found = normal(mean, standardDeviation, cut(given, invalid, above));
      return found ?? invalid('Next to nothing of the distribution lies within these bounds: widen them.');
    }
    case 'lognormal': {
      const { mean, standardDeviation } = logarithms(given, invalid);
      return {
        isFixed: false,
        low: 0,
        high: Number.POSITIVE_INFINITY,
        draw: (random) => Math.exp(mean + standardDeviation * random.normal()),
        quantile: (share) => Math.exp(normalQuantile(share, mean, standardDeviation)),
      };
    }
    case 'beta':
      return onRange(given.minimum, given.maximum, invalid, betaShape(given.alpha, given.beta));
    case 'uniform':
      return onRange(given.minimum, given.maximum, invalid, {
        draw: (random) => random.uniform(),
        quantile: (share) => share,
      });
    default: {
      const { minimum, mode, maximum } = given;
      if (mode < minimum || mode > maximum) return invalid('The mode lies between minimum and maximum.');
      const at = maximum > minimum ? (mode - minimum) / (maximum - minimum) : 0;
      const shape =
        given.distribution === 'pert' ? betaShape(1 + given.shape * at, 1 + given.shape * (1 - at)) : triangle(at);
      return onRange(minimum, maximum, invalid, shape);
    }
  }
}

function fixed(value: number): Distribution {
  return { isFixed: true, low: value, high: value, draw: () => value, quantile: () => value };
}

type Shape = Pick<Distribution, 'draw' | 'quantile'>;

function onRange(
  minimum: number,
  maximum: number,
  invalid: (remedy: string) => never,
  { draw, quantile }: Shape,
): Distribution {
  if (minimum > maximum) return invalid('The minimum lies below the maximum.');
  if (minimum === maximum) return fixed(minimum);
  const width = maximum - minimum;
  return {
    isFixed: false,
    low: minimum,
    high: maximum,
    draw: (random) => minimum + width * draw(random),
    quantile: (share) => minimum + width * quantile(share),
  };
}

function betaShape(alpha: number, beta: number): Shape {
  return { draw: (random) => random.beta(alpha, beta), quantile: (share) => betaQuantile(share, alpha, beta) };
}

function triangle(mode: number): Shape {
  const quantile = (share: number) =>
    share < mode ? Math.sqrt(share * mode) : 1 - Math.sqrt((1 - share) * (1 - mode));
  return { quantile, draw: (random) => quantile(random.uniform()) };
}

/** Cut off by quantiles between those of the cuts, taken from the nearer tail so that far cuts keep their precision. */
function normal(
  mean: number,
  standardDeviation: number,
  { minimum, maximum }: { minimum: number; maximum: number },
): Distribution | null {
  const [from, to] = [(minimum - mean) / standardDeviation, (maximum - mean) / standardDeviation];
  const turned = from > 0 ? -1 : 1;
  const [a, b] =
    turned === 1 ? [normalCdf(from, 0, 1), normalCdf(to, 0, 1)] : [normalCdf(-to, 0, 1), normalCdf(-from, 0, 1)];
  if (b - a < LEAST_WITHIN) return null;
  const within = (share: number) => {
    const z = turned * normalQuantile(a + (turned === 1 ? share : 1 - share) * (b - a), 0, 1);
    return Math.min(Math.max(mean + standardDeviation * z, minimum), maximum);
  };
  const isCut = a > 0 || b < 1;
  return {
    isFixed: false,
    low: minimum,
    high: maximum,
    draw: isCut ? (random) => within(random.uniform()) : (random) => mean + standardDeviation * random.normal(),
    quantile: within,
  };
}

interface Stated {
  readonly mean?: number | undefined;
  readonly standardDeviation?: number | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly level: number;
}

function centre({ mean, standardDeviation, low, high, level }: Stated, invalid: (remedy: string) => never) {
  if (mean !== undefined && standardDeviation !== undefined) return { mean, standardDeviation };
  if (low === undefined || high === undefined || !(low < high))
    return invalid('Give mean and standardDeviation, or low below high.');
  return { mean: (low + high) / 2, standardDeviation: (high - low) / 2 / normalQuantile((1 + level) / 2, 0, 1) };
}

function logarithms(
  given: Stated & { readonly logMean?: number | undefined; readonly logStandardDeviation?: number | undefined },
  invalid: (remedy: string) => never,
) {
  const { logMean, logStandardDeviation, mean, standardDeviation, low, high, level } = given;
  if (logMean !== undefined && logStandardDeviation !== undefined)
    return { mean: logMean, standardDeviation: logStandardDeviation };
  if (mean !== undefined && standardDeviation !== undefined && mean > 0) {
    const variance = Math.log1p((standardDeviation / mean) ** 2);
    return { mean: Math.log(mean) - variance / 2, standardDeviation: Math.sqrt(variance) };
  }
  if (low === undefined || high === undefined || !(low > 0 && low < high))
    return invalid('Give logMean and logStandardDeviation, mean (above 0) and standardDeviation, or 0 < low < high.');
  return centre({ low: Math.log(low), high: Math.log(high), level }, invalid);
}

function cut(
  given: { readonly minimum?: number | undefined; readonly maximum?: number | undefined },
  invalid: (remedy: string) => never,
  above: number,
) {
  const minimum = Math.max(given.minimum ?? Number.NEGATIVE_INFINITY, above);
  const maximum = given.maximum ?? Number.POSITIVE_INFINITY;
  return minimum < maximum ? { minimum, maximum } : invalid('The minimum lies below the maximum.');
}
