/** Counts attempts to sign in, in the database, so that a restart or a second process gives nobody new ones. */
import { sql } from 'drizzle-orm';
import type { Database } from '../database/index.ts';

export interface AttemptRule {
  /** Length of the window in seconds. */
  readonly window: number;
  /** Attempts within it. */
  readonly max: number;
}

export interface AttemptAnswer {
  readonly allowed: boolean;
  /** Seconds to wait. */
  readonly retryAfter: number | null;
}

export interface Attempts {
  consume(key: string, rule: AttemptRule): Promise<AttemptAnswer>;
  /** Removes windows that have ended. */
  forgetOld(): Promise<void>;
}

/**
 * One statement a count, so that attempts at the same moment cannot pass together.
 *
 * @example
 * const { allowed } = await createAttempts(database).consume('sign-in:203.0.113.7', { window: 60, max: 10 });
 */
export function createAttempts(database: Database): Attempts {
  return {
    async consume(key, rule) {
      const counting = sql`insert into sign_in_attempt as a (key, window_ends_at, attempts)
        values (${key}, now() + ${rule.window} * interval '1 second', 1)
        on conflict (key) do update set
          attempts = case when a.window_ends_at <= now() then 1 else a.attempts + 1 end,
          window_ends_at = case when a.window_ends_at <= now() then excluded.window_ends_at else a.window_ends_at end
        returning attempts, ceil(extract(epoch from window_ends_at - now()))::int as seconds_left`;
      const row = await database.global((statements) =>
        statements.row<{ attempts: number; seconds_left: number }>(counting),
      );
      const allowed = row === undefined || row.attempts <= rule.max;
      return { allowed, retryAfter: allowed ? null : Math.max(1, row.seconds_left) };
    },
    async forgetOld() {
      await database.global((statements) =>
        statements.run(sql`delete from sign_in_attempt where window_ends_at < now()`),
      );
    },
  };
}
