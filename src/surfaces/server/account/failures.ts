/** What can go wrong with members, invitations, keys and workspaces, one factory a cause. */
import { defineFailure } from '../../../platform/failure/index.ts';

export const setUpDone = defineFailure(
  'setup.done',
  409,
  'Already set up',
  () => 'The first owner has been made. Sign in, or ask an admin for an invitation.',
);
export const setUpTokenWrong = defineFailure<{ field: string }>(
  'setup.token-wrong',
  403,
  'The set-up token is needed',
  () => 'From another machine the set-up needs the token that Throughline printed when it started. Copy it from there.',
);
export const memberNotFound = defineFailure<{ member: string }>(
  'member.not-found',
  404,
  'No such member',
  ({ member }) => `There is no member "${member}" in this workspace. GET /api/v1/members lists them.`,
);
export const memberRemoved = defineFailure<{ name: string }>(
  'member.removed',
  409,
  'The member was removed',
  ({ name }) => `${name} was removed from the workspace. Restore them first.`,
);
export const lastOwner = defineFailure<{ name: string }>(
  'member.last-owner',
  409,
  'The last owner stays',
  ({ name }) => `${name} is the last owner of this workspace. Make somebody else an owner first.`,
);
export const ownersOnly = defineFailure<{ name: string }>(
  'member.owners-only',
  403,
  'Only owners decide about owners',
  ({ name }) => `Only an owner may make ${name} an owner or change an owner. Ask one.`,
);
export const memberWithoutAccount = defineFailure<{ name: string }>(
  'member.without-account',
  409,
  'They have no account',
  ({ name }) => `${name} has no account to sign in with. Invite them by e-mail.`,
);
export const memberElsewhere = defineFailure<{ name: string }>(
  'member.elsewhere',
  409,
  'They belong to other workspaces too',
  ({ name }) =>
    `${name} belongs to other workspaces too, so only they may ask for a new password. They can do so on the sign-in page.`,
);
export const alreadyMember = defineFailure<{ field: string; email: string }>(
  'invitation.already-member',
  409,
  'Already a member',
  ({ email }) => `${email} is a member of this workspace already. Change their role instead.`,
);
export const invitationNotFound = defineFailure<{ invitation: string }>(
  'invitation.not-found',
  404,
  'No such invitation',
  () => 'There is no open invitation like this. It may have been accepted or revoked.',
);
export const invitationInvalid = defineFailure<{ field: string }>(
  'invitation.invalid',
  404,
  'The invitation is not valid',
  () =>
    'This link is not a valid invitation: it was revoked, replaced by a newer one, or cut short. Ask for a new one.',
);
export const invitationExpired = defineFailure<{ field: string; expiredAt: string }>(
  'invitation.expired',
  410,
  'The invitation has expired',
  ({ expiredAt }) => `This invitation was valid until ${expiredAt.slice(0, 10)}. Ask for a new one.`,
);
export const invitationUsed = defineFailure<{ field: string }>(
  'invitation.used',
  409,
  'The invitation was used',
  () => 'This invitation has been accepted by somebody. Ask for one of your own.',
);
export const signInToAccept = defineFailure<{ email: string }>(
  'invitation.sign-in-first',
  401,
  'Sign in to accept',
  ({ email }) => `${email} has an account already. Sign in with it, then open the link again.`,
);
export const accountNeeded = defineFailure<{ field: string }>(
  'invitation.account-needed',
  422,
  'Name and password are needed',
  ({ field }) => `"${field}" is needed to make your account: your name, and a password of at least 10 characters.`,
);
export const apiKeyNotFound = defineFailure<{ key: string }>(
  'key.not-found',
  404,
  'No such key',
  () => 'There is no API key like this that you may see. GET /api/v1/api-keys lists them.',
);
export const apiKeyNameTaken = defineFailure<{ field: string; name: string }>(
  'key.name-taken',
  409,
  'You have a key of this name',
  ({ name }) => `You have an API key "${name}" already. Revoke it first, or choose another name.`,
);
export const apiKeyTooMuch = defineFailure<{ field: string; role: string }>(
  'key.role-too-high',
  422,
  'A key cannot do more than you',
  ({ role }) => `You are ${role}, so a key of yours can be at most that.`,
);
export const expiryPast = defineFailure<{ field: string }>(
  'key.expiry-past',
  422,
  'The expiry has passed',
  () => '"expiresAt" lies in the past. Give a later moment, or leave it out.',
);
export const noMemberBehind = defineFailure(
  'key.no-member',
  409,
  'No member stands behind it',
  () => 'Keys, invitations and profiles belong to a member. Do this as one.',
);
export const slugTaken = defineFailure<{ field: string; slug: string }>(
  'workspace.slug-taken',
  409,
  'The address is taken',
  ({ slug }) => `A workspace at /${slug} is here already. Choose another address.`,
);
export const slugReserved = defineFailure<{ field: string; slug: string }>(
  'workspace.slug-reserved',
  422,
  'The address is not free for workspaces',
  ({ slug }) => `/${slug} is used by Throughline itself. Choose another address.`,
);
export const mayNotCreateWorkspace = defineFailure(
  'workspace.may-not-create',
  403,
  'You may not create workspaces',
  () => 'Only an admin or owner of some workspace here may create another. Ask one.',
);
export const mailNotFound = defineFailure<{ mail: string }>(
  'mail.not-found',
  404,
  'No such mail to send again',
  () =>
    'There is no mail like this in the log that waits or failed. Sent mail is not kept; send a new invitation instead.',
);
export const adminsOnly = defineFailure<{ role: string }>(
  'account.admins-only',
  403,
  'Not permitted',
  ({ role }) => `Only admins and owners may do this. You are ${role}; ask one of them.`,
);
export const sessionNeeded = defineFailure(
  'account.session-needed',
  403,
  'An API key cannot do this',
  () => 'This is for the person, not for a key of theirs: sign in with a browser and do it there.',
);
export const keyByKey = defineFailure(
  'key.by-key',
  403,
  'A key makes no keys',
  () => 'An API key cannot make another one, for it could give it more than it has itself. Sign in and make it there.',
);
