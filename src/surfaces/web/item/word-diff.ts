/** What changed between two texts, word by word, with long unchanged passages cut short. */
import { diffArrays } from 'diff';

export interface Piece {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Longer than this a comparison would be felt while scrolling; both texts are then shown whole. */
const LONGEST_COMPARISON_MILLISECONDS = 60;
/** A text of which more than this share was rewritten reads better as old and new than as confetti. */
const REWRITTEN_SHARE = 0.7;
/** Figures and dates count as one word (65.25, 2023-01, 1,000): a figure of which some digits are struck through cannot be read. */
const WORD = /\p{N}+(?:[.,:/-]\p{N}+)*|[\p{L}\p{M}\p{N}_]+|\s+|./gsu;

/**
 * The pieces that lead from one text to the other, in reading order.
 *
 * @example
 * piecesBetween('ships on Monday', 'ships on Friday')
 * // [{ is: 'same', text: 'ships on ' }, { is: 'removed', text: 'Monday' }, { is: 'added', text: 'Friday' }]
 */
export function piecesBetween(then: string, now: string): readonly Piece[] {
  if (then === now) return then === '' ? [] : [{ is: 'same', text: then }];
  const changes = diffArrays(wordsIn(then), wordsIn(now), { timeout: LONGEST_COMPARISON_MILLISECONDS });
  if (changes === undefined) return replaced(then, now);
  const pieces = changes.map(
    ({ added, removed, value }): Piece => ({
      is: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    }),
  );
  const same = pieces.reduce((length, piece) => (piece.is === 'same' ? length + piece.text.trim().length : length), 0);
  return same < (1 - REWRITTEN_SHARE) * Math.min(then.length, now.length) ? replaced(then, now) : pieces;
}

const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

function replaced(then: string, now: string): readonly Piece[] {
  const pieces: readonly Piece[] = [
    { is: 'removed', text: then },
    { is: 'added', text: now },
  ];
  return pieces.filter((piece) => piece.text !== '');
}

/**
 * Cuts unchanged passages down to what stands near a change.
 *
 * @example
 * shortened(pieces, 40)
 */
export function shortened(pieces: readonly Piece[], around: number): readonly Piece[] {
  return pieces.map((piece, index) => {
    if (piece.is !== 'same') return piece;
    const hasBefore = index > 0;
    const hasAfter = index < pieces.length - 1;
    const room = around * (Number(hasBefore) + Number(hasAfter));
    if (piece.text.length <= room + around) return piece;
    const head = hasBefore ? upToWord(piece.text.slice(0, around)) : '';
    const tail = hasAfter ? fromWord(piece.text.slice(-around)) : '';
    return { is: 'same', text: `${head}…${tail}` };
  });
}

const upToWord = (text: string): string => text.slice(0, Math.max(text.lastIndexOf(' '), 0) + 1);
const fromWord = (text: string): string => text.slice(Math.max(text.indexOf(' '), 0));
