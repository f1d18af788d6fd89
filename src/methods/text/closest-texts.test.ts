import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { closestTexts } from './closest-texts.ts';
import { loadDetector } from './language-detector.ts';

beforeAll(loadDetector);

const find = (texts: string[], closest = 5) => closestTexts.run({ texts, closest, atLeast: 0.1, language: 'en' });

test('two reports of one problem name each other first', async () => {
  const found = await answerMethod(closestTexts, closestTexts.example.inputs);
  expect(found.pairs.map(({ first, second }) => [first, second])).toEqual([[0, 1]]);
  expect(found.closest[2]).toEqual([]);
});

test('a rare word counts for more than a common one', () => {
  const texts = [
    'export broken pdf',
    'export broken csv',
    'export slow pdf',
    'export broken',
    'export broken rows',
    'broken export',
  ];
  expect(find(texts).closest[0]?.[0]?.text).toBe(2);
});

test('similarity is mutual, whatever the order of the texts', () => {
  const word = fc.constantFrom('card', 'export', 'rate', 'password', 'arrive', 'csv');
  fc.assert(
    fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 10 }), (lists) => {
      const { closest } = find(
        lists.map((list) => list.join(' ')),
        100,
      );
      for (const [own, list] of closest.entries())
        for (const { text, similarity } of list)
          expect(closest[text]?.find((back) => back.text === own)?.similarity).toBeCloseTo(similarity, 12);
    }),
  );
});

test('no two alike: said so; fewer than two texts with words: refused by name', () => {
  expect(find(['alpha beta', 'gamma delta']).warnings.map(({ id }) => id)).toEqual(['no-candidates']);
  expect(() => find(['alpha', '!', 'the'])).toThrow(expect.objectContaining({ id: 'too-few-texts' }));
});

test('a title set apart counts for more than what follows it, of which the first 100 words are read', async () => {
  const steps = 'open the window then press the button and wait for the result';
  const texts = [
    { title: 'Export fails', text: `${steps} printer` },
    { title: 'Printer jams', text: `${steps} printer` },
    { title: 'Export fails again' },
  ];
  const { closest } = await answerMethod(closestTexts, { texts, atLeast: 0, language: 'en' });
  expect(closest[0]?.[0]?.text).toBe(2);
  const late = { title: 'Alpha', text: `${'word '.repeat(100)}zebra` };
  const found = await answerMethod(closestTexts, { texts: [late, { title: 'zebra' }, 'alpha'], atLeast: 0.01 });
  expect(found.closest[0]?.map(({ text }) => text)).toEqual([2]);
});
