import { expect, test } from 'vitest';
import { createFeedHub } from './feed-hub.ts';

const LONG_MS = 60_000;

test('a listener hears what comes while it waits, and nothing of other topics', async () => {
  const hub = createFeedHub();
  const listener = hub.listen(['north', 'south']);
  const waiting = listener.wait(LONG_MS);
  hub.wake('east');
  hub.wake('south');
  await waiting;
  listener.leave();
});

test('what comes between two waits ends the next one at once, and only that one', async () => {
  const hub = createFeedHub();
  const listener = hub.listen(['north']);
  hub.wake('north');
  hub.wake('north');
  await listener.wait(LONG_MS);
  const startedMs = performance.now();
  await listener.wait(20);
  expect(performance.now() - startedMs).toBeGreaterThan(15);
  listener.leave();
});

test('leaving ends the wait, and closing the hub ends every wait from then on', async () => {
  const hub = createFeedHub();
  const [gone, staying] = [hub.listen(['north']), hub.listen(['north'])];
  const waits = [gone.wait(LONG_MS), staying.wait(LONG_MS)];
  gone.leave();
  hub.close();
  await Promise.all(waits);
  await staying.wait(LONG_MS);
  expect(hub.closed).toBe(true);
});
