import { expect, test } from 'vitest';
import { firstSentence, leadOf, markdownNote, plainNote, shorten } from './note-text.ts';

test('pictures, reference links and HTML are taken off', () => {
  const note =
    '**Native menus**: now [native][1].\r\n\r\n![menus screenshot][2]\r\n\r\n<img src="x">\r\n\r\n  [1]: https://a.example\r\n  [2]: /b.png';
  expect(markdownNote(note)).toBe('**Native menus**: now native.');
  expect(plainNote(note)).toBe('Native menus: now native.');
});
test('a sentence ends before a capital letter, not at an abbreviation in lower case', () => {
  expect(firstSentence('Print to PDF works. Learn more.')).toBe('Print to PDF works.');
  expect(firstSentence('In v. 2 it works.')).toBe('In v. 2 it works.');
  expect(firstSentence('')).toBe('');
});
test('the lead is the first sentence, at most 160 characters', () => {
  expect(leadOf(`${'word '.repeat(60)}. Then`).length).toBe(160);
});
test('text is cut at a word and says so', () => {
  expect(shorten('Keep tabs compact', 11)).toBe('Keep tabs…');
  expect(shorten('Keep', 11)).toBe('Keep');
});
