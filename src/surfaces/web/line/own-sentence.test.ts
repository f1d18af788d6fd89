import { expect, test } from 'vitest';
import { ownSentence } from './own-sentence.ts';

const launch = { key: 'LCH-2', title: 'Firefox 154' };

test('beside its item a sentence begins with what is said of it', () => {
  expect(ownSentence('LCH-2 “Firefox 154” says no approved message.', launch)).toBe('Says no approved message.');
});

test('a sentence about another item, or one that names it later, stays as it is', () => {
  const other = 'LCH-20 “Firefox 1540” says no approved message.';
  const later = 'FEA-1 “Compact mode” is cut, but LCH-2 “Firefox 154” launches it.';
  expect([other, later].map((sentence) => ownSentence(sentence, launch))).toEqual([other, later]);
});
