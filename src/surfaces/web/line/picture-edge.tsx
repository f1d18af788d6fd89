/** One link in the line picture; amber where it is out of step. */
import type { ReactElement } from 'react';
import type { PlacedEdge } from './picture-place.ts';

export interface PictureEdgeProps {
  readonly edge: PlacedEdge;
  /** What changed, for who points at it. */
  readonly sentence: string | undefined;
  readonly isFaded: boolean;
}

/** A link is thin; what can be pointed at is not. */
const REACH = 10;

export function PictureEdgeMark({ edge, sentence, isFaded }: PictureEdgeProps): ReactElement {
  const { path, inStep, isAgainst } = edge;
  return (
    <g aria-hidden opacity={isFaded ? 0.12 : 1}>
      <path
        d={path}
        fill="none"
        stroke={inStep ? 'var(--line-strong)' : 'var(--amber-mark)'}
        strokeWidth={inStep ? 1 : 2}
        strokeOpacity={inStep ? 0.55 : 1}
        strokeDasharray={isAgainst ? '2 4' : undefined}
      />
      {sentence !== undefined && (
        <path d={path} fill="none" stroke="transparent" strokeWidth={REACH} data-screen-only>
          <title>{sentence}</title>
        </path>
      )}
    </g>
  );
}
