/** Delivers the outbox over SMTP, again with growing pauses, and tells what the server really answered. */
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Database } from '../database/index.ts';
import type { Settings } from '../settings/index.ts';
import { type Letter, testLetter } from './letter.ts';
import { type ClaimedMail, claimDue, forgetOldMail, markSent, markUnsent, posting } from './outbox.ts';
import { renderLetter } from './render-letter.ts';
import { readSmtpUrl, type SmtpServer } from './smtp.ts';

export type MailSettings = Pick<Settings, 'publicUrl' | 'smtpUrl'>;

/** What a mail server said. */
export interface SmtpAnswer {
  readonly sent: boolean;
  /** The server's own words, as `250 2.0.0 Ok: queued as 4fP9`, or why it could not be asked. */
  readonly answer: string;
}

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
const SMTP_TIMEOUT_MS = 20_000;
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

  async function deliverAll(): Promise<number> {
    let tried = 0;
    for (let mail = await claim(); mail !== undefined; mail = await claim()) {
      await deliverOne(mail);
      tried += 1;
    }
    return tried;
  }

  const claim = () => database.global((statements) => claimDue(statements));

  async function deliverOne(mail: ClaimedMail): Promise<void> {
    if (deliver === undefined) return database.global((statements) => markUnsent(statements, mail.id, NO_SERVER, null));
    const outcome = await deliver(mail.recipient, mail.letter);
    if (outcome.sent) return database.global((statements) => markSent(statements, mail.id, outcome.answer));
    const pause = outcome.forGood ? undefined : PAUSES[mail.attempts - 1];
    return database.global((statements) => markUnsent(statements, mail.id, outcome.answer, pause ?? null));
  }

  function deliverDue(): Promise<number> {
    underWay ??= deliverAll().finally(() => {
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

interface Outcome extends SmtpAnswer {
  /** The server refuses this mail whenever it is asked (a 5xx answer). */
  readonly forGood: boolean;
}

function createDelivery(server: SmtpServer, settings: MailSettings): (to: string, letter: Letter) => Promise<Outcome> {
  const { from: givenFrom, ...connection } = server;
  const from = givenFrom ?? `Throughline <throughline@${new URL(settings.publicUrl).hostname}>`;
  const transport = createTransport({
    ...connection,
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
  });
  return async (to, letter) => {
    try {
      const { subject, text, html } = renderLetter(letter, settings.publicUrl);
      const info = await transport.sendMail({
        from,
        to,
        subject,
        text,
        html,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { sent: true, answer: info.response, forGood: false };
    } catch (error) {
      return refusal(error);
    }
  };
}

const smtpErrorSchema = z.object({
  message: z.string(),
  response: z.string().optional(),
  responseCode: z.number().optional(),
});

function refusal(error: unknown): Outcome {
  const known = smtpErrorSchema.safeParse(error);
  const answer = known.data?.response ?? known.data?.message ?? String(error);
  const code = known.data?.responseCode ?? 0;
  return { sent: false, answer, forGood: code >= 500 };
}
