/** One item in the line picture: its kind, key and title; hollow where it claims what nothing proves. */
import type { KeyboardEvent, ReactElement } from 'react';
import { words } from '../format/format.ts';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { model } from '../workspace/model.ts';
import { NODE_HEIGHT, NODE_WIDTH, type PlacedNode } from './picture-place.ts';
import { twoLines } from './two-lines.ts';

export interface PictureNodeProps {
  readonly node: PlacedNode;
  readonly isCurrent: boolean;
  readonly isFaded: boolean;
  readonly isUnproven: boolean;
  readonly isTroubled: boolean;
  readonly onOpen: () => void;
  readonly onPeek: () => void;
  readonly onFocus: () => void;
  readonly onPoint: (isOver: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const PADDING = 10;
const RADIUS = 6;
const TITLE_SIZE = 12.5;
const FIRST_LINE = 32;
const LINE_HEIGHT = 14;
/** The mean width of a letter of the interface's sans, as a share of its size, measured on English titles. */
const LETTER_WIDTH = 0.49;
const LINE_MOST = Math.floor((NODE_WIDTH - 2 * PADDING) / (TITLE_SIZE * LETTER_WIDTH));

export function PictureNodeMark(props: PictureNodeProps): ReactElement {
  const { node, isCurrent, isFaded, onOpen, onPeek, onFocus, onPoint, onKeyDown } = props;
  const act = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onOpen();
    else if (event.key === ' ') onPeek();
    else onKeyDown(event);
    if (event.key === 'Enter' || event.key === ' ') event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is one of two, both interactive.
    <g
      role={node.item === null ? 'button' : 'link'}
      tabIndex={isCurrent ? 0 : -1}
      data-node={node.id}
      aria-current={node.isCentre ? 'true' : undefined}
      transform={`translate(${String(node.x)} ${String(node.y)})`}
      opacity={isFaded ? 0.35 : 1}
      style={{ cursor: 'pointer' }}
      onClick={onOpen}
      onKeyDown={act}
      onFocus={onFocus}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
    >
      <title>{labelOf(props)}</title>
      <g aria-hidden>{node.item === null ? <More hidden={node.hidden} /> : <Item {...props} />}</g>
    </g>
  );
}

function labelOf({ node, isUnproven, isTroubled }: PictureNodeProps): string {
  if (node.item === null) return `${String(node.hidden)} more: show them`;
  const { key, title, state, kind } = node.item;
  const said = [isUnproven && 'unproven', isTroubled && 'out of step', node.isCentre && 'in the middle'].filter(
    (one) => one !== false,
  );
  return [`${model.kind(kind).label.one} ${key} ${title}, ${words(state)}`, ...said].join(', ');
}

function More({ hidden }: { readonly hidden: number }): ReactElement {
  return (
    <>
      <rect
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        rx={RADIUS}
        fill="var(--paper)"
        stroke="var(--line-strong)"
        strokeDasharray="3 3"
      />
      <text x={NODE_WIDTH / 2} y={NODE_HEIGHT / 2 + 4} textAnchor="middle" fontSize={TITLE_SIZE} fill="var(--accent)">
        +{hidden} more
      </text>
    </>
  );
}

function Item({ node, isUnproven, isTroubled }: PictureNodeProps): ReactElement | null {
  const { item, isCentre } = node;
  if (item === null) return null;
  const kind = model.kind(item.kind);
  const isGone = item.archivedAt !== null || kind.states[item.state] === 'gone';
  const fill = isUnproven ? 'none' : isCentre ? 'var(--accent-soft)' : 'var(--raised)';
  const stroke = isCentre ? 'var(--accent)' : isTroubled ? 'var(--amber-mark)' : 'var(--line-strong)';
  const lines = twoLines(item.title, LINE_MOST);
  return (
    <>
      {/* A ground under hollow ones, so that links do not run through their words. */}
      <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx={RADIUS} fill="var(--paper)" />
      <rect
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        rx={RADIUS}
        fill={fill}
        stroke={stroke}
        strokeWidth={isCentre ? 2 : 1}
        strokeDasharray={isUnproven ? '5 3' : undefined}
      />
      <g transform={`translate(${String(PADDING)} 7)`} style={{ color: 'var(--muted)' }}>
        <KindIcon kind={kind} size={12} />
      </g>
      <text x={PADDING + 17} y={17} fontSize={11} fill="var(--muted)">
        {item.key} · {isUnproven ? 'unproven' : words(item.state)}
      </text>
      <text
        fontSize={TITLE_SIZE}
        fontWeight={isCentre ? 600 : 500}
        fill={isGone ? 'var(--muted)' : 'var(--ink)'}
        textDecoration={isGone ? 'line-through' : undefined}
      >
        {lines.map((line, index) => (
          <tspan key={line} x={PADDING} y={FIRST_LINE + index * LINE_HEIGHT}>
            {line}
          </tspan>
        ))}
      </text>
    </>
  );
}
