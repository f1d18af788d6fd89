/** A snapshot as it arrives: a head line, items, links, and an end line that says how many there were. */
import { defineFailure } from '../platform/failure/index.ts';
import type { Kind } from './kind.ts';
import type { Link } from './link.ts';
import { itemFrom, linkFrom, type Values } from './row.ts';
import { Rows } from './rows.ts';

export const incompleteSnapshot = defineFailure<{ reason: string }>(
  'snapshot.incomplete',
  409,
  'The snapshot is not complete',
  ({ reason }) => `The snapshot cannot be used: ${reason}. Load it again.`,
);

export interface Snapshot {
  readonly seq: number;
  readonly epoch: number;
  readonly rows: Rows;
}

/**
 * Reads parsed lines as they come, in as many parts as one likes: items stand before links, so that a list can be shown
 * while the links are still on their way.
 */
export class SnapshotReader {
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #rows = new Rows();
  #items = 0;
  #links = 0;
  #head: Values | undefined;
  #end: Values | undefined;

  constructor(kinds: ReadonlyMap<string, Kind>) {
    this.#kinds = kinds;
  }

  /** Items come before links: once a link is seen, every item has been. */
  get hasAllItems(): boolean {
    return this.#links > 0;
  }

  /** Items of kinds not kept are counted and left out. */
  take(lines: Iterable<unknown>): void {
    const links: Link[] = [];
    for (const line of lines) {
      const row = line as Values;
      if (this.#head === undefined) this.#head = row;
      else if ('end' in row) this.#end = row;
      else if ('fromId' in row) {
        this.#links += 1;
        links.push(linkFrom(row));
      } else {
        this.#items += 1;
        const kind = this.#kinds.get(String(row.kind));
        if (kind !== undefined) this.#rows.putItem(itemFrom(kind, row));
      }
    }
    this.#rows.addLinks(links);
  }

  /**
   * What has been read so far.
   *
   * @throws `snapshot.incomplete` where it does not begin with its number.
   */
  sofar(): Snapshot {
    const head = this.#head;
    if (typeof head?.seq !== 'number')
      throw incompleteSnapshot({ reason: 'it does not begin with its sequence number' });
    return { seq: head.seq, epoch: Number(head.epoch ?? 0), rows: this.#rows };
  }

  /** @throws `snapshot.incomplete` where lines were lost on the way. */
  whole(): Snapshot {
    const read = this.sofar();
    if (this.#end?.items !== this.#items || this.#end.links !== this.#links)
      throw incompleteSnapshot({ reason: 'its last lines are missing' });
    return read;
  }
}
