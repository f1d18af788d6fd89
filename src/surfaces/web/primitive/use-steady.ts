/** A handler that never becomes another one, so that rows it is given to are not drawn anew with their list. */
import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * The same function at every drawing; it does what the one given last would do. For handlers of events: not to be called while
 * something is drawn.
 *
 * @example const toggle = useSteady((id: string) => select(id, items));
 */
export function useSteady<Given extends readonly unknown[], Result>(
  act: (...given: Given) => Result,
): (...given: Given) => Result {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...given) => latest.current(...given), []);
}
