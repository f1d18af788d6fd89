/** Full text over titles and texts, with prefixes and one typo: words nobody wrote are replaced by their nearest kin. */
import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '../context.ts';
import type { AnyItem } from '../kind.ts';
import { ITEM_COLUMNS, type ItemRow, toItem } from './item-row.ts';
import { param, type Scope, visible } from './scope.ts';

const WORDS_MOST = 8;
const KIN_MOST = 6;
const CANDIDATES_MOST = 500;
/** A list filtered by a search looks at this many at most. */
const FOUND_MOST = 20_000;
const KIN_LENGTH_LEAST = 4;
const SEARCH_TEXT_MOST = 20_000;

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
  return query === null ? sql`false` : sql`i.id in (select app_search_items(${query}::tsquery, ${FOUND_MOST}))`;
}

/** `tab bra` -> `'tab':* & 'bra':*`, each word widened by its kin where nobody wrote it. Null: nothing to look for. */
async function queryOf(scope: Scope, typed: string): Promise<string | null> {
  const words = [...new Set(wordsOf(typed))].slice(0, WORDS_MOST);
  if (words.length === 0) return null;
  const kin = await kinOf(
    scope,
    words.filter((word) => word.length >= KIN_LENGTH_LEAST),
  );
  return words
    .map((word) => `(${[word, ...(kin.get(word) ?? [])].map((one) => `'${one}':*`).join(' | ')})`)
    .join(' & ');
}

/** Of words that begin none in the workspace, those most like them. */
async function kinOf(scope: Scope, words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (words.length === 0) return new Map();
  const rows = await scope.sql.rows<{ word: string; kin: readonly string[] }>(
    sql`select word, kin from app_kin_words(${param(words)}::text[], ${KIN_MOST})`,
  );
  return new Map(rows.map((row) => [row.word, row.kin]));
}

/**
 * Search over everything the actor may see; a word in the title weighs above one in the text.
 *
 * @example
 * await searchItems(scope, 'compct tool', 20) // finds "Compact toolbar"
 */
export async function searchItems(scope: Scope, typed: string, limit: number): Promise<Page<AnyItem>> {
  const query = await queryOf(scope, typed);
  if (query === null) return { items: [], next: null };
  const rows = await scope.sql.rows<ItemRow>(sql`with best as (
      select i.id, lower(i.title) = ${typed.trim().toLowerCase()} as is_exact, to_tsvector('simple', i.title) @@ ${query}::tsquery as in_title,
        ts_rank(i.search, ${query}::tsquery, 1) as weight, i.changed_at from item i
      where i.workspace_id = ${scope.workspaceId}::uuid and i.id = any(array(select app_search_items(${query}::tsquery, ${CANDIDATES_MOST})))
      and ${visible(scope)} order by is_exact desc, in_title desc, weight desc, i.changed_at desc, i.id limit ${limit})
    select ${ITEM_COLUMNS} from best join item i on i.workspace_id = ${scope.workspaceId}::uuid and i.id = best.id
    order by best.is_exact desc, best.in_title desc, best.weight desc, best.changed_at desc, i.id`);
  return { items: rows.map((row) => toItem(scope.model, row)), next: null };
}

/** Gathers the words of items changed since last time. */
export async function gatherWords(scope: Pick<Scope, 'sql' | 'workspaceId'>): Promise<void> {
  const id = scope.workspaceId;
  const progress = await scope.sql.row<{
    head: number;
    done: number;
  }>(sql`select h.seq as head, coalesce(p.seq, -1) as done
    from workspace_head h left join search_progress p on p.workspace_id = h.workspace_id where h.workspace_id = ${id}::uuid`);
  if (progress === undefined || progress.head <= progress.done) return;
  const changed =
    progress.done < 0
      ? sql`true`
      : sql`i.id in (select c.item_id from change_item c where c.workspace_id = ${id}::uuid and c.seq > ${progress.done})`;
  await scope.sql.run(sql`insert into search_word (workspace_id, word) select distinct ${id}::uuid, w from item i,
      lateral unnest(tsvector_to_array(i.search)) as w
    where i.workspace_id = ${id}::uuid and length(w) between 4 and 40 and ${changed} on conflict do nothing`);
  await scope.sql.run(sql`insert into search_progress (workspace_id, seq) values (${id}::uuid, ${progress.head})
    on conflict (workspace_id) do update set seq = excluded.seq`);
}
