/** What is typed into a list's search: shown and searched for at once, in the address once the reader pauses. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListSearch } from '../route/search.ts';

const PAUSE_MILLISECONDS = 250;

export function useTyped(
  inAddress: string,
  write: (words: string) => void,
): readonly [string, (words: string) => void] {
  const [typed, setTyped] = useState(inAddress);
  const timer = useRef(0);
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => {
    // The address moved by itself (back, a saved view): it has the last word, unless the reader is typing.
    if (timer.current === 0) setTyped(inAddress);
  }, [inAddress]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const type = useCallback((words: string) => {
    setTyped(words);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      latest.current(words);
    }, PAUSE_MILLISECONDS);
  }, []);
  return [typed, type];
}

/** The address of a list with other words in its search. */
export function withWords({ q: _q, ...rest }: ListSearch, words: string): ListSearch {
  return words === '' ? rest : { ...rest, q: words };
}
