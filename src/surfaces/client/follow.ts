/** Following the line: every change from a sequence number on, again after a lost connection. */
import type { Change } from './line-shapes.ts';
import type { Send } from './request.ts';

export type FeedEvent = { readonly is: 'change'; readonly change: Change } | { readonly is: 'resync' };

/**
 * Changes as they happen, until the signal fires. `resync`: rights moved, load anew what you hold.
 *
 * @throws Problem where the server refuses; a lost connection is made again by itself
 */
export async function* follow(send: Send, after: number, signal?: AbortSignal): AsyncGenerator<FeedEvent> {
  let seq = after;
  while (signal?.aborted !== true) {
    const answer = await send('GET', '/feed', {
      query: { after: seq },
      headers: { accept: 'text/event-stream' },
      signal,
    });
    for await (const { event, data } of eventsOf(answer.body, signal)) {
      if (event === 'resync') yield { is: 'resync' };
      if (event !== 'change') continue;
      const change: Change = JSON.parse(data);
      seq = change.seq;
      yield { is: 'change', change };
    }
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}
const RECONNECT_MS = 1000;

interface ServerSent {
  readonly event: string;
  readonly data: string;
}

async function* eventsOf(body: ReadableStream<Uint8Array> | null, signal?: AbortSignal): AsyncGenerator<ServerSent> {
  if (body === null) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const blocks = (text + decoder.decode(read.value, { stream: true })).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) yield { event: line(block, 'event'), data: line(block, 'data') };
    }
  } catch (error) {
    if (signal?.aborted !== true && !(error instanceof TypeError)) throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const line = (block: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
