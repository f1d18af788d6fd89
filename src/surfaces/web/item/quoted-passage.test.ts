import { describe, expect, test } from 'vitest';
import { placeOf, quotedIn } from './quoted-passage.ts';

describe('a quote in the text it was taken from', () => {
  const text = 'Hello everybody.\n\nThe new tabs take up\ntoo much space. How do I go back? Thanks, Maya';
  test('stands, however the lines were broken', () => {
    expect(quotedIn('The new tabs take up too much space.', [text])).toEqual({ is: 'there' });
    expect(quotedIn('  ', [text])).toEqual({ is: 'there' });
    expect(quotedIn('Only in the second.', [text, 'Only in the second.'])).toEqual({ is: 'there' });
  });
  test('has changed where a passage like it stands now', () => {
    const edited = text.replace('too much space', 'far less space than before');
    expect(quotedIn('The new tabs take up too much space.', [edited])).toEqual({
      is: 'changed',
      now: 'The new tabs take up far less space than before.',
    });
  });
  test('over two sentences is compared with two', () => {
    const quote = 'The new tabs take up too much space. How do I go back?';
    expect(quotedIn(quote, [text.replace('go back', 'return')])).toEqual({
      is: 'changed',
      now: 'The new tabs take up too much space. How do I return?',
    });
  });
  test('is gone where nothing like it is left', () => {
    expect(quotedIn('The new tabs take up too much space.', ['Removed at the request of the author.'])).toEqual({
      is: 'gone',
    });
    expect(quotedIn('The new tabs.', [])).toEqual({ is: 'gone' });
    expect(quotedIn('The new tabs.', [''])).toEqual({ is: 'gone' });
  });
  test('counts a word as often as it stands', () => {
    expect(quotedIn('no no no no', ['no way would anybody do that'])).toEqual({ is: 'gone' });
  });
});

test('the place of a passage is counted in the text as it was written', () => {
  const text = 'Hello.\n\nThe tabs (all of them)\nare too tall.';
  const { quoteStart, quoteEnd } = placeOf('The tabs (all of them) are too tall.', ['Nothing', text]);
  expect(text.slice(quoteStart, quoteEnd)).toBe('The tabs (all of them)\nare too tall.');
  expect(placeOf('Not there.', [text])).toEqual({});
});
