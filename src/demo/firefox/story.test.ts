import { expect, test } from 'vitest';
import { feature } from '../../domain/decide/index.ts';
import { Timeline } from '../timeline.ts';
import { expectedAfter, tuesdayFrom } from './cadence.ts';
import { isAboutThem, ourStrength, readingsToSay, shareOf } from './market.ts';
import { isForCustomers, trainFrom } from './next-train.ts';
import { partsOfNote, protonFeatures } from './proton.ts';

const note = (tag: string, text: string, created = '2021-05-28T00:00:00+00:00') => ({
  id: 1,
  tag,
  note: text,
  created,
  modified: created,
  releases: [],
});

test('releases come on Tuesdays, four weeks apart: 89 was to be expected on 18 May 2021', () => {
  expect(expectedAfter('2021-04-19')).toBe('2021-05-18');
  expect(tuesdayFrom('2021-05-18')).toBe('2021-05-18');
});

test('the parts of the main note of 89 are its features', () => {
  const [first] = partsOfNote('Hello\r\n\r\n**Inspired tab design**: Floating tabs.\r\n\r\n![tab][7]');
  expect(first).toEqual({
    ref: 'feature:proton-inspired-tab-design',
    title: 'Inspired tab design',
    summary: 'Floating tabs.',
    area: 'tabs',
  });
  expect(partsOfNote('no parts')).toEqual([]);
});

test('what was added to the notes after the release was no part of the plan', () => {
  const notes = [
    note('New', 'Native menus: they are native.'),
    note('New', 'WebRender on Linux.', '2021-06-03T00:00:00+00:00'),
    note('Fixed', 'A fix.'),
  ];
  expect(protonFeatures(notes).map(({ title }) => title)).toEqual(['Native menus']);
});

test('the launch ahead is on a Tuesday two to three weeks from the day of loading', () => {
  expect(trainFrom(new Date('2026-11-22T23:00:00Z'))).toEqual({
    planOn: '2026-11-02',
    slipOn: '2026-11-16',
    launchOn: '2026-12-08',
    afterOn: '2027-01-05',
  });
});

test('customers are told of what they see on the desktop', () => {
  expect(isForCustomers(note('New', 'Containers can be reordered.'))).toBe(true);
  expect(isForCustomers(note('HTML5', 'A new property.'))).toBe(false);
  expect(isForCustomers(note('New', 'In [Firefox for Android][1], more.'))).toBe(false);
});

test('what leads to a list is no strength, and what ties a line to the one before is taken off', () => {
  expect(ourStrength('But Firefox also has built-in tools such as the following:')).toBeUndefined();
  expect(ourStrength('And we make it easy for you to choose your search engine.')).toBe(
    'We make it easy for you to choose your search engine.',
  );
});

test('a share is said anew in January, where it moved by half a point', () => {
  const share = [
    { day: '2020-01-20', browser: 'edge', percent: 2 },
    { day: '2020-06-20', browser: 'edge', percent: 3 },
    { day: '2021-01-20', browser: 'edge', percent: 3.2 },
    { day: '2022-01-20', browser: 'edge', percent: 3.4 },
  ];
  expect(readingsToSay(shareOf(share, ['edge'])).map(({ day }) => day)).toEqual(['2020-01-20', '2021-01-20']);
  expect(readingsToSay([])).toEqual([]);
});

test('what they do worse is told from what we do', () => {
  const isAboutEdge = isAboutThem({ short: 'Edge' });
  expect(isAboutEdge('We block trackers by default. Edge doesn’t.')).toBe(true);
  expect(isAboutEdge('Import your Edge bookmarks with one click.')).toBe(false);
});

test('nothing is made twice, and a day is told in its order', () => {
  const story = new Timeline();
  story.on('2021-06-01', 'words', 'deniz').change('feature:a', { state: 'shipped' });
  story.on('2021-06-01', 'facts').make(feature, 'feature:a', 'A');
  expect(story.steps().map(({ at, by }) => `${at} ${by}`)).toEqual([
    '2021-06-01T09:00:00.000Z null',
    '2021-06-01T12:00:00.000Z deniz',
  ]);
  expect(() => story.on('2021-06-02', 'facts').make(feature, 'feature:a', 'A')).toThrow('made twice');
});
