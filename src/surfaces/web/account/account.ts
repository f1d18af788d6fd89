/** Signing in and out, setting up, accepting an invitation: what the pages outside a workspace ask of the server. */
import type { Role } from '../../../platform/permission/index.ts';
import { forgetCopies } from '../workspace/copy.ts';
import { ask, send } from '../workspace/request.ts';
import { type Membership, rememberSession } from '../workspace/session.ts';

export interface SignInOffer {
  readonly password: boolean;
  readonly code: boolean;
  readonly passkey: boolean;
  readonly singleSignOn: { readonly name: string; readonly provider: string } | null;
}

export interface Installation {
  readonly isSetUp: boolean;
  readonly needsToken: boolean;
  readonly signIn: SignInOffer;
}

export const readInstallation = (): Promise<Installation> => ask<Installation>('GET', '/api/v1/setup');

export async function isInstallationNew(): Promise<boolean> {
  return !(await readInstallation()).isSetUp;
}

export async function signInWithPassword(email: string, password: string): Promise<void> {
  await send('POST', '/api/auth/sign-in/email', { body: { email, password, rememberMe: true } });
}

export async function askForCode(email: string): Promise<void> {
  await send('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } });
}

export async function signInWithCode(email: string, otp: string): Promise<void> {
  await send('POST', '/api/auth/sign-in/email-otp', { body: { email, otp } });
}

/** Hands over to the organisation's own sign-in. */
export async function signInElsewhere(provider: string, to: string): Promise<void> {
  const body = { provider, callbackURL: to, errorCallbackURL: '/sign-in' };
  const { url } = await ask<{ readonly url: string }>('POST', '/api/auth/sign-in/social', { body });
  window.location.assign(url);
}

/** Signs in with a passkey of this device. */
export async function signInWithPasskey(): Promise<void> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>(
    'GET',
    '/api/auth/passkey/generate-authenticate-options',
  );
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('No passkey was given.');
  await send('POST', '/api/auth/passkey/verify-authentication', { body: { response: credential.toJSON() } });
}

/** Ends the session, and leaves nothing of the workspace in this browser. */
export async function signOut(): Promise<void> {
  await send('POST', '/api/auth/sign-out', { body: {} }).catch(() => undefined);
  rememberSession(null);
  await forgetCopies().catch(() => undefined);
  window.location.assign('/sign-in');
}

export interface SetUp {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly workspaceName: string;
  readonly timeZone: string;
  readonly token?: string;
}

export const setUp = (body: SetUp): Promise<{ readonly workspace: Membership }> =>
  ask('POST', '/api/v1/setup', { body });

export interface Invitation {
  readonly workspaceName: string;
  readonly email: string;
  readonly role: Role;
  readonly invitedByName: string;
  readonly hasAccount: boolean;
}

export const readInvitation = (token: string): Promise<Invitation> =>
  ask<Invitation>('GET', `/api/v1/invitation/${encodeURIComponent(token)}`);

export const acceptInvitation = (body: {
  readonly token: string;
  readonly name?: string;
  readonly password?: string;
}): Promise<Membership> => ask<Membership>('POST', '/api/v1/invitation/accept', { body });

export async function resetPassword(token: string, newPassword: string): Promise<void> {
  await send('POST', '/api/auth/reset-password', { body: { token, newPassword } });
}
