/** What has its place in the line picture, and the sizes of it. */
import type { PictureEdge, PictureNode } from './picture-graph.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface PlacedNode extends PictureNode {
  /** Its upper left corner. */
  readonly x: number;
  readonly y: number;
}
export interface PlacedEdge extends PictureEdge {
  /** As an SVG path. */
  readonly path: string;
  /** What relies stands left of what it relies on: drawn dotted, for it is read the other way. */
  readonly isAgainst: boolean;
}
/** A room over its columns, or the kinds of one column. */
export interface PlacedHead {
  readonly label: string;
  readonly x: number;
  readonly width: number;
}
export interface PictureLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly rooms: readonly PlacedHead[];
  readonly columns: readonly PlacedHead[];
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 168;
export const NODE_HEIGHT = 54;
export const MARGIN = 24;
/** The names of rooms and columns. */
export const HEAD_HEIGHT = 56;
