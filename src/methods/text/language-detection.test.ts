import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { languageDetection } from './language-detection.ts';
import { loadDetector } from './language-detector.ts';

beforeAll(loadDetector);

const detect = (...texts: string[]) => languageDetection.run({ texts, level: 0.95 });

test('the example: four languages told, one word left in doubt', async () => {
  const { texts, unsure } = await answerMethod(languageDetection, languageDetection.example.inputs);
  expect(texts.slice(0, 4)).toEqual(
    ['en', 'de', 'fr', 'es'].map((language) => expect.objectContaining({ language, sure: true })),
  );
  expect(texts[4]?.sure).toBe(false);
  expect(unsure).toBe(1);
});

test('other scripts need fewer signs', () => {
  expect(
    detect('我的卡还没有到', 'Где моя карта, я жду неделю').texts.map(({ language, sure }) => [language, sure]),
  ).toEqual([
    ['zh', true],
    ['ru', true],
  ]);
});

test('empty texts, digits and signs have no language, and it says so', () => {
  const { texts, warnings, languages } = detect('', '12345 !!!', '😀');
  expect(texts.every((text) => text.language === null && !text.sure)).toBe(true);
  expect(warnings.map(({ id }) => id)).toEqual(['many-unsure']);
  expect(languages).toEqual([]);
});

test('a text is judged by itself: neighbours and order do not matter', () => {
  const known = [
    'Where is my new card today?',
    'Wo ist denn meine neue Karte heute?',
    'Où est donc ma nouvelle carte ?',
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(known, { minLength: 1 }), (texts) => {
      const together = detect(...texts).texts;
      for (const [at, text] of texts.entries()) expect(together[at]).toEqual(detect(text).texts[0]);
    }),
  );
});
