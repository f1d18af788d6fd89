import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GreatestKept } from './greatest-kept.ts';

test('it keeps what sorting would put first, least on top, ties to the first text', () => {
  const offers = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
  fc.assert(
    fc.property(offers, fc.integer({ min: 1, max: 12 }), (values, most) => {
      const kept = new GreatestKept(most);
      for (const [text, value] of values.entries()) kept.offer(text, value);
      const risen: number[] = [];
      for (; kept.size > 0; kept.dropLeast()) risen.push(kept.texts[0] ?? -1);
      const sorted = values
        .map((value, text) => ({ value, text }))
        .sort((a, b) => b.value - a.value || a.text - b.text);
      expect(risen.reverse()).toEqual(sorted.slice(0, most).map(({ text }) => text));
    }),
  );
});

test('nothing offered leaves nothing', () => {
  expect(new GreatestKept(3).size).toBe(0);
});
