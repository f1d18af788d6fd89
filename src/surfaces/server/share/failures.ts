/** What can go wrong with links by which things are shared. */
import { defineFailure } from '../../../platform/failure/index.ts';

export const shareOneThing = defineFailure<{ field: string }>(
  'share.one-thing',
  422,
  'A link shares one thing',
  () => 'Name either the item or the saved view that the link is to show, and not both.',
);
export const shareStaysInside = defineFailure<{ field: string; kind: string }>(
  'share.stays-inside',
  422,
  'Such things stay inside',
  ({ kind }) => `${kind} are never shown to anybody outside. Share the insight or need that rests on them instead.`,
);
export const shareByMember = defineFailure(
  'share.no-member',
  403,
  'A link is a member’s',
  () =>
    'A link shows what the member who made it may see, so only a member can make one. Sign in, or come with an API key.',
);
