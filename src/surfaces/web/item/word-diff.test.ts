import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Piece, piecesBetween, shortened } from './word-diff.ts';

const joined = (pieces: readonly Piece[], without: Piece['is']): string =>
  pieces.map((piece) => (piece.is === without ? '' : piece.text)).join('');

describe('the pieces between two texts', () => {
  test('name the word that changed', () => {
    expect(piecesBetween('It ships on Monday.', 'It ships on Friday.')).toEqual([
      { is: 'same', text: 'It ships on ' },
      { is: 'removed', text: 'Monday' },
      { is: 'added', text: 'Friday' },
      { is: 'same', text: '.' },
    ]);
  });
  test('take a figure and a date as one word', () => {
    expect(
      piecesBetween('65.25 % of page views worldwide (2023-01)', '71.5 % of page views worldwide (2026-01)'),
    ).toEqual([
      { is: 'removed', text: '65.25' },
      { is: 'added', text: '71.5' },
      { is: 'same', text: ' % of page views worldwide (' },
      { is: 'removed', text: '2023-01' },
      { is: 'added', text: '2026-01' },
      { is: 'same', text: ')' },
    ]);
  });
  test('are old and new where everything was rewritten', () => {
    expect(piecesBetween('Fast and private', 'A calmer browser')).toEqual([
      { is: 'removed', text: 'Fast and private' },
      { is: 'added', text: 'A calmer browser' },
    ]);
  });
  test('of nothing and something are that something', () => {
    expect(piecesBetween('', 'New')).toEqual([{ is: 'added', text: 'New' }]);
    expect(piecesBetween('Old', '')).toEqual([{ is: 'removed', text: 'Old' }]);
    expect(piecesBetween('', '')).toEqual([]);
  });
  test('always give back both texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (then, now) => {
        const pieces = piecesBetween(then, now);
        expect(joined(pieces, 'added')).toBe(then);
        expect(joined(pieces, 'removed')).toBe(now);
      }),
    );
  });
});

test('long unchanged passages are cut at words, near the change', () => {
  const start = 'a word '.repeat(40);
  const cut = shortened(piecesBetween(`${start}Monday`, `${start}Friday`), 20);
  expect(cut[0]?.text).toMatch(/^… (a word |word |a )+$/);
  expect(cut[0]?.text.length).toBeLessThan(24);
  expect(cut.slice(1).map((piece) => piece.text)).toEqual(['Monday', 'Friday']);
});
