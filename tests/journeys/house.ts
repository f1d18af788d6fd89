/** A running product for a journey: empty and waiting for its owner, or with the Firefox demonstration and its owner's way in. */
import { inject } from 'vitest';
import { DEMOS, loadDemo } from '../../src/demo/index.ts';
import { type Database, databaseOver } from '../../src/platform/database/database.ts';
import { readSettings } from '../../src/platform/settings/index.ts';
import { type StartOptions, startServer } from '../../src/surfaces/server/start-server.ts';
import { openDatabaseOn, openTestDatabase } from '../database/open.ts';
import { connectionTo, run, temporaryFolder } from '../database/test-server.ts';

export const OWNER = {
  name: 'Ana Silva',
  email: 'ana@example.com',
  password: 'correct horse battery',
  workspaceName: 'Firefox',
};

export interface House {
  readonly url: string;
  /** Asks the API as the owner of the workspace "firefox". @throws Error with what was refused */
  ask(method: string, path: string, body?: unknown): Promise<ReturnType<typeof JSON.parse>>;
  /** The owner's session, for a browser that is signed in already. */
  cookies(): { readonly name: string; readonly value: string; readonly url: string }[];
  /** Ages what was done: everything so far happened a day earlier. */
  passDay(): Promise<void>;
  close(): Promise<void>;
}

/** Nobody is here yet. */
export async function openEmptyHouse(): Promise<House> {
  return serve(await openTestDatabase());
}

/** Set up by its owner, and nothing in it. */
export async function openSetUpHouse(options: Partial<StartOptions> = {}): Promise<House> {
  const house = await serve(await openTestDatabase(), options);
  await house.ask('POST', '/api/v1/setup', OWNER);
  return house;
}

/** With the demonstration in it; it is loaded once for all journeys of a run. */
export async function openFirefox(): Promise<House> {
  const house = await serve(await openDatabaseOn({ ...inject('databaseServer'), template: await loadedTemplate() }));
  await house.ask('POST', '/api/auth/sign-in/email', { email: OWNER.email, password: OWNER.password });
  return house;
}

async function serve(database: Database, options: Partial<StartOptions> = {}): Promise<House> {
  const settings = {
    ...readSettings({ LOG_LEVEL: 'error', THROUGHLINE_DATA: temporaryFolder('journey') }),
    port: 0,
  };
  const server = await startServer({ settings, database, rateLimit: null, ...options });
  const jar = new Map<string, string>();
  return {
    url: server.url,
    ask: async (method, path, body) => {
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
          origin: server.url,
          'x-workspace': 'firefox',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (name !== undefined && value !== undefined) jar.set(name, decodeURIComponent(value));
      }
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    cookies: () => [...jar].map(([name, value]) => ({ name, value: encodeURIComponent(value), url: server.url })),
    passDay: async () => {
      await database.pool.query(`update change set at = at - interval '1 day'`);
      await database.pool.query(`update item set created_at = created_at - interval '1 day'`);
    },
    close: async () => {
      await server.stop();
      await database.close();
    },
  };
}

/** A database with the demonstration, made by the first who asks; copies of it are ready at once. */
async function loadedTemplate(): Promise<string> {
  const { connection, template } = inject('databaseServer');
  const name = `${template}_firefox`;
  try {
    await run(connection, `create database ${name} template ${template}`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === DUPLICATE_DATABASE) return name;
    throw error;
  }
  const database = databaseOver(
    () => connectionTo(connection, name),
    async () => undefined,
  );
  const settings = { ...readSettings({ LOG_LEVEL: 'error', THROUGHLINE_DATA: temporaryFolder('journey') }), port: 0 };
  const server = await startServer({ settings, database, rateLimit: null });
  const answer = await fetch(`${server.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify(OWNER),
  });
  const { workspace } = await answer.json();
  const [demo] = DEMOS;
  if (demo === undefined) throw new Error('There is no demonstration.');
  await loadDemo(server.line, { demo, workspaceId: workspace.id, now: new Date() });
  await server.stop();
  await database.close();
  return name;
}
const DUPLICATE_DATABASE = '42P04';
