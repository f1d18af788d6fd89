import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { jaro, jaroWinkler, levenshtein } from './string-distance.ts';
import { textSimilarity } from './text-similarity.ts';

describe('Winkler (1990) and R', () => {
  const { inputs, expected } = reference('text_near_duplicate');
  const found = textSimilarity.run({ pairs: inputs.pairs, texts: inputs.docs, shingle: 5 });
  const close = (values: number[]) => values.map((value) => expect.closeTo(value, 9));

  test('pairs: Jaro, Jaro-Winkler, Levenshtein', () => {
    expect(found.pairs.map((pair) => pair.jaro)).toEqual(close(expected.jaro));
    expect(found.pairs.map((pair) => pair.jaroWinkler)).toEqual(close(expected.jaro_winkler));
    expect(found.pairs.map((pair) => pair.levenshtein)).toEqual(expected.levenshtein);
    expect(levenshtein('kitten', 'sitting')).toBe(expected.kitten_sitting);
  });

  test('texts each with each: Jaccard of character 5-grams and of words', () => {
    expect(found.jaccardCharacters).toEqual(expected.jaccard_char5.map(close));
    expect(found.jaccardWords).toEqual(expected.jaccard_words.map(close));
    expect(found.closest).toEqual({ first: 0, second: 1, similarity: expect.closeTo(0.63768115942029, 9) });
  });
});

const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '😀'), maxLength: 6 });

test('the measures are symmetric, stay in range, and equal strings are wholly alike', () => {
  fc.assert(
    fc.property(short, short, (a, b) => {
      expect(jaroWinkler(a, b)).toBeCloseTo(jaroWinkler(b, a), 12);
      expect(jaroWinkler(a, b)).toBeGreaterThanOrEqual(jaro(a, b));
      expect(jaroWinkler(a, b)).toBeLessThanOrEqual(1 + 1e-12);
      expect(jaroWinkler(a, a)).toBeCloseTo(1, 12);
    }),
  );
});

test('Levenshtein against the recursion of its definition', () => {
  const recursion = (a: readonly string[], b: readonly string[]): number => {
    if (a.length === 0 || b.length === 0) return a.length + b.length;
    const [x, ...as] = a;
    const [y, ...bs] = b;
    if (x === y) return recursion(as, bs);
    return 1 + Math.min(recursion(as, b), recursion(a, bs), recursion(as, bs));
  };
  fc.assert(
    fc.property(short, short, (a, b) => {
      expect(levenshtein(a, b)).toBe(recursion([...a], [...b]));
    }),
  );
});

test('two empty strings are alike, an empty and a full one are not', () => {
  expect([jaro('', ''), jaro('', 'a'), levenshtein('', '')]).toEqual([1, 0, 0]);
  const [pair] = textSimilarity.run({ pairs: [['', '']], texts: [], shingle: 5 }).pairs;
  expect(pair).toMatchObject({ levenshteinSimilarity: 1, jaccardCharacters: 1, jaccardWords: 1 });
});

test('nothing to compare: refused by name', () => {
  expect(() => textSimilarity.run({ pairs: [], texts: ['one'], shingle: 5 })).toThrow(
    expect.objectContaining({ id: 'nothing-to-compare' }),
  );
});
