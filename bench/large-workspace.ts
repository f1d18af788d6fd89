/** A workspace of the size the targets speak of, written by PostgreSQL itself: 100,000 items, 300,000 links, 1,000,000 changes. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { hashToken, KEY_PREFIX, makeToken } from '../src/platform/auth/index.ts';
import { type Database, openDatabase } from '../src/platform/database/index.ts';
import { temporaryData } from './running-server.ts';

/** Kinds by share, each relying on the one before it; of one kind alone, each on earlier ones. */
interface Mixture {
  readonly kinds: readonly string[];
  readonly states: readonly string[];
  readonly links: readonly string[];
}
const LINE: Mixture = {
  kinds: ['need', 'feature', 'message', 'asset'],
  states: ['draft'],
  links: ['feature.serves', 'message.promises', 'asset.carries'],
};
export const FEATURES: Mixture = {
  kinds: ['feature'],
  states: ['idea', 'considered', 'planned', 'building', 'shipped'],
  links: ['feature.dependsOn'],
};

export interface Size {
  readonly items: number;
  readonly links: number;
  readonly changes: number;
}
export const LARGE: Size = { items: 100_000, links: 300_000, changes: 1_000_000 };

export interface LargeWorkspace {
  readonly database: Database;
  readonly workspaceId: string;
  readonly ownerId: string;
  readonly key: string;
  close(): Promise<void>;
}

/** A database on disk as in production (fsync on), gone afterwards. */
export async function openBenchDatabase(): Promise<{ readonly database: Database; close(): Promise<void> }> {
  const data = temporaryData();
  const database = await openDatabase({ dataFolder: data.folder });
  return {
    database,
    close: async () => {
      await database.close();
      data.remove();
    },
  };
}

/** Founds a workspace with an owner and a key of theirs. */
export async function foundWorkspace(database: Database): Promise<Omit<LargeWorkspace, 'close' | 'database'>> {
  const [workspaceId, ownerId, userId] = [randomUUID(), randomUUID(), randomUUID()];
  const key = makeToken(KEY_PREFIX);
  await database.global(async (tx) => {
    await tx.run(
      sql`insert into workspace (id, slug, name) values (${workspaceId}::uuid, ${`bench-${workspaceId.slice(0, 8)}`}, 'Bench')`,
    );
    await tx.run(
      sql`insert into "user" (id, name, email, "emailVerified") values (${userId}, 'Bench', ${`${userId}@example.org`}, true)`,
    );
  });
  await database.write(workspaceId, async (tx) => {
    await tx.run(sql`insert into workspace_head (workspace_id) values (${workspaceId}::uuid)`);
    await tx.run(sql`insert into member (workspace_id, id, user_id, name, email, role) values (${workspaceId}::uuid, ${ownerId}::uuid, ${userId},
      'Bench', 'bench@example.org', 'owner')`);
  });
  await database.global(async (tx) => {
    await tx.run(
      sql`insert into membership (user_id, workspace_id, member_id) values (${userId}, ${workspaceId}::uuid, ${ownerId}::uuid)`,
    );
    await tx.run(sql`insert into api_key (id, workspace_id, member_id, name, key_hash, key_start, role, scopes, created_at)
    values (${randomUUID()}::uuid, ${workspaceId}::uuid, ${ownerId}::uuid, 'Bench', ${hashToken(key)}, 'tl_bench', 'owner', '{read,write,admin}', now())`);
  });
  return { workspaceId, ownerId, key };
}

const FIELDS = `jsonb_build_object('description', words)`;

export async function openLargeWorkspace(size: Size = LARGE): Promise<LargeWorkspace> {
  const { database, close } = await openBenchDatabase();
  const founded = await foundWorkspace(database);
  await fillWorkspace(database, founded, { size, mixture: LINE });
  return { database, ...founded, close };
}

export interface Filling {
  readonly size: Size;
  readonly mixture: Mixture;
}

