/** Puts the product together and serves it: database, line, accounts, webhooks, app; and takes it apart in the opposite order. */
import path from 'node:path';
import type { Slice } from '../../line/index.ts';
import type { LineServer } from '../../line/server.ts';
import { type Database, openDatabase } from '../../platform/database/index.ts';
import { createMetrics, openStaticFiles, type RateLimit } from '../../platform/http/index.ts';
import type { Settings } from '../../platform/settings/index.ts';
import { personalOperations } from './account/index.ts';
import { type Accounts, openAccounts, teamsOf } from './accounts.ts';
import { createApp, type Mount } from './app.ts';
import { presenceTopic } from './feed.ts';
import { goLive } from './go-live.ts';
import { headReader } from './heads.ts';
import { listen } from './listen.ts';
import { createLog, type Logger } from './log.ts';
import { agentMount } from './mcp/http-mount.ts';
import { packageFolder, packageVersion } from './package-folder.ts';
import { createProduct } from './product.ts';
import { readFontFaces, shareMount } from './share/index.ts';
import { fileMount } from './upload.ts';

export interface StartOptions {
  readonly settings: Settings;
  /** Borrowed: it is left open at the end. Absent: the one the settings name, opened and closed here. */
  readonly database?: Database;
  readonly slices?: readonly Slice[];
  readonly log?: Logger;
  /** Null: nobody is limited (tests, benchmarks). */
  readonly rateLimit?: RateLimit | null;
  /** Hold every answer against its schema. */
  readonly checkOutputs?: boolean;
  /** Hears what an operator should read at once. */
  readonly say?: (sentence: string) => void;
}

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:4321`. */
  readonly url: string;
  readonly line: LineServer;
  readonly database: Database;
  readonly accounts: Accounts;
  /** Lets requests end, closes feeds, waits for webhooks under way, and stops what was started here. Safe to call twice. */
  stop(): Promise<void>;
}

/** For each key or session: far above what a person or a polite program needs, far below what hurts others. */
const RATE_LIMIT: RateLimit = { burst: 1000, perSecond: 100 };
const GRACE_MS = 8000;

/**
 * Starts a server.
 *
 * @throws the failures of `openDatabase`, each with its remedy; EADDRINUSE where the port is taken
 * @example
 * const server = await startServer({ settings: { ...readSettings(process.env), port: 0 } });
 * await fetch(`${server.url}/healthz`);
 * await server.stop();
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { settings, say } = options;
  const database = options.database ?? (await openDatabase(settings, { say }));
  try {
    return await serve(options, database);
  } catch (error) {
    if (options.database === undefined) await database.close();
    throw error;
  }
}

const webFolder = (): string => path.join(packageFolder(), 'dist', 'web');

async function mountShared(database: Database, line: LineServer): Promise<Mount> {
  const teams = (workspaceId: string, memberId: string) => teamsOf(database, workspaceId, memberId);
  return shareMount({ database, line, teamsOf: teams, fontFaces: await readFontFaces(webFolder()) });
}

async function serve(options: StartOptions, database: Database): Promise<RunningServer> {
  const { settings } = options;
  const log = options.log ?? createLog(settings.logLevel);
  const report = (error: unknown): void => log.error({ err: error }, 'Work beside the requests failed');
  const product = createProduct({ database, settings, slices: options.slices, onFailure: report });
  const { line, exchange, model, operations } = product;
  const metrics = createMetrics(() => countsOf(database));
  const live = await goLive({ database, line, metrics, settings, report });
  product.onWebhookChange(live.webhooksChanged);
  product.presence.onMove((workspaceId, memberId) => live.hub.wake(presenceTopic(workspaceId, memberId)));
  const accounts = await openAccounts({ database, line, settings, log });
  const { identify } = accounts;
  const version = packageVersion();
  let stopping = false;
  const app = createApp({
    line,
    operations,
    personalOperations,
    identify,
    readHead: headReader(database),
    mounts: [
      ...accounts.mounts,
      fileMount({ exchange, model, identify }),
      agentMount({ line, operations, identify, version }),
      await mountShared(database, line),
    ],
    hub: live.hub,
    presence: product.presence,
    metrics,
    log,
    files: await openStaticFiles(webFolder()),
    ready: () => isReady(database),
    isStopping: () => stopping,
    version,
    trustedProxies: settings.trustedProxies,
    overHttps: settings.publicUrl.startsWith('https:'),
    rateLimit: options.rateLimit === undefined ? RATE_LIMIT : options.rateLimit,
    checkOutputs: options.checkOutputs ?? false,
  });
  const listening = await listen(app, settings);
  live.begin();
  exchange.resume().catch(report);
  const stop = once(async () => {
    stopping = true;
    live.hub.close();
    product.methods.stop();
    await listening.stop(GRACE_MS);
    await Promise.all([live.stop(), accounts.stop(), exchange.stop()]);
    if (options.database === undefined) await database.close();
  });
  return {
    url: urlOf(settings.host, listening.port),
    line,
    database,
    accounts,
    stop,
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let begun: Promise<void> | undefined;
  return () => {
    begun ??= work();
    return begun;
  };
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function countsOf({ pool }: Database): { total: number; idle: number; waiting: number } {
  return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}

/** Opening the database ran the migrations, so that it answers at all is what is left to ask. */
async function isReady(database: Database): Promise<void> {
  await database.pool.query('select 1 from migration limit 1');
}
