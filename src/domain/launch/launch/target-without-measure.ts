import { type AnyItem, type Check, defineCheck, type Kind, ownersOf, phaseOf } from '../../../line/index.ts';
import { named } from '../../organisation/index.ts';

interface Target {
  readonly metric: string | null;
  readonly value: number | null;
  readonly by: string | null;
}

const isMeasurable = ({ metric, value, by }: Target): boolean => !!metric && typeof value === 'number' && !!by;

/**
 * The check `target-without-measure` on a kind: before it begins, everybody knows by which figure and day it is judged.
 *
 * @example
 * targetWithoutMeasure({ on: launch, targetsOf: (item) => isA(launch, item) ? item.targets : null })
 */
export function targetWithoutMeasure({
  on,
  targetsOf,
}: {
  readonly on: Kind;
  readonly targetsOf: (item: AnyItem) => readonly Target[] | null;
}): Check {
  return defineCheck({
    id: 'target-without-measure',
    on,
    severity: 'warning',
    watches: 'A launch or campaign has no target with metric, value and day.',
    remedy: 'Add one target: what is counted, the value to reach, and the day by which.',
    find(item) {
      const phase = phaseOf(on, item.state);
      if (phase === 'done' || phase === 'gone' || targetsOf(item)?.some(isMeasurable)) return [];
      const sentence = `${named(item)} is ${item.state} without a target that has a metric, a value and a day.`;
      return [{ sentence, about: [], who: ownersOf(item) }];
    },
  });
}
