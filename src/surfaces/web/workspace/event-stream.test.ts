import { describe, expect, it } from 'vitest';
import { eventsOf, parseEvent, type StreamEvent } from './event-stream.ts';

async function all(stream: ReadableStream<Uint8Array>): Promise<readonly StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of eventsOf(stream)) events.push(event);
  return events;
}

function streamOf(...parts: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(encoder.encode(part));
      controller.close();
    },
  });
}

describe('server-sent events', () => {
  it('are put together across the pieces they arrive in', async () => {
    const events = await all(
      streamOf('event: chan', 'ge\ndata: {"seq"', ':1}\n\n: beat\n\nevent: resync\ndata: {}\r\n\r\n'),
    );
    expect(events).toEqual([
      { event: 'change', data: '{"seq":1}' },
      { event: 'heartbeat', data: '' },
      { event: 'resync', data: '{}' },
    ]);
  });

  it('keep the lines of their data', () => {
    expect(parseEvent('data: a\ndata: b')).toEqual({ event: 'message', data: 'a\nb' });
  });

  it('that break off are not given out', async () => {
    expect(await all(streamOf('event: change\ndata: 1'))).toEqual([]);
  });
});
