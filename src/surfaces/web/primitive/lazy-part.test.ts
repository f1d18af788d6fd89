import type { ComponentType } from 'react';
import { expect, it, vi } from 'vitest';
import { fetchPartsAhead, lazyPart } from './lazy-part.ts';

const Nothing: ComponentType = () => null;

it('parts are fetched once, those named by a part or a page after it, and none without a network', async () => {
  const fetched: string[] = [];
  const load =
    (name: string, then: () => void = () => undefined) =>
    () => {
      fetched.push(name);
      then();
      return Promise.resolve({ default: Nothing });
    };
  lazyPart(load('board', () => void lazyPart(load('card'))));
  lazyPart<object>(() => Promise.reject(new Error('The network went.')));
  const stop = new AbortController();

  vi.stubGlobal('navigator', { onLine: false });
  await fetchPartsAhead(stop.signal);
  expect(fetched).toEqual([]);

  vi.stubGlobal('navigator', { onLine: true });
  await fetchPartsAhead(stop.signal);
  await fetchPartsAhead(stop.signal);
  expect(fetched).toEqual(['board', 'card']);

  lazyPart(load('timeline', () => void lazyPart(load('bar'))));
  await vi.waitFor(() => expect(fetched).toEqual(['board', 'card', 'timeline', 'bar']));

  stop.abort();
  lazyPart(load('nobody looks'));
  await fetchPartsAhead(stop.signal);
  expect(fetched).toHaveLength(4);
});
