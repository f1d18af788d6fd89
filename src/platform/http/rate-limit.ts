/** How many requests one caller may send: a bucket of tokens that fills at a steady pace. */

export interface RateLimit {
  /** Tokens a full bucket holds: what may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the bucket is full again. */
  readonly resetSeconds: number;
  /** Seconds until one more request will do; 0 where one may come now. */
  readonly retryAfterSeconds: number;
}

export interface RateLimiter {
  take(caller: string): Allowance;
}

/** Callers remembered at once; the longest silent are forgotten, and by then their buckets are full anyway. */
const CALLERS_REMEMBERED = 10_000;

/**
 * Counts requests by caller.
 *
 * @example
 * const limiter = createRateLimiter({ burst: 2, perSecond: 1 }, () => 0);
 * [limiter.take('a'), limiter.take('a'), limiter.take('a')].map((one) => one.allowed) // [true, true, false]
 */
export function createRateLimiter({ burst, perSecond }: RateLimit, nowMs: () => number = Date.now): RateLimiter {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  const take = (caller: string): Allowance => {
    const now = nowMs();
    const known = buckets.get(caller);
    const tokens =
      known === undefined ? burst : Math.min(burst, known.tokens + ((now - known.atMs) / 1000) * perSecond);
    const allowed = tokens >= 1;
    const left = allowed ? tokens - 1 : tokens;
    // Deleted and set again, so the map stays in the order of last use.
    buckets.delete(caller);
    buckets.set(caller, { tokens: left, atMs: now });
    if (buckets.size > CALLERS_REMEMBERED) forgetOldest(buckets);
    return {
      allowed,
      limit: burst,
      remaining: Math.floor(left),
      resetSeconds: Math.ceil((burst - left) / perSecond),
      retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond)),
    };
  };
  return { take };
}

function forgetOldest(buckets: Map<string, unknown>): void {
  const oldest = buckets.keys().next();
  if (oldest.done !== true) buckets.delete(oldest.value);
}
