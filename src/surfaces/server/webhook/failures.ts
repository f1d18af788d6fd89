/** What can go wrong with webhooks. */
import { defineFailure } from '../../../platform/failure/index.ts';

export const webhookNotFound = defineFailure<{ webhookId: string }>(
  'webhook.not-found',
  404,
  'No such webhook',
  ({ webhookId }) => `There is no webhook ${webhookId} here. GET /api/v1/webhooks lists them.`,
);
export const deliveryNotFound = defineFailure<{ deliveryId: string }>(
  'webhook.delivery-not-found',
  404,
  'No such delivery',
  ({ deliveryId }) => `There is no delivery ${deliveryId} of this webhook; deliveries are kept for 30 days.`,
);
export const tooManyWebhooks = defineFailure<{ most: number }>(
  'webhook.too-many',
  409,
  'Too many webhooks',
  ({ most }) => `A workspace may have ${most} webhooks. Delete one first.`,
);
export const replayAhead = defineFailure<{ field: string; head: number }>(
  'webhook.replay-ahead',
  422,
  'There is nothing to replay yet',
  ({ head }) => `The last change is ${head}. Replay from that one or an earlier one.`,
);
