/** One request on its way through the server: its id, its route, and what is noted when it ends. */
import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

export interface Call {
  readonly requestId: string;
  readonly startedMs: number;
  /** The connection's address, or the one that trusted proxies say. */
  readonly clientAddress: string | undefined;
  /** The route's pattern, for metrics and logs; addresses themselves may hold what is private. */
  route: string;
  /** A fault of ours that the answer itself could only hint at: it goes to the log. */
  fault?: unknown;
}

export interface ServerEnv {
  Bindings: HttpBindings & { readonly call: Call };
}
export type ServerContext = Context<ServerEnv>;

const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** Begins a call; a caller's own `X-Request-Id` is kept so that both logs can be read together. */
export function beginCall(given: string | undefined, clientAddress: string | undefined): Call {
  const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
  return { requestId, startedMs: performance.now(), clientAddress, route: 'unknown' };
}
