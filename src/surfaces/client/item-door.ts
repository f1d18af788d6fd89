/** The items of one noun, typed by its definition. */
import type { DraftOf, Filter, ItemOf, Kind, LinkSeen, Sort } from './line-shapes.ts';
import type { Send } from './request.ts';

export interface ListQuery {
  readonly filter?: Filter;
  /** `-changedAt,title`, or as a list. */
  readonly sort?: string | readonly Sort[];
  /** 1 to 200. */
  readonly limit?: number;
  readonly cursor?: string;
  readonly search?: string;
  readonly archived?: 'without' | 'with' | 'only';
  readonly withTotal?: boolean;
  readonly include?: readonly ('links' | 'linked')[];
  readonly asOf?: string;
}

export interface ItemPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total?: number;
}

export interface Once {
  /** Makes the write happen once, however often it is sent. */
  readonly idempotencyKey?: string;
}

export type BulkRow<K extends Kind> =
  | { readonly do: 'create'; readonly values: DraftOf<K> & { readonly title: string } }
  | { readonly do: 'update'; readonly ref: string; readonly values: DraftOf<K>; readonly revision?: number }
  | { readonly do: 'archive' | 'restore'; readonly ref: string };

export interface BulkResult<K extends Kind> {
  readonly done: number;
  readonly failed: number;
  readonly results: readonly {
    readonly row: number;
    readonly ok: boolean;
    readonly item?: ItemOf<K>;
    readonly problem?: { readonly id: string; readonly detail: string };
  }[];
}

type WithLinks<K extends Kind> = ItemOf<K> & { readonly links?: readonly LinkSeen[] };

export interface ItemDoor<K extends Kind> {
  /** One page. */
  list(query?: ListQuery): Promise<ItemPage<WithLinks<K>>>;
  /** Every item, page by page as they are read. */
  all(query?: ListQuery): AsyncIterable<WithLinks<K>>;
  get(ref: string, query?: Pick<ListQuery, 'include' | 'asOf'>): Promise<WithLinks<K>>;
  create(draft: DraftOf<K> & { readonly title: string }, once?: Once): Promise<ItemOf<K>>;
  /** `revision`: the one you read; the same field changed since is `item.conflict`. */
  update(ref: string, patch: DraftOf<K>, seen?: { readonly revision?: number }): Promise<ItemOf<K>>;
  archive(ref: string): Promise<ItemOf<K>>;
  restore(ref: string): Promise<ItemOf<K>>;
  bulk(rows: readonly BulkRow<K>[], once?: Once): Promise<BulkResult<K>>;
}

/** The door of one noun; `plural` is its name in addresses. */
export function itemDoor<K extends Kind>(send: Send, plural: string): ItemDoor<K> {
  const at = (ref: string, verb = ''): string => `/${plural}/${encodeURIComponent(ref)}${verb}`;
  const list = async (query: ListQuery = {}): Promise<ItemPage<WithLinks<K>>> =>
    (await send('GET', `/${plural}`, { query: { ...query } })).json();
  return {
    list,
    async *all(query = {}) {
      for (let cursor = query.cursor; ; ) {
        const page = await list({ limit: 200, ...query, ...(cursor === undefined ? {} : { cursor }) });
        yield* page.items;
        if (page.next === null) return;
        cursor = page.next;
      }
    },
    get: async (ref, query) => (await send('GET', at(ref), { query: { ...query } })).json(),
    create: async (draft, once) => (await send('POST', `/${plural}`, { body: draft, headers: headersOf(once) })).json(),
    update: async (ref, patch, seen) => (await send('PATCH', at(ref), { body: { ...patch, ...seen } })).json(),
    archive: async (ref) => (await send('POST', at(ref, '/archive'))).json(),
    restore: async (ref) => (await send('POST', at(ref, '/restore'))).json(),
    bulk: async (rows, once) =>
      (await send('POST', `/${plural}/bulk`, { body: { rows }, headers: headersOf(once) })).json(),
  };
}

function headersOf(once: Once | undefined): Record<string, string> {
  return once?.idempotencyKey === undefined ? {} : { 'idempotency-key': once.idempotencyKey };
}
