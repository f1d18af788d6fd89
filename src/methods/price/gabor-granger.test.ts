import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { gaborGranger } from './gabor-granger.ts';

type Inputs = z.input<typeof gaborGranger.inputs>;
const asked = (inputs: Inputs) => gaborGranger.run(gaborGranger.inputs.parse({ draws: 100, ...inputs }));
const ids = ({ warnings }: { warnings: readonly { id: string }[] }) => warnings.map(({ id }) => id);

test('R, by definition: shares, revenue, margin, best prices, arc elasticities', () => {
  const { inputs, expected, tolerance } = reference('pricing_gabor_granger');
  const result = asked({
    prices: inputs.price,
    wouldBuy: inputs.would_buy,
    respondents: inputs.n,
    unitCost: inputs.unit_cost,
  });
  result.steps.forEach((step, i) => {
    expect(Math.abs(step.share.estimate - expected.share[i])).toBeLessThan(tolerance.abs);
    expect(Math.abs(step.revenuePerRespondent - expected.revenue_per_respondent[i])).toBeLessThan(tolerance.abs);
    expect(Math.abs((step.marginPerRespondent ?? 0) - expected.margin_per_respondent[i])).toBeLessThan(tolerance.abs);
  });
  result.arcElasticity.forEach(({ elasticity }, i) => {
    expect(Math.abs((elasticity ?? 0) - expected.arc_elasticity[i])).toBeLessThan(tolerance.abs);
  });
  expect([result.bestRevenuePrice, result.bestProfitPrice]).toEqual([
    expected.best_revenue_price,
    expected.best_profit_price,
  ]);
});

const prices = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 7 });

test('the highest price each person would pay says the same as counts, in any order of prices and people', () => {
  fc.assert(
    fc.property(prices, fc.array(fc.nat(7), { minLength: 1, maxLength: 40 }), (steps, picks) => {
      const highestPrices = picks.map((pick) => steps[pick] ?? null);
      const wouldBuy = steps.map((price) => highestPrices.filter((most) => (most ?? 0) >= price).length);
      const counted = asked({ prices: steps, wouldBuy, respondents: picks.length });
      expect(asked({ prices: steps.toReversed(), highestPrices: highestPrices.toReversed() })).toEqual(counted);
      expect(ids(counted)).not.toContain('not-monotone');
    }),
  );
});

test('two prices: how likely the higher earns more has a closed form, and the odds add up to one', () => {
  // Of those who pay the lower price the share who pay the higher is beta, and must exceed 10 / 15.
  const given = { prices: [10, 15], wouldBuy: [140, 97], respondents: 200, draws: 20_000 };
  const [low, high] = asked(given).steps.map((step) => step.probabilityBestRevenue ?? -1);
  // Four standard errors of 20,000 draws.
  expect(Math.abs((high ?? 0) - (1 - betaCdf(10 / 15, 97, 43)))).toBeLessThan(0.0123);
  expect((low ?? 0) + (high ?? 0)).toBeCloseTo(1, 12);
  const apart = asked({ ...given, respondents: [200, 200] }).steps[1]?.probabilityBestRevenue ?? 0;
  expect(Math.abs(apart - 0.5)).toBeLessThan(Math.abs((high ?? 0) - 0.5));
  expect(asked({ ...given, draws: 0 }).steps[1]?.probabilityBestRevenue).toBeNull();
});

test('ten times the people leave the best price as it is, and surer', () => {
  const { prices: steps, wouldBuy = [] } = gaborGranger.example.inputs;
  const of = (times: number) =>
    asked({ prices: steps, wouldBuy: wouldBuy.map((count) => count * times), respondents: 200 * times, draws: 2000 });
  const sure = (times: number) => Math.max(...of(times).steps.map((step) => step.probabilityBestRevenue ?? 0));
  expect(of(10).bestRevenuePrice).toBe(of(1).bestRevenuePrice);
  expect(sure(10)).toBeGreaterThan(sure(1));
});

