/** Account verbs: those of a workspace, printed at every door, and those of a person, at the account door. */
import type { AnyOperation } from '../../../line/index.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { createApiKey } from './create-api-key.ts';
import { createInvitation } from './create-invitation.ts';
import { createPasswordLink } from './create-password-link.ts';
import { createWorkspace } from './create-workspace.ts';
import { endOtherSessionsOfMine, endSession } from './end-session.ts';
import { enterBySingleSignOn } from './enter-by-single-sign-on.ts';
import { eraseMember } from './erase-member.ts';
import { exportMember } from './export-member.ts';
import { joinWorkspace } from './join-workspace.ts';
import { listApiKeys } from './list-api-keys.ts';
import { listInvitations } from './list-invitations.ts';
import { listMail } from './list-mail.ts';
import { listMembers } from './list-members.ts';
import { listSessions } from './list-sessions.ts';
import { listWorkspaces } from './list-workspaces.ts';
import { openWorkspace } from './open-workspace.ts';
import type { PersonalOperation } from './personal.ts';
import { readInvitation } from './read-invitation.ts';
import { readSession } from './read-session.ts';
import { readSetUp } from './read-set-up.ts';
import { removeMember } from './remove-member.ts';
import { renameMember } from './rename-member.ts';
import { resendInvitation } from './resend-invitation.ts';
import { restoreMember } from './restore-member.ts';
import { retryMail } from './retry-mail.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { sendTestMail } from './send-test-mail.ts';
import { setUp } from './set-up.ts';
import { updateMember } from './update-member.ts';
import { updateProfile } from './update-profile.ts';
import { updateWorkspace } from './update-workspace.ts';

export { connectAccounts } from './connect.ts';
export { type AccountDoor, createAccountDoor } from './door.ts';
export { accountPermissions, type PermissionLine } from './permissions.ts';
export type { AccountParts, Audience, PersonalOperation } from './personal.ts';
export { admitBySingleSignOn } from './single-sign-on.ts';

/** Run in a workspace, like every other operation; the last four are steps of others and have no door. */
export const accountOperations = [
  listMembers,
  updateMember,
  removeMember,
  restoreMember,
  eraseMember,
  exportMember,
  createPasswordLink,
  createInvitation,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  updateWorkspace,
  listMail,
  retryMail,
  openWorkspace,
  joinWorkspace,
  enterBySingleSignOn,
  renameMember,
] as const satisfies readonly AnyOperation[];

/** Run for a person, at the account door alone: no workspace is chosen yet, or several are meant. */
export const personalOperations: readonly PersonalOperation[] = [
  readSetUp,
  setUp,
  readSession,
  listWorkspaces,
  createWorkspace,
  listSessions,
  endSession,
  endOtherSessionsOfMine,
  updateProfile,
  readInvitation,
  acceptInvitation,
  sendTestMail,
];
