/** How much of the plane the line picture shows: all of it, and more where its room is larger. */
import type { PictureLayout } from './picture-place.ts';

/** A size in pixels. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

export interface Frame extends Area {
  /** Where the plane begins on the left, so that a narrow picture stands in the middle. */
  readonly x: number;
  /** How far the drawing stands below the heads. */
  readonly y: number;
}

/** Of the height to spare, this share is above: the eye's middle lies higher than the ruler's. */
const ABOVE_SHARE = 0.4;

/**
 * The frame of a picture drawn at a zoom in an area.
 *
 * @example
 * frameOf({ width: 200, height: 100 }, { width: 400, height: 100 }, 1) // { x: -100, y: 0, width: 400, height: 100 }
 */
export function frameOf(layout: Pick<PictureLayout, 'width' | 'height'>, area: Area, zoom: number): Frame {
  const width = Math.max(layout.width, area.width / zoom);
  const height = Math.max(layout.height, area.height / zoom);
  return { x: (layout.width - width) / 2, y: (height - layout.height) * ABOVE_SHARE, width, height };
}
