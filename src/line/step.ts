/** In step or out of step: a comparison, never stored, so it cannot go stale. */

import type { AnyItem, Kind } from './kind.ts';
import { phaseOf } from './kind.ts';
import type { Link } from './link.ts';

/** An item archived, cut, withdrawn or retired: nobody can rely on it. */
export function isGone(kind: Kind, item: Pick<AnyItem, 'state' | 'archivedAt'>): boolean {
  return item.archivedAt !== null || phaseOf(kind, item.state) === 'gone';
}

/**
 * Is the link in step? It is while nothing material changed on the other side since it was agreed. Going (archive, cut)
 * is itself a material change, so somebody who has seen it and says "still true" is in step again.
 *
 * @example
 * isInStep({ agreedRevision: 3 }, { materialRevision: 3 }) // true
 */
export function isInStep(link: Pick<Link, 'agreedRevision'>, to: Pick<AnyItem, 'materialRevision'>): boolean {
  return to.materialRevision <= link.agreedRevision;
}
