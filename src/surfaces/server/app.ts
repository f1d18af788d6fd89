/** The server's one app: every operation as a route, the feed, the reference, the probes and the pages, behind one gate. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { AnyOperation } from '../../line/index.ts';
import type { LineServer } from '../../line/server.ts';
import type { Identity } from '../../platform/auth/index.ts';
import {
  BODY_LIMIT_BYTES,
  clientAddress,
  createRateLimiter,
  createResponseCache,
  judge,
  type Metrics,
  problem,
  type RateLimit,
  type StaticFiles,
  setSecurityHeaders,
} from '../../platform/http/index.ts';
import type { PersonalOperation } from './account/index.ts';
import { calculationRoute } from './calculation-route.ts';
import { beginCall, type Call, type ServerContext, type ServerEnv } from './call.ts';
import { describeOperations } from './described-operation.ts';
import { feedRoute } from './feed.ts';
import type { FeedHub } from './feed-hub.ts';
import { createGate, type Gate } from './gate.ts';
import { createHeads, type Head, type Heads } from './heads.ts';
import type { Logger } from './log.ts';
import { methodDoors } from './method/index.ts';
import { API_BASE, routePattern } from './operation-input.ts';
import { operationRoute } from './operation-route.ts';
import { pageAt } from './pages.ts';
import type { Presence } from './presence/index.ts';
import { healthz, metricsPage, type ProbeParts, readyz } from './probes.ts';
import { referenceRoutes } from './reference.ts';
import { snapshotRoute } from './snapshot.ts';
import { createRouteList, type RouteList, unrouted } from './unrouted.ts';

/** A door with addresses of its own: accounts at `/api/auth`, agents at `/mcp`, files. */
export interface Mount {
  /** Everything at and below this address is its own. */
  readonly path: string;
  readonly answer: (request: Request, call: Call) => Promise<Response>;
}

export interface AppParts {
  readonly line: LineServer;
  readonly operations: readonly AnyOperation[];
  /** Answered by the account door among the mounts; listed for the reference. */
  readonly personalOperations: readonly PersonalOperation[];
  readonly identify: (request: Request) => Promise<Identity | null>;
  readonly readHead: (workspaceId: string) => Promise<Head>;
  readonly mounts: readonly Mount[];
  readonly hub: FeedHub;
  readonly presence: Presence;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly files: StaticFiles;
  readonly ready: () => Promise<void>;
  readonly isStopping: () => boolean;
  readonly version: string;
  readonly overHttps: boolean;
  readonly trustedProxies: number;
  /** Null: nobody is limited. */
  readonly rateLimit: RateLimit | null;
  readonly checkOutputs: boolean;
  readonly bodyLimitBytes?: number;
}

export interface App {
  fetch(request: Request, bindings: HttpBindings): Response | Promise<Response>;
}

const READY_ANSWERS_BYTES = 64 * 1024 * 1024;
/** Wrong keys and missing sessions from one address; people mistype, programs guess. */
const STRANGERS: RateLimit = { burst: 120, perSecond: 1 };

/**
 * Puts the app together.
 *
 * @example
 * const app = createApp({ line, operations, identify: auth.identify, mounts: [], ... });
 * serve({ fetch: app.fetch, port: 4321 });
 */
export function createApp(parts: AppParts): App {
  const hono = new Hono<ServerEnv>();
  const routes = createRouteList();
  const limiter = parts.rateLimit === null ? null : createRateLimiter(parts.rateLimit);
  const strangers = parts.rateLimit === null ? null : createRateLimiter(STRANGERS);
  const gate = createGate({ identify: parts.identify, limiter, strangers });
  const heads = createHeads(parts.readHead);
  addOperations(hono, routes, { parts, gate, heads });
  addStreams(hono, routes, { parts, gate, heads });
  addProbes(hono, routes, parts);
  addMounts(hono, parts, gate);
  hono.notFound((context) => lost(context, parts, routes));
  hono.onError((error, context) => answerError(error, context, parts.log));
  const answer = (request: Request, bindings: HttpBindings): Response | Promise<Response> =>
    hono.fetch(request, { ...bindings, call: begin(bindings, parts) });
  return {
    fetch: (request, bindings) =>
      request.method === 'HEAD' ? headOf(request, bindings, answer) : answer(request, bindings),
  };
}

/**
 * What GET would say, without its body. The body is told that nobody reads it: a stream out of the database would otherwise
 * keep its connection, and a few of those would leave none for anybody.
 */
async function headOf(request: Request, bindings: HttpBindings, answer: App['fetch']): Promise<Response> {
  const { url, headers, signal } = request;
  const full = await answer(new Request(url, { method: 'GET', headers, signal }), bindings);
  await full.body?.cancel();
  return new Response(null, { status: full.status, headers: full.headers });
}

interface Routing {
  readonly parts: AppParts;
  readonly gate: Gate;
  readonly heads: Heads;
}

