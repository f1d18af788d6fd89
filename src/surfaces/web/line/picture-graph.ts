/** What the line picture shows: the item, what it rests on and what rests on it, in layers from feedback to results. */
import { type AnyItem, isInStep, type LineView, type Link, type Model, traceIn } from '../../../line/index.ts';

export interface PictureNode {
  /** The item's id, or `more <layer>` for those folded away. */
  readonly id: string;
  readonly item: AnyItem | null;
  readonly layer: number;
  readonly isCentre: boolean;
  /** Only where `item` is null: how many are folded away here. */
  readonly hidden: number;
}

export interface PictureEdge {
  readonly id: string;
  /** Upstream, on the left: what is relied on. */
  readonly source: string;
  readonly target: string;
  /** Empty where several links to folded items run together. */
  readonly link: Link | null;
  readonly inStep: boolean;
}

export interface PictureLayer {
  readonly room: string;
  readonly label: string;
  /** What stands in it: `Tasks`, `Announcements`. */
  readonly kinds: readonly string[];
}

export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly layers: readonly PictureLayer[];
}

export interface PictureRequest {
  readonly model: Model;
  readonly line: LineView;
  readonly centre: AnyItem;
  /** Layers the reader has unfolded. */
  readonly unfolded: ReadonlySet<string>;
}

/** In one layer before the rest folds away. */
export const LAYER_MOST = 12;
/** Unfolded, a layer shows this many at most: a picture of more says nothing. */
export const UNFOLDED_MOST = 80;
/** Links followed to both sides. */
export const PICTURE_DEPTH = 10;

/**
 * Collects what the picture shows. Archived items stay while somebody relies on them: that is what is wrong with the picture.
 *
 * @example
 * pictureOf({ model, line: mirror, centre: feature, unfolded: new Set() }).nodes.length
 */
export function pictureOf(request: PictureRequest): Picture {
  const { line, centre } = request;
  const hits = traceIn(line, { from: centre.id, direction: 'both', depth: PICTURE_DEPTH }).hits;
  const depths = new Map(hits.map((hit) => [hit.itemId, hit.depth]));
  depths.set(centre.id, 0);
  const items = [...depths.keys()].flatMap((id) => line.item(id) ?? []);
  const known = new Set(items.map((item) => item.id));
  const links = items.flatMap((item) => line.linksFrom(item.id).filter((link) => known.has(link.toId)));
  const layers = layersOf(request.model, items, links);
  const { nodes, placeOf } = fold(request, { items, links, depths, layers });
  return { nodes, edges: edgesOf(line, links, placeOf), layers: layers.all };
}

interface Layers {
  readonly all: readonly PictureLayer[];
  readonly of: ReadonlyMap<string, number>;
}

/**
 * Rooms stand in their order; within a room each kind has its column, right of the kinds it relies on. A chain of one kind (tasks
 * that wait for tasks) stays in its column: drawn as steps to the right it would push everything else apart.
 */
function layersOf(model: Model, items: readonly AnyItem[], links: readonly Link[]): Layers {
  const roomOf = new Map(
    model.slices.flatMap((slice, index) => slice.kinds.map((kind) => [kind.name, index] as const)),
  );
  const kindOf = new Map(items.map((item) => [item.id, item.kind]));
  const present = new Set(kindOf.values());
  const columns = columnsOf(present, beneath(links, kindOf, roomOf));
  const nameOf = (kind: string): string => placeName(roomOf.get(kind) ?? 0, columns.get(kind) ?? 0);
  const names = [...new Set([...present].map(nameOf))].sort();
  const place = new Map(names.map((name, index) => [name, index]));
  const all = names.map((name): PictureLayer => {
    const slice = model.slices[Number(name.slice(0, PLACE_DIGITS))];
    const kinds = (slice?.kinds ?? []).filter((kind) => present.has(kind.name) && nameOf(kind.name) === name);
    return { room: slice?.name ?? '', label: slice?.label ?? '', kinds: kinds.map((kind) => kind.label.many) };
  });
  return { all, of: new Map(items.map((item) => [item.id, place.get(nameOf(item.kind)) ?? 0])) };
}

const PLACE_DIGITS = 3;
/** `002.001`: sorts as the layers stand. */
const placeName = (room: number, column: number): string =>
  `${String(room).padStart(PLACE_DIGITS, '0')}.${String(column).padStart(PLACE_DIGITS, '0')}`;

