/** The embedded database as one thing: started, adopted, restarted when it dies, stopped. */
import path from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { openDataFolder } from '../../settings/index.ts';
import { databaseInUse } from '../failures.ts';
import { codeOf } from '../retry.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { type Cluster, prepareCluster, SUPERUSER } from './cluster.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { freePort } from './free-port.ts';
import {
  forgetServer,
  isAlive,
  isPostgres,
  launchPostmaster,
  type Postmaster,
  readPidFile,
  stopPostmaster,
  watchPostmaster,
} from './postmaster.ts';
import { type RunAs, runAs } from './run-as.ts';
import { type Address, serverArguments } from './server-options.ts';
import { socketFolder } from './socket-folder.ts';

export interface Embedded {
  /** Where to connect; asked again for each connection, for a restarted server may be elsewhere. */
  connection(database?: string): ClientConfig;
  readonly version: string;
  readonly isFresh: boolean;
  /** The process id of the running server, null while it is down. */
  pid(): number | null;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataFolder: string;
  /** Hears, in sentences, of a server that was adopted, died or came back. */
  readonly say?: ((sentence: string) => void) | undefined;
  /** Server options that win over ours, for tests. */
  readonly serverOptions?: Readonly<Record<string, string>> | undefined;
}

const SOCKET_PORT = 5432;
const RESTART_PAUSE_LEAST_MS = 50;
const RESTART_PAUSE_MOST_MS = 10_000;
/** A server that gives no answer this often is no use. */
const SILENCES_MOST = 3;
const ANSWER_MS_MOST = 2_000;
const ADOPT_POLL_MS = 100;
const ORPHANS_WAIT_MS = 15_000;

interface Ground {
  readonly binaries: Binaries;
  readonly cluster: Cluster;
  readonly as: RunAs;
  readonly address: Address;
  readonly serverOptions: Readonly<Record<string, string>>;
  readonly say: (sentence: string) => void;
}

/**
 * Starts PostgreSQL on the data folder, or takes over the one that a killed Throughline left running there.
 *
 * @throws `data.folder-unusable`, `database.in-use`, `database.not-started`, `database.folder-unreachable`, `database.platform-unsupported`, `database.version-differs`
 * @example const embedded = await startEmbedded({ dataFolder: '/var/lib/throughline' });
 */
export async function startEmbedded({
  dataFolder,
  say = () => undefined,
  serverOptions = {},
}: EmbeddedOptions): Promise<Embedded> {
  const folder = openDataFolder(dataFolder);
  const binaries = findBinaries();
  const as = runAs([binaries.postgres, path.join(folder, 'postgres')]);
  const sockets = socketFolder(folder, as);
  const lock = await lockFolder(sockets);
  if ('pid' in lock) throw databaseInUse({ folder, pid: lock.pid === 0 ? null : lock.pid });
  try {
    const cluster = await prepareCluster(folder, binaries, as);
    const address =
      process.platform === 'win32'
        ? { host: '127.0.0.1', port: await freePort() }
        : { host: sockets, port: SOCKET_PORT };
    const ground: Ground = { binaries, cluster, as, address, serverOptions, say };
    return supervise(ground, await adoptOrLaunch(ground), lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Keeps it running until it is stopped. */
function supervise(ground: Ground, first: Running, lock: FolderLock): Embedded {
  let running: Running | null = first;
  let stopping = false;
  let address = first.address;
  let restarted = Promise.resolve();
  const watch = (one: Running): void => {
    one.postmaster.ended.then(() => {
      running = null;
      if (!stopping) restarted = restart();
    });
  };
  async function restart(): Promise<void> {
    ground.say('The embedded database ended by itself; it is started again.');
    for (let pause = RESTART_PAUSE_LEAST_MS; !stopping; pause = Math.min(pause * 2, RESTART_PAUSE_MOST_MS)) {
      try {
        running = await launch(ground);
        address = running.address;
        ground.say('The embedded database is back.');
        watch(running);
        return;
      } catch (error) {
        ground.say(error instanceof Error ? error.message : String(error));
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
  watch(first);
  return {
    version: ground.binaries.version,
    isFresh: ground.cluster.isFresh,
    connection: (database = 'postgres') => connectionTo(ground.cluster, address, database),
    pid: () => running?.postmaster.pid ?? null,
    async stop() {
      stopping = true;
      await restarted;
      if (running !== null) await stopPostmaster(running.postmaster);
      await lock.release();
    },
  };
}

interface Running {
  readonly postmaster: Postmaster;
  readonly address: Address;
}

async function adoptOrLaunch(ground: Ground): Promise<Running> {
  const left = readPidFile(ground.cluster.folder);
  if (left === null || !isAlive(left.pid)) return launchPatiently(ground);
  if (!isPostgres(left.pid)) {
    forgetServer(ground.cluster.folder);
    return launchPatiently(ground);
  }
  const found: Running = { postmaster: watchPostmaster(left.pid), address: { host: left.host, port: left.port } };
  if (await answers(ground, found)) {
    ground.say(`A killed Throughline left its database running (process ${left.pid}); it is used on.`);
    return found;
  }
  ground.say(`A database left running (process ${left.pid}) cannot be used; it is ended and started again.`);
  await stopPostmaster(found.postmaster, false);
  return launchPatiently(ground);
}

/** The connections of a killed server notice its end within moments; until then the new one refuses to start beside them. */
async function launchPatiently(ground: Ground): Promise<Running> {
  for (
    const until = Date.now() + ORPHANS_WAIT_MS;
    ;
    await new Promise((resolve) => setTimeout(resolve, ADOPT_POLL_MS))
  ) {
    try {
      return await launch(ground);
    } catch (error) {
      if (Date.now() > until || !(error instanceof Error && error.message.includes('shared memory block'))) throw error;
    }
  }
}

async function launch({ binaries, cluster, as, address, serverOptions }: Ground): Promise<Running> {
  const left = readPidFile(cluster.folder);
  // PostgreSQL takes an ended process that nobody collected for a living one. Its own check of shared memory still guards
  // against what such a server's connections might be doing.
  if (left !== null && !isAlive(left.pid)) forgetServer(cluster.folder);
  const postmaster = await launchPostmaster({
    program: binaries.postgres,
    arguments: serverArguments(cluster.folder, address, serverOptions),
    clusterFolder: cluster.folder,
    log: cluster.log,
    as,
  });
  return { postmaster, address };
}

/** True when the server found answers and is the version we bring; an older one is restarted. One that recovers is waited for. */
async function answers({ binaries, cluster }: Ground, { postmaster, address }: Running): Promise<boolean> {
  let silences = 0;
  while (silences < SILENCES_MOST && isAlive(postmaster.pid)) {
    const answer = await versionAt(connectionTo(cluster, address, 'postgres'));
    if (answer !== 'silent' && answer !== 'starting') return answer === binaries.version;
    silences += answer === 'silent' ? 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, ADOPT_POLL_MS));
  }
  return false;
}

/** What PostgreSQL says while it starts, recovers or shuts down. */
const NOT_NOW = '57P03';

async function versionAt(connection: ClientConfig): Promise<string> {
  const client = new Client({ ...connection, connectionTimeoutMillis: ANSWER_MS_MOST });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
    return rows[0]?.version.split(' ')[0] ?? 'silent';
  } catch (error) {
    return codeOf(error) === NOT_NOW ? 'starting' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function connectionTo(
  { password }: Pick<Cluster, 'password'>,
  { host, port }: Address,
  database: string,
): ClientConfig {
  return { host, port, database, user: SUPERUSER, password: password ?? '', application_name: 'throughline' };
}
