/** The drawing itself: rooms, links, items; scrolled, zoomed, and walked by keys. */
import { type KeyboardEvent, type ReactElement, type RefObject, useMemo, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { HEAD_HEIGHT, type PictureLayout, type PlacedEdge, pathThrough } from './picture-layout.ts';
import { isArrow, nodeTowards } from './picture-moves.ts';
import { PictureNodeMark } from './picture-node.tsx';

export interface PictureCanvasProps {
  readonly layout: PictureLayout;
  readonly zoom: number;
  readonly drawing: RefObject<SVGSVGElement | null>;
  readonly label: string;
  /** Edge id to the number that stands on it and in the notes below. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly unproven: ReadonlySet<string>;
  readonly onOpen: (item: AnyItem) => void;
  readonly onPeek: (item: AnyItem) => void;
  readonly onUnfold: (id: string) => void;
}

export function PictureCanvas(props: PictureCanvasProps): ReactElement {
  const { layout, zoom, drawing, label, numbers, unproven, onOpen, onPeek, onUnfold } = props;
  const centreId = layout.nodes.find((node) => node.isCentre)?.id ?? '';
  const [currentId, setCurrent] = useState(centreId);
  const [pointedId, setPointed] = useState<string | null>(null);
  const current = layout.nodes.some((node) => node.id === currentId) ? currentId : centreId;
  const troubled = useMemo(
    () => new Set(layout.edges.filter((edge) => !edge.inStep).map((edge) => edge.target)),
    [layout],
  );
  const beside = useMemo(() => besideOf(layout, pointedId), [layout, pointedId]);
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
      viewBox={`0 0 ${String(layout.width)} ${String(layout.height)}`}
      width={layout.width * zoom}
      height={layout.height * zoom}
      className="m-auto block max-w-none shrink-0"
    >
      {layout.rooms.map((room) => (
        <g key={`${room.label}-${String(room.x)}`} aria-hidden>
          <text x={room.x} y={HEAD_HEIGHT - 14} fontSize={12} fill="var(--muted)">
            {room.label}
          </text>
          <line x1={room.x} x2={room.x + room.width} y1={HEAD_HEIGHT - 6} y2={HEAD_HEIGHT - 6} stroke="var(--line)" />
        </g>
      ))}
      {layout.edges.map((edge) => (
        <EdgeMark
          key={edge.id}
          edge={edge}
          number={numbers.get(edge.id)}
          isFaded={beside !== null && edge.source !== pointedId && edge.target !== pointedId}
        />
      ))}
      {layout.nodes.map((node) => (
        <PictureNodeMark
          key={node.id}
          node={node}
          isCurrent={node.id === current}
          isFaded={beside !== null && !beside.has(node.id)}
          isUnproven={unproven.has(node.id)}
          isTroubled={troubled.has(node.id)}
          onOpen={() => (node.item === null ? onUnfold(node.id) : onOpen(node.item))}
          onPeek={() => (node.item === null ? onUnfold(node.id) : onPeek(node.item))}
          onFocus={() => setCurrent(node.id)}
          onPoint={(isOver) => setPointed(isOver ? node.id : null)}
          onKeyDown={move}
        />
      ))}
    </svg>
  );
}

/** What is linked to the node pointed at; null: nothing is pointed at, and nothing fades. */
function besideOf({ edges }: PictureLayout, id: string | null): ReadonlySet<string> | null {
  if (id === null) return null;
  return new Set([
    id,
    ...edges.flatMap((edge) => (edge.source === id ? [edge.target] : edge.target === id ? [edge.source] : [])),
  ]);
}

interface EdgeMarkProps {
  readonly edge: PlacedEdge;
  readonly number: number | undefined;
  readonly isFaded: boolean;
}

const BADGE_RADIUS = 8;
const BADGE_DISTANCE = 16;

function EdgeMark({ edge, number, isFaded }: EdgeMarkProps): ReactElement {
  const end = edge.points.at(-1);
  return (
    <g aria-hidden opacity={isFaded ? 0.15 : 1}>
      <path
        d={pathThrough(edge.points)}
        fill="none"
        stroke={edge.inStep ? 'var(--line-strong)' : 'var(--amber-mark)'}
        strokeWidth={edge.inStep ? 1 : 2}
        strokeOpacity={edge.inStep ? 0.7 : 1}
      />
      {end !== undefined && number !== undefined && (
        <g transform={`translate(${String(end.x - BADGE_DISTANCE)} ${String(end.y)})`}>
          <circle r={BADGE_RADIUS} fill="var(--amber-soft)" stroke="var(--amber-mark)" />
          <text y={4} textAnchor="middle" fontSize={11} fontWeight={600} fill="var(--amber)">
            {number}
          </text>
        </g>
      )}
    </g>
  );
}
