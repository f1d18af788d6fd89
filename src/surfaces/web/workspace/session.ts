/** Who is signed in, and to which workspaces they belong. */
import type { Role } from '../../../platform/permission/index.ts';
import { ask } from './request.ts';

export interface Membership {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly role: Role;
  readonly memberId: string;
}

export interface Session {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly workspaces: readonly Membership[];
}

/** The signed-in reader; throws `RequestProblem` with status 401 where nobody is. */
export function loadSession(): Promise<Session> {
  return ask<Session>('GET', '/api/v1/session');
}
