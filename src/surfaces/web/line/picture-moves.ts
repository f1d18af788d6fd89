/** Arrow keys in the line picture: left and right along links, up and down in the layer. */
import type { PictureLayout, PlacedNode } from './picture-place.ts';

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export const isArrow = (key: string): key is Arrow => /^Arrow(Left|Right|Up|Down)$/.test(key);

/**
 * Where an arrow leads from a node; null where it leads nowhere.
 *
 * @example
 * nodeTowards(layout, feature.id, 'ArrowRight') // the message that promises it, nearest in height
 */
export function nodeTowards(layout: PictureLayout, from: string, arrow: Arrow): string | null {
  const at = layout.nodes.find((node) => node.id === from);
  if (at === undefined) return null;
  const candidates =
    arrow === 'ArrowUp' || arrow === 'ArrowDown' ? inLayer(layout, at, arrow) : alongLinks(layout, at, arrow);
  return nearest(candidates, at)?.id ?? null;
}

function inLayer({ nodes }: PictureLayout, at: PlacedNode, arrow: Arrow): readonly PlacedNode[] {
  return nodes.filter((node) => node.layer === at.layer && (arrow === 'ArrowUp' ? node.y < at.y : node.y > at.y));
}

/** The nearest layer first, then what is nearest in height; where no link leads that way, the layer beside. */
function alongLinks({ nodes, edges }: PictureLayout, at: PlacedNode, arrow: Arrow): readonly PlacedNode[] {
  const isRight = arrow === 'ArrowRight';
  const ends = new Set(
    edges.flatMap((edge) =>
      isRight ? (edge.source === at.id ? [edge.target] : []) : edge.target === at.id ? [edge.source] : [],
    ),
  );
  const linked = nodes.filter((node) => ends.has(node.id));
  const beyond = nodes.filter((node) => (isRight ? node.layer > at.layer : node.layer < at.layer));
  const reachable = linked.length > 0 ? linked : beyond;
  const layers = reachable.map((node) => node.layer);
  const layer = isRight ? Math.min(...layers) : Math.max(...layers);
  return reachable.filter((node) => node.layer === layer);
}

function nearest(nodes: readonly PlacedNode[], at: PlacedNode): PlacedNode | undefined {
  return nodes.toSorted((a, b) => Math.abs(a.y - at.y) - Math.abs(b.y - at.y))[0];
}
