import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { profitAndLoss } from './profit-and-loss.ts';
import { tornado } from './tornado.ts';

const plan = {
  products: [{ name: 'Pro', units: 1000, price: 120, unitCost: 40, discount: 0.1 }],
  fixedCosts: [{ name: 'Team', amount: 50_000 }],
  variableShare: 0.05,
  taxRate: 0.25,
};
const statementOf = (inputs: object) => answerMethod(profitAndLoss, { ...plan, ...inputs });
const swings = (inputs: object, seed = 1) => answerMethod(tornado, { ...plan, ...inputs }, { seed });

test('a statement by hand', async () => {
  const { plan: found } = await statementOf({});
  expect(found.revenue).toBeCloseTo(108_000, 9);
  expect(found.variableCost).toBeCloseTo(45_400, 9);
  expect(found.contribution).toBeCloseTo(62_600, 9);
  expect(found.operatingProfit).toBeCloseTo(12_600, 9);
  expect(found.tax).toBeCloseTo(3150, 9);
  expect(found.netProfit).toBeCloseTo(9450, 9);
});

test('scenarios by hand, weighed by their probabilities', async () => {
  const { scenarios, expectedNetProfit, warnings } = await statementOf({
    scenarios: [
      { name: 'low', probability: 0.5, changes: [{ driver: 'Pro.units', times: 0.5 }] },
      {
        name: 'lean',
        probability: 0.5,
        changes: [
          { driver: 'fixed.Team', to: 40_000 },
          { driver: 'taxRate', to: 0 },
        ],
      },
    ],
  });
  expect(scenarios.map(({ netProfit }) => netProfit)).toEqual([expect.closeTo(-18_700, 6), expect.closeTo(22_600, 6)]);
  expect(expectedNetProfit).toBeCloseTo(1950, 6);
  expect(warnings).toEqual([]);
});

test('more units sold above cost never earn less, and the inputs stay as they were', async () => {
  const given = structuredClone(plan);
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 1, max: 5, noNaN: true }), async (times) => {
      const { scenarios } = await statementOf({
        scenarios: [{ name: 'more', changes: [{ driver: 'Pro.units', times }] }],
      });
      expect(scenarios[0]?.netProfitChange).toBeGreaterThanOrEqual(-1e-9);
    }),
    { numRuns: 30 },
  );
  expect(plan).toEqual(given);
});

test('a losing plan, a product below cost and one-sided scenarios are warned of', async () => {
  const { warnings } = await statementOf({
    products: [{ name: 'Pro', units: 10, price: 5, unitCost: 6 }],
    scenarios: [1, 2].map((amount) => ({ name: `s${amount}`, changes: [{ driver: 'fixed.Team', to: amount }] })),
  });
  expect(warnings.map(({ id }) => id)).toEqual(['plan-loses', 'sold-below-cost', 'one-sided']);
});

test('unknown drivers, changes without a value, probabilities that are not one: refused by name', async () => {
  const refused = (scenario: object, id: string) =>
    expect(statementOf({ scenarios: [{ name: 's', changes: [], ...scenario }] })).rejects.toThrow(
      expect.objectContaining({ id }),
    );
  await refused({ changes: [{ driver: 'Pro.colour', to: 1 }] }, 'driver-unknown');
  await refused({ changes: [{ driver: 'fixed.Rent', to: 1 }] }, 'driver-unknown');
  await refused({ changes: [{ driver: 'Pro.price' }] }, 'change-missing');
  await refused({ probability: 0.5 }, 'probabilities-not-one');
  await expect(swings({ ranges: [{ driver: 'Pro.units', low: 2000, high: 3000 }] })).rejects.toThrow(
    expect.objectContaining({ id: 'plan-outside-range', field: 'ranges.0' }),
  );
});

const ranges = [
  { driver: 'fixed.Team', low: 40_000, high: 70_000 },
  { driver: 'Pro.units', low: 900, high: 1100 },
];

test('swings by hand, the widest first, and where the result is 0', async () => {
  const { drivers, base } = await swings({ ranges, measure: 'operatingProfit' });
  expect(base).toBeCloseTo(12_600, 6);
  expect(drivers.map(({ driver }) => driver)).toEqual(['fixed.Team', 'Pro.units']);
  expect(drivers[0]?.atLow).toBeCloseTo(22_600, 6);
  expect(drivers[0]?.breakEven).toBeCloseTo(62_600, 4);
  expect(drivers[1]).toMatchObject({ swing: expect.closeTo(12_520, 6), breakEven: null });
});

test('the simulated mean and spread of a linear plan are those of its PERT distributions', async () => {
  const { outcome, standardDeviation, drivers } = await swings({ ranges, measure: 'operatingProfit', runs: 40_000 });
  // Mean (low + 4 mode + high) / 6; variance (mean - low)(high - mean) / 7.
  const mean = (40_000 + 200_000 + 70_000) / 6;
  const team = ((mean - 40_000) * (70_000 - mean)) / 7;
  const units = ((100 * 100) / 7) * 62.6 ** 2;
  expect(outcome.estimate / (62_600 - mean)).toBeCloseTo(1, 2);
  expect(standardDeviation / Math.sqrt(team + units)).toBeCloseTo(1, 1);
  expect(drivers[0]?.shareOfVariance).toBeCloseTo(team / (team + units), 1);
});

test('the same seed gives the same futures; a driver that cannot vary has no swing', async () => {
  const fixed = [{ driver: 'Pro.price', low: 120, high: 120 }];
  const { drivers, standardDeviation, outcome } = await swings({ ranges: fixed });
  expect([drivers[0]?.swing, drivers[0]?.shareOfVariance]).toEqual([0, 0]);
  expect([standardDeviation, outcome.low]).toEqual([expect.closeTo(0, 6), expect.closeTo(9450, 6)]);
  expect(await swings({ ranges }, 3)).toEqual(await swings({ ranges }, 3));
});
