import { expect, test } from 'vitest';
import { feature } from '../../decide/index.ts';
import { sampleLine } from '../../near.sample.ts';
import { availabilityOf } from './availability.ts';
import { release } from './release.ts';

test('a feature has its own date before that of its releases', () => {
  const line = sampleLine('2021-05-10');
  const tabs = line.add(feature, { targetOn: '2021-06-15' });
  line.relate(line.add(release, { availableOn: '2021-06-01' }), 'contains', tabs);
  expect(availabilityOf(tabs, line)).toEqual({ is: 'dated', on: '2021-06-15' });
});

test('without a date of its own it comes with the first release that still stands', () => {
  const line = sampleLine('2021-05-10');
  const tabs = line.add(feature, { targetOn: null });
  line.relate(line.add(release, { availableOn: '2021-07-13' }), 'contains', tabs);
  line.relate(line.add(release, { availableOn: '2021-06-01' }), 'contains', tabs);
  line.relate(line.add(release, { availableOn: '2021-04-19', state: 'pulled' }), 'contains', tabs);
  expect(availabilityOf(tabs, line)).toEqual({ is: 'dated', on: '2021-06-01' });
});

test('shipped is available whatever the date; cut, retired and pulled are gone; nothing said is undated', () => {
  const line = sampleLine('2021-05-10');
  expect(availabilityOf(line.add(feature, { state: 'shipped', targetOn: '2022-01-01' }), line).is).toBe('available');
  expect(availabilityOf(line.add(release, { state: 'shipped' }), line).is).toBe('available');
  expect(availabilityOf(line.add(feature, { state: 'cut' }), line).is).toBe('gone');
  expect(availabilityOf(line.add(feature, { state: 'retired' }), line).is).toBe('gone');
  expect(availabilityOf(line.add(release, { state: 'pulled' }), line).is).toBe('gone');
  expect(availabilityOf(line.add(feature, { targetOn: null }), line).is).toBe('undated');
  expect(availabilityOf(line.add(release, { availableOn: null }), line).is).toBe('undated');
});
