/** Chance that can be had again: the same seed makes the same choices, and a failing test names its seed. */
import { rounds } from './length.ts';

export interface Chance {
  /** Give it as THROUGHLINE_SEED to have the same choices again. */
  readonly seed: number;
  /** A number from 0 to below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True so often: `happens(0.3)`. */
  happens(share: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** Choices of its own for one who works beside others. */
  fork(number: number): Chance;
}

const TWO_TO_32 = 4_294_967_296;

/** Among all tests the same run after run; at full length another each time. */
const USUAL_SEED = 591_375;

/** The seed of this run: THROUGHLINE_SEED where it is given. */
export function seedOfRun(): number {
  const given = Number(process.env.THROUGHLINE_SEED);
  if (Number.isInteger(given) && given > 0) return given;
  return rounds({ short: USUAL_SEED, full: (Date.now() % 1_000_000) + 1 });
}

/**
 * Choices from a seed (mulberry32, public domain, Tommy Ettinger).
 *
 * @example
 * const chance = createChance(seedOfRun());
 * test(`five mirrors (seed ${chance.seed})`, () => chance.pick(['edit', 'reload']));
 */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / TWO_TO_32;
  };
  return {
    seed,
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (share) => next() < share,
    pick: (values) => {
      const [chosen] = values.slice(Math.floor(next() * values.length));
      if (chosen === undefined) throw new Error('There is nothing to pick from.');
      return chosen;
    },
    fork: (number) => createChance(Math.imul(seed, 31) + number),
  };
}
