/** Delivers the outbox over SMTP, again with growing pauses, and tells what the server really answered. */
import type { Database } from '../database/index.ts';
import { createDelivery, type Delivery, type MailSettings, type SmtpAnswer } from './delivery.ts';
import { type Letter, testLetter } from './letter.ts';
import { type ClaimedMail, claimDue, forgetOldMail, markSent, markUnsent, posting } from './outbox.ts';
import { readSmtpUrl } from './smtp.ts';

export interface Mailer {
  readonly configured: boolean;
  /** Into the outbox, and on its way at once. */
  send(to: string, letter: Letter, workspaceId?: string): Promise<void>;
  /** Sends whatever is due; how many were tried. */
  deliverDue(): Promise<number>;
  /** Sends a test now, without the outbox. */
  sendTestMail(to: string): Promise<SmtpAnswer>;
  start(): void;
  stop(): Promise<void>;
}

export interface MailerOptions {
  readonly database: Database;
  readonly settings: MailSettings;
  readonly log?: (message: string) => void;
}

const LOOK_EVERY_MS = 5_000;
const SWEEP_EVERY_LOOKS = 720;
/** Pauses in seconds after the first, second, ... attempt; then it is given up. */
const PAUSES = [60, 300, 1_800, 7_200, 21_600];
const NO_SERVER = 'No mail server is set (SMTP_URL). Copy the link and send it yourself.';

/**
 * The mail of an installation. Without a mail server it still keeps the log, and every flow works by copying links.
 *
 * @example
 * const mailer = createMailer({ database, settings });
 * mailer.start();
 */
export function createMailer({ database, settings, log = () => undefined }: MailerOptions): Mailer {
  const server = settings.smtpUrl === undefined ? undefined : readSmtpUrl(settings.smtpUrl);
  const deliver = server === undefined ? undefined : createDelivery(server, settings);
  let timer: NodeJS.Timeout | undefined;
  let looks = 0;
  let underWay: Promise<number> | undefined;

  function deliverDue(): Promise<number> {
    underWay ??= deliverAll(database, deliver).finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  function look(): void {
    looks += 1;
    const sweep = looks % SWEEP_EVERY_LOOKS === 0 ? database.global(forgetOldMail) : Promise.resolve();
    Promise.all([deliverDue(), sweep]).catch((error: unknown) => log(`mail: ${String(error)}`));
  }

  return {
    configured: server !== undefined,
    deliverDue,
    send: async (to, letter, workspaceId) => {
      await database.global((statements) => statements.run(posting({ to, letter, workspaceId: workspaceId ?? null })));
      look();
    },
    sendTestMail: async (to) => {
      if (deliver === undefined) return { sent: false, answer: NO_SERVER };
      const { sent, answer } = await deliver(to, testLetter());
      return { sent, answer };
    },
    start: () => {
      timer ??= setInterval(look, LOOK_EVERY_MS).unref();
    },
    stop: async () => {
      clearInterval(timer);
      timer = undefined;
      await underWay?.catch(() => undefined);
    },
  };
}

/** Everything that is due, one after the other; how many were tried. */
async function deliverAll(database: Database, deliver: Delivery | undefined): Promise<number> {
  const claim = (): Promise<ClaimedMail | undefined> => database.global((statements) => claimDue(statements));
  let tried = 0;
  for (let mail = await claim(); mail !== undefined; mail = await claim()) {
    await deliverOne(database, deliver, mail);
    tried += 1;
  }
  return tried;
}

async function deliverOne(database: Database, deliver: Delivery | undefined, mail: ClaimedMail): Promise<void> {
  if (deliver === undefined) return database.global((statements) => markUnsent(statements, mail.id, NO_SERVER, null));
  const outcome = await deliver(mail.recipient, mail.letter);
  if (outcome.sent) return database.global((statements) => markSent(statements, mail.id, outcome.answer));
  const pause = outcome.forGood ? undefined : PAUSES[mail.attempts - 1];
  return database.global((statements) => markUnsent(statements, mail.id, outcome.answer, pause ?? null));
}
