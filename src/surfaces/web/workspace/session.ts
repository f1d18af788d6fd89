/** Who is signed in, and to which workspaces they belong. */
import type { Role } from '../../../platform/permission/index.ts';

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

const REMEMBERED_AS = 'throughline.session';

/** The session of the last visit: the workspace opens with it at once, while the server is asked whether it still holds. */
export function rememberedSession(): Session | null {
  try {
    const session: Session | null = JSON.parse(localStorage.getItem(REMEMBERED_AS) ?? 'null');
    return session;
  } catch {
    return null;
  }
}

/** The membership of the last visit in the workspace that the address names. */
export function membershipAt(pathname: string): Membership | undefined {
  const [, slug] = pathname.split('/');
  return rememberedSession()?.workspaces.find((one) => one.slug === slug);
}

export function rememberSession(session: Session | null): void {
  try {
    if (session === null) localStorage.removeItem(REMEMBERED_AS);
    else localStorage.setItem(REMEMBERED_AS, JSON.stringify(session));
  } catch {
    // Storage switched off: the next visit asks first.
  }
}

const LAST_AS = 'throughline.workspace';

export function lastWorkspace(): string | null {
  try {
    return localStorage.getItem(LAST_AS);
  } catch {
    return null;
  }
}

export function rememberWorkspace(slug: string): void {
  try {
    localStorage.setItem(LAST_AS, slug);
  } catch {
    // The entrance then opens the first workspace.
  }
}
