/** A calculation as a REST route: an answer as JSON, or for whoever wants to watch, progress and answer as server-sent events. */
import { streamSSE } from 'hono/streaming';
import type { AnyOperation, Watcher } from '../../line/index.ts';
import type { LineServer } from '../../line/server.ts';
import { judge } from '../../platform/http/index.ts';
import { answerReady, readyByContent } from './answer.ts';
import type { ServerContext } from './call.ts';
import type { Gate } from './gate.ts';
import { inputOf, routePattern } from './operation-input.ts';

/** Data for a method comes with the request: 100,000 texts are some ten megabytes. */
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

export interface CalculationParts {
  readonly line: LineServer;
  readonly gate: Gate;
}

export function calculationRoute(
  operation: AnyOperation,
  { line, gate }: CalculationParts,
): (context: ServerContext) => Promise<Response> {
  const route = routePattern(operation);
  return async (context) => {
    context.env.call.route = route;
    const { workspaceId, actor } = await gate.enter(context, operation);
    const input = await inputOf(operation, context, BODY_LIMIT_BYTES);
    const run = (watcher: Watcher): Promise<unknown> => line.run(operation, input, { workspaceId, actor, watcher });
    if (context.req.header('accept')?.includes('text/event-stream') === true) return watched(context, run);
    const watcher = { signal: context.req.raw.signal, progress: () => undefined };
    return answerReady(context.req.raw, readyByContent(JSON.stringify(await run(watcher))));
  };
}

function watched(context: ServerContext, run: (watcher: Watcher) => Promise<unknown>): Response {
  return streamSSE(context, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    const progress = (done: number): void => {
      void stream.writeSSE({ event: 'progress', data: String(done) });
    };
    try {
      const answer = await run({ signal: gone.signal, progress });
      await stream.writeSSE({ event: 'answer', data: JSON.stringify(answer) });
    } catch (error) {
      await stream.writeSSE({ event: 'problem', data: JSON.stringify(judge(error).failure.toBody()) });
    }
  });
}
