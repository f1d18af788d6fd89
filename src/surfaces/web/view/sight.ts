/** What of a timeline stands in sight, and where what does not is to be found. */
import { type RefObject, useEffect, useState } from 'react';
import { POINT_PIXELS } from './span.ts';

/** From where to where the days are seen, in pixels of the timeline. */
export interface Sight {
  readonly from: number;
  readonly to: number;
}

export type Side = 'before' | 'after';

const EVERYTHING: Sight = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Kept current while the timeline is scrolled and its window changes its size. */
export function useSight(scroller: RefObject<HTMLElement | null>, labelPixels: number): Sight {
  const [sight, setSight] = useState(EVERYTHING);
  useEffect(() => {
    const { current: frame } = scroller;
    if (frame === null) return;
    const look = (): void =>
      setSight({ from: frame.scrollLeft, to: frame.scrollLeft + frame.clientWidth - labelPixels });
    const sizes = new ResizeObserver(look);
    sizes.observe(frame);
    frame.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      frame.removeEventListener('scroll', look);
    };
  }, [scroller, labelPixels]);
  return sight;
}

/**
 * On which side a bar is out of sight altogether; null: some of it is seen.
 *
 * @example
 * sideOf({ from: 1000, to: 2000 }, 100, 400) // 'before'
 */
export function sideOf({ from, to }: Sight, start: number, end: number): Side | null {
  const half = POINT_PIXELS / 2;
  if (Math.max(end, start + half) <= from) return 'before';
  return start - half >= to ? 'after' : null;
}
