/** Passkeys of the signed-in person, through the browser's own dialogue. */
import { ask, RequestProblem, send } from '../workspace/request.ts';

export interface Passkey {
  readonly id: string;
  readonly name: string | null;
  readonly createdAt: string;
}

const BASE = '/api/auth/passkey';

export const listPasskeys = (): Promise<readonly Passkey[]> =>
  ask<readonly Passkey[]>('GET', `${BASE}/list-user-passkeys`);

/**
 * Makes a passkey on this device and tells the server of it.
 *
 * @throws what `passkeyProblem` puts into a sentence
 */
export async function addPasskey(): Promise<void> {
  if (!('PublicKeyCredential' in window)) throw new DOMException('', 'NotSupportedError');
  const name = deviceName(navigator.userAgent);
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>('GET', `${BASE}/generate-register-options`, {
    query: { name },
  });
  const credential = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  });
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('', 'NotAllowedError');
  await send('POST', `${BASE}/verify-registration`, { body: { response: credential.toJSON(), name } });
}

export async function removePasskey(id: string): Promise<void> {
  await send('POST', `${BASE}/delete-passkey`, { body: { id } });
}

const SENTENCES: Readonly<Record<string, string>> = {
  NotAllowedError:
    'No passkey was added: the device’s dialogue was closed or took too long. Try again when you are ready.',
  InvalidStateError: 'This device has a passkey for you already; there is nothing to add.',
  SecurityError:
    'Passkeys need this product to be reached by a name over https (or as localhost). Ask whoever runs it to set its public address.',
  NotSupportedError: 'This browser cannot make passkeys. Use a newer one, or go on with your password.',
  AbortError: 'No passkey was added: the device’s dialogue was closed.',
};

/** What went wrong, and what to do. */
export function passkeyProblem(error: unknown): string {
  if (error instanceof RequestProblem && error.status === 403)
    return 'For a passkey you must have signed in lately: sign out, sign in again, and add it then.';
  if (error instanceof Error) return SENTENCES[error.name] ?? `No passkey was added: ${error.message}`;
  return 'No passkey was added. Try again.';
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'Mac'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
];
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** @example deviceName(navigator.userAgent) // 'Firefox on Windows' */
export function deviceName(userAgent: string): string {
  const named = (names: typeof SYSTEMS): string | undefined => names.find(([sign]) => sign.test(userAgent))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  return browser === undefined || system === undefined ? (browser ?? system ?? 'Passkey') : `${browser} on ${system}`;
}
