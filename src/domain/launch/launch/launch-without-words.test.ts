import { expect, test } from 'vitest';
import { deniz, sampleLine } from '../../near.sample.ts';
import { message, positioning } from '../../position/index.ts';
import { launch } from './launch.ts';
import { launchWithoutWords } from './launch-without-words.check.ts';

/** 28 days before the launch day. */
const FOUR_WEEKS_BEFORE = '2021-05-04';
const LAUNCH_DAY = '2021-06-01';

test('four weeks before the day a launch without words is found, a day earlier it is not', () => {
  const line = sampleLine(FOUR_WEEKS_BEFORE);
  const proton = line.add(launch, { launchOn: LAUNCH_DAY, ownerId: deniz });
  const sentence = 'LCH-1 “Firefox 89: a fresh new Firefox” goes out on 1 June 2021 and says no approved message.';
  expect(launchWithoutWords.find(proton, line)).toEqual([{ sentence, about: [], who: [deniz] }]);
  expect(launchWithoutWords.find(proton, { ...line, today: '2021-05-03' })).toEqual([]);
});

test('draft messages and a draft positioning are two findings', () => {
  const line = sampleLine('2021-05-20');
  const draft = line.add(message);
  const ground = line.add(positioning);
  const proton = line.relate(line.add(launch, { launchOn: LAUNCH_DAY }), 'says', draft, ground);
  const findings = launchWithoutWords.find(proton, line);
  expect(findings.map((finding) => finding.about)).toEqual([[draft], [ground]]);
  expect(findings[1]?.sentence).toContain(
    'but its positioning POS-1 “Firefox 89 for people who live in tabs” is a draft.',
  );
});

test('an approved message on an approved positioning is in order', () => {
  const line = sampleLine('2021-05-20');
  const words = [
    line.add(message),
    line.add(message, { state: 'approved' }),
    line.add(positioning, { state: 'approved' }),
  ];
  const proton = line.relate(line.add(launch, { launchOn: LAUNCH_DAY }), 'says', ...words);
  expect(launchWithoutWords.find(proton, line)).toEqual([]);
});

test('a day that has passed without the launch going out still counts', () => {
  const line = sampleLine('2021-06-10');
  expect(launchWithoutWords.find(line.add(launch, { launchOn: LAUNCH_DAY }), line)).toHaveLength(1);
});

test('launched, held, cancelled or without a day it needs no words now', () => {
  const line = sampleLine('2021-05-20');
  for (const state of ['launched', 'held', 'cancelled', 'reviewed'] as const) {
    expect(launchWithoutWords.find(line.add(launch, { launchOn: LAUNCH_DAY, state }), line)).toEqual([]);
  }
  expect(launchWithoutWords.find(line.add(launch, { launchOn: null }), line)).toEqual([]);
});
