import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import {
  bandsFor,
  estimatedJaccard,
  hashedCharacters,
  hashedSet,
  jaccardOfHashed,
  signaturesOf,
  visitLikely,
} from './minhash.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { characterShingles, jaccard } from './shingles.ts';
import { wordsOf } from './words.ts';

type Inputs = Parameters<typeof nearDuplicates.run>[0];
const find = (inputs: Pick<Inputs, 'texts'> & Partial<Inputs>, seed = 1) =>
  nearDuplicates.run({ threshold: 0.6, unit: 'characters', hashes: 128, mostPairs: 20_000, ...inputs }, { seed });

describe('five texts, Jaccard recomputed with R', () => {
  const { inputs, expected } = reference('text_near_duplicate');

  test('pairs carry the exact similarity', () => {
    expect(find({ texts: inputs.docs, threshold: 0.3 }).pairs).toEqual([
      expect.objectContaining({ first: 0, second: 1, similarity: expect.closeTo(expected.jaccard_char5[0][1], 9) }),
      expect.objectContaining({ first: 3, second: 4, similarity: expect.closeTo(expected.jaccard_char5[3][4], 9) }),
    ]);
    const words = find({ texts: inputs.docs, unit: 'words', shingle: 1, threshold: 0.65 }).pairs;
    expect(words.map(({ similarity }) => similarity)).toEqual([0.7, expect.closeTo(2 / 3, 12)]);
  });

  test('signatures lie within three standard errors of the Jaccard value', () => {
    const sets = inputs.docs.map((text: string) => hashedSet(characterShingles(text, 5)));
    for (const hashes of [64, 256, 512]) {
      const signatures = signaturesOf(sets, hashes, 7);
      for (const [i, row] of expected.jaccard_char5.entries())
        for (const [j, value] of row.entries()) {
          const allowed = 3 * Math.sqrt((value * (1 - value)) / hashes) + 1e-12;
          expect(Math.abs(estimatedJaccard(signatures, i, j) - value)).toBeLessThanOrEqual(
            Math.max(allowed, 2 / hashes),
          );
        }
    }
  });
});

test('the estimate is right on average over seeds', () => {
  const sets = ['the quick brown fox jumps', 'the quick brown dog jumps'].map((text) => characterShingles(text, 3));
  const [a, b] = sets;
  const truth = jaccard(a ?? new Set(), b ?? new Set());
  const hashed = sets.map(hashedSet);
  let sum = 0;
  for (let seed = 1; seed <= 60; seed += 1) sum += estimatedJaccard(signaturesOf(hashed, 128, seed), 0, 1);
  const standardError = Math.sqrt((truth * (1 - truth)) / (128 * 60));
  expect(Math.abs(sum / 60 - truth)).toBeLessThan(4 * standardError);
});

test('bands find a pair at the threshold almost surely, and longer bands would not', () => {
  for (const threshold of [0.3, 0.5, 0.7, 0.9]) {
    const { rows, bands, found } = bandsFor(threshold, 128);
    expect(rows * bands).toBeLessThanOrEqual(128);
    expect(found).toBeGreaterThanOrEqual(0.98);
    expect(1 - (1 - threshold ** (rows + 1)) ** Math.floor(128 / (rows + 1))).toBeLessThan(0.98);
  }
});

const words = fc.array(fc.constantFrom('export', 'fails', 'rows', 'csv', 'dark', 'mode', 'please'), {
  minLength: 3,
  maxLength: 8,
});

test('every pair listed is as alike as it says, and nearly all of those that comparing all would find are listed', () => {
  let expected = 0;
  let found = 0;
  fc.assert(
    fc.property(fc.array(words, { minLength: 2, maxLength: 20 }), (lists) => {
      const texts = lists.map((list) => list.join(' '));
      const sets = texts.map((text) => characterShingles(text, 5));
      const pairs = new Map(find({ texts }).pairs.map((pair) => [`${pair.first} ${pair.second}`, pair.similarity]));
      found += pairs.size;
      for (const [i, a] of sets.entries())
        for (const [j, b] of sets.entries()) {
          if (i >= j) continue;
          const similarity = jaccard(a, b);
          if (similarity >= 0.6) expected += 1;
          const listed = pairs.get(`${i} ${j}`);
          if (listed !== undefined) expect(listed).toBeCloseTo(similarity, 9);
        }
    }),
    { numRuns: 60, seed: 1 },
  );
  expect(found).toBeLessThanOrEqual(expected);
  expect(found).toBeGreaterThanOrEqual(0.97 * expected);
});

test('the order of the texts does not change how many are duplicates, and inputs stay as they are', () => {
  const texts = Object.freeze(['one two three four', 'dark mode please', 'one two three four!', 'Dark mode, please']);
  const { duplicates, groups } = find({ texts: [...texts] });
  expect(duplicates).toBe(2);
  expect(find({ texts: [...texts].reverse() }).duplicates).toBe(2);
  expect(groups.map((group) => group.texts)).toEqual([
    [0, 2],
    [1, 3],
  ]);
  expect(groups[0]?.kept).toBe(2);
});

test('a crowd of equal texts is one group, its pairs cut with a warning', () => {
  const texts = Array.from({ length: 400 }, () => 'the same text again');
  const { pairs, groups, warnings } = find({ texts, mostPairs: 50 });
  expect([pairs.length, groups.length, groups[0]?.texts.length]).toEqual([50, 1, 400]);
  expect(warnings.map(({ id }) => id)).toEqual(['pairs-cut']);
});

test('a crowd of nearly equal texts does not cost its square and is still one group', () => {
  const tail = (i: number) => String.fromCharCode(97 + (i % 26), 97 + (Math.floor(i / 26) % 26));
  const texts = Array.from(
    { length: 600 },
    (_, i) => `${'please send me the new card again today '.repeat(3)}${tail(i)}`,
  );
  const { groups, comparisons, warnings } = find({ texts });
  expect(groups[0]?.texts.length).toBe(600);
  expect(comparisons).toBeLessThan((600 * 599) / 2);
  expect(warnings.map(({ id }) => id)).toContain('crowded');
});

test('texts without words are no duplicates of each other; none at all are refused', () => {
  expect(find({ texts: ['', '!', 'word here'] }).groups).toEqual([]);
  expect(() => find({ texts: ['', '?!'] })).toThrow(expect.objectContaining({ id: 'no-words' }));
});

test('each likely pair is visited once', () => {
  const sets = ['aaaa bbbb', 'aaaa bbbb', 'aaaa bbbc'].map((text) => hashedSet(characterShingles(text, 2)));
  const visits: string[] = [];
  visitLikely(signaturesOf(sets, 64, 3), bandsFor(0.3, 64), (a, b) => visits.push(`${a}${b}`));
  expect(new Set(visits).size).toBe(visits.length);
  expect(jaccardOfHashed(hashedSet([]), hashedSet([]))).toBe(1);
});

test('shingles hashed where they stand are those hashed one by one, beyond the first plane too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 8 }), (text, size) => {
      const wording = wordsOf(text).join(' ');
      expect(hashedCharacters(wording, size)).toEqual(hashedSet(characterShingles(wording, size)));
    }),
  );
});
