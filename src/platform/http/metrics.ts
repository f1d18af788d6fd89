/** What an operator watches, in Prometheus' text form. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface PoolCounts {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

export interface Metrics {
  /** One answered request: the route's pattern (never the address itself), method, status and duration. */
  request(route: string, method: string, status: number, seconds: number): void;
  committed(operation: string): void;
  feedOpened(): void;
  feedClosed(): void;
  print(): Promise<string>;
  readonly contentType: string;
}

/**
 * Counts requests, latencies, commits, open feeds, pool use and event-loop delay.
 *
 * @example
 * const metrics = createMetrics(() => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }));
 */
export function createMetrics(pool: () => PoolCounts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'throughline_http_request_seconds',
    help: 'Time to answer, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const commits = new Counter({
    name: 'throughline_commits_total',
    help: 'Changes committed by this process, by operation.',
    labelNames: ['operation'],
    registers,
  });
  const feeds = new Gauge({ name: 'throughline_feeds_open', help: 'Change feeds open now.', registers });
  watchPool(pool, registers);
  return {
    request: (route, method, status, seconds) => requests.observe({ route, method, status: String(status) }, seconds),
    committed: (operation) => commits.inc({ operation }),
    feedOpened: () => feeds.inc(),
    feedClosed: () => feeds.dec(),
    print: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function watchPool(pool: () => PoolCounts, registers: Registry[]): void {
  new Gauge({
    name: 'throughline_database_connections',
    help: 'Connections of the pool, by what they do.',
    labelNames: ['is'],
    registers,
    collect() {
      const { total, idle, waiting } = pool();
      this.set({ is: 'busy' }, total - idle);
      this.set({ is: 'idle' }, idle);
      this.set({ is: 'waited for' }, waiting);
    },
  });
}
