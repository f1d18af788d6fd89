/** Accounts as the server uses them: who asks, the addresses of sign-in and of a person's own things, and how to begin. */
import { sql } from 'drizzle-orm';
import { team } from '../../domain/organisation/index.ts';
import type { LineServer } from '../../line/server.ts';
import { type AccountAuth, createAuth, type Identity, isSetUp } from '../../platform/auth/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { createMailer } from '../../platform/mail/index.ts';
import { keepSecret, type Settings } from '../../platform/settings/index.ts';
import { admitBySingleSignOn, connectAccounts, createAccountDoor, personalOperations } from './account/index.ts';
import type { Mount } from './app.ts';
import type { Logger } from './log.ts';

export interface Accounts {
  readonly identify: (request: Request) => Promise<Identity | null>;
  readonly mounts: readonly Mount[];
  /** How to begin, printed after the address. */
  readonly welcome: readonly string[];
  stop(): Promise<void>;
}

export interface AccountParts {
  readonly database: Database;
  readonly line: LineServer;
  readonly settings: Settings;
  readonly log: Logger;
}

/** Accounts over the shared database; mail goes out where a mail server is set. */
export async function openAccounts({ database, line, settings, log }: AccountParts): Promise<Accounts> {
  const say = (message: string): void => log.info(message);
  const report = (error: unknown): void => log.error({ err: error }, 'Accounts met a fault of ours');
  const mailer = createMailer({ database, settings, log: say });
  const auth = await createAuth({
    database,
    settings: { publicUrl: settings.publicUrl, oidc: settings.oidc, secret: keepSecret(settings) },
    teamsOf: (workspaceId, memberId) => teamsOf(database, workspaceId, memberId),
    send: mailer.configured ? mailer.send : null,
    onOidcSignIn: admitBySingleSignOn({ database, line, groupRoles: settings.oidc?.groupRoles ?? {} }),
    log: say,
  });
  const door = createAccountDoor({ database, line, auth, mailer, onFault: report }, personalOperations);
  const disconnect = connectAccounts({ line, auth, mailer, onFailure: report });
  const stopWatching = forgetWhenTeamsChange(line, auth, report);
  mailer.start();
  return {
    identify: auth.identify,
    mounts: [
      { path: '/api/auth', answer: (request, { clientAddress }) => auth.handler(request, clientAddress) },
      ...door.paths.map((path): Mount => ({ path, answer: (request, call) => door.answer(request, call) })),
    ],
    welcome: await welcome(database, settings, auth),
    stop: async () => {
      stopWatching();
      disconnect();
      await mailer.stop();
      await auth.stop();
    },
  };
}

/** The teams whose restricted things a member may see. */
export async function teamsOf(database: Database, workspaceId: string, memberId: string): Promise<readonly string[]> {
  const teams = await database.read(workspaceId, (tables) =>
    tables.rows<{
      id: string;
    }>(sql`select id from item where workspace_id = ${workspaceId}::uuid and kind = ${team.name}
      and archived_at is null and fields -> 'members' ? ${memberId}`),
  );
  return teams.map(({ id }) => id);
}

/** Who is in a team decides what they may see, and what is remembered of people holds their teams. */
function forgetWhenTeamsChange(line: LineServer, auth: AccountAuth, report: (error: unknown) => void): () => void {
  return line.onCommit((_workspaceId, { entries }) => {
    if (!entries.some(({ subject, kind }) => subject === 'item' && kind === team.name)) return;
    auth.forget();
    auth.accountChanged().catch(report);
  });
}

async function welcome(database: Database, { publicUrl }: Settings, auth: AccountAuth): Promise<readonly string[]> {
  if (await database.global(isSetUp)) return [];
  return [
    `Nobody is here yet. Open ${publicUrl}/set-up in a browser on this machine to make the first account.`,
    `From another machine: ${publicUrl}/set-up?token=${auth.setUpToken}`,
  ];
}
