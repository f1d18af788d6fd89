/** Ready-made answers, kept while they are exact: the key says everything an answer depends on, so nothing ever expires. */

export interface ReadyAnswer {
  /** Encoded once: for a ready answer, writing the text anew each time would be most of the work. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly tag: string;
  /** Made when first asked for. */
  gzip: Uint8Array<ArrayBuffer> | null;
}

export interface ResponseCache {
  get(key: string): ReadyAnswer | undefined;
  set(key: string, answer: ReadyAnswer): void;
  readonly bytes: number;
}

/**
 * A cache of answers up to so many bytes; the longest unused go first.
 *
 * @example
 * const cache = createResponseCache(64 * 1024 * 1024);
 */
export function createResponseCache(maxBytes: number): ResponseCache {
  const answers = new Map<string, ReadyAnswer>();
  let bytes = 0;
  const sizeOf = (key: string, answer: ReadyAnswer): number => key.length + answer.body.length;
  const drop = (key: string, answer: ReadyAnswer): void => {
    answers.delete(key);
    bytes -= sizeOf(key, answer);
  };
  return {
    get bytes() {
      return bytes;
    },
    get(key) {
      const answer = answers.get(key);
      if (answer === undefined) return undefined;
      answers.delete(key);
      answers.set(key, answer);
      return answer;
    },
    set(key, answer) {
      const size = sizeOf(key, answer);
      if (size > maxBytes / 8) return;
      const before = answers.get(key);
      if (before !== undefined) drop(key, before);
      answers.set(key, answer);
      bytes += size;
      for (const [oldKey, old] of answers) {
        if (bytes <= maxBytes) break;
        drop(oldKey, old);
      }
    },
  };
}
