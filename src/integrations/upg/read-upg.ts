/** A UPG document as drafts and links of ours; what has no counterpart is named and left. */
import { type UPGBaseNode, type UPGDocument, validateUPGDocument } from '@unified-product-graph/core';
import { draftSchema, type Kind, type Model } from '../../line/index.ts';
import { upgInvalid } from './failures.ts';
import { EDGES, KIND_OF, phaseOfStatus } from './upg-mapping.ts';

type Values = Readonly<Record<string, unknown>>;

export interface ReadNode {
  readonly nodeId: string;
  readonly kind: Kind;
  readonly values: Values & { readonly title: string };
}
export interface ReadLink {
  readonly kind: string;
  readonly fromNode: string;
  readonly toNode: string;
  readonly fields: Values;
}
export interface ReadGraph {
  readonly tool: string;
  readonly nodes: readonly ReadNode[];
  readonly links: readonly ReadLink[];
  /** What was left out, in sentences. */
  readonly left: readonly string[];
}

/**
 * @throws `upg.invalid` with the places at fault
 * @example
 * readUpg(model, JSON.parse(text)).nodes.map((node) => node.values.title)
 */
export function readUpg(model: Model, input: unknown): ReadGraph {
  const { valid, errors } = validateUPGDocument(input);
  if (!valid || !isDocument(input))
    throw upgInvalid({
      field: errors[0]?.path ?? 'document',
      errors: errors.map((error) => `${error.path}: ${error.message}`).slice(0, 20),
    });
  const left: string[] = [];
  const nodes = input.nodes.flatMap((node) => readNode(model, node, left));
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const links = [...readEdges(input, byId, left), ...ridingLinks(input, byId)];
  return { tool: input.source.tool.slice(0, 40), nodes, links: unique(links), left };
}

/** The validator has looked; this only tells the compiler. */
function isDocument(input: unknown): input is UPGDocument {
  return typeof input === 'object' && input !== null && 'nodes' in input && 'edges' in input;
}

function readNode(model: Model, node: UPGBaseNode, left: string[]): readonly ReadNode[] {
  const name = KIND_OF.get(node.type);
  const kind = model.kinds.find((one) => one.name === name);
  if (kind === undefined) {
    left.push(`"${node.title}" is a ${node.type}, which has no counterpart here.`);
    return [];
  }
  const own = ridingOf(node);
  const title = node.title.trim().slice(0, 300) || node.id.slice(0, 300);
  const wanted: Values = {
    ...fitting(kind, { ...node.properties, ...own }),
    title,
    state: typeof own.state === 'string' ? own.state : stateOf(kind, node.status),
    ...(node.description === undefined ? {} : { description: node.description }),
    ...(node.tags === undefined ? {} : { tags: node.tags.map((tag) => tag.slice(0, 60)).slice(0, 50) }),
  };
  return [
    {
      nodeId: node.id,
      kind,
      values: { ...passing(kind, { ...wanted, ...missing(kind, wanted, title) }, left), title },
    },
  ];
}

function ridingOf(node: UPGBaseNode): Values {
  const riding = node.properties?.throughline;
  return typeof riding === 'object' && riding !== null && !Array.isArray(riding) ? { ...riding } : {};
}

/** Members that are fields here, by our name or the graph's snake case; custom fields stay, for their definitions may differ. */
function fitting(kind: Kind, properties: Values): Values {
  const schema = draftSchema(kind);
  const entries = Object.entries(properties).flatMap(([name, value]) => {
    const ours = name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
    const member = Object.hasOwn(schema.shape, ours) && ours !== 'custom' ? schema.shape[ours] : undefined;
    return member?.['~standard'] === undefined ? [] : [[ours, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Drops what the kind's schema refuses, saying so, rather than the whole item. */
function passing(kind: Kind, values: Values, left: string[]): Values {
  const result = draftSchema(kind).safeParse(values);
  if (result.success) return result.data;
  const wrong = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  left.push(
    `${kind.label.one} "${String(values.title)}" came without ${[...wrong].join(', ')}, whose values do not fit here.`,
  );
  return Object.fromEntries(Object.entries(values).filter(([name]) => !wrong.has(name)));
}

/** Fields every item of the kind must have, where the graph has no word for them: the title says the same. */
function missing(kind: Kind, values: Values, title: string): Values {
  const texts = Object.entries(kind.fields).filter(
    ([name, field]) =>
      field.required === true && values[name] === undefined && (field.type === 'text' || field.type === 'longText'),
  );
  return Object.fromEntries(texts.map(([name]) => [name, title]));
}

function stateOf(kind: Kind, status: string | undefined): string {
  if (status === undefined) return kind.initialState;
  if (Object.hasOwn(kind.states, status)) return status;
  const phase = phaseOfStatus(status);
  return Object.keys(kind.states).find((state) => kind.states[state] === phase) ?? kind.initialState;
}

function readEdges(document: UPGDocument, byId: ReadonlyMap<string, ReadNode>, left: string[]): readonly ReadLink[] {
  const strange = new Map<string, number>();
  const links = document.edges.flatMap((edge): readonly ReadLink[] => {
    const mapping = EDGES.find((one) => one.edge === edge.type);
    const [fromNode, toNode] = mapping?.reversed === true ? [edge.target, edge.source] : [edge.source, edge.target];
    const isHere =
      byId.get(fromNode)?.kind.name === mapping?.link.split('.')[0] && byId.get(toNode)?.kind.name === mapping?.to;
    if (mapping !== undefined && isHere) return [{ kind: mapping.link, fromNode, toNode, fields: {} }];
    strange.set(edge.type, (strange.get(edge.type) ?? 0) + 1);
    return [];
  });
  for (const [type, count] of strange) left.push(`${count} edges "${type}" have no counterpart here.`);
  return links;
}

/** Links the graph has no edge for, or whose own fields it cannot hold, as we sent them along. */
function ridingLinks(document: UPGDocument, byId: ReadonlyMap<string, ReadNode>): readonly ReadLink[] {
  return document.nodes.flatMap((node) => {
    const riding = ridingOf(node).links;
    const kind = byId.get(node.id)?.kind;
    if (!Array.isArray(riding) || kind === undefined) return [];
    return riding.flatMap((one: unknown) => {
      const { link, to, fields }: Values = typeof one === 'object' && one !== null ? { ...one } : {};
      const isOurs =
        typeof link === 'string' &&
        typeof to === 'string' &&
        byId.has(to) &&
        Object.keys(kind.links).some((name) => `${kind.name}.${name}` === link);
      const known: Values = typeof fields === 'object' && fields !== null ? { ...fields } : {};
      return isOurs ? [{ kind: link, fromNode: node.id, toNode: to, fields: known }] : [];
    });
  });
}

/** A link that came twice, as edge and riding along, counts once, with its fields. */
function unique(links: readonly ReadLink[]): readonly ReadLink[] {
  const byEnds = new Map<string, ReadLink>();
  for (const link of links) {
    const ends = `${link.kind} ${link.fromNode} ${link.toNode}`;
    const known = byEnds.get(ends);
    byEnds.set(ends, known === undefined ? link : { ...link, fields: { ...known.fields, ...link.fields } });
  }
  return [...byEnds.values()];
}
