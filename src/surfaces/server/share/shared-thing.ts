/** What stands behind a link: read with the rights that the member who shared it has now. */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  type AnyItem,
  type Context,
  isInStep,
  type Kind,
  type Link,
  operation,
  sortsFrom,
  viewers,
  viewNotFound,
} from '../../../line/index.ts';
import { type LineServer, viewById } from '../../../line/server.ts';
import { hashToken } from '../../../platform/auth/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { type Failure, isFailure } from '../../../platform/failure/index.ts';
import type { Actor, Role } from '../../../platform/permission/index.ts';
import { SHARE_PREFIX, sharedKind, staysInside } from './share-row.ts';

export interface SharedLink {
  readonly words: string;
  readonly other: Pick<AnyItem, 'kind' | 'title'>;
  readonly inStep: boolean;
}

export type Shared =
  | {
      readonly is: 'item';
      readonly kind: Kind;
      readonly item: AnyItem;
      readonly reliesOn: readonly SharedLink[];
      readonly reliedOnBy: readonly SharedLink[];
    }
  | {
      readonly is: 'view';
      readonly kind: Kind;
      readonly title: string;
      readonly columns: readonly string[];
      readonly items: readonly AnyItem[];
      readonly isCut: boolean;
    };

export interface SharedThing {
  readonly workspaceName: string;
  readonly sharedBy: string;
  readonly expiresAt: string;
  readonly shared: Shared;
}

export interface ShareParts {
  readonly database: Database;
  readonly line: LineServer;
  readonly teamsOf: (workspaceId: string, memberId: string) => Promise<readonly string[]>;
}

interface Held {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly memberId: string;
  readonly itemId: string | null;
  readonly viewId: string | null;
  readonly expiresAt: string;
}

const TOKEN_FORM = new RegExp(`^${SHARE_PREFIX}[A-Za-z0-9_-]{20,100}$`);

/** The thing, or nothing: a link that is unknown, revoked or expired, whose member left, or whose thing they may no longer see. */
export async function sharedThing(parts: ShareParts, token: string): Promise<SharedThing | null> {
  const held = TOKEN_FORM.test(token) ? await heldBy(parts.database, token) : undefined;
  if (held === undefined) return null;
  const { workspaceName, expiresAt } = held;
  const actor = await actorOf(parts, held);
  if (actor === undefined) return null;
  try {
    const shared = await read(parts.line, held, actor);
    return { workspaceName, sharedBy: actor.name, expiresAt, shared };
  } catch (error) {
    if (isFailure(error) && isGoneFor(error)) return null;
    throw error;
  }
}

const isGoneFor = ({ status }: Failure): boolean => status === 404 || status === 403 || status === 422;

function heldBy(database: Database, token: string): Promise<Held | undefined> {
  return database.global((statements) =>
    statements.row<Held>(sql`select s.workspace_id as "workspaceId", w.name as "workspaceName", s.member_id as "memberId",
        s.item_id as "itemId", s.view_id as "viewId", s.expires_at as "expiresAt"
      from share_link s join workspace w on w.id = s.workspace_id
      join membership m on m.workspace_id = s.workspace_id and m.member_id = s.member_id
      where s.token_hash = ${hashToken(token)} and s.revoked_at is null and s.expires_at > now()`),
  );
}

async function actorOf({ database, teamsOf }: ShareParts, { workspaceId, memberId }: Held): Promise<Actor | undefined> {
  const member = await database.read(workspaceId, (tables) =>
    tables.row<{ name: string; role: Role }>(sql`select name, role from member where workspace_id = ${workspaceId}::uuid
      and id = ${memberId}::uuid and removed_at is null`),
  );
  if (member === undefined) return undefined;
  return { memberId, ...member, teamIds: await teamsOf(workspaceId, memberId), via: 'web' };
}

const NO_DOOR = 'Behind a link that was shared, at an address of its own.';

async function read(line: LineServer, held: Held, actor: Actor): Promise<Shared> {
  let found: Shared | undefined;
  const reading = operation({
    name: 'readShared',
    does: 'Reads what a link shares.',
    may: viewers('read what was shared'),
    effect: 'read',
    rest: { method: 'GET', path: '/share', tag: 'Share links' },
    input: z.strictObject({}),
    output: z.null(),
    failures: [],
    example: {},
    notAt: { rest: NO_DOOR, mcp: NO_DOOR, cli: NO_DOOR },
    run: async (_input, context) => {
      found =
        held.itemId === null ? await sharedView(context, held.viewId ?? '') : await sharedItem(context, held.itemId);
      return null;
    },
  });
  await line.run(reading, {}, { workspaceId: held.workspaceId, actor });
  if (found === undefined) throw new Error('What a link shares was not read.');
  return found;
}

async function sharedItem(context: Context, itemId: string): Promise<Shared> {
  const item = await context.line.item(itemId);
  const links = await context.line.linksOf([itemId], 'both');
  const ends = await context.line.items(links.flatMap(({ fromId, toId }) => [fromId, toId]));
  const byId = new Map(ends.map((one) => [one.id, one]));
  const told = (link: Link): readonly SharedLink[] => {
    const { definition } = context.model.link(link.kind);
    const isFrom = link.fromId === itemId;
    const [to, other] = [byId.get(link.toId), byId.get(isFrom ? link.toId : link.fromId)];
    if (to === undefined || other === undefined || staysInside(context.model.kind(other.kind))) return [];
    return [{ words: isFrom ? definition.says : definition.inverse, other, inStep: isInStep(link, to) }];
  };
  return {
    is: 'item',
    kind: sharedKind(context.model, item.kind, 'item'),
    item,
    reliesOn: links.filter(({ fromId }) => fromId === itemId).flatMap(told),
    reliedOnBy: links.filter(({ toId }) => toId === itemId).flatMap(told),
  };
}

const ROWS_MOST = 200;

async function sharedView(context: Context, viewId: string): Promise<Shared> {
  const view = await viewById(context, viewId);
  if (view === undefined) throw viewNotFound({ view: viewId });
  const kind = sharedKind(context.model, view.kind, 'viewId');
  const { filter, sort, search, columns = [] } = view.definition;
  const { items, next } = await context.line.list(kind, {
    limit: ROWS_MOST,
    ...(filter !== undefined && { filter }),
    ...(sort !== undefined && { sort: sortsFrom(sort) }),
    ...(search !== undefined && search !== '' && { search }),
  });
  return { is: 'view', kind, title: view.title, columns, items, isCut: next !== null };
}
