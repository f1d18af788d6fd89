/** Full text over titles and texts, with prefixes and one typo: words nobody wrote are replaced by their nearest kin. */
import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '../context.ts';
import type { AnyItem } from '../kind.ts';
import { ITEM_COLUMNS, type ItemRow, toItem } from './item-row.ts';
import { param, type Scope, visible } from './scope.ts';

const WORDS_MOST = 8;
const KIN_MOST = 6;
const CANDIDATES_MOST = 500;
const SEARCH_TEXT_MOST = 20_000;
/** A word is kin when this share of its trigrams is shared; one typo in five letters keeps about a third. */
const KIN_SIMILARITY = 0.3;

/** Lower case without accents, so that `café` is found by `cafe`. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text as they are looked up. */
export function wordsOf(text: string): readonly string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What is indexed of an item: its key, title and every text in its fields. */
export function searchTextOf(key: string, title: string, fields: Readonly<Record<string, unknown>>): string {
  const words = [key.toLowerCase(), ...wordsOf(title), ...Object.values(fields).flatMap((value) => wordsIn(value))];
  return words.join(' ').slice(0, SEARCH_TEXT_MOST);
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return ID.test(value) ? [] : wordsOf(value);
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(wordsIn);
  return [];
}

/** The condition on the table aliased `i` for a search a person typed. */
export async function searchSql(scope: Scope, typed: string): Promise<SQL> {
  const query = await queryOf(scope, typed);
  return query === null ? sql`false` : sql`i.search @@ ${query}::tsquery`;
}

/** `tab bra` -> `'tab':* & 'bra':*`, each word widened by its kin where nobody wrote it. Null: nothing to look for. */
async function queryOf(scope: Scope, typed: string): Promise<string | null> {
  const words = [...new Set(wordsOf(typed))].slice(0, WORDS_MOST);
  if (words.length === 0) return null;
  const unknown = await unknownWords(
    scope,
    words.filter((word) => word.length > 3),
  );
  const kin = unknown.length === 0 ? new Map<string, readonly string[]>() : await kinOf(scope, unknown);
  return words
    .map((word) => `(${[word, ...(kin.get(word) ?? [])].map((one) => `'${one}':*`).join(' | ')})`)
    .join(' & ');
}

async function unknownWords(scope: Scope, words: readonly string[]): Promise<readonly string[]> {
  if (words.length === 0) return [];
  const rows = await scope.sql.rows<{ word: string }>(sql`select w.word from unnest(${param(words)}::text[]) as w(word)
    where not exists (select 1 from search_word s where s.workspace_id = ${scope.workspaceId}::uuid and s.word >= w.word
      and s.word < w.word || chr(1114111))`);
  return rows.map((row) => row.word);
}

async function kinOf(scope: Scope, words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  await scope.sql.run(sql`select set_config('pg_trgm.similarity_threshold', ${String(KIN_SIMILARITY)}, true)`);
  const rows = await scope.sql.rows<{ word: string; kin: readonly string[] }>(sql`select w.word, array(
      select s.word from search_word s where s.workspace_id = ${scope.workspaceId}::uuid and s.word % w.word
      and abs(length(s.word) - length(w.word)) <= 1 order by similarity(s.word, w.word) desc limit ${KIN_MOST}) as kin
    from unnest(${param(words)}::text[]) as w(word)`);
  return new Map(rows.map((row) => [row.word, row.kin]));
}

/**
 * Search over everything the actor may see. The newest of those found are weighed, a word in the title above one in the text.
 *
 * @example
 * await searchItems(scope, 'compct tool', 20) // finds "Compact toolbar"
 */
export async function searchItems(scope: Scope, typed: string, limit: number): Promise<Page<AnyItem>> {
  const query = await queryOf(scope, typed);
  if (query === null) return { items: [], next: null };
  const exact = typed.trim().toLowerCase();
  const rows = await scope.sql.rows<ItemRow>(sql`select ${ITEM_COLUMNS} from (
      select * from item found where found.workspace_id = ${scope.workspaceId}::uuid and found.search @@ ${query}::tsquery
      and found.archived_at is null limit ${CANDIDATES_MOST}) as i
    where ${visible(scope)}
    order by (lower(i.title) = ${exact}) desc, (to_tsvector('simple', i.title) @@ ${query}::tsquery) desc,
      ts_rank(i.search, ${query}::tsquery, 1) desc, i.changed_at desc, i.id limit ${limit}`);
  return { items: rows.map((row) => toItem(scope.model, row)), next: null };
}

/** Gathers the words of items changed since last time: called before a search by whoever may write. */
export async function gatherWords(scope: Scope): Promise<void> {
  const id = scope.workspaceId;
  const progress = await scope.sql.row<{
    head: number;
    done: number;
  }>(sql`select h.seq as head, coalesce(p.seq, -1) as done
    from workspace_head h left join search_progress p on p.workspace_id = h.workspace_id where h.workspace_id = ${id}::uuid`);
  if (progress === undefined || progress.head <= progress.done) return;
  await scope.sql.run(sql`insert into search_word (workspace_id, word) select distinct ${id}::uuid, w from item i,
      lateral unnest(tsvector_to_array(i.search)) as w
    where i.workspace_id = ${id}::uuid and length(w) between 4 and 40 and (${progress.done} < 0 or i.id in (
      select c.item_id from change_item c where c.workspace_id = ${id}::uuid and c.seq > ${progress.done}))
    on conflict do nothing`);
  await scope.sql.run(sql`insert into search_progress (workspace_id, seq) values (${id}::uuid, ${progress.head})
    on conflict (workspace_id) do update set seq = excluded.seq`);
}
