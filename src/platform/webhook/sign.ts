/** Signatures after Standard Webhooks (standardwebhooks.com): the receiver can tell that a message is ours, whole and fresh. */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const SECRET_BYTES = 32;

/** A new signing secret. @example makeSecret() // 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw...' */
export function makeSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

export interface Message {
  /** The same for every attempt, so that a receiver who got it twice knows. */
  readonly id: string;
  readonly body: string;
  readonly sentAt: Date;
}

/**
 * The headers a message is sent with.
 *
 * @example
 * signed(secret, { id: 'msg_1', body: '{}', sentAt: new Date() })['webhook-signature'] // 'v1,...'
 */
export function signed(secret: string, { id, body, sentAt }: Message): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Throughline-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
  };
}
