/** From a request to who is behind it: an API key, or a session and the workspace it names. */
import { sql } from 'drizzle-orm';
import type { Database } from '../database/index.ts';
import type { Role } from '../permission/index.ts';
import { createUseNotes, findKey, type KeyHolder, keyIn } from './api-key.ts';
import { keyUnknown, workspaceNotChosen, workspaceNotJoined } from './failures.ts';
import type { Identity, SignedIn, TeamsOf } from './identity.ts';
import { createIdentityCache } from './identity-cache.ts';
import { type Membership, membershipsOf } from './membership.ts';
import { lowerRole } from './oidc.ts';
import { isSameOrigin } from './same-origin.ts';
import { hashToken } from './secret-token.ts';

const WORKSPACE_HEADER = 'x-workspace';
/** Event streams of browsers cannot send headers. */
const WORKSPACE_PARAMETER = 'workspace';

export interface IdentifyParts {
  readonly database: Database;
  readonly ownOrigins: readonly string[];
  readonly teamsOf: TeamsOf;
  /** Asks the sign-in library whose cookie it is. */
  readonly sessionOf: (headers: Headers) => Promise<SignedIn | null>;
  readonly onFailure: (error: unknown) => void;
}

export interface Identifier {
  identify(request: Request): Promise<Identity | null>;
  signedIn(request: Request): Promise<SignedIn | null>;
  forget(): void;
}

/** What is remembered of an identity: all but the request's own part. */
type Known = Omit<Identity, 'csrfSafe'>;
type KnownKey = { readonly identity: Known; readonly expiresAt: string | null } | null;

export function createIdentifier(parts: IdentifyParts): Identifier {
  const { database } = parts;
  const keys = createIdentityCache<KnownKey>();
  const sessions = createIdentityCache<SignedIn | null>();
  const members = createIdentityCache<Known | null>();
  const noteUse = createUseNotes(database, parts.onFailure);

  async function byKey(key: string): Promise<Identity> {
    const known = await keys.get(hashToken(key), async () => {
      const holder = await database.global((statements) => findKey(statements, key));
      if (holder === undefined) return null;
      const identity = await asKeyIdentity(parts, holder);
      return identity === null ? null : { identity, expiresAt: holder.expiresAt };
    });
    if (known === null || (known.expiresAt !== null && Date.parse(known.expiresAt) <= Date.now())) throw keyUnknown({});
    if (known.identity.keyId !== undefined) noteUse(known.identity.keyId);
    return { ...known.identity, csrfSafe: true };
  }

  async function signedIn(request: Request): Promise<SignedIn | null> {
    const cookie = request.headers.get('cookie');
    if (cookie === null || !cookie.includes('throughline.session_token')) return null;
    return sessions.get(hashToken(cookie), () => parts.sessionOf(request.headers));
  }

  async function bySession(request: Request, person: SignedIn): Promise<Identity> {
    const named = request.headers.get(WORKSPACE_HEADER) ?? new URL(request.url).searchParams.get(WORKSPACE_PARAMETER);
    const known = await members.get(`${person.userId} ${named ?? ''}`, async () => {
      const membership = choose(await database.global((statements) => membershipsOf(statements, person.userId)), named);
      return asMemberIdentity(parts, person.userId, membership);
    });
    if (known === null) throw workspaceNotJoined({ workspace: named ?? '' });
    return { ...known, csrfSafe: isSameOrigin(request, parts.ownOrigins) };
  }

  return {
    async identify(request) {
      const key = keyIn(request.headers);
      if (key !== undefined) return byKey(key);
      const person = await signedIn(request);
      return person === null ? null : bySession(request, person);
    },
    signedIn,
    forget() {
      for (const cache of [keys, sessions, members]) cache.clear();
    },
  };
}

/** The workspace named, or the only one there is. */
function choose(memberships: readonly Membership[], named: string | null): Membership {
  const [only, ...others] = memberships;
  if (named === null) {
    if (only !== undefined && others.length === 0) return only;
    throw workspaceNotChosen({ field: 'X-Workspace', workspaces: memberships.map(({ slug }) => slug) });
  }
  const found = memberships.find(({ slug, workspaceId }) => slug === named || workspaceId === named);
  if (found === undefined) throw workspaceNotJoined({ workspace: named });
  return found;
}

interface MemberRow {
  readonly name: string;
  readonly role: Role;
}

function readMember(database: Database, workspaceId: string, memberId: string): Promise<MemberRow | undefined> {
  return database.read(workspaceId, (statements) =>
    statements.row<MemberRow>(sql`select name, role from member
      where workspace_id = ${workspaceId}::uuid and id = ${memberId}::uuid and removed_at is null`),
  );
}

async function asMemberIdentity(parts: IdentifyParts, userId: string, membership: Membership): Promise<Known | null> {
  const { workspaceId, memberId, slug } = membership;
  const member = await readMember(parts.database, workspaceId, memberId);
  if (member === undefined) return null;
  const teamIds = await parts.teamsOf(workspaceId, memberId);
  return { userId, memberId, workspaceId, workspaceSlug: slug, actor: { memberId, ...member, teamIds, via: 'web' } };
}

async function asKeyIdentity(parts: IdentifyParts, holder: KeyHolder): Promise<Known | null> {
  const { keyId, userId, workspaceId, workspaceSlug, memberId, scopes, tools } = holder;
  const member = await readMember(parts.database, workspaceId, memberId);
  if (member === undefined) return null;
  const teamIds = await parts.teamsOf(workspaceId, memberId);
  const role = lowerRole(member.role, holder.role);
  const actor = { memberId, name: member.name, role, teamIds, via: 'api', keyId } as const;
  return { userId, memberId, workspaceId, workspaceSlug, actor, keyId, grant: { scopes, tools } };
}
