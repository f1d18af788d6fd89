export { KEY_PREFIX } from './api-key.ts';
export { ACCOUNT_CHANNEL, type AccountAuth, type AuthOptions, createAuth, type SignInOffer } from './create-auth.ts';
export { passwordPath } from './engine.ts';
export * from './failures.ts';
export type { Identity, SignedIn, TeamsOf } from './identity.ts';
export { claimSetUp, isSetUp } from './installation.ts';
export { endMembership, enterMembership, type Membership, membershipsOf } from './membership.ts';
export { type Claims, groupsIn, roleByGroup, roleFromGroups } from './oidc.ts';
export { PASSWORD_LEAST, PASSWORD_MOST } from './password-length.ts';
export {
  addPerson,
  findPerson,
  findPersonByEmail,
  foldEmail,
  type NewPerson,
  type Person,
} from './person.ts';
export {
  allowsDemand,
  allowsTool,
  assertScope,
  assertTool,
  KEY_SCOPES,
  type KeyGrant,
  type KeyScope,
} from './scope.ts';
export { hashToken, makeToken, tokenStart } from './secret-token.ts';
export { endOtherSessions, endSession, type OpenSession, sessionsOf } from './session-list.ts';
export type { AuthSettings } from './settings.ts';
export type { Statements } from './statements.ts';
