/** Is it alive, is it ready, how does it do: for whoever keeps it running. None of them says anything about content. */
import type { Metrics } from '../../platform/http/index.ts';

export interface ProbeParts {
  readonly metrics: Metrics;
  /** Asks the database for an answer and for the migrations; throws with the reason where it is not ready. */
  readonly ready: () => Promise<void>;
  readonly isStopping: () => boolean;
  readonly version: string;
}

const READY_WITHIN_MS = 3000;
const UNCACHED = { 'Cache-Control': 'no-store' } as const;

/** `GET /healthz`: the process answers. */
export function healthz({ version }: ProbeParts): Response {
  return Response.json({ status: 'alive', version }, { headers: UNCACHED });
}

/** `GET /readyz`: it can do its work: the database answers and its schema is the one this build knows. */
export async function readyz({ ready, isStopping }: ProbeParts): Promise<Response> {
  if (isStopping()) return notReady('The server is stopping.');
  try {
    await within(ready(), READY_WITHIN_MS);
    return Response.json({ status: 'ready' }, { headers: UNCACHED });
  } catch {
    return notReady('The database does not answer or its migrations are not done.');
  }
}

function notReady(reason: string): Response {
  return Response.json({ status: 'not ready', reason }, { status: 503, headers: { ...UNCACHED, 'Retry-After': '2' } });
}

async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('It took too long.')), milliseconds);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** `GET /metrics`: Prometheus' text form. */
export async function metricsPage({ metrics }: ProbeParts): Promise<Response> {
  return new Response(await metrics.print(), { headers: { ...UNCACHED, 'Content-Type': metrics.contentType } });
}
