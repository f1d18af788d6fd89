/** The data in this process: on the data folder or the database the settings name, beside a running Throughline if there is one. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Change } from '../../line/index.ts';
import type { Exchange, LineServer, Standing } from '../../line/server.ts';
import { ACCOUNT_CHANNEL } from '../../platform/auth/index.ts';
import { type Database, openDatabase } from '../../platform/database/index.ts';
import { type Actor, systemActor } from '../../platform/permission/index.ts';
import { type Settings, servedAt } from '../../platform/settings/index.ts';
import { teamsOf } from '../server/accounts.ts';
import { COMMIT_CHANNEL } from '../server/commit-signal.ts';
import { createProduct } from '../server/product.ts';
import { bringWorkspace } from './bring-workspace.ts';
import type { Desk, DeskImports, DeskOptions, WorkspaceLine } from './desk.ts';
import { noSuchMember } from './failures.ts';
import { foundWorkspace } from './found-workspace.ts';
import { readableFile } from './readable-file.ts';
import { chooseWorkspace } from './workspace-choice.ts';

/**
 * Opens the data. A running Throughline on the same folder goes on, and hears of every commit made here.
 *
 * @throws the failures of `openDatabase`, each with its remedy
 * @example const desk = await openInProcess(readSettings(process.env), { via: 'cli', say });
 */
export async function openInProcess(settings: Settings, options: DeskOptions): Promise<Desk> {
  const begun = new Date();
  const database = await openDatabase(settings, { say: options.say, share: true });
  try {
    return deskOver({ database, settings, begun }, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

interface Opened {
  readonly database: Database;
  readonly settings: Settings;
  /** What is under way on a database of our own and began before, ended with its process. */
  readonly begun: Date;
}

function deskOver({ database, settings, begun }: Opened, options: DeskOptions): Desk {
  const failures: unknown[] = [];
  const product = createProduct({ database, settings, onFailure: (error) => failures.push(error) });
  const { model, line, exchange, operations } = product;
  const heard = tellOthers(database, line);
  const workspaces = (): Promise<readonly WorkspaceLine[]> => allWorkspaces(database);
  const workspace = once(async () => chooseWorkspace(await workspaces(), options.workspace));
  const standing = once(async () => standingIn(database, await workspace(), options));
  return {
    model,
    operations,
    publicUrl: servedAt(settings),
    workspaces,
    workspace,
    createWorkspace: (draft) => foundWorkspace({ database, line }, draft),
    bringWorkspace: (file, draft) => bringWorkspace({ database, line, exchange }, file, draft),
    ground: () => ({ database, settings }),
    run: async (operation, input) => line.run(operation, input, await standing()),
    files: {
      upload: async (file) => {
        await readableFile(file);
        const incoming = { name: path.basename(file), mediaType: 'application/octet-stream' };
        return (await exchange.receiveUpload({ ...incoming, content: createReadStream(file) }, await standing())).id;
      },
      exportItems: async (request) => exchange.exportItems(request, await standing()),
      exportWorkspace: async () => exchange.exportWorkspace(await standing()),
    },
    imports: importsOf(exchange, database.isOurs ? begun : null),
    stop: () => exchange.stop(),
    close: async () => {
      await exchange.idle();
      await heard.settled();
      await database.close();
      const [failure] = failures;
      if (failure !== undefined) throw failure;
    },
  };
}

function importsOf(exchange: Exchange, begun: Date | null): DeskImports {
  return {
    cutShort: async () => (begun === null ? [] : exchange.cutShort(begun)),
    goOn: async () => {
      if (begun !== null) await exchange.resume(begun);
      await exchange.idle();
    },
  };
}

async function allWorkspaces(database: Database): Promise<readonly WorkspaceLine[]> {
  return database.global((tables) =>
    tables.rows<WorkspaceLine>(
      sql`select id, slug, name, time_zone as "timeZone" from workspace order by created_at, id`,
    ),
  );
}

async function standingIn(database: Database, { id }: WorkspaceLine, { as, via }: DeskOptions): Promise<Standing> {
  const actor = as === undefined ? systemActor(via, 'Command line') : await memberAs(database, id, { email: as, via });
  return { workspaceId: id, actor };
}

/** @throws `member.unknown-address` */
async function memberAs(
  database: Database,
  workspaceId: string,
  { email, via }: { readonly email: string; readonly via: Actor['via'] },
): Promise<Actor> {
  const found = await database.read(workspaceId, (tables) =>
    tables.row<Pick<Actor, 'name' | 'role'> & { readonly id: string }>(sql`select id, name, role from member
      where workspace_id = ${workspaceId}::uuid and removed_at is null and lower(email) = ${email.trim().toLowerCase()}`),
  );
  if (found === undefined) throw noSuchMember({ field: '--as', email });
  const teamIds = await teamsOf(database, workspaceId, found.id);
  return { memberId: found.id, name: found.name, role: found.role, teamIds, via };
}

/** Pages, feeds, webhooks and remembered rights in a running Throughline follow what is written here. */
function tellOthers(database: Database, line: LineServer): { settled(): Promise<void> } {
  const under = new Set<Promise<unknown>>();
  const notify = (channel: string, payload: string): void => {
    const told = database.pool
      .query('select pg_notify($1, $2)', [channel, payload])
      .catch(() => undefined)
      .finally(() => under.delete(told));
    under.add(told);
  };
  line.onCommit((workspaceId: string, { entries }: Change) => {
    notify(COMMIT_CHANNEL, `cli,${workspaceId}`);
    if (entries.some(({ subject }) => subject === 'member')) notify(ACCOUNT_CHANNEL, '');
  });
  return { settled: async () => void (await Promise.all(under)) };
}

function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let begun: Promise<Value> | undefined;
  return () => {
    begun ??= work();
    return begun;
  };
}
