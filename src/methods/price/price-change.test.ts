import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { priceChange } from './price-change.ts';

type Inputs = z.input<typeof priceChange.inputs>;
const changed = (inputs: Inputs) => priceChange.run(priceChange.inputs.parse(inputs));
const ids = ({ warnings }: { warnings: readonly { id: string }[] }) => warnings.map(({ id }) => id);

test.each([
  ['a cut of 10 % at a margin of 40 % needs a third more', 0.4, -0.1, 1 / 3],
  ['a cut of 20 % at a margin of 40 % needs twice as much', 0.4, -0.2, 1],
  ['a rise of 5 % at a margin of 45 % bears a tenth less', 0.45, 0.05, -0.1],
  ['a rise of 10 % at a margin of 30 % bears a quarter less', 0.3, 0.1, -0.25],
])('textbook break-even: %s', (_, margin, change, even) => {
  const result = changed({ price: 100, unitCost: 100 * (1 - margin), volume: 700, priceChange: change });
  expect(result.breakEvenVolumeChange).toBeCloseTo(even, 12);
});

const inputs = fc.record({
  price: fc.double({ min: 5, max: 100, noNaN: true }),
  marginShare: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
  volume: fc.integer({ min: 1, max: 10_000 }),
  priceChange: fc.double({ min: -0.04, max: 0.5, noNaN: true }),
  addedFixedCost: fc.nat(500),
});

test('at the break-even volume profit is what it was; above it is more; and the break-even elasticity leads there', () => {
  fc.assert(
    fc.property(inputs, ({ marginShare, ...given }) => {
      const base = { ...given, unitCost: given.price * (1 - marginShare), fixedCost: 40 };
      const { breakEvenVolume, breakEvenElasticity } = changed(base);
      const at = (newVolume: number) => changed({ ...base, newVolume }).profitChange ?? Number.NaN;
      const scale = given.price * given.volume + given.addedFixedCost;
      expect(at(breakEvenVolume ?? 0) / scale).toBeCloseTo(0, 9);
      expect(at((breakEvenVolume ?? 0) + 1)).toBeGreaterThan(0);
      fc.pre(Math.abs(given.priceChange) > 0.01 && Math.abs(breakEvenElasticity ?? 99) < 50);
      expect((changed({ ...base, elasticity: breakEvenElasticity ?? 0 }).profitChange ?? 1) / scale).toBeCloseTo(0, 6);
    }),
  );
});

test('the best price at constant elasticity is the top of a fine grid, and follows the mark-up of Lerner', () => {
  const profit = (newPrice: number) =>
    changed({ price: 10, unitCost: 6, volume: 1000, newPrice, elasticity: -2.5 }).profitChange ?? 0;
  const best = changed({ price: 10, unitCost: 6, volume: 1000, newPrice: 10, elasticity: -2.5 }).bestPrice ?? 0;
  expect((best - 6) / best).toBeCloseTo(1 / 2.5, 12);
  for (let price = 6.1; price < 30; price += 0.1) expect(profit(price)).toBeLessThanOrEqual(profit(best) + 1e-9);
});

test('no change of price changes nothing', () => {
  expect(changed({ price: 10, unitCost: 6, volume: 50, newPrice: 10, elasticity: -1.5 })).toMatchObject({
    priceChange: 0,
    breakEvenVolumeChange: 0,
    breakEvenElasticity: null,
    profitChange: 0,
    pays: false,
  });
});

test('the range of elasticities gives the range of profit', () => {
  const range = { elasticity: -1.3, elasticityLow: -2, elasticityHigh: -0.7 };
  const result = changed({ price: 20, unitCost: 8, volume: 1500, priceChange: 0.05, ...range });
  expect(result.profitChangeLow).toBeLessThan(result.profitChange ?? 0);
  expect(result.profitChangeHigh).toBeGreaterThan(result.profitChange ?? 0);
});

describe('edges', () => {
  test('below cost no volume suffices; a large change and inelastic demand are told', () => {
    const result = changed({ price: 10, unitCost: 6, volume: 50, newPrice: 5, elasticity: -0.5 });
    expect(result).toMatchObject({ breakEvenVolume: null, breakEvenElasticity: null, bestPrice: null });
    expect(ids(result)).toEqual(['no-break-even', 'large-change', 'inelastic-no-optimum']);
    expect(priceChange.result.safeParse(result).error).toBeUndefined();
  });

  test('without elasticity or volume only the break-even is told', () => {
    const result = changed({ price: 10, unitCost: 6, volume: 50, newPrice: 9 });
    expect(result).toMatchObject({ after: null, profitChange: null, pays: null });
  });

  test('nothing left to lose: sold below cost before', () => {
    expect(ids(changed({ price: 5, unitCost: 6, volume: 50, newPrice: 6.4 }))).toEqual(['sold-below-cost']);
  });

  test.each<[string, Inputs, string]>([
    ['no change', { price: 10, unitCost: 6, volume: 50 }, 'change-missing'],
    ['two changes', { price: 10, unitCost: 6, volume: 50, newPrice: 9, priceChange: 0.1 }, 'change-given-twice'],
  ])('%s: refused by name', (_, given, id) => {
    expect(() => changed(given)).toThrow(expect.objectContaining({ id }));
  });
});

test('the example runs', async () => {
  expect(await exampleProblems(priceChange)).toEqual([]);
});