/** Fills a workspace in a handful of statements. Every tenth item has changed since it was relied on. */
export async function fillWorkspace(
  database: Database,
  { workspaceId, ownerId }: { readonly workspaceId: string; readonly ownerId: string },
  { size, mixture }: Filling,
): Promise<void> {
  const id = `'${workspaceId}'::uuid`;
  const first = `(select seq from workspace_head where workspace_id = ${id})`;
  const { kinds, states, links } = mixture;
  const count = kinds.length;
  const perItem = Math.max(1, Math.round(size.links / ((size.items * links.length) / count)));
  const target =
    count === 1
      ? `(n::bigint * 7919 + round * 104729) % n`
      : `((n / ${count})::bigint * 7919 + round * 104729) % (${size.items} / ${count}) * ${count} + n % ${count} - 1`;
  const many = { timeoutMs: 600_000 };
  await database.write(
    workspaceId,
    async (tx) => {
      const words = `(select array_agg(translate(substr(md5(n::text), 1, 4 + n % 6), '0123456789', 'ghijklmnop') order by n) as w from generate_series(0, 5000) n) words`;
      const word = (index: string): string => `w[1 + (${index})]`;
      const joined = (indexes: readonly string[]): string => indexes.map(word).join(` || ' ' || `);
      await tx.query(`insert into item (workspace_id, id, kind, number, title, state, owner_id, rank, fields, created_at, changed_at, material_revision, revision, search_text)
      select ${id}, md5('item' || n)::uuid, (array['${kinds.join("','")}'])[1 + n % ${count}], n / ${count} + 1, initcap(title), (array['${states.join("','")}'])[1 + n % ${states.length}], '${ownerId}'::uuid,
        'c' || lpad(n::text, 6, '0'), ${FIELDS}, now(), now(), 1 + (n % 10 = 0)::int, 1 + (n % 10 = 0)::int, title || ' ' || words
      from (select n, ${joined(['(n * 7) % 5000', '(n * 13 + 1) % 977', '(n * 31 + 2) % 211', 'n % 5000'])} as title,
        ${joined(['n % 4999', '(n * 3) % 4001', '(n * 5) % 3001', '(n * 11) % 2003', '(n * 17) % 1009', '(n * 19) % 503', '(n * 23) % 251', '(n * 29) % 127'])} as words
        from generate_series(0, ${size.items - 1}) n, ${words}) made`);
      await tx.query(`insert into link (workspace_id, id, kind, from_id, to_id, agreed_revision, agreed_at, created_at)
      select ${id}, md5('link' || n || '-' || round)::uuid, (array['${links.join("','")}'])[${count === 1 ? '1' : `n % ${count}`}],
        md5('item' || n)::uuid, md5('item' || target)::uuid, 1, now(), now()
      from (select n, round, ${target} as target from generate_series(1, ${size.items - 1}) n, generate_series(1, ${perItem}) round
        where ${count === 1 ? 'true' : `n % ${count} > 0`}) made on conflict do nothing`);
      await tx.query(`insert into change (workspace_id, seq, at, actor_name, via, operation, entries)
      select ${id}, ${first} + n, now() - (${size.changes} - n) * interval '1 second', 'Bench', 'api', 'updateFeature', jsonb_build_array(jsonb_build_object(
        'subject', 'item', 'id', md5('item' || n % ${size.items})::uuid, 'itemId', md5('item' || n % ${size.items})::uuid, 'kind', 'feature',
        'before', jsonb_build_object('title', 'a', 'revision', 1), 'after', jsonb_build_object('title', 'b', 'revision', 2)))
      from generate_series(1, ${size.changes}) n`);
      await tx.query(`insert into change_item (workspace_id, item_id, seq, revision)
      select ${id}, md5('item' || n % ${size.items})::uuid, ${first} + n, 1 from generate_series(1, ${size.changes}) n`);
      await tx.query(`update workspace_head set seq = seq + ${size.changes} where workspace_id = ${id}`);
      await tx.query(
        `insert into item_counter (workspace_id, kind, last_number) select ${id}, kind, max(number) from item where workspace_id = ${id} group by kind`,
      );
    },
    many,
  );
  await database.pool.query('vacuum analyze');
}
