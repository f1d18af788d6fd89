/** Parts that come when they are first shown, or before that while nothing else is going on, for the network may go. */
import { type ComponentType, createElement, lazy, type ReactElement, useState } from 'react';

const ahead: (() => Promise<unknown>)[] = [];
/** While somebody wants parts ahead: goes on fetching when a part that has come names others. */
let goOn: (() => void) | null = null;

/**
 * A component in a chunk of its own. Where the chunk has come already it is drawn at once: a component that React itself waits
 * for shows its stand-in first, and then for 300 ms.
 *
 * @example const Board = lazyPart(() => import('./board.tsx'));
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): ComponentType<Props> {
  let arrived: ComponentType<Props> | null = null;
  const fetchPart = async () => {
    const part = await load();
    arrived = part.default;
    return part;
  };
  ahead.push(fetchPart);
  goOn?.();
  const Waiting: ComponentType<Props> = lazy(fetchPart);
  return function LazyPart(props: Props): ReactElement {
    // Chosen once a mount: an exchange would throw away what stands in it.
    const [{ Part }] = useState(() => ({ Part: arrived ?? Waiting }));
    return createElement(Part, props);
  };
}

/**
 * Fetches, one after the other, every part named so far and those that are named from now on (by them, or by a page that
 * is opened later), until the signal says stop. Without a network it waits to be asked again.
 */
export async function fetchPartsAhead(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let isFetching = false;
  const fetchAll = async (): Promise<void> => {
    if (isFetching) return;
    isFetching = true;
    while (!signal.aborted && navigator.onLine) {
      const load = ahead.shift();
      if (load === undefined) break;
      await load().catch(() => undefined);
    }
    isFetching = false;
  };
  goOn = () => void fetchAll();
  signal.addEventListener('abort', () => {
    goOn = null;
  });
  await fetchAll();
}
