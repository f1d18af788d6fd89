/** Server-sent events read through `fetch`, because `EventSource` cannot name the workspace in a header. */

export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** Splits a stream into its events; comments (heartbeats) come as `event: 'heartbeat'`. Ends when the stream does. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (pending + decoder.decode(value, { stream: true }).replaceAll('\r\n', '\n')).split('\n\n');
      pending = blocks.pop() ?? '';
      for (const block of blocks) yield parseEvent(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** @example parseEvent('event: change\ndata: {"seq":1}') // { event: 'change', data: '{"seq":1}' } */
export function parseEvent(block: string): StreamEvent {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [name, value] = partsOf(line);
    if (name === 'event') event = value;
    if (name === 'data') data.push(value);
  }
  return data.length === 0 && event === 'message' ? { event: 'heartbeat', data: '' } : { event, data: data.join('\n') };
}

function partsOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  if (colon === -1) return [line, ''];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}
