import { expect, test } from 'vitest';
import { importanceOf, quoteOf, spread, statementFrom } from './quotes.ts';
import { isInsight, riseOf, weekOf } from './themes.ts';

const asked = (created_at: string, topic: string) => ({ id: 1, created_at, body: 'Where are my tabs?', topic });

test('a week begins on Monday', () => {
  expect(weekOf('2021-06-06T23:59:00-07:00')).toBe('2021-05-31');
  expect(weekOf('2021-05-31T00:00:00-07:00')).toBe('2021-05-31');
});

test('what rose with the release is told from what did not', () => {
  const before = [asked('2021-05-25T10:00:00-07:00', 'tabs'), asked('2021-05-26T10:00:00-07:00', 'sync')];
  const during = Array.from({ length: 12 }, () => asked('2021-06-01T10:00:00-07:00', 'tabs'));
  const tabs = riseOf([...before, ...during], ({ topic }) => topic === 'tabs');
  expect(tabs).toMatchObject({ before: 1, peak: 12, times: 12 });
  expect(isInsight(tabs)).toBe(true);
  expect(isInsight(riseOf([...before, ...during], ({ topic }) => topic === 'sync'))).toBe(false);
  expect(isInsight(riseOf([], () => true))).toBe(false);
});

test('a quote is a passage of the text, at its place', () => {
  const body = 'Hello. The new tabs take up far too much space on my screen! Bye.';
  const quote = quoteOf({ id: 7, body }, /space/);
  expect(quote?.quote).toBe('The new tabs take up far too much space on my screen!');
  expect(body.slice(quote?.quoteStart, quote?.quoteEnd)).toBe(quote?.quote);
  expect(quoteOf({ id: 7, body: 'Write to [email] about the space that is lost here.' }, /space/)).toBeUndefined();
  expect(quoteOf({ id: 7, body: '' }, /space/)).toBeUndefined();
});

test('importance follows from how it is said', () => {
  expect(importanceOf('This is unusable for me.')).toBe(3);
  expect(importanceOf('Please bring it back.')).toBe(2);
  expect(importanceOf('The tabs look different.')).toBe(1);
});

test('a statement is the shortest whole thought that nobody shouts', () => {
  const bodies = [
    'I WANT the COMPACT mode back RIGHT now!!',
    'How do I set up a more compact menu vertically?',
    'compact please',
  ];
  expect(
    statementFrom(
      bodies.map((body, id) => ({ id, body })),
      /compact/i,
    ),
  ).toBe('How do I set up a more compact menu vertically?');
  expect(statementFrom([], /compact/i)).toBeUndefined();
});

test('few are taken evenly from many', () => {
  expect(spread([1, 2, 3, 4], 2)).toEqual([1, 3]);
  expect(spread([1], 2)).toEqual([1]);
});
