/** Accounts as the server uses them: who asks, and the addresses of sign-in. */
import { sql } from 'drizzle-orm';
import { team } from '../../domain/organisation/index.ts';
import type { AnyOperation } from '../../line/index.ts';
import type { LineServer } from '../../line/server.ts';
import { createAuth, type Identity } from '../../platform/auth/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { createMailer } from '../../platform/mail/index.ts';
import { keepSecret, type Settings } from '../../platform/settings/index.ts';
import type { Mount } from './app.ts';
import type { Logger } from './log.ts';

export interface Accounts {
  readonly identify: (request: Request) => Promise<Identity | null>;
  readonly mounts: readonly Mount[];
  readonly operations: readonly AnyOperation[];
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

export type OpenAccounts = (parts: AccountParts) => Promise<Accounts>;

/** Accounts over the shared database; mail goes out where a mail server is set. */
export const openAccounts: OpenAccounts = async ({ database, settings, log }) => {
  const say = (message: string): void => log.info(message);
  const mailer = createMailer({ database, settings, log: say });
  const auth = await createAuth({
    database,
    settings: { publicUrl: settings.publicUrl, secret: keepSecret(settings) },
    teamsOf: (workspaceId, memberId) => teamsOf(database, workspaceId, memberId),
    send: mailer.configured ? mailer.send : null,
    onOidcSignIn: () => Promise.resolve(),
    log: say,
  });
  return {
    identify: auth.identify,
    mounts: [{ path: '/api/auth', answer: (request, { clientAddress }) => auth.handler(request, clientAddress) }],
    operations: [],
    welcome: [],
    stop: async () => {
      await mailer.stop();
      await auth.stop();
    },
  };
};

async function teamsOf(database: Database, workspaceId: string, memberId: string): Promise<readonly string[]> {
  const teams = await database.read(workspaceId, (tables) =>
    tables.rows<{
      id: string;
    }>(sql`select id from item where workspace_id = ${workspaceId}::uuid and kind = ${team.name}
      and archived_at is null and fields -> 'members' ? ${memberId}`),
  );
  return teams.map(({ id }) => id);
}
