/** Parts that come when they are first shown, or before that while nothing else is going on, for the network may go. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const ahead: (() => Promise<unknown>)[] = [];
/** While somebody wants parts ahead: goes on fetching when a part that has come names others. */
let goOn: (() => void) | null = null;

/**
 * A component in a chunk of its own.
 *
 * @example const Board = lazyPart(() => import('./board.tsx'));
 */
export function lazyPart<Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  ahead.push(load);
  goOn?.();
  return lazy(load);
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
