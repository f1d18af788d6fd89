import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { budgetAllocation } from './budget-allocation.ts';
import { bestAllocation } from './concave-allocation.ts';
import { hillResponse } from './media-curves.ts';
import { bestSteppedAllocation } from './stepped-allocation.ts';

const ask = (inputs: object) => answerMethod(budgetAllocation, inputs);

describe('four concave curves (R: bisection, nloptr SLSQP, dynamic programming)', () => {
  const { inputs, expected, tolerance } = reference('mmm_budget_allocation');
  const channelsOf = (bounds: object) =>
    inputs.channels.map(({ a, b, k }: { a: number; b: number; k: number }) => ({
      maximum: b,
      slope: a,
      half: k,
      ...bounds,
    }));

  test.each([
    ['free', {}],
    ['bounded', inputs.bounds_case2],
  ])('%s', async (name, bounds) => {
    const wanted = expected[name];
    const found = await ask({ channels: channelsOf(bounds), budget: inputs.budget });
    found.channels.forEach(({ spend }, i) => {
      expect(Math.abs(spend - wanted.spend[i])).toBeLessThan(tolerance.spend);
    });
    expect(Math.abs(found.response - wanted.response)).toBeLessThan(tolerance.response);
    expect(found.marginalReturn).toBeCloseTo(wanted.marginal_return, 5);
    expect(Math.abs(found.equalSplitResponse - wanted.equal_split_response)).toBeLessThan(tolerance.response);
  });

  test('in whole units', async () => {
    const { channels, response } = await ask({ channels: channelsOf({}), budget: inputs.budget, step: 1 });
    expect(channels.map(({ spend }) => spend)).toEqual(expected.integer_grid_optimum.spend);
    expect(Math.abs(response - expected.integer_grid_optimum.response)).toBeLessThan(tolerance.response);
  });
});

const anyChannels = fc.array(
  fc.record({
    maximum: fc.integer({ min: 10, max: 500 }),
    half: fc.integer({ min: 5, max: 120 }),
    slope: fc.constantFrom(0.6, 1, 1.5, 2, 3, 6),
    lower: fc.integer({ min: 0, max: 8 }),
    upper: fc.integer({ min: 10, max: 160 }),
  }),
  { minLength: 1, maxLength: 6 },
);

test('S-shaped curves: never below any split in whole units, and proven', () => {
  fc.assert(
    fc.property(anyChannels, fc.integer({ min: 60, max: 240 }), (channels, budget) => {
      const curves = channels.map(({ lower, upper, ...curve }) => ({ curve, lower, upper }));
      const { spend, response, proven } = bestAllocation(curves, budget);
      const stepped = bestSteppedAllocation(curves, budget, 1);
      const onGrid = stepped?.reduce(
        (sum, x, i) => sum + hillResponse(curves[i]?.curve ?? { maximum: 0, half: 1, slope: 1 }, x),
        0,
      );
      expect(proven).toBe(true);
      expect(response).toBeGreaterThanOrEqual((onGrid ?? 0) * (1 - 1e-9));
      expect(spend.reduce((sum, x) => sum + x, 0)).toBeLessThanOrEqual(budget * (1 + 1e-9));
      channels.forEach(({ lower, upper }, i) => {
        expect(spend[i]).toBeGreaterThanOrEqual(lower - 1e-9);
        expect(spend[i]).toBeLessThanOrEqual(upper + 1e-9);
      });
    }),
    { numRuns: 150 },
  );
});

test('channels that no bound holds bring the same for the next unit', async () => {
  await fc.assert(
    fc.asyncProperty(anyChannels, async (channels) => {
      const found = await ask({ channels, budget: 150 });
      for (const { at, marginalReturn } of found.channels)
        if (at === 'between') expect((marginalReturn ?? 0) / (found.marginalReturn ?? Number.NaN)).toBeCloseTo(1, 4);
    }),
    { numRuns: 60 },
  );
});

