import { defineCheck, isA, ownersOf } from '../../../line/index.ts';
import { named } from '../../organisation/index.ts';
import { keyResult } from '../key-result/key-result.ts';
import { objective } from './objective.ts';

/** A goal that two disciplines share is measured by both; one that only one measures belongs to that one. */
export const objectiveOneSided = defineCheck({
  id: 'objective-one-sided',
  on: objective,
  severity: 'warning',
  watches: 'An active shared objective has key results of one discipline only.',
  remedy: 'Agree on a key result of the other discipline, or make the objective that of one discipline.',
  find(item, near) {
    if (item.state !== 'active' || item.sharedBy !== 'both') return [];
    const results = near.reliedOnBy(item, 'keyResult.measures');
    const disciplines = new Set(results.map((result) => (isA(keyResult, result) ? (result.discipline ?? null) : null)));
    const [only] = disciplines;
    // A key result that names no discipline may be anybody's: that is not known to be one-sided.
    if (disciplines.size !== 1 || !only) return [];
    const sentence = `${named(item)} is shared by product and marketing, but only ${only} measures it: ${results.map(named).join(', ')}.`;
    return [{ sentence, about: results, who: ownersOf(item) }];
  },
});