test('the best price between those asked is the top of a fine grid on straight lines', () => {
  fc.assert(
    fc.property(
      prices,
      fc.array(fc.nat(100), { minLength: 7, maxLength: 7 }),
      fc.nat(10),
      (steps, counts, unitCost) => {
        const wouldBuy = steps.map((_, i) => counts[i] ?? 0);
        const result = asked({ prices: steps, wouldBuy, respondents: 100, unitCost });
        let top = Number.NEGATIVE_INFINITY;
        result.steps.slice(1).forEach((right, at) => {
          const left = result.steps[at] ?? right;
          for (let percent = 0; percent <= 100; percent++) {
            const part = percent / 100;
            const price = left.price + part * (right.price - left.price);
            const share = left.share.estimate + part * (right.share.estimate - left.share.estimate);
            top = Math.max(top, (price - unitCost) * share);
          }
        });
        expect(result.between.profit?.perRespondent).toBeGreaterThanOrEqual(top - 1e-9);
        expect((result.between.profit?.perRespondent ?? 0) - top).toBeLessThan(0.01);
      },
    ),
  );
});

describe('edges', () => {
  test('nobody buys: elasticity is unknown, nothing breaks', () => {
    const result = asked({ prices: [5, 10], wouldBuy: [0, 0], respondents: 60 });
    expect(result.arcElasticity).toEqual([{ from: 5, to: 10, elasticity: null }]);
    expect(gaborGranger.result.safeParse(result).success).toBe(true);
  });

  test('a single price, rising demand, a cost above a price, a best price at the edge: told', () => {
    expect(asked({ prices: [5], wouldBuy: [3], respondents: 4 }).bestRevenuePrice).toBe(5);
    const result = asked({ prices: [5, 10], wouldBuy: [30, 40], respondents: 60, unitCost: 6 });
    expect(ids(result)).toEqual(['not-monotone', 'boundary-solution', 'price-below-cost']);
  });

  test('groups of different size at each price', () => {
    const { steps } = asked({ prices: [5, 10], wouldBuy: [30, 30], respondents: [40, 60] });
    expect(steps.map(({ share }) => share.estimate)).toEqual([0.75, 0.5]);
  });

  test.each<[string, Inputs, string, string]>([
    ['no prices', { prices: [], wouldBuy: [], respondents: 4 }, 'no-prices', 'prices'],
    ['no answers', { prices: [5] }, 'no-answers', 'wouldBuy'],
    ['no people', { prices: [5], highestPrices: [] }, 'no-answers', 'highestPrices'],
    ['a price twice', { prices: [5, 5], wouldBuy: [1, 1], respondents: 4 }, 'prices-repeat', 'prices'],
    ['too many buyers', { prices: [5], wouldBuy: [5], respondents: 4 }, 'more-buyers-than-people', 'wouldBuy.0'],
    ['unequal lengths', { prices: [5, 6], wouldBuy: [1], respondents: 4 }, 'unequal-lengths', 'wouldBuy'],
    ['a price not asked', { prices: [5], highestPrices: [6] }, 'price-untested', 'highestPrices.0'],
  ])('%s: refused by name', (_, inputs, id, field) => {
    expect(() => asked(inputs)).toThrow(expect.objectContaining({ id, field }));
  });
});

test('the example runs', async () => {
  expect(await exampleProblems(gaborGranger)).toEqual([]);
});

test('the picture shows demand and money on one axis, each best at 1', () => {
  const { series } = asked({ prices: [5, 10], wouldBuy: [40, 30], respondents: 60, unitCost: 4 }).picture;
  expect(series.map(({ name }) => name)).toEqual([
    'Would buy (share)',
    'Revenue (share of the highest)',
    'Margin (share of the highest)',
  ]);
  for (const { y } of series.slice(1)) expect(Math.max(...y.map((value) => value ?? 0))).toBe(1);
  expect(asked({ prices: [5], wouldBuy: [0], respondents: 60 }).picture.series).toHaveLength(1);
});
