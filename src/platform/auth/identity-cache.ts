/** Who is behind a key or cookie, remembered for seconds, so that a burst of requests asks the database once. */

interface Remembered<T> {
  readonly value: T;
  readonly until: number;
}

export interface IdentityCache<T> {
  /** The remembered answer, or the one `find` gives; requests at the same moment share one `find`. */
  get(key: string, find: () => Promise<T>): Promise<T>;
  /** Forgets everybody: called on any change of an account, which is rare. */
  clear(): void;
}

/** How long an answer may be believed when no word of a change arrives. */
const BELIEVED_MS = 30_000;
const MOST_REMEMBERED = 5_000;

/**
 * A cache whose answers die by time, by `clear()`, and never outlive a change that came while they were being found.
 *
 * @example
 * const cache = createIdentityCache<Identity | null>();
 * const identity = await cache.get(hashToken(key), () => lookUp(key));
 */
export function createIdentityCache<T>(now: () => number = Date.now): IdentityCache<T> {
  const remembered = new Map<string, Remembered<T>>();
  const underWay = new Map<string, Promise<T>>();
  let generation = 0;

  async function find(key: string, ask: () => Promise<T>): Promise<T> {
    const bornIn = generation;
    const value = await ask();
    if (bornIn === generation) {
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(key, { value, until: now() + BELIEVED_MS });
    }
    return value;
  }

  return {
    get(key, ask) {
      const known = remembered.get(key);
      if (known !== undefined && known.until > now()) return Promise.resolve(known.value);
      const asked = underWay.get(key);
      if (asked !== undefined) return asked;
      const answer = find(key, ask).finally(() => {
        if (underWay.get(key) === answer) underWay.delete(key);
      });
      underWay.set(key, answer);
      return answer;
    },
    clear() {
      generation += 1;
      remembered.clear();
      underWay.clear();
    },
  };
}
