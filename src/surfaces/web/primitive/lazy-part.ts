/** Parts that come when they are first shown, or before that while nothing else is going on, for the network may go. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const ahead: (() => Promise<unknown>)[] = [];

/**
 * A component in a chunk of its own.
 *
 * @example const Board = lazyPart(() => import('./board.tsx'));
 */
export function lazyPart<Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  ahead.push(load);
  return lazy(load);
}

/** Fetches, one after the other, every part named so far and those that they name in turn. */
export async function fetchPartsAhead(signal: AbortSignal): Promise<void> {
  for (let load = ahead.shift(); load !== undefined; load = ahead.shift()) {
    if (signal.aborted || !navigator.onLine) {
      ahead.unshift(load);
      return;
    }
    await load().catch(() => undefined);
  }
}
