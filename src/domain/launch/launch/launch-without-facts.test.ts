import { expect, test } from 'vitest';
import { factSheet, release } from '../../build/index.ts';
import { feature } from '../../decide/index.ts';
import { ana, deniz, sampleLine } from '../../near.sample.ts';
import { launch } from './launch.ts';
import { launchWithoutFacts } from './launch-without-facts.check.ts';

/** 35 days before the launch day. */
const FIVE_WEEKS_BEFORE = '2021-04-27';
const LAUNCH_DAY = '2021-06-01';

test('five weeks before the day a feature without facts is found and its owner hears of it, a day earlier not', () => {
  const line = sampleLine(FIVE_WEEKS_BEFORE);
  const tabs = line.add(feature, { ownerId: ana });
  const proton = line.relate(line.add(launch, { launchOn: LAUNCH_DAY, ownerId: deniz }), 'launches', tabs);
  const sentence =
    'LCH-1 “Firefox 89: a fresh new Firefox” goes out on 1 June 2021, but FEA-1 “Inspired tab design” has no fact sheet.';
  expect(launchWithoutFacts.find(proton, line)).toEqual([{ sentence, about: [tabs], who: [ana] }]);
  expect(launchWithoutFacts.find(proton, { ...line, today: '2021-04-26' })).toEqual([]);
});

test('a fact sheet handed over but not accepted is not enough; an accepted one is', () => {
  const line = sampleLine(FIVE_WEEKS_BEFORE);
  const tabs = line.add(feature);
  const proton = line.relate(line.add(launch, { launchOn: LAUNCH_DAY }), 'launches', tabs);
  const sheet = line.relate(line.add(factSheet, { state: 'handed over' }), 'describes', tabs);
  const [finding] = launchWithoutFacts.find(proton, line);
  expect(finding?.sentence).toContain('waits for FACT-1 “Facts on the new tabs” to be accepted.');
  expect(finding?.about).toEqual([tabs, sheet]);
  line.relate(line.add(factSheet, { state: 'accepted' }), 'describes', tabs);
  expect(launchWithoutFacts.find(proton, line)).toEqual([]);
});

test('where only a release is named, everything in it needs facts; where features are named, these do', () => {
  const line = sampleLine(FIVE_WEEKS_BEFORE);
  const tabs = line.add(feature);
  const menus = line.add(feature, { title: 'Native context menus' });
  const firefox89 = line.relate(line.add(release), 'contains', tabs, menus);
  const all = line.relate(line.add(launch, { launchOn: LAUNCH_DAY }), 'launches', firefox89);
  expect(launchWithoutFacts.find(all, line).map((finding) => finding.about)).toEqual([[tabs], [menus]]);
  const one = line.relate(line.add(launch, { launchOn: LAUNCH_DAY }), 'launches', firefox89, menus);
  expect(launchWithoutFacts.find(one, line).map((finding) => finding.about)).toEqual([[menus]]);
});

test('a feature that was cut needs no facts, a launch that is held needs none now', () => {
  const line = sampleLine(FIVE_WEEKS_BEFORE);
  const cut = line.relate(line.add(launch, { launchOn: LAUNCH_DAY }), 'launches', line.add(feature, { state: 'cut' }));
  const held = line.relate(line.add(launch, { launchOn: LAUNCH_DAY, state: 'held' }), 'launches', line.add(feature));
  expect(launchWithoutFacts.find(cut, line)).toEqual([]);
  expect(launchWithoutFacts.find(held, line)).toEqual([]);
});
