/** How SMTP_URL is read: relay without sign-in, STARTTLS or TLS from the first byte. */
import { defineFailure } from '../failure/index.ts';

export const smtpUrlInvalid = defineFailure<{ field: string; reason: string }>(
  'mail.smtp-url-invalid',
  422,
  'SMTP_URL cannot be read',
  ({ reason }) =>
    `SMTP_URL: ${reason}. Use smtp://relay.example:25, smtp://user:password@mail.example:587 or smtps://user:password@mail.example:465.`,
);

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps://`). */
  readonly secure: boolean;
  /** `starttls=required` refuses a server without it, `never` does not use it; else it is used where offered. */
  readonly requireTLS: boolean;
  readonly ignoreTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  /** The sender given by `from=` in the address. */
  readonly from?: string;
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

/**
 * Reads SMTP_URL. Throws `mail.smtp-url-invalid` with what is wrong, never with the password.
 *
 * @example
 * readSmtpUrl('smtp://relay.internal:25?starttls=never&from=line@example.com')
 */
export function readSmtpUrl(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw smtpUrlInvalid({ field: 'SMTP_URL', reason: 'it is not an address' });
  const standardPort = PORTS[url.protocol];
  if (standardPort === undefined)
    throw smtpUrlInvalid({ field: 'SMTP_URL', reason: `it begins with ${url.protocol}//` });
  if (url.hostname === '') throw smtpUrlInvalid({ field: 'SMTP_URL', reason: 'it names no host' });
  const starttls = url.searchParams.get('starttls') ?? 'offered';
  if (!['offered', 'required', 'never'].includes(starttls))
    throw smtpUrlInvalid({ field: 'SMTP_URL', reason: `starttls is "${starttls}", not offered, required or never` });
  const from = url.searchParams.get('from');
  return {
    host: url.hostname,
    port: url.port === '' ? standardPort : Number(url.port),
    secure: url.protocol === 'smtps:',
    requireTLS: starttls === 'required',
    ignoreTLS: starttls === 'never',
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...(from === null ? {} : { from }),
  };
}
