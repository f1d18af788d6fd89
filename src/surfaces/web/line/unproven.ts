/** Claims that nothing proves: drawn hollow. */

import { claim, proof } from '../../../domain/position/index.ts';
import { type AnyItem, isA, type LineView } from '../../../line/index.ts';

/**
 * The claims among the items that no valid proof stands behind on that day, whatever their state: a draft without proof is
 * hollow too, though no check complains of it yet.
 *
 * @example
 * unprovenIn(mirror, items, '2021-05-18').has(claim.id)
 */
export function unprovenIn(line: LineView, items: readonly AnyItem[], today: string): ReadonlySet<string> {
  const provenBy = `${claim.name}.provenBy`;
  const isProof = (item: AnyItem | undefined): boolean =>
    item !== undefined &&
    isA(proof, item) &&
    item.archivedAt === null &&
    item.state === 'valid' &&
    (item.expiresOn === null || item.expiresOn >= today);
  const isProven = (item: AnyItem): boolean =>
    line.linksFrom(item.id).some((link) => link.kind === provenBy && isProof(line.item(link.toId)));
  return new Set(items.filter((item) => item.kind === claim.name && !isProven(item)).map((item) => item.id));
}
