/** The model: every kind and check of the product in one value, handed to the kernel by whoever puts the product together. */
import { defineFailure } from '../platform/failure/index.ts';
import type { Check } from './check.ts';
import type { Kind, LinkDefinition } from './kind.ts';

/** A room of the house: its kinds and checks, in the order the navigation shows them. */
export interface Slice {
  readonly name: string;
  readonly label: string;
  readonly kinds: readonly Kind[];
  readonly checks: readonly Check[];
}

export interface LinkType {
  readonly id: string;
  readonly name: string;
  readonly from: Kind;
  readonly definition: LinkDefinition;
}

export interface Model {
  readonly slices: readonly Slice[];
  readonly kinds: readonly Kind[];
  readonly checks: readonly Check[];
  readonly links: readonly LinkType[];
  kind(name: string): Kind;
  kindByPlural(plural: string): Kind | undefined;
  kindByKey(key: string): Kind | undefined;
  link(id: string): LinkType;
  /** May a link of this type lead to an item of that kind? */
  allows(link: LinkType, to: Kind): boolean;
}

export const unknownKind = defineFailure<{ kind: string; field: string; nearest?: string | null }>(
  'kind.unknown',
  404,
  'No such kind',
  ({ kind, nearest = null }) =>
    `There is no kind "${kind}". ${nearest === null ? 'GET /api/v1/kinds lists them.' : `Did you mean "${nearest}"?`}`,
);
export const unknownLinkKind = defineFailure<{ kind: string; field: string }>(
  'link.kind-unknown',
  422,
  'No such kind of link',
  ({ kind }) => `There is no link "${kind}". GET /api/v1/kinds lists the links each kind may hold.`,
);

/** Builds the model; a kind, key or check defined twice is a fault of the code and throws at start. */
export function createModel(slices: readonly Slice[]): Model {
  const kinds = slices.flatMap((slice) => slice.kinds);
  const checks = slices.flatMap((slice) => slice.checks);
  const byName = uniqueBy(kinds, (kind) => kind.name);
  const byPlural = uniqueBy(kinds, (kind) => kind.plural);
  const byKey = uniqueBy(kinds, (kind) => kind.key);
  // One rule may watch several kinds under one id.
  uniqueBy(checks, (check) => `${check.id} on ${check.on.name}`);
  const links = kinds.flatMap((from) =>
    Object.entries(from.links).map(([name, definition]) => ({ id: `${from.name}.${name}`, name, from, definition })),
  );
  const byLinkId = uniqueBy(links, (link) => link.id);
  return {
    slices,
    kinds,
    checks,
    links,
    kind: (name) => byName.get(name) ?? raise(unknownKind({ kind: name, field: 'kind' })),
    kindByPlural: (plural) => byPlural.get(plural),
    kindByKey: (key) => byKey.get(key),
    link: (id) => byLinkId.get(id) ?? raise(unknownLinkKind({ kind: id, field: 'kind' })),
    allows: (link, to) => allows(link, to),
  };
}

function allows(link: LinkType, to: Kind): boolean {
  const target = link.definition.to;
  if (target === 'any') return true;
  if (target === 'self') return to.name === link.from.name;
  return target.some((kind) => kind.name === to.name);
}

function uniqueBy<T>(values: readonly T[], name: (value: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const value of values) {
    if (map.has(name(value))) throw new Error(`"${name(value)}" is defined twice.`);
    map.set(name(value), value);
  }
  return map;
}

function raise(error: Error): never {
  throw error;
}
