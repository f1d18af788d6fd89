/** Many themes brought into a few families, so that a long list can be read. */

import { randomFrom } from '../numeric/random.ts';
import { aggregate, graphCommunities } from './graph-communities.ts';
import type { Graph } from './text-graph.ts';

/** Plain modularity: as coarse as the themes' ties to each other allow. */
const RESOLUTION = 1;

/**
 * Themes are nodes tied by the weight between their texts; their communities are the families, largest first.
 *
 * @param groups Texts of each theme; all of one theme stand in one community.
 * @returns For each family the numbers of its themes, rising.
 */
export function themeFamilies(
  graph: Graph,
  community: Int32Array,
  groups: readonly (readonly number[])[],
  seed: number,
): number[][] {
  const communities = community.reduce((most, own) => Math.max(most, own + 1), 0);
  const family = graphCommunities(aggregate(graph, community, communities), RESOLUTION, randomFrom(seed));
  const themes = new Map<number, number[]>();
  for (const [theme, members] of groups.entries()) {
    const own = family[community[members[0]!]!]!;
    themes.set(own, [...(themes.get(own) ?? []), theme]);
  }
  const size = (of: readonly number[]): number => of.reduce((sum, theme) => sum + groups[theme]!.length, 0);
  return [...themes.values()].sort((a, b) => size(b) - size(a) || a[0]! - b[0]!);
}
