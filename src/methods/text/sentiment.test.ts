import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadDetector } from './language-detector.ts';
import { sentiment } from './sentiment.ts';

beforeAll(loadDetector);

const ask = (...texts: string[]) => sentiment.run({ texts, checkLanguage: true, level: 0.95 });
const one = (text: string) => ask(text).texts[0];

test('valences of AFINN-165 by hand: love 3, helpful 2, bad -3, disaster -2', () => {
  expect(one('I love it, helpful')?.sum).toBe(5);
  expect(one('Bad: a disaster')?.sum).toBe(-5);
  const { score } = one('good') ?? { score: null };
  expect(score).toBeCloseTo(3 / Math.sqrt(10), 12);
});

test('negation turns a word round within its clause only', () => {
  expect(one('It is not a bad app')?.words).toEqual([
    { word: 'bad', valence: expect.closeTo(2.22, 12), negated: true },
  ]);
  expect(one('I don’t like it')?.label).toBe('negative');
  expect(one('dont like')?.label).toBe('negative');
  expect(one('It is not new. I like it')?.label).toBe('positive');
});

test('“very” makes a word stronger and “slightly” weaker, either way and never beyond five', () => {
  const valence = (text: string) => one(text)?.words[0]?.valence;
  expect(valence('very helpful')).toBeCloseTo(2.36625, 12);
  expect(valence('slightly helpful')).toBeCloseTo(1.63375, 12);
  expect(valence('extremely bad')).toBeCloseTo(-3.36625, 12);
  expect(valence('truly outstanding')).toBe(5);
  expect(valence('not very helpful')).toBeCloseTo(-0.74 * 2.36625, 12);
});

test('phrases of the lexicon come before their words', () => {
  expect(one('this does not work')?.words).toEqual([{ word: 'does not work', valence: -3, negated: false }]);
});

test('words that objects inherit are not in the lexicon', () => {
  expect(one('constructor toString hasOwnProperty')).toMatchObject({ label: 'neutral', words: [] });
});

test('a text in another language is left aside, and only such texts are refused', () => {
  const german = 'Die App ist leider sehr langsam und stürzt ständig ab';
  const found = ask(german, 'I love this great app and use it daily');
  expect(found.texts[0]).toMatchObject({ score: null, label: 'other-language' });
  expect(found.counted).toBe(1);
  expect(found.warnings.map(({ id }) => id)).toEqual(['other-languages', 'too-few-answers']);
  expect(() => ask(german)).toThrow(expect.objectContaining({ id: 'not-english' }));
});

test('an empty text is neutral; shares add to one; the order does not matter', () => {
  expect(one('')).toMatchObject({ score: 0, label: 'neutral' });
  fc.assert(
    fc.property(fc.array(fc.constantFrom('good', 'bad', 'table', 'not good at all'), { minLength: 1 }), (texts) => {
      const { shares, mean, tellingWords } = ask(...texts);
      const sum = shares.positive.estimate + shares.neutral.estimate + shares.negative.estimate;
      expect(sum).toBeCloseTo(1, 12);
      const turned = ask(...texts.toReversed());
      expect(turned.mean.estimate).toBeCloseTo(mean.estimate, 12);
      expect(turned.tellingWords.map(({ word }) => word)).toEqual(tellingWords.map(({ word }) => word));
    }),
  );
});

test('more good words never lower the score', () => {
  const score = (goods: number) => one(`${'great '.repeat(goods)}app`)?.score ?? Number.NaN;
  for (let goods = 1; goods < 6; goods += 1) expect(score(goods + 1)).toBeGreaterThan(score(goods));
});

test('"not only" turns nothing round', () => {
  expect(one('not only good')?.label).toBe('positive');
  expect(one('not just bad')?.label).toBe('negative');
  expect(one('It is not good only')?.label).toBe('negative');
});

test('a text of more rated words than a call takes arguments is scored', () => {
  const [one] = sentiment.run({ texts: ['good '.repeat(200_000)], checkLanguage: false, level: 0.95 }).texts;
  expect(one).toMatchObject({ label: 'positive', sum: 600_000 });
});
