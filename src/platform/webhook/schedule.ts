/** When to try again, and when to stop trying. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The delays Standard Webhooks recommends: about three days in all, soon at first. */
const DELAYS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** A tenth more or less, so that what failed together does not return together. */
const JITTER_SHARE = 0.1;

/** After so many failed attempts in a row, over all its messages, an endpoint rests until somebody looks at it. */
export const PAUSE_AFTER_FAILURES = 20;

/** And only once a message has waited so long: a receiver that is being restarted while many people write is not given up. */
export const PAUSE_AFTER_MS = 30 * MINUTE;

/**
 * Milliseconds until the attempt after this many; null: that was the last.
 *
 * @example
 * delayAfter(1, () => 0.5) // 5000
 */
export function delayAfter(attempts: number, random: () => number = Math.random): number | null {
  const delay = DELAYS_MS[attempts - 1];
  return delay === undefined ? null : Math.round(delay * (1 + JITTER_SHARE * (2 * random() - 1)));
}

/** Did the receiver take it? Redirects are not followed and so are no success. */
export const isTaken = (status: number): boolean => status >= 200 && status < 300;

/** 410: the receiver says that nobody wants these any more. */
export const isUnwanted = (status: number): boolean => status === 410;
