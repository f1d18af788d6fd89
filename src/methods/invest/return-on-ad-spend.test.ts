import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { cannibalisation } from './cannibalisation.ts';
import { returnOnAdSpend } from './return-on-ad-spend.ts';

const ask = (inputs: object) => answerMethod(returnOnAdSpend, inputs);
const launch = (inputs: object) => answerMethod(cannibalisation, inputs);

test('two channels by hand: 4.2 and 2 where 2.5 breaks even, and the last 2,000 brought 1 each', async () => {
  const found = await ask(returnOnAdSpend.example.inputs);
  expect(found.channels.map((one) => one.returnOnAdSpend)).toEqual([4.2, 2]);
  expect(found.channels.map((one) => one.contribution)).toEqual([6800, -1200]);
  expect(found.channels.map((one) => one.marginalReturn)).toEqual([1, null]);
  expect([found.returnOnAdSpend, found.breakEvenReturn, found.contribution]).toEqual([3.375, 2.5, 5600]);
  expect(found.acquisitionCost).toBeCloseTo(16_000 / 190, 9);
  expect(found.warnings.map(({ id }) => id)).toEqual([
    'below-break-even',
    'marginal-below-break-even',
    'credited-only',
  ]);
});

test('shares sum to one and the whole is the spend-weighted mean of the channels', async () => {
  const channel = fc.record({
    name: fc.constant('c'),
    spend: fc.integer({ min: 1, max: 999 }),
    revenue: fc.integer({ min: 1, max: 999 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(channel, { minLength: 1, maxLength: 8 }), async (channels) => {
      const found = await ask({ channels });
      const mean = found.channels.reduce((sum, one) => sum + one.shareOfSpend * (one.returnOnAdSpend ?? 0), 0);
      expect(mean).toBeCloseTo(found.returnOnAdSpend, 9);
      expect(found.channels.reduce((sum, one) => sum + one.shareOfRevenue, 0)).toBeCloseTo(1, 9);
    }),
  );
});

test('incremental revenue, where known, decides the contribution', async () => {
  const { channels } = await ask({ channels: [{ name: 'a', spend: 10, revenue: 100, incrementalRevenue: 8 }] });
  expect(channels[0]?.contribution).toBe(-2);
});

test('a channel without spend has no return; no spend at all is refused', async () => {
  const { channels } = await ask({
    channels: [
      { name: 'free', spend: 0, revenue: 5 },
      { name: 'paid', spend: 5, revenue: 0 },
    ],
  });
  expect(channels.map((one) => one.returnOnAdSpend)).toEqual([null, 0]);
  await expect(ask({ channels: [{ name: 'free', spend: 0, revenue: 5 }] })).rejects.toThrow(
    expect.objectContaining({ id: 'no-spend' }),
  );
});

test('cannibalisation by hand: 1,000 units at 15, 400 of them taken at 15', async () => {
  const found = await launch(cannibalisation.example.inputs);
  expect([found.cannibalisationRate, found.netContribution, found.breakEvenRate]).toEqual([0.4, 9000, 1]);
});

test('at the break-even rate nothing is gained', async () => {
  const positive = fc.integer({ min: 1, max: 500 });
  await fc.assert(
    fc.asyncProperty(positive, positive, positive, async (units, fresh, old) => {
      const product = { name: 'old', contributionPerUnit: fresh + old };
      const first = await launch({
        newUnits: units,
        newContributionPerUnit: fresh,
        existing: [{ ...product, shareTaken: 0.1 }],
      });
      const shareTaken = first.breakEvenRate ?? Number.NaN;
      const again = await launch({
        newUnits: units,
        newContributionPerUnit: fresh,
        existing: [{ ...product, shareTaken }],
      });
      expect(again.netContribution / (units * fresh)).toBeCloseTo(0, 9);
    }),
  );
});

test('a launch that loses money is warned of; a loss missing or above what is sold is refused', async () => {
  const old = { name: 'old', contributionPerUnit: 50 };
  const bad = await launch({ newUnits: 10, newContributionPerUnit: 5, existing: [{ ...old, shareTaken: 0.9 }] });
  expect(bad.warnings.map(({ id }) => id)).toEqual(['loses-money']);
  const refused = (one: object, id: string) =>
    expect(launch({ newUnits: 10, newContributionPerUnit: 5, existing: [one] })).rejects.toThrow(
      expect.objectContaining({ id }),
    );
  await refused(old, 'loss-missing');
  await refused({ ...old, unitsLost: 11 }, 'more-than-sold');
});

test('nothing at stake on existing products: no break-even rate is invented', async () => {
  const existing = [{ name: 'old', contributionPerUnit: 0, unitsLost: 1 }];
  expect((await launch({ newUnits: 10, newContributionPerUnit: 5, existing })).breakEvenRate).toBeNull();
});
