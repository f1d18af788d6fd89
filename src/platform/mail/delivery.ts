/** One letter over SMTP, and what the server really said to it. */
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Settings } from '../settings/index.ts';
import type { Letter } from './letter.ts';
import { renderLetter } from './render-letter.ts';
import type { SmtpServer } from './smtp.ts';

export type MailSettings = Pick<Settings, 'publicUrl' | 'smtpUrl'>;

/** What a mail server said. */
export interface SmtpAnswer {
  readonly sent: boolean;
  /** The server's own words, as `250 2.0.0 Ok: queued as 4fP9`, or why it could not be asked. */
  readonly answer: string;
}

export type Delivery = (to: string, letter: Letter) => Promise<Outcome>;

const SMTP_TIMEOUT_MS = 20_000;

export interface Outcome extends SmtpAnswer {
  /** The server refuses this mail whenever it is asked (a 5xx answer). */
  readonly forGood: boolean;
}

export function createDelivery(server: SmtpServer, settings: MailSettings): Delivery {
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
