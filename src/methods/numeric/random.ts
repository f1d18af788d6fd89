/** Seeded randomness: the same seed gives the same draws on every machine. */

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { skipN } from 'pure-rand/utils/skipN';

/** Neighbouring seeds begin alike; after so many draws nothing of it is left. */
const WARM_UP_DRAWS = 64;

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Whole number from 0 up to but not including `below`. */
  below(below: number): number;
  /** Standard normal (Marsaglia's polar method). */
  normal(): number;
  /** Gamma with the given shape and rate 1 (Marsaglia and Tsang 2000; boosted below shape 1). */
  gamma(shape: number): number;
  beta(a: number, b: number): number;
}

/**
 * @example randomFrom(7).uniform();
 */
export function randomFrom(seed = 1): Random {
  const generator = xoroshiro128plus(seed);
  skipN(generator, WARM_UP_DRAWS);
  const uniform = () => uniformFloat64(generator);
  let spare: number | null = null;

  function normal(): number {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * scale;
        return u * scale;
      }
    }
  }

  function gamma(shape: number): number {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  return {
    uniform,
    below: (below) => Math.floor(uniform() * below),
    normal,
    gamma,
    beta(a, b) {
      const x = gamma(a);
      return x / (x + gamma(b));
    },
  };
}