test('more budget never brings less', async () => {
  await fc.assert(
    fc.asyncProperty(anyChannels, async (channels) => {
      const { otherBudgets } = await ask({ channels, budget: 100 });
      otherBudgets.slice(1).forEach(({ response }, i) => {
        expect(response).toBeGreaterThanOrEqual((otherBudgets[i]?.response ?? 0) * (1 - 1e-9));
      });
    }),
    { numRuns: 30 },
  );
});

test('two equal S-shaped channels and a small budget: all of it goes to one, where equal shares would be the worst', async () => {
  const channel = { maximum: 100, half: 50, slope: 4 };
  const { channels, response, equalSplitResponse, warnings } = await ask({ channels: [channel, channel], budget: 60 });
  expect(channels.map(({ spend }) => spend).sort((a, b) => a - b)).toEqual([
    expect.closeTo(0, 9),
    expect.closeTo(60, 9),
  ]);
  expect(response).toBeGreaterThan(2 * equalSplitResponse);
  expect(warnings.map(({ id }) => id)).toContain('left-out');
});

test('forty S-shaped channels are proven', () => {
  const curves = Array.from({ length: 40 }, (_, i) => ({
    curve: { maximum: 100 + ((i * 37) % 91), half: 10 + ((i * 17) % 43), slope: 1.5 + (i % 4) },
    lower: 0,
    upper: 200,
  }));
  expect(bestAllocation(curves, 400).proven).toBe(true);
});

test('one channel takes all; a cap leaves the rest unspent; a leap past twice today is warned of', async () => {
  const { channels, warnings, marginalReturn } = await ask({
    channels: [{ maximum: 9, half: 5, upper: 30, current: 10 }],
    budget: 100,
  });
  expect(channels[0]?.spend).toBe(30);
  expect(marginalReturn).toBeNull();
  expect(warnings.map(({ id }) => id)).toEqual(['budget-not-spent', 'far-from-today']);
});

test('the interval follows the standard errors of the maxima, and scale does not matter', async () => {
  const channel = { maximum: 10, half: 5, maximumStandardError: 2 };
  const { response, responseInterval } = await ask({ channels: [channel], budget: 5 });
  expect([response, responseInterval?.high]).toEqual([expect.closeTo(5, 9), expect.closeTo(5 + 1.959964, 5)]);
  const scaled = await ask({
    channels: [
      { maximum: 1e9, half: 5e-9 },
      { maximum: 2e9, half: 5e-9 },
    ],
    budget: 1e-8,
  });
  const plain = await ask({
    channels: [
      { maximum: 1, half: 5 },
      { maximum: 2, half: 5 },
    ],
    budget: 10,
  });
  expect(scaled.channels[0]?.share).toBeCloseTo(plain.channels[0]?.share ?? Number.NaN, 8);
});

test('crossed bounds, bounds above the budget, too fine steps: refused by name', async () => {
  const refused = (inputs: object, id: string) => expect(ask(inputs)).rejects.toThrow(expect.objectContaining({ id }));
  const channel = { maximum: 9, half: 5 };
  await refused({ channels: [{ ...channel, lower: 5, upper: 4 }], budget: 9 }, 'bounds-crossed');
  await refused({ channels: [{ ...channel, lower: 5 }], budget: 4 }, 'budget-below-bounds');
  await refused({ channels: [channel], budget: 9, step: 1e-6 }, 'too-many-steps');
  await refused({ channels: [], budget: 9 }, 'inputs-invalid');
});

test('the next unit of budget has a price where no bound was given, whatever the shape', async () => {
  const single = await ask({ channels: [{ maximum: 10, half: 5 }], budget: 5 });
  expect([single.marginalReturn, single.channels[0]?.at]).toEqual([expect.closeTo(0.5, 9), 'between']);
  const twins = Array.from({ length: 3 }, () => ({ maximum: 10, half: 50, slope: 3 }));
  const { marginalReturn, response } = await ask({ channels: twins, budget: 60 });
  const more = await ask({ channels: twins, budget: 60.001 });
  expect(marginalReturn).toBeCloseTo((more.response - response) / 0.001, 4);
  const held = await ask({ channels: [{ maximum: 10, half: 5, upper: 5 }], budget: 5 });
  expect([held.marginalReturn, held.channels[0]?.at]).toEqual([null, 'upper']);
});
