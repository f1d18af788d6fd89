import { expect, test } from 'vitest';
import type { DraftOf } from '../../../line/index.ts';
import { release } from '../../build/index.ts';
import { feature } from '../../decide/index.ts';
import { ana, deniz, sampleLine } from '../../near.sample.ts';
import { launch } from './launch.ts';
import { launchBeforeAvailable } from './launch-before-available.check.ts';

const LAUNCH_DAY = '2021-06-01';

function launching(values: DraftOf<typeof feature>, how: DraftOf<typeof launch> = {}) {
  const line = sampleLine('2021-05-10');
  const tabs = line.add(feature, { state: 'building', ownerId: ana, ...values });
  const proton = line.add(launch, { launchOn: LAUNCH_DAY, ownerId: deniz, ...how });
  line.relate(proton, 'launches', tabs);
  return { tabs, findings: launchBeforeAvailable.find(proton, line) };
}

test('a launch before its feature is found, and both owners hear of it', () => {
  const { tabs, findings } = launching({ targetOn: '2021-06-15' });
  const sentence =
    'LCH-1 “Firefox 89: a fresh new Firefox” goes out on 1 June 2021, but FEA-1 “Inspired tab design” is not available before 15 June.';
  expect(findings).toEqual([{ sentence, about: [tabs], who: [deniz, ana] }]);
});

test('one day late is late, the same day is not', () => {
  expect(launching({ targetOn: '2021-06-02' }).findings).toHaveLength(1);
  expect(launching({ targetOn: LAUNCH_DAY }).findings).toEqual([]);
});

test('a launch of what was cut or retired is found, even without a day', () => {
  expect(launching({ state: 'cut' }).findings[0]?.sentence).toContain('goes out on 1 June 2021, but FEA-1');
  expect(launching({ state: 'retired' }, { launchOn: null }).findings[0]?.sentence).toContain('is planned, but FEA-1');
});

test('shipped is available; a feature or launch without a day contradicts nothing', () => {
  expect(launching({ state: 'shipped', targetOn: '2021-06-15' }).findings).toEqual([]);
  expect(launching({ targetOn: null }).findings).toEqual([]);
  expect(launching({ targetOn: '2021-06-15' }, { launchOn: null }).findings).toEqual([]);
});

test('what has gone out, is held or cancelled is left alone; a retirement is meant to launch what goes', () => {
  for (const state of ['launched', 'held', 'cancelled', 'reviewed'] as const) {
    expect(launching({ targetOn: '2021-06-15' }, { state }).findings).toEqual([]);
  }
  expect(launching({ state: 'retired' }, { type: 'retirement' }).findings).toEqual([]);
});

test('a release is held to its date, and the features inside it to theirs', () => {
  const line = sampleLine('2021-05-10');
  const late = line.add(release, { availableOn: '2021-06-08', ownerId: ana });
  const slipped = line.add(feature, { title: 'Native context menus', state: 'building', targetOn: '2021-07-13' });
  const undated = line.add(feature, { state: 'building', targetOn: null });
  const cut = line.add(feature, { state: 'cut', targetOn: null });
  line.relate(late, 'contains', slipped, undated, cut);
  const proton = line.relate(line.add(launch, { launchOn: LAUNCH_DAY }), 'launches', late, slipped);
  const findings = launchBeforeAvailable.find(proton, line);
  expect(findings.map((finding) => finding.about)).toEqual([[late], [slipped], [cut]]);
});

test('a pulled release is gone', () => {
  const line = sampleLine('2021-05-10');
  const proton = line.relate(line.add(launch), 'launches', line.add(release, { state: 'pulled' }));
  expect(launchBeforeAvailable.find(proton, line)[0]?.sentence).toContain('but REL-1 “Firefox 89.0” was pulled.');
});
