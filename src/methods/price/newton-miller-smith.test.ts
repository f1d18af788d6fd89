import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Intent, reachAt } from './newton-miller-smith.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const person = fc.record({
  steps: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 4 }),
  cheap: share,
  expensive: share,
  weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
});

function straightLine(price: number, { prices, probabilities }: Intent): number {
  const right = prices.findIndex((each) => each >= price);
  if (right < 0 || price < (prices[0] ?? 0)) return 0;
  if (prices[right] === price) return probabilities[right] ?? 0;
  const [from, to] = [prices[right - 1] ?? 0, prices[right] ?? 0];
  const [low, high] = [probabilities[right - 1] ?? 0, probabilities[right] ?? 0];
  return low + ((price - from) / (to - from)) * (high - low);
}

test('one sweep gives what asking each person at each price gives, with and without a price too cheap', () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 12 }), fc.boolean(), (people, tooCheapAsked) => {
      const skipped = tooCheapAsked ? 0 : 1;
      const intents = people.map(({ steps, cheap, expensive, weight }) => ({
        prices: steps.toSorted((a, b) => a - b).slice(skipped),
        probabilities: [0, cheap, expensive, 0].slice(skipped),
        weight,
      }));
      const prices = [...new Set(intents.flatMap((intent) => intent.prices))].sort((a, b) => a - b);
      const total = intents.reduce((sum, { weight }) => sum + weight, 0);
      for (const { price, reach, revenue } of reachAt(prices, intents)) {
        const bought = intents.reduce((sum, intent) => sum + intent.weight * straightLine(price, intent), 0);
        expect(reach).toBeCloseTo(bought / total, 12);
        expect(revenue).toBeCloseTo((price * bought) / total, 9);
      }
    }),
  );
});
