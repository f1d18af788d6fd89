/** Items and links in memory with their indexes: by id, key, kind, and links by either end. */
import type { AnyItem } from './kind.ts';
import type { LineView } from './line-view.ts';
import type { Link } from './link.ts';

const NO_LINKS: readonly Link[] = [];
const NO_ITEMS: readonly AnyItem[] = [];

/**
 * Links by one of their ends. A reader may hold on to an array it was given: writing makes a new one, once per batch.
 * Built when first asked, so that loading a workspace does not wait for what the page shown may not need.
 */
class LinksByEnd {
  readonly #end: 'fromId' | 'toId';
  readonly #all: ReadonlyMap<string, Link>;
  #built: Map<string, Link[]> | null = null;
  /** Arrays made since the batch began, which nobody has been given yet. */
  #ours = new Set<Link[]>();

  constructor(end: 'fromId' | 'toId', all: ReadonlyMap<string, Link>) {
    this.#end = end;
    this.#all = all;
  }

  of(itemId: string): readonly Link[] {
    return this.#byItem.get(itemId) ?? NO_LINKS;
  }

  get #byItem(): Map<string, Link[]> {
    if (this.#built !== null) return this.#built;
    const built = new Map<string, Link[]>();
    for (const link of this.#all.values()) {
      const held = built.get(link[this.#end]);
      if (held === undefined) built.set(link[this.#end], [link]);
      else held.push(link);
    }
    this.#built = built;
    return built;
  }

  put(link: Link, known: Link | undefined): void {
    if (this.#built === null) return;
    if (known !== undefined && known[this.#end] !== link[this.#end]) this.drop(known);
    const links = this.#writable(link[this.#end]);
    const at = known === undefined ? -1 : links.findIndex((one) => one.id === link.id);
    if (at === -1) links.push(link);
    else links[at] = link;
  }

  drop(link: Link): void {
    if (this.#built === null) return;
    const links = this.#writable(link[this.#end]);
    const at = links.findIndex((one) => one.id === link.id);
    if (at !== -1) links.splice(at, 1);
    if (links.length === 0) this.#byItem.delete(link[this.#end]);
  }

  /** Many links came at once: built anew when next asked. */
  forget(): void {
    this.#built = null;
    this.#ours = new Set();
  }

  endBatch(): void {
    if (this.#ours.size > 0) this.#ours = new Set();
  }

  #writable(itemId: string): Link[] {
    const links = this.#byItem.get(itemId);
    if (links !== undefined && this.#ours.has(links)) return links;
    const fresh = links === undefined ? [] : [...links];
    this.#byItem.set(itemId, fresh);
    this.#ours.add(fresh);
    return fresh;
  }
}

export class Rows implements LineView {
  readonly #items = new Map<string, AnyItem>();
  /** By key and by kind: made when first asked, so that loading does not wait for them. */
  #ids: Map<string, string> | null = null;
  #kinds: Map<string, Map<string, AnyItem>> | null = null;
  readonly #lists = new Map<string, readonly AnyItem[]>();
  readonly #links = new Map<string, Link>();
  readonly #from = new LinksByEnd('fromId', this.#links);
  readonly #to = new LinksByEnd('toId', this.#links);

  item(id: string): AnyItem | undefined {
    return this.#items.get(id);
  }

  itemByKey(key: string): AnyItem | undefined {
    this.#ids ??= new Map(this.#items.values().map((item) => [item.key, item.id]));
    const id = this.#ids.get(key);
    return id === undefined ? undefined : this.#items.get(id);
  }

  link(id: string): Link | undefined {
    return this.#links.get(id);
  }

  linksFrom(itemId: string): readonly Link[] {
    return this.#from.of(itemId);
  }

  linksTo(itemId: string): readonly Link[] {
    return this.#to.of(itemId);
  }

  ofKind(kind: string): readonly AnyItem[] {
    const listed = this.#lists.get(kind);
    if (listed !== undefined) return listed;
    this.#kinds ??= byKind(this.#items.values());
    const list = this.#kinds.get(kind)?.values().toArray() ?? NO_ITEMS;
    this.#lists.set(kind, list);
    return list;
  }

  items(): Iterable<AnyItem> {
    return this.#items.values();
  }

  links(): Iterable<Link> {
    return this.#links.values();
  }

  putItem(item: AnyItem): void {
    if (this.#ids !== null) {
      const known = this.#items.get(item.id);
      if (known !== undefined && known.key !== item.key) this.#ids.delete(known.key);
      this.#ids.set(item.key, item.id);
    }
    this.#items.set(item.id, item);
    if (this.#kinds === null) return;
    put(this.#kinds, item);
    this.#lists.delete(item.kind);
  }

  dropItem(id: string): void {
    const known = this.#items.get(id);
    if (known === undefined) return;
    this.#items.delete(id);
    if (this.#ids?.get(known.key) === id) this.#ids.delete(known.key);
    this.#kinds?.get(known.kind)?.delete(id);
    this.#lists.delete(known.kind);
  }

  putLink(link: Link): void {
    const known = this.#links.get(link.id);
    this.#links.set(link.id, link);
    this.#from.put(link, known);
    this.#to.put(link, known);
  }

  /** Links that were not here before, many at once. */
  addLinks(links: readonly Link[]): void {
    if (links.length === 0) return;
    for (const link of links) this.#links.set(link.id, link);
    this.#from.forget();
    this.#to.forget();
  }

  dropLink(id: string): void {
    const known = this.#links.get(id);
    if (known === undefined) return;
    this.#links.delete(id);
    this.#from.drop(known);
    this.#to.drop(known);
  }

  /** From here on, readers may hold what they read. */
  endBatch(): void {
    this.#from.endBatch();
    this.#to.endBatch();
  }

  size(): { readonly items: number; readonly links: number } {
    return { items: this.#items.size, links: this.#links.size };
  }
}

function byKind(items: Iterable<AnyItem>): Map<string, Map<string, AnyItem>> {
  const kinds = new Map<string, Map<string, AnyItem>>();
  for (const item of items) put(kinds, item);
  return kinds;
}

function put(kinds: Map<string, Map<string, AnyItem>>, item: AnyItem): void {
  const known = kinds.get(item.kind);
  if (known === undefined) kinds.set(item.kind, new Map([[item.id, item]]));
  else known.set(item.id, item);
}
