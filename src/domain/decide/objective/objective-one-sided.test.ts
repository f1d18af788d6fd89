import { expect, test } from 'vitest';
import { ana, sampleLine } from '../../near.sample.ts';
import { keyResult } from '../key-result/key-result.ts';
import { objective } from './objective.ts';
import { objectiveOneSided } from './objective-one-sided.check.ts';

type Shared = 'product' | 'marketing' | 'both' | null;
type State = 'draft' | 'active' | 'reached';

function goal(
  disciplines: readonly ('product' | 'marketing' | null)[],
  sharedBy: Shared = 'both',
  state: State = 'active',
) {
  const line = sampleLine('2021-05-10');
  const shared = line.add(objective, { state, sharedBy, ownerId: ana });
  for (const discipline of disciplines) line.relate(line.add(keyResult, { discipline }), 'measures', shared);
  return objectiveOneSided.find(shared, line);
}

test('a shared objective that only product measures is found', () => {
  const [finding] = goal(['product', 'product']);
  expect(finding?.sentence).toContain(
    'OBJ-1 “Firefox feels new again” is shared by product and marketing, but only product',
  );
  expect(finding?.about).toHaveLength(2);
  expect(finding?.who).toEqual([ana]);
});

test('measured by both it is in order', () => expect(goal(['product', 'marketing'])).toEqual([]));
test('an objective of one discipline is in order', () => expect(goal(['product'], 'product')).toEqual([]));
test('a draft and a reached objective are left alone', () => {
  expect(goal(['product'], 'both', 'draft')).toEqual([]);
  expect(goal(['product'], 'both', 'reached')).toEqual([]);
});
test('no key result at all, and one of nobody known, are not called one-sided', () => {
  expect(goal([])).toEqual([]);
  expect(goal([null])).toEqual([]);
  expect(goal(['product', null])).toEqual([]);
});
