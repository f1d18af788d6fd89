import { type AnyItem, isA, type Near } from '../../../line/index.ts';
import { release } from '../../build/index.ts';
import { feature } from '../../decide/index.ts';

/** The features inside the releases it launches. */
export function featuresReleased(launch: AnyItem, near: Near): readonly AnyItem[] {
  const releases = near.reliesOn(launch, 'launches').filter((thing) => isA(release, thing));
  return [...new Set(releases.flatMap((each) => near.reliesOn(each, 'contains')))];
}

/**
 * The features people will be told of: those it names, or, where it names only releases, all that these contain.
 *
 * @example
 * featuresLaunched(proton, near).map((each) => each.key) // ['FEA-12', 'FEA-13']
 */
export function featuresLaunched(launch: AnyItem, near: Near): readonly AnyItem[] {
  const named = near.reliesOn(launch, 'launches').filter((thing) => isA(feature, thing));
  return named.length > 0 ? named : featuresReleased(launch, near);
}
