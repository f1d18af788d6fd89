/** The rules by which segments, moves, requirements, promises and positions are found in the data. */
import { describe, expect, test } from 'vitest';
import { generationMoves, paceMove, releaseMoves } from './moves.ts';
import { titleOfNote } from './note-title.ts';
import { pageTitle, productOf } from './page-title.ts';
import { isDecided } from './positions.ts';
import { promisesOf } from './promises.ts';
import { dutiesOf } from './requirements.ts';
import { liftOf } from './segments.ts';

describe('a feature is called what its note tells of', () => {
  test.each([
    ['Keep a lot of tabs open? Firefox now supports vertical tabs.', 'Vertical tabs'],
    ['More customization for tab management: added support to hide tabs.', 'More customization for tab management'],
    [
      'You can now use the Firefox address bar as a calculator. ([Learn more][1])',
      'Use the Firefox address bar as a calculator',
    ],
    [
      'macOS users now have a dedicated GPU process by default.',
      'macOS users now have a dedicated GPU process by default',
    ],
    ['Locale added: Occitan (oc)', 'Locale added: Occitan'],
    ['Reduced crash rates by [doubling processes] [1]', 'Reduced crash rates by doubling processes'],
  ])('%s', (note, title) => expect(titleOfNote(note)).toBe(title));
});

test('pages are called as people would call them, with the year that tells two apart', () => {
  expect(pageTitle('firefox/features/fast-2024')).toBe('Fast (2024)');
  expect(pageTitle('firefox/browsers/compare/chrome')).toBe('Compare with Chrome');
  expect(pageTitle('firefox/browsers/mobile/ios')).toBe('Mobile – iOS');
  expect(pageTitle('firefox/features/index-2023')).toBe('Features – overview (2023)');
  expect(productOf('firefox/browsers/mobile/ios')).toBe('product:ios');
  expect(productOf('firefox/features/fast-2024')).toBe('product:firefox');
});

test('a group stands out by how often it asks against how often all ask', () => {
  const question = (os: string, topic: string) => ({ id: 1, created_at: '2021-06-01', body: '', os, topic });
  const questions = [
    question('mac', 'tabs'),
    question('mac', 'tabs'),
    question('linux', 'sync'),
    question('linux', 'tabs'),
  ];
  const onMac = ({ os }: { os?: string | undefined }) => os === 'mac';
  const aboutTabs = ({ topic }: { topic?: string | undefined }) => topic === 'tabs';
  expect(liftOf(questions, onMac, aboutTabs)).toEqual({ asked: 2, times: 4 / 3 });
  expect(liftOf(questions, onMac, () => false)).toEqual({ asked: 0, times: 0 });
});

test('a release of theirs shortly before a launch of ours is a move, and so are the newest', () => {
  const releases = [
    { browser: 'chrome', version: '80', day: '2020-02-04' },
    { browser: 'chrome', version: '91', day: '2021-05-25' },
    ...['149', '150', '151'].map((version, at) => ({ browser: 'chrome', version, day: `2026-0${at + 5}-02` })),
  ];
  expect(releaseMoves(releases, { name: 'Firefox 89', on: '2021-06-01' }).map(({ title }) => title)).toEqual([
    'Chrome 91 comes out 7 days before Firefox 89',
    'Chrome 149 comes out',
    'Chrome 150 comes out',
    'Chrome 151 comes out',
  ]);
});

test('a faster pace is a move, answered where we were as fast', () => {
  const every = (days: number, from: string, count: number) =>
    Array.from({ length: count }, (_, at) =>
      new Date(Date.parse(from) + at * days * 86_400_000).toISOString().slice(0, 10),
    );
  const theirs = [...every(42, '2020-01-07', 8), ...every(28, '2020-12-08', 8)];
  const move = paceMove(theirs, every(28, '2020-01-07', 12));
  expect(move).toMatchObject({ title: 'Chrome comes out every 4 weeks instead of every 6', isAnswered: true });
  expect(paceMove(theirs, every(56, '2019-01-07', 12))?.isAnswered).toBe(false);
  expect(paceMove(every(28, '2020-01-07', 20), [])).toBeUndefined();
});

test('each generation of Safari is a move, and a leap of Edge', () => {
  const seen = (browser: string, version: string, day: string) => ({ browser, version, day });
  const moves = generationMoves(
    [
      seen('safari', '13.1', '2020-04-25'),
      seen('safari', '14', '2020-08-30'),
      seen('edge', '18', '2019-03-26'),
      seen('edge', '80', '2020-07-30'),
      seen('edge', '81', '2020-08-30'),
    ],
    '2017-11-13',
  );
  expect(moves.map(({ title }) => title)).toEqual(['Edge leaps from 18 to 80', 'Safari 14 is in use']);
});

test('a promise names one capability; a requirement is a sentence that says what something does', () => {
  const page = 'firefox/features/index-2023';
  const rows = [
    { page, key: 'a', text: 'View and edit PDF files right in Firefox.' },
    { page, key: 'b', text: 'Your passwords and PDFs go where you go.' },
    { page, key: 'c', text: 'More about PDFs in our browser now.' },
  ];
  expect(promisesOf(rows).map(({ says }) => says)).toEqual(['View and edit PDF files right in Firefox.']);
  expect(dutiesOf('Short. Learn more about it in our long help. Tabs show what they play without hovering')).toEqual([
    'Tabs show what they play without hovering.',
  ]);
});

test('a position without reasons is still open', () => {
  expect(isDecided({ position: 'positive', rationale: 'It helps.' })).toBe(true);
  expect(isDecided({ position: 'defer', rationale: 'Later.' })).toBe(false);
  expect(isDecided({ position: 'negative' })).toBe(false);
});
