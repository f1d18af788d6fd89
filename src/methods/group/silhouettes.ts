/** How well each row sits in its cluster: (b - a) / max(a, b), a its mean distance within, b to the nearest other cluster. */

import type { Points } from './points.ts';

/**
 * Of the rows named in `rows` (all where not given); 0 in a cluster of one, as Rousseeuw has it.
 *
 * @param labels cluster of each row, 0 up.
 */
export function silhouettes(
  points: Points,
  labels: ArrayLike<number>,
  clusters: number,
  rows?: Int32Array,
): Float64Array {
  const { values, count, size } = points;
  const members = rows ?? Int32Array.from({ length: count }, (_, row) => row);
  const sums = new Float64Array(members.length * clusters);
  const counts = new Float64Array(clusters);
  for (const row of members) counts[labels[row]!]!++;
  for (let one = 0; one < members.length; one++) {
    const from = members[one]! * size;
    for (let other = 0; other < one; other++) {
      const to = members[other]! * size;
      let squared = 0;
      for (let k = 0; k < size; k++) {
        const away = values[from + k]! - values[to + k]!;
        squared += away * away;
      }
      const distance = Math.sqrt(squared);
      sums[one * clusters + labels[members[other]!]!]! += distance;
      sums[other * clusters + labels[members[one]!]!]! += distance;
    }
  }
  return Float64Array.from(members, (row, at) => {
    const own = labels[row]!;
    if (counts[own]! < 2) return 0;
    const within = sums[at * clusters + own]! / (counts[own]! - 1);
    let nearest = Number.POSITIVE_INFINITY;
    for (let cluster = 0; cluster < clusters; cluster++)
      if (cluster !== own && counts[cluster]! > 0)
        nearest = Math.min(nearest, sums[at * clusters + cluster]! / counts[cluster]!);
    const larger = Math.max(within, nearest);
    return larger > 0 && Number.isFinite(nearest) ? (nearest - within) / larger : 0;
  });
}
