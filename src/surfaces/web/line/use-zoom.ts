/** How large the line picture is drawn: fitted at first, by steps after that, and by the wheel with Ctrl held. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import type { Area } from './picture-frame.ts';
import type { PictureLayout } from './picture-place.ts';

const STEP = 1.2;
const SMALLEST = 0.2;
const LARGEST = 2;
/** Smaller than this nobody can read it: better to scroll. */
const READABLE = 0.85;

export interface Zoom {
  readonly zoom: number;
  /** Steps up or down. */
  readonly zoomBy: (steps: number) => void;
  /** The whole picture in view, however small. */
  readonly fit: () => void;
  /** The first size has been found. */
  readonly isFitted: boolean;
  /** Of the room, as it is now. */
  readonly area: Area;
}

const NO_AREA: Area = { width: 0, height: 0 };

const within = (zoom: number): number => Math.min(LARGEST, Math.max(SMALLEST, zoom));

export function useZoom(
  room: RefObject<HTMLDivElement | null>,
  { width, height }: Pick<PictureLayout, 'width' | 'height'>,
): Zoom {
  const [zoom, setZoom] = useState(1);
  const [isFitted, setFitted] = useState(false);
  const [area, setArea] = useState(NO_AREA);
  const fitting = useCallback((): number => {
    const element = room.current;
    return element === null ? 1 : Math.min(1, element.clientWidth / width, element.clientHeight / height);
  }, [room, width, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: fitted once; after that the reader decides.
  useLayoutEffect(() => {
    const element = room.current;
    if (element !== null) setArea({ width: element.clientWidth, height: element.clientHeight });
    setZoom(Math.max(READABLE, fitting()));
    setFitted(true);
  }, []);
  const zoomBy = useCallback((steps: number) => setZoom((held) => within(held * STEP ** steps)), []);
  const fit = useCallback(() => setZoom(within(fitting())), [fitting]);
  useEffect(() => {
    const element = room.current;
    if (element === null) return;
    const turn = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      setZoom((held) => within(held * (event.deltaY < 0 ? STEP ** 0.5 : STEP ** -0.5)));
    };
    element.addEventListener('wheel', turn, { passive: false });
    const watch = new ResizeObserver(() => setArea({ width: element.clientWidth, height: element.clientHeight }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      element.removeEventListener('wheel', turn);
    };
  }, [room]);
  return { zoom, zoomBy, fit, isFitted, area };
}
