/** Links as sentences: what an item says of the others, what they say of it, and which sentences could still be said. */
import type { AnyItem, Kind, Link, LinkType, Model } from '../../../line/index.ts';

export type Direction = 'reliesOn' | 'reliedOnBy';

/** Links that read alike: "serves", "is promised by". */
export interface LinkGroup {
  readonly direction: Direction;
  readonly words: string;
  readonly links: readonly Link[];
}

/**
 * The links of an item, grouped by their words, in the order in which the kinds define them.
 *
 * @example
 * linkGroups(model, mirror.linksFrom(feature.id), 'reliesOn').map((group) => group.words) // ['serves', 'advances']
 */
export function linkGroups(model: Model, links: readonly Link[], direction: Direction): readonly LinkGroup[] {
  const byWords = Map.groupBy(links, (link) => wordsOf(model.link(link.kind), direction));
  const order = model.links.map((type) => type.id);
  const place = (group: LinkGroup): number => order.indexOf(group.links[0]?.kind ?? '');
  return [...byWords].map(([words, group]) => ({ direction, words, links: group })).sort((a, b) => place(a) - place(b));
}

export function wordsOf(type: LinkType, direction: Direction): string {
  return direction === 'reliesOn' ? type.definition.says : type.definition.inverse;
}

/** A sentence that could be said of an item: the link, in one direction, and the kinds at its other end. */
export interface PossibleLink {
  readonly id: string;
  readonly type: LinkType;
  readonly direction: Direction;
  readonly words: string;
  readonly others: readonly Kind[];
}

/**
 * Every link that an item of the kind may hold or be held by.
 *
 * @example
 * possibleLinks(model, feature).map(({ words }) => words) // ['serves', 'advances', 'depends on', 'is promised by', ...]
 */
export function possibleLinks(model: Model, kind: Kind): readonly PossibleLink[] {
  const holds = model.links.filter((type) => type.from.name === kind.name);
  const isHeldBy = model.links.filter((type) => model.allows(type, kind));
  return [
    ...holds.map((type) => ({
      id: `${type.id}>`,
      type,
      direction: 'reliesOn' as const,
      words: type.definition.says,
      others: model.kinds.filter((other) => model.allows(type, other)),
    })),
    ...isHeldBy.map((type) => ({
      id: `${type.id}<`,
      type,
      direction: 'reliedOnBy' as const,
      words: type.definition.inverse,
      others: [type.from],
    })),
  ];
}

/** Why the link cannot be made, in words; null where it can. The server decides in the end. */
export function whyNot(possible: PossibleLink, held: readonly Link[], item: AnyItem): string | null {
  if (possible.direction === 'reliedOnBy' || possible.type.definition.one !== true) return null;
  const isTaken = held.some((link) => link.kind === possible.type.id && link.fromId === item.id);
  return isTaken ? 'It has its one such link; unlink that first.' : null;
}

/** "MSG-4 promises FEA-12": the whole sentence, for screen readers and pictures. */
export function linkSentence(model: Model, link: Link, ends: { readonly from: AnyItem; readonly to: AnyItem }): string {
  return `${ends.from.key} ${model.link(link.kind).definition.says} ${ends.to.key}`;
}
