/** The HTTP listener: answers what is no readable request in the same form as everything else, and stops without cutting anybody off. */
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { judge, problem, requestMalformed } from '../../platform/http/index.ts';
import type { App } from './app.ts';

export interface Listening {
  readonly port: number;
  /** Takes no new connections, lets requests end, and cuts off what is left after the grace time. */
  stop(graceMs: number): Promise<void>;
}

/** Slow senders are cut off: a body may take so long, headers less. */
const REQUEST_MS_MOST = 60_000;
const HEADERS_MS_MOST = 20_000;
/** Longer than a proxy keeps its side, so that it never sends into a connection that is just being closed. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Listens.
 *
 * @example
 * const { port, stop } = await listen(app, { host: '127.0.0.1', port: 0 });
 */
export async function listen(
  app: App,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const answer = getRequestListener((request, bindings) => app.fetch(request, httpOnly(bindings)), {
    overrideGlobalObjects: true,
    errorHandler: (error) => problem(asRequestFailure(error), 'none'),
  });
  const server = createServer(
    { requestTimeout: REQUEST_MS_MOST, headersTimeout: HEADERS_MS_MOST, keepAliveTimeout: KEEP_ALIVE_MS },
    (incoming, outgoing) => void answer(incoming, outgoing),
  );
  server.on('clientError', answerUnreadable);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: portOf(server), stop: (graceMs) => stop(server, graceMs) };
}

type Bindings = Parameters<App['fetch']>[1];

function httpOnly(bindings: Bindings | object): Bindings {
  if ('incoming' in bindings && 'outgoing' in bindings) return bindings;
  throw new Error('Only HTTP/1.1 is served.');
}

function asRequestFailure(error: unknown): ReturnType<typeof requestMalformed> {
  const { failure, unforeseen } = judge(error);
  return unforeseen ? requestMalformed({ reason: error instanceof Error ? error.message : 'unreadable' }) : failure;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const UNREADABLE: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'its headers are larger than 16 kB'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'it was not sent in time'],
};

/** Before there is a request there is no answer object either: written to the connection by hand. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] = UNREADABLE[error.code ?? ''] ?? [400, 'it is not HTTP'];
  const body = JSON.stringify({ ...requestMalformed({ reason }).toBody(), status });
  socket.end(
    `HTTP/1.1 ${status} ${status === 400 ? 'Bad Request' : 'Unreadable Request'}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
