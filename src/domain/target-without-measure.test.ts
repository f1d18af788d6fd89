import { expect, test } from 'vitest';
import { campaign } from './grow/index.ts';
import { domain } from './index.ts';
import { launch } from './launch/index.ts';
import { ana, sampleLine } from './near.sample.ts';

const checks = domain.flatMap((slice) => slice.checks).filter((check) => check.id === 'target-without-measure');
const checkOn = (kind: string) => checks.find((check) => check.on.name === kind);
const COMPLETE = { metric: 'downloads', value: 200_000, unit: null, by: '2021-06-30' };

function launchWith(
  targets: readonly (typeof COMPLETE | { metric: null; value: null; unit: null; by: null })[] | null,
) {
  const line = sampleLine('2021-05-10');
  return checkOn('launch')?.find(line.add(launch, { targets, ownerId: ana }), line);
}

test('a launch without targets is found', () => {
  for (const none of [null, []]) {
    expect(launchWith(none)).toMatchObject([
      {
        sentence:
          'LCH-1 “Firefox 89: a fresh new Firefox” is planned without a target that has a metric, a value and a day.',
        who: [ana],
      },
    ]);
  }
});

test('a target that lacks metric, value or day is no target', () => {
  const line = sampleLine('2021-05-10');
  for (const lacking of [{ metric: null }, { metric: '' }, { value: null }, { by: null }]) {
    const item = line.add(launch, { targets: [{ ...COMPLETE, ...lacking }] });
    expect(checkOn('launch')?.find(item, line)).toHaveLength(1);
  }
});

test('one complete target is enough, and zero is a value', () => {
  expect(launchWith([{ metric: null, value: null, unit: null, by: null }, COMPLETE])).toEqual([]);
  expect(launchWith([{ ...COMPLETE, value: 0 }])).toEqual([]);
});

test('what has gone out or was cancelled is left alone', () => {
  const line = sampleLine('2021-05-10');
  for (const state of ['launched', 'reviewed', 'cancelled'] as const) {
    expect(checkOn('launch')?.find(line.add(launch, { targets: null, state }), line)).toEqual([]);
  }
});

test('a campaign has its target in its objective', () => {
  const line = sampleLine('2021-05-10');
  expect(checkOn('campaign')?.find(line.add(campaign), line)).toEqual([]);
  expect(checkOn('campaign')?.find(line.add(campaign, { objective: null, state: 'live' }), line)).toHaveLength(1);
});
