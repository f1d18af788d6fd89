/** An installation with accounts but without a server: what the tests of accounts ask with plain Request objects. */
import { createModel } from '../../src/line/index.ts';
import { createLine, type LineServer } from '../../src/line/server.ts';
import { type AccountAuth, createAuth } from '../../src/platform/auth/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { createMailer, type Mailer } from '../../src/platform/mail/index.ts';
import type { OidcProvider } from '../../src/platform/settings/index.ts';
import {
  type AccountDoor,
  accountOperations,
  admitBySingleSignOn,
  connectAccounts,
  createAccountDoor,
  personalOperations,
} from '../../src/surfaces/server/account/index.ts';
import { openTestDatabase } from '../database/open.ts';
import { type Browser, openBrowser } from './browser.ts';

export const HERE = 'http://localhost:4530';
export const PASSWORD = 'correct horse battery';

export interface House {
  readonly database: Database;
  readonly line: LineServer;
  readonly auth: AccountAuth;
  readonly mailer: Mailer;
  readonly door: AccountDoor;
  /** What went wrong that no request provoked on purpose. */
  readonly faults: unknown[];
  /** Somebody at a browser of their own, at this installation's address or under another name of the machine. */
  browser(address?: string): Browser;
  /** Sets the installation up; the owner's browser. */
  setUp(): Promise<Browser>;
  /** Invites and accepts: a signed-in browser of a new member. */
  join(owner: Browser, email: string, role: string): Promise<Browser>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly oidc?: OidcProvider;
  readonly smtpUrl?: string;
  readonly publicUrl?: string;
}

/** @example const house = await openHouse(); afterAll(() => house.close()); */
export async function openHouse({ oidc, smtpUrl, publicUrl = HERE }: HouseOptions = {}): Promise<House> {
  const database = await openTestDatabase();
  const line = createLine({ database, model: createModel([]) });
  const faults: unknown[] = [];
  const mailer = createMailer({ database, settings: { publicUrl, smtpUrl } });
  const auth = await createAuth({
    database,
    settings: { publicUrl, oidc, secret: 'a secret of the tests, long enough to sign with' },
    teamsOf: async () => [],
    send: mailer.configured ? mailer.send : null,
    onOidcSignIn: admitBySingleSignOn({ database, line, groupRoles: oidc?.groupRoles ?? {} }),
  });
  const disconnect = connectAccounts({ line, auth, mailer, onFailure: (error) => faults.push(error) });
  const door = createAccountDoor(
    { database, line, auth, mailer, onFault: (error) => faults.push(error) },
    personalOperations,
  );
  const browser = (address = publicUrl): Browser =>
    openBrowser({ auth, door, line, operations: accountOperations, publicUrl: address });
  return {
    database,
    line,
    auth,
    mailer,
    door,
    faults,
    browser,
    setUp: async () => {
      const owner = browser();
      const made = await owner.post('/api/v1/setup', OWNER);
      if (made.status !== 200) throw new Error(JSON.stringify(made.body));
      return owner;
    },
    join: (owner, email, role) => join(owner, browser(), email, role),
    close: async () => {
      disconnect();
      await mailer.stop();
      await auth.stop();
      await database.close();
    },
  };
}

export const OWNER = { name: 'Ana Silva', email: 'ana@example.com', password: PASSWORD, workspaceName: 'Firefox' };

async function join(owner: Browser, guest: Browser, email: string, role: string): Promise<Browser> {
  const invited = await owner.run('createInvitation', { email, role }, 'firefox');
  const token = String(invited.path).split('/').at(-1);
  const accepted = await guest.post('/api/v1/invitation/accept', {
    token,
    name: email.split('@')[0],
    password: PASSWORD,
  });
  if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body));
  return guest;
}
