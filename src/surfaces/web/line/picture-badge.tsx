/** The number of a note, where the links leave what changed. */
import type { ReactElement } from 'react';
import { NODE_HEIGHT, NODE_WIDTH, type PlacedNode } from './picture-place.ts';

export interface PictureBadgesProps {
  readonly node: PlacedNode;
  /** Several where links were agreed against several of its revisions. */
  readonly numbers: readonly number[];
}

const RADIUS = 8;
const DISTANCE = 14;
const STEP = 18;

export function PictureBadges({ node, numbers }: PictureBadgesProps): ReactElement {
  return (
    <g aria-hidden>
      {numbers.map((number, index) => (
        <g
          key={number}
          transform={`translate(${String(node.x + NODE_WIDTH + DISTANCE)} ${String(node.y + NODE_HEIGHT / 2 + (index - (numbers.length - 1) / 2) * STEP)})`}
        >
          <circle r={RADIUS} fill="var(--amber-soft)" stroke="var(--amber-mark)" />
          <text y={4} textAnchor="middle" fontSize={11} fontWeight={600} fill="var(--amber)">
            {number}
          </text>
        </g>
      ))}
    </g>
  );
}