type Beneath = ReadonlyMap<string, ReadonlySet<string>>;

/** The other kinds of its room that items of a kind rely on. */
function beneath(
  links: readonly Link[],
  kindOf: ReadonlyMap<string, string>,
  roomOf: ReadonlyMap<string, number>,
): Beneath {
  const found = new Map<string, Set<string>>();
  for (const { fromId, toId } of links) {
    const [from, to] = [kindOf.get(fromId) ?? '', kindOf.get(toId) ?? ''];
    if (from === to || roomOf.get(from) !== roomOf.get(to)) continue;
    found.set(from, (found.get(from) ?? new Set()).add(to));
  }
  return found;
}

/** The longest way inside its room that leads to each kind. */
function columnsOf(kinds: Iterable<string>, under: Beneath): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  const visit = (kind: string): number => {
    const known = columns.get(kind);
    if (known !== undefined) return known;
    // Kinds may rely on each other in a circle; whoever is met again while being measured counts as first.
    columns.set(kind, 0);
    const column = Math.max(0, ...[...(under.get(kind) ?? [])].map((other) => visit(other) + 1));
    columns.set(kind, column);
    return column;
  };
  for (const kind of [...kinds].sort()) visit(kind);
  return columns;
}

interface Gathered {
  readonly items: readonly AnyItem[];
  readonly links: readonly Link[];
  readonly depths: ReadonlyMap<string, number>;
  readonly layers: Layers;
}

/** What is out of step is shown before what stands this many links nearer. */
const TROUBLE_WEIGHT = 4;

/** Keeps in each layer what is nearest and what is out of step; the rest becomes one "+12 more". */
function fold(
  { line, centre, unfolded }: PictureRequest,
  { items, links, depths, layers }: Gathered,
): {
  readonly nodes: readonly PictureNode[];
  readonly placeOf: ReadonlyMap<string, string>;
} {
  const troubled = new Set(
    links.filter((link) => !isLinkInStep(line, link)).flatMap((link) => [link.fromId, link.toId]),
  );
  const weight = (item: AnyItem): number =>
    item.id === centre.id
      ? -TROUBLE_WEIGHT - 1
      : (depths.get(item.id) ?? 0) - (troubled.has(item.id) ? TROUBLE_WEIGHT : 0);
  const placeOf = new Map<string, string>();
  const nodes: PictureNode[] = [];
  for (const [layer, group] of Map.groupBy(items, (item) => layers.of.get(item.id) ?? 0)) {
    const moreId = `more ${String(layer)}`;
    const most = unfolded.has(moreId) ? UNFOLDED_MOST : LAYER_MOST;
    const sorted = group.toSorted((a, b) => weight(a) - weight(b) || a.number - b.number);
    // Folding one away would save nothing: its place would say "+1 more".
    const shown = sorted.length <= most + 1 ? sorted : sorted.slice(0, most);
    for (const item of shown) nodes.push({ id: item.id, item, layer, isCentre: item.id === centre.id, hidden: 0 });
    for (const item of sorted) placeOf.set(item.id, shown.includes(item) ? item.id : moreId);
    const hidden = sorted.length - shown.length;
    if (hidden > 0) nodes.push({ id: moreId, item: null, layer, isCentre: false, hidden });
  }
  return { nodes, placeOf };
}

function edgesOf(line: LineView, links: readonly Link[], placeOf: ReadonlyMap<string, string>): readonly PictureEdge[] {
  const edges = new Map<string, PictureEdge>();
  for (const link of links) {
    const source = placeOf.get(link.toId);
    const target = placeOf.get(link.fromId);
    if (source === undefined || target === undefined || source === target) continue;
    const isFolded = source.startsWith('more ') || target.startsWith('more ');
    const id = `${source}>${target}`;
    const known = edges.get(id);
    const inStep = isLinkInStep(line, link);
    if (known === undefined) edges.set(id, { id, source, target, link: isFolded ? null : link, inStep });
    else if (!inStep && known.inStep) edges.set(id, { ...known, link: isFolded ? null : link, inStep });
  }
  return [...edges.values()];
}

function isLinkInStep(line: LineView, link: Link): boolean {
  const to = line.item(link.toId);
  return to === undefined || isInStep(link, to);
}
