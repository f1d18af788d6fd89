/** The drawing itself: rooms, links, items; scrolled, zoomed, and walked by keys. */
import { type KeyboardEvent, type ReactElement, type RefObject, useMemo, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { PictureBadges } from './picture-badge.tsx';
import { PictureEdgeMark } from './picture-edge.tsx';
import { type Area, frameOf } from './picture-frame.ts';
import { PictureHeads, RoomGrounds } from './picture-heads.tsx';
import { isArrow, nodeTowards } from './picture-moves.ts';
import { PictureNodeMark } from './picture-node.tsx';
import type { PictureLayout } from './picture-place.ts';

const NO_NUMBERS: readonly number[] = [];

export interface PictureCanvasProps {
  readonly layout: PictureLayout;
  readonly zoom: number;
  /** Of the room it is drawn in, in pixels: a small picture fills it. */
  readonly area: Area;
  readonly drawing: RefObject<SVGSVGElement | null>;
  readonly label: string;
  /** Node id to the numbers of the notes about it. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  /** Edge id to the sentence of what changed. */
  readonly sentences: ReadonlyMap<string, string>;
  /** Edges that a note points at; null: none does. */
  readonly marked: ReadonlySet<string> | null;
  readonly unproven: ReadonlySet<string>;
  readonly onOpen: (item: AnyItem) => void;
  readonly onPeek: (item: AnyItem) => void;
  readonly onUnfold: (id: string) => void;
}

export function PictureCanvas(props: PictureCanvasProps): ReactElement {
  const { layout, zoom, area, drawing, label, numbers, sentences, marked, unproven } = props;
  const { onOpen, onPeek, onUnfold } = props;
  const centreId = layout.nodes.find((node) => node.isCentre)?.id ?? '';
  const [currentId, setCurrent] = useState(centreId);
  const [pointedId, setPointed] = useState<string | null>(null);
  const current = layout.nodes.some((node) => node.id === currentId) ? currentId : centreId;
  const troubled = useMemo(
    () => new Set(layout.edges.filter((edge) => !edge.inStep).map((edge) => edge.target)),
    [layout],
  );
  const lit = useMemo(() => litBy(layout, pointedId, marked), [layout, pointedId, marked]);
  const frame = frameOf(layout, area, zoom);
  const move = (event: KeyboardEvent): void => {
    if (!isArrow(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = nodeTowards(layout, current, event.key);
    if (next === null) return;
    setCurrent(next);
    const node = drawing.current?.querySelector<SVGGElement>(`[data-node="${CSS.escape(next)}"]`);
    node?.focus({ preventScroll: true });
    node?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand around a drawing.
    <svg
      ref={drawing}
      role="group"
      aria-label={label}
      viewBox={`${String(frame.x)} 0 ${String(frame.width)} ${String(frame.height)}`}
      width={frame.width * zoom}
      height={frame.height * zoom}
      className="block max-w-none shrink-0"
    >
      <RoomGrounds rooms={layout.rooms} height={frame.height} />
      <g data-body transform={`translate(0 ${String(frame.y)})`}>
        {layout.edges.map((edge) => (
          <PictureEdgeMark
            key={edge.id}
            edge={edge}
            sentence={sentences.get(edge.id)}
            isFaded={lit !== null && !lit.edges.has(edge.id)}
          />
        ))}
        {layout.nodes.map((node) => (
          <PictureNodeMark
            key={node.id}
            node={node}
            isCurrent={node.id === current}
            isFaded={lit !== null && !lit.nodes.has(node.id)}
            isUnproven={unproven.has(node.id)}
            isTroubled={troubled.has(node.id)}
            onOpen={() => (node.item === null ? onUnfold(node.id) : onOpen(node.item))}
            onPeek={() => (node.item === null ? onUnfold(node.id) : onPeek(node.item))}
            onFocus={() => setCurrent(node.id)}
            onPoint={(isOver) => setPointed(isOver ? node.id : null)}
            onKeyDown={move}
          />
        ))}
        {layout.nodes.map((node) => (
          <PictureBadges key={node.id} node={node} numbers={numbers.get(node.id) ?? NO_NUMBERS} />
        ))}
      </g>
      <PictureHeads layout={layout} />
    </svg>
  );
}

interface Lit {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** What stays bright: what is linked to the node pointed at, or what a note speaks of; null: nothing fades. */
function litBy({ edges }: PictureLayout, pointedId: string | null, marked: ReadonlySet<string> | null): Lit | null {
  if (pointedId === null && marked === null) return null;
  const isLit = ({ id, source, target }: (typeof edges)[number]): boolean =>
    pointedId === null ? marked?.has(id) === true : source === pointedId || target === pointedId;
  const bright = edges.filter(isLit);
  return {
    edges: new Set(bright.map(({ id }) => id)),
    nodes: new Set([pointedId ?? '', ...bright.flatMap(({ source, target }) => [source, target])]),
  };
}
