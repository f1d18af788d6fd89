import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { loadDetector } from './language-detector.ts';
import { wordStems } from './word-stems.ts';

beforeAll(loadDetector);

type Inputs = Parameters<typeof wordStems.run>[0];
const stems = (inputs: Partial<Inputs>) => wordStems.run({ language: 'en', leaveOutFillers: false, ...inputs });

test('the examples of the paper, as SnowballC 0.7.0 stems them: Porter and Porter2', () => {
  const { inputs, expected } = reference('text_stemming');
  const found = stems({ words: inputs.words });
  expect(found.porter).toEqual(expected.porter);
  expect(found.stems).toEqual(expected.porter2_english);
});

test('German and French, from the vocabularies of snowballstem.org', () => {
  expect(stems({ language: 'de', words: ['aufeinanderfolgenden', 'Häuser', 'kategorischen'] }).stems).toEqual([
    'aufeinanderfolg',
    'haus',
    'kategor',
  ]);
  expect(stems({ language: 'fr', words: ['continuellement', 'continuités', 'majestueusement'] }).stems).toEqual([
    'continuel',
    'continu',
    'majestu',
  ]);
  expect(stems({ language: 'fr', words: ['mises'] }).porter).toBeNull();
});

test('letters of any script, digits, decomposed accents and unspaced scripts are cut into words', () => {
  const cut = (text: string) => stems({ texts: [text] }).texts[0]?.words;
  expect(cut("L'export CSV 2.0 — e\u0301choue!")).toEqual(['l', 'export', 'csv', '2', '0', 'échoue']);
  expect(cut('東京都')).toEqual(['東京', '京都']);
});

test('upper and lower case and the order of texts do not change the counts', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('Ponies run', 'pony', 'RUNS and runs'), { minLength: 1 }), (texts) => {
      const counts = stems({ texts }).counts;
      expect(stems({ texts: [...texts].reverse().map((text) => text.toUpperCase()) }).counts).toEqual(counts);
    }),
  );
});

test('filler words can be left out; the language is found where it is not given', () => {
  const found = stems({
    texts: ['Wo ist meine Karte? Ich habe sie noch nicht bekommen.'],
    language: 'auto',
    leaveOutFillers: true,
  });
  expect(found.language).toBe('de');
  expect(found.texts[0]?.words).not.toContain('ist');
  expect(found.warnings.map(({ id }) => id)).toEqual(['language-guessed']);
});

test('no words at all: refused by name', () => {
  expect(() => stems({})).toThrow(expect.objectContaining({ id: 'no-words' }));
  expect(() => stems({ texts: ['', '!?'] })).toThrow(expect.objectContaining({ id: 'no-words' }));
});
