/** Server-sent events as they come in: what tests of the feed follow it with. */

export interface StreamEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: ReturnType<typeof JSON.parse>;
}

/**
 * The events of an answer, one after the other, without heartbeats and other comments; it ends when the answer does.
 *
 * @example
 * for await (const { event, data } of eventsIn(await fetch(`${server.url}/api/v1/feed`, { headers }))) ...
 */
export async function* eventsIn(answer: Response): AsyncGenerator<StreamEvent, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks.flatMap(eventOf);
  }
}

function eventOf(block: string): StreamEvent[] {
  const line = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const event = line('event');
  return event === undefined ? [] : [{ event, id: line('id'), data: JSON.parse(line('data') ?? 'null') }];
}
