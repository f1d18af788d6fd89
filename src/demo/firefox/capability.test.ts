import { describe, expect, test } from 'vitest';
import { capabilitiesOfCopy, capabilityOfNote, isAboutMobile, narrows, takesAway } from './capability.ts';

describe('a note belongs to the capability that its lead names', () => {
  test.each([
    ['FTP support has been removed', 'ftp'],
    ['The volume slider is now available in Picture-in-Picture.', 'picture-in-picture'],
    [
      'Due to recent changes in how Chrome encrypts user data, the Firefox migration wizard can no longer import passwords.',
      'import',
    ],
  ])('%s', (note, ref) => expect(capabilityOfNote(note)?.ref).toBe(ref));
  test('none is named', () => expect(capabilityOfNote('Various fixes')).toBeUndefined());
  test('it is named only later', () => expect(capabilityOfNote('Faster pages. Also in PDFs.')).toBeUndefined());
});

test('copy promises every capability it names', () => {
  expect(capabilitiesOfCopy('Access your bookmarks, passwords and PDFs.').map(({ ref }) => ref)).toEqual([
    'pdf',
    'passwords',
    'bookmarks',
  ]);
  expect(capabilitiesOfCopy('')).toEqual([]);
});

test('a note that ends the whole takes away; one that moves a part narrows', () => {
  expect(takesAway('The Review Checker feature is [shutting down][1] and will no longer be available.')).toBe(true);
  expect(takesAway('‘Take a Screenshot’ was removed from the menu.')).toBe(false);
  expect(narrows('‘Take a Screenshot’ was removed from the menu.')).toBe(true);
  expect(narrows('You will soon find it more easily.')).toBe(false);
  expect(narrows('Aliased theme properties have been removed.')).toBe(false);
});

test('notes about phones are not about the desktop', () => {
  expect(isAboutMobile('In [Firefox for Android][1], downloads can be named.')).toBe(true);
  expect(isAboutMobile('When downloading a file in [Firefox for Android][1], you can name it.')).toBe(true);
  expect(isAboutMobile('On Windows, updates are applied in the background.')).toBe(false);
});
