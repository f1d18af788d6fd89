/** The server over HTTP: durable commits beside a bare driver loop, a list beside the same JSON given ready-made by Hono. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import autocannon from 'autocannon';
import { Hono } from 'hono';
import { readSettings } from '../src/platform/settings/index.ts';
import { startServer } from '../src/surfaces/server/start-server.ts';
import type { Benchmark } from './benchmark.ts';
import { foundWorkspace, openBenchDatabase, openLargeWorkspace } from './large-workspace.ts';

const WORKSPACES = 8;
const WRITE_SECONDS = 4;
const WRITE_ROUNDS = 3;
const LIST_SECONDS = 4;
const CONNECTIONS = 16;
const run = promisify(execFile);

const quiet = { ...readSettings({ LOG_LEVEL: 'error' }), port: 0 };

async function load(task: object): Promise<number> {
  const { stdout } = await run(process.execPath, [
    'bench/write-load.ts',
    JSON.stringify({ seconds: WRITE_SECONDS, ...task }),
  ]);
  return Number(stdout) / WRITE_SECONDS;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const commits: Benchmark = {
  names: ['commit.ratio'],
  async run() {
    const { database, close } = await openBenchDatabase();
    const server = await startServer({ settings: quiet, database, rateLimit: null });
    try {
      const workspaces = await Promise.all(Array.from({ length: WORKSPACES }, () => foundWorkspace(database)));
      const [http, bare]: [number[], number[]] = [[], []];
      for (let round = 0; round < WRITE_ROUNDS; round += 1) {
        http.push(await load({ workspaces, url: server.url }));
        bare.push(await load({ workspaces, connection: database.connection() }));
      }
      const detail = {
        writers: 16,
        workspaces: WORKSPACES,
        fsync: 'on',
        httpPerSecond: median(http),
        driverPerSecond: median(bare),
        rounds: WRITE_ROUNDS,
      };
      return [{ name: 'commit.ratio', value: median(http) / median(bare), unit: 'x', detail }];
    } finally {
      await server.stop();
      await close();
    }
  },
};

async function requestsPerSecond(url: string, key: string): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: LIST_SECONDS,
    headers: { authorization: `Bearer ${key}` },
  });
  if (result.non2xx > 0) throw new Error(`${result.non2xx} answers were not 200.`);
  return result.requests.average;
}

export const list: Benchmark = {
  names: ['api.list_rps'],
  async run() {
    const space = await openLargeWorkspace({ items: 20_000, links: 60_000, changes: 1000 });
    const server = await startServer({ settings: quiet, database: space.database, rateLimit: null });
    const url = `${server.url}/api/v1/features?limit=50&include=links,linked`;
    const body = await (await fetch(url, { headers: { authorization: `Bearer ${space.key}` } })).text();
    const plain = serve({
      fetch: new Hono().get('/', (context) => context.body(body, 200, { 'content-type': 'application/json' })).fetch,
      port: 0,
      hostname: '127.0.0.1',
    });
    try {
      if (!plain.listening) await once(plain, 'listening');
      const address = plain.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let round = 0; round < WRITE_ROUNDS; round += 1) {
        ours.push(await requestsPerSecond(url, space.key));
        theirs.push(await requestsPerSecond(`http://127.0.0.1:${port}/`, space.key));
      }
      const detail = {
        items: 50,
        bytes: body.length,
        connections: CONNECTIONS,
        ours: median(ours),
        hono: median(theirs),
      };
      return [{ name: 'api.list_rps', value: median(ours) / median(theirs), unit: 'of Hono', detail }];
    } finally {
      plain.close();
      await server.stop();
      await space.close();
    }
  },
};
