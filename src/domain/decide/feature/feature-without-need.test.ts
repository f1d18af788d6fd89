import { expect, test } from 'vitest';
import { ana, sampleLine } from '../../near.sample.ts';
import { insight, need } from '../../understand/index.ts';
import { feature } from './feature.ts';
import { featureWithoutNeed } from './feature-without-need.check.ts';

const TODAY = '2021-05-10';

test('a feature being built for no need is found, and its owner hears of it', () => {
  const line = sampleLine(TODAY);
  const tabs = line.add(feature, { state: 'building', ownerId: ana });
  expect(featureWithoutNeed.find(tabs, line)).toEqual([
    { sentence: 'FEA-1 “Inspired tab design” is building but serves no need.', about: [], who: [ana] },
  ]);
});

test('a need that only a proposed or refuted insight backs is not enough', () => {
  const line = sampleLine(TODAY);
  const served = line.relate(line.add(need), 'backedBy', line.add(insight), line.add(insight, { state: 'refuted' }));
  const tabs = line.relate(line.add(feature, { state: 'planned' }), 'serves', served);
  const [finding] = featureWithoutNeed.find(tabs, line);
  expect(finding?.sentence).toContain('is planned, but no supported insight backs NEED-1');
  expect(finding?.about).toEqual([served]);
});

test('a dropped need does not count', () => {
  const line = sampleLine(TODAY);
  const dropped = line.relate(
    line.add(need, { state: 'dropped' }),
    'backedBy',
    line.add(insight, { state: 'supported' }),
  );
  const tabs = line.relate(line.add(feature, { state: 'planned' }), 'serves', dropped);
  expect(featureWithoutNeed.find(tabs, line)).toHaveLength(1);
});

test('one need with a supported insight is enough', () => {
  const line = sampleLine(TODAY);
  const backed = line.relate(line.add(need), 'backedBy', line.add(insight, { state: 'supported' }));
  const tabs = line.relate(line.add(feature, { state: 'building' }), 'serves', line.add(need), backed);
  expect(featureWithoutNeed.find(tabs, line)).toEqual([]);
});

test.each(['idea', 'considered', 'shipped', 'cut', 'retired'] as const)(
  'a feature in state %s is left alone',
  (state) => {
    const line = sampleLine(TODAY);
    expect(featureWithoutNeed.find(line.add(feature, { state }), line)).toEqual([]);
  },
);
