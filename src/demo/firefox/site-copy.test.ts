import { describe, expect, test } from 'vitest';
import {
  addressOf,
  agreedByName,
  brandsOf,
  isClaimCopy,
  isMessageCopy,
  obsoleteOn,
  pageFamily,
  readCopy,
} from './site-copy.ts';

const brands = brandsOf([
  { page: 'brands', key: '-brand-name-firefox', text: 'Firefox' },
  { page: 'brands', key: '-brand-name-firefox-view', text: '{ -brand-name-firefox } View' },
]);

describe('Fluent strings are read as words', () => {
  test('brand names are put in, names within names too', () => {
    expect(readCopy('Try { -brand-name-firefox-view } in {-brand-name-firefox}.', brands)).toBe(
      'Try Firefox View in Firefox.',
    );
  });
  test('links lose their markup and keep their words', () => {
    expect(readCopy('Get <a { $url }>it now</a>.', brands)).toBe('Get it now.');
  });
  test('what is filled in only on the page cannot be read', () => {
    expect(readCopy('Last updated: { $date }', brands)).toBeUndefined();
    expect(readCopy('{ -brand-name-unknown } rocks', brands)).toBeUndefined();
  });
});

test('a whole sentence is a message; labels and descriptions of pictures are not', () => {
  const row = { page: 'firefox/features/pdf', key: 'pdf-one', text: '' };
  expect(isMessageCopy(row, 'Edit PDFs without any extra software.')).toBe(true);
  expect(isMessageCopy(row, 'Bookmark manager')).toBe(false);
  expect(isMessageCopy(row, 'Click the button that appears over the video.')).toBe(false);
  expect(isMessageCopy(row, 'Is it hard to install Firefox for Chromebook?')).toBe(false);
  expect(isMessageCopy(row, `Cookies ${'are small and travel far and '.repeat(6)}are read.`)).toBe(false);
  expect(isMessageCopy({ ...row, key: 'pdf-image-of-menu' }, 'A picture of the menu with six entries.')).toBe(false);
  expect(
    isMessageCopy({ ...row, comment: 'Used as alternative text' }, 'A picture of the menu with six entries.'),
  ).toBe(false);
});

test('when a page was agreed, and when a string went out of use, as their names and notes say', () => {
  expect(agreedByName('firefox/features/fast-2024')).toBe('2024-12-31');
  expect(agreedByName('firefox/features/translate')).toBeUndefined();
  expect(obsoleteOn('Obsolete string (expires 26-10-2025)')).toBe('2025-10-26');
  expect(obsoleteOn('Obsolete string (expires: 2026-04-10)')).toBe('2026-04-10');
  expect(obsoleteOn(undefined)).toBeUndefined();
  expect(pageFamily('firefox/browsers/compare/chrome')).toBe('firefox/browsers/compare');
});

test('the address stands in the first note', () => {
  const row = {
    page: 'p',
    key: 'k',
    text: 't',
    comment: 'URL: https://www-dev.springfield.moz.works/compare/edge/ Page title',
  };
  expect(addressOf([row])).toBe('https://www.firefox.com/compare/edge/');
  expect(addressOf([])).toBeUndefined();
});

test('what somebody could ask us to prove is a claim', () => {
  expect(isClaimCopy('firefox/browsers/compare/chrome', 'We block trackers by default. Chrome doesn’t.')).toBe(true);
  expect(isClaimCopy('firefox/features/fast-2024', 'Firefox is faster than ever.')).toBe(true);
  expect(isClaimCopy('firefox/more/best-browser', 'How to choose the best browser for you.')).toBe(false);
});
