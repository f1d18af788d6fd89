/** Where the database is: started here, already running for another process, or on a server. */
import { Client, type ClientConfig } from 'pg';
import { isFailure } from '../failure/index.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { joinEmbedded } from './embedded/join-embedded.ts';

export interface DatabaseSettings {
  /** Absent: the embedded PostgreSQL. */
  readonly databaseUrl?: string | undefined;
  readonly dataFolder: string;
}

export interface Source {
  readonly connection: () => ClientConfig;
  /** True where another process runs it: its schema is that process's to change. */
  readonly isShared: boolean;
  readonly stop: () => Promise<void>;
}

export interface SourceOptions {
  readonly say: (sentence: string) => void;
  /** Use the server that another process runs on the data folder, rather than refuse. */
  readonly share: boolean;
}

const DATABASE = 'throughline';

/** @throws `database.in-use` and what else `startEmbedded` throws */
export async function findSource(
  { databaseUrl, dataFolder }: DatabaseSettings,
  options: SourceOptions,
): Promise<Source> {
  if (databaseUrl !== undefined) {
    const connection = () => ({ connectionString: databaseUrl, application_name: 'throughline' });
    return { connection, isShared: false, stop: async () => undefined };
  }
  try {
    return await embedded(dataFolder, options.say);
  } catch (error) {
    const running =
      options.share && isFailure(error) && error.id === 'database.in-use' ? await joinEmbedded(dataFolder) : null;
    if (running === null) throw error;
    return { connection: () => running(DATABASE), isShared: true, stop: async () => undefined };
  }
}

async function embedded(dataFolder: string, say: (sentence: string) => void): Promise<Source> {
  const running = await startEmbedded({ dataFolder, say });
  try {
    await createOnce(running.connection());
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { connection: () => running.connection(DATABASE), isShared: false, stop: () => running.stop() };
}

async function createOnce(connection: ClientConfig): Promise<void> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