function addOperations(hono: Hono<ServerEnv>, routes: RouteList, { parts, gate, heads }: Routing): void {
  const cache = createResponseCache(READY_ANSWERS_BYTES);
  const { line, checkOutputs, bodyLimitBytes = BODY_LIMIT_BYTES } = parts;
  for (const operation of parts.operations) {
    if (operation.notAt?.rest !== undefined) continue;
    const pattern = routePattern(operation);
    routes.add(operation.rest.method, pattern);
    const route =
      operation.calculates === true
        ? calculationRoute(operation, { line, gate })
        : operationRoute(operation, { line, gate, heads, cache, checkOutputs, bodyLimitBytes });
    hono.on(operation.rest.method, pattern, route);
  }
}

type Handler = (context: ServerContext) => Response | Promise<Response>;

function addGet(hono: Hono<ServerEnv>, routes: RouteList, path: string, handler: Handler): void {
  routes.add('GET', path);
  hono.get(path, (context) => {
    context.env.call.route = path;
    return handler(context);
  });
}

function addStreams(hono: Hono<ServerEnv>, routes: RouteList, { parts, gate, heads }: Routing): void {
  const { line, hub, metrics, presence, identify } = parts;
  addGet(hono, routes, `${API_BASE}/feed`, feedRoute({ line, gate, heads, hub, metrics, presence, identify }));
  addGet(hono, routes, `${API_BASE}/snapshot`, snapshotRoute({ line, gate, heads }));
  const { operations, personalOperations, version } = parts;
  const described = async () => describeOperations([...operations, ...(await methodDoors())], personalOperations);
  for (const { path, answer } of referenceRoutes({ operations: described, model: line.model, version }))
    addGet(hono, routes, path, answer);
}

function addProbes(hono: Hono<ServerEnv>, routes: RouteList, parts: AppParts): void {
  const probes: ProbeParts = parts;
  addGet(hono, routes, '/healthz', () => healthz(probes));
  addGet(hono, routes, '/readyz', () => readyz(probes));
  addGet(hono, routes, '/metrics', () => metricsPage(probes));
}

function addMounts(hono: Hono<ServerEnv>, { mounts }: AppParts, gate: Gate): void {
  for (const { path, answer } of mounts) {
    const handler = async (context: ServerContext): Promise<Response> => {
      context.env.call.route = path;
      gate.pace(context);
      const { call } = context.env;
      const answered = await answer(context.req.raw, call).catch((error: unknown) => refusal(error, call));
      if (answered.status === 401) gate.refused(context);
      return answered;
    };
    hono.all(path, handler);
    hono.all(`${path}/*`, handler);
  }
}

/** What a mount throws is an answer, unless nobody foresaw it. */
function refusal(error: unknown, { requestId }: Call): Response {
  const { failure, unforeseen } = judge(error);
  if (unforeseen) throw error;
  return problem(failure, requestId);
}

function lost(context: ServerContext, { files }: AppParts, routes: RouteList): Response {
  const { path, method, raw } = context.req;
  const page = pageAt(files, raw, path);
  if (page !== undefined) {
    context.env.call.route = 'page';
    return page;
  }
  const allowed = routes.methodsAt(path);
  if (method === 'OPTIONS' && allowed.length > 0)
    return new Response(null, { status: 204, headers: { Allow: allowed.join(', ') } });
  return problem(unrouted(routes, method, path), context.env.call.requestId);
}

function answerError(error: unknown, context: ServerContext, log: Logger): Response {
  const { failure, unforeseen } = judge(error);
  const { call } = context.env;
  if (unforeseen) logFault(log, call, error);
  return problem(failure, call.requestId);
}

function logFault(log: Logger, { requestId, route }: Call, error: unknown): void {
  log.error({ requestId, route, err: error }, 'A request met a fault of ours');
}

/** Headers that every answer carries, and what is noted when it ends. */
function begin({ incoming, outgoing }: HttpBindings, { metrics, log, overHttps, trustedProxies }: AppParts): Call {
  const given = incoming.headers['x-request-id'];
  const forwardedFor = incoming.headers['x-forwarded-for'];
  const address = clientAddress(incoming.socket.remoteAddress, forwardedFor?.toString(), trustedProxies);
  const call = beginCall(typeof given === 'string' ? given : undefined, address);
  setSecurityHeaders(outgoing, overHttps);
  outgoing.setHeader('X-Request-Id', call.requestId);
  outgoing.once('close', () => {
    if (call.fault !== undefined) logFault(log, call, call.fault);
    const milliseconds = performance.now() - call.startedMs;
    metrics.request(call.route, incoming.method ?? 'GET', outgoing.statusCode, milliseconds / 1000);
    log.debug(
      {
        requestId: call.requestId,
        route: call.route,
        method: incoming.method,
        status: outgoing.statusCode,
        milliseconds,
      },
      'answered',
    );
  });
  return call;
}
