/**
 * A small line in memory for tests of checks. The cast is the examples of the kinds: together they tell how Firefox 89
 * ("Proton") was built, positioned and launched on 1 June 2021.
 */
import type { AnyItem, DraftOf, Kind, Link, Near } from '../line/index.ts';

/** Answers for the product. */
export const ana = '01890a5d-ac96-774b-bcce-b302099a8001';
/** Answers for what is said about it. */
export const deniz = '01890a5d-ac96-774b-bcce-b302099a8002';

const CREATED_AT = '2021-03-01T09:00:00.000Z';

const CORE = {
  description: null,
  ownerId: null,
  productId: null,
  teamId: null,
  startOn: null,
  endOn: null,
  confidence: null,
  nextReviewOn: null,
  tags: [],
  rank: 'a0',
  restrictedTo: null,
  custom: {},
  revision: 1,
  materialRevision: 1,
  createdAt: CREATED_AT,
  createdBy: null,
  changedAt: CREATED_AT,
  changedBy: null,
  archivedAt: null,
  source: null,
  sourceId: null,
};

export interface SampleLine extends Near {
  /** An item with the values of its kind's example, but for those given. */
  add<K extends Kind>(kind: K, values?: DraftOf<K> & { readonly changedAt?: string }): AnyItem;
  /** `from` relies on `to` by the link of that name; gives back `from`. */
  relate(from: AnyItem, link: string, ...to: readonly AnyItem[]): AnyItem;
}

/**
 * An empty line on a day.
 *
 * @example
 * const line = sampleLine('2021-05-10');
 * const tabs = line.add(feature, { state: 'building', ownerId: ana });
 * line.relate(line.add(launch), 'launches', tabs);
 */
export function sampleLine(today: string): SampleLine {
  const items: AnyItem[] = [];
  const links: Link[] = [];
  const byId = (id: string): readonly AnyItem[] => items.filter((item) => item.id === id);
  return {
    today,
    add(kind, values) {
      const number = items.filter((item) => item.kind === kind.name).length + 1;
      const key = `${kind.key}-${number}`;
      const own = { id: key, kind: kind.name, number, key, state: kind.initialState };
      const item = { ...CORE, ...kind.example, ...own, ...values };
      items.push(item);
      return item;
    },
    relate(from, name, ...to) {
      for (const other of to) {
        links.push({
          id: `${from.id} ${name} ${other.id}`,
          kind: `${from.kind}.${name}`,
          fromId: from.id,
          toId: other.id,
          agreedRevision: other.materialRevision,
          agreedAt: CREATED_AT,
          agreedBy: null,
          remark: null,
          fields: {},
          createdAt: CREATED_AT,
          createdBy: null,
        });
      }
      return from;
    },
    linksFrom: (item) => links.filter((link) => link.fromId === item.id),
    reliesOn: (item, name) =>
      links
        .filter((link) => link.fromId === item.id && (!name || link.kind === `${item.kind}.${name}`))
        .flatMap((link) => byId(link.toId)),
    reliedOnBy: (item, kind) =>
      links
        .filter((link) => link.toId === item.id && (!kind || link.kind === kind))
        .flatMap((link) => byId(link.fromId)),
  };
}
