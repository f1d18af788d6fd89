import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { claimsDivision } from './claims-division.ts';
import { constrainedEqualAwards, constrainedEqualLosses, minimalOverlap, talmud } from './claims-rules.ts';
import { drawnRandomArrival, exactRandomArrival } from './random-arrival.ts';

const { inputs, expected } = reference('fair_division_claims');

test.each<[number, number]>(inputs.estates.map((estate: number, i: number) => [estate, i]))(
  'Aumann and Maschler, R 4.2.2: estate %d',
  async (estate, i) => {
    const { awards } = await answerMethod(claimsDivision, { claims: inputs.claims, estate });
    const near = (amounts: number[]) => amounts.map((amount) => expect.closeTo(amount, 6));
    const known = expected.by_estate[i];
    expect(awards.proportional).toEqual(near(known.proportional));
    expect(awards.constrainedEqualAwards).toEqual(near(known.constrained_equal_awards));
    expect(awards.constrainedEqualLosses).toEqual(near(known.constrained_equal_losses));
    expect(awards.talmud).toEqual(near(known.talmud));
    expect(awards.randomArrival).toEqual(near(known.random_arrival));
  },
);

test('minimal overlap: O’Neill’s will (1/2, 1/3 and 1/4 of the estate beside the whole), and the garment of two', () => {
  // Claims 120, 60, 40, 30 on 120: Ibn Ezra's shares 80 5/6, 20 5/6, 10 5/6, 7 1/2.
  const near = [80 + 5 / 6, 20 + 5 / 6, 10 + 5 / 6, 7.5].map((amount) => expect.closeTo(amount, 9));
  expect(minimalOverlap([120, 60, 40, 30], 120)).toEqual(near);
  expect(minimalOverlap([100, 50], 100)).toEqual([expect.closeTo(75, 9), expect.closeTo(25, 9)]);
});

const problem = fc
  .array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 6 })
  .filter((claims) => claims.some((claim) => claim > 0))
  .chain((claims) =>
    fc.record({
      claims: fc.constant(claims),
      estate: fc.integer({ min: 0, max: claims.reduce((sum, claim) => sum + claim, 0) }),
    }),
  );

describe('every rule', () => {
  test('gives out the estate, between 0 and the claim, and more (of award and of loss) to whoever claims more', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ claims, estate }) => {
        const { awards } = await answerMethod(claimsDivision, { claims, estate });
        for (const amounts of Object.values(awards)) {
          expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(estate, 6);
          amounts.forEach((amount, i) => {
            expect(amount).toBeGreaterThanOrEqual(-1e-9);
            expect(amount).toBeLessThanOrEqual(claims[i]! + 1e-9);
            amounts.forEach((other, j) => {
              if (claims[i]! < claims[j]!) expect(amount).toBeLessThanOrEqual(other + 1e-9);
            });
          });
        }
      }),
    );
  });

  test('equal awards and equal losses are dual, Talmud and random arrival their own dual', () => {
    fc.assert(
      fc.property(problem, ({ claims, estate }) => {
        const total = claims.reduce((sum, claim) => sum + claim, 0);
        const dual = (rule: (some: readonly number[], of: number) => number[]) =>
          rule(claims, total - estate).map((loss, i) => expect.closeTo(claims[i]! - loss, 9));
        expect(constrainedEqualAwards(claims, estate)).toEqual(dual(constrainedEqualLosses));
        expect(talmud(claims, estate)).toEqual(dual(talmud));
        expect(exactRandomArrival(claims, estate)).toEqual(dual(exactRandomArrival));
      }),
    );
  });

  test('Talmud: any two share what they have together by the contested garment', () => {
    fc.assert(
      fc.property(problem, ({ claims, estate }) => {
        const amounts = talmud(claims, estate);
        for (let i = 0; i < claims.length; i++)
          for (let j = 0; j < i; j++) {
            const both = amounts[i]! + amounts[j]!;
            const [mine, yours] = [Math.max(0, both - claims[j]!), Math.max(0, both - claims[i]!)];
            expect(amounts[i]).toBeCloseTo(mine + (both - mine - yours) / 2, 6);
          }
      }),
    );
  });

  test('random arrival is the mean over all orders; drawn orders come near it', () => {
    fc.assert(
      fc.property(problem, ({ claims, estate }) => {
        const orders = ordersOf(claims.map((_, i) => i).slice(0, 5));
        const some = claims.slice(0, 5);
        const sums = some.map(() => 0);
        for (const order of orders) {
          let left = estate;
          for (const i of order) {
            sums[i] = sums[i]! + Math.min(left, some[i]!) / orders.length;
            left -= Math.min(left, some[i]!);
          }
        }
        expect(exactRandomArrival(some, estate)).toEqual(sums.map((amount) => expect.closeTo(amount, 6)));
      }),
      { numRuns: 30 },
    );
    const claims = [5, 10, 20, 40, 80];
    const { awards, standardErrors } = drawnRandomArrival(claims, 70, randomFrom(2));
    exactRandomArrival(claims, 70).forEach((amount, i) => {
      expect(Math.abs(awards[i]! - amount)).toBeLessThan(4 * standardErrors[i]! + 1e-9);
    });
  });
});

function ordersOf(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) => ordersOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

test('enough for all: each gets the claim and the rest is left over', async () => {
  const answer = await answerMethod(claimsDivision, { claims: [1, 2], estate: 5 });
  expect(answer).toMatchObject({
    leftOver: 2,
    awards: { talmud: [1, 2], randomArrival: [1, 2], minimalOverlap: [1, 2] },
  });
  expect(answer.warnings.map(({ id }) => id)).toEqual(['no-conflict']);
});

test('nothing to divide, one claimant, more than eighteen', async () => {
  expect((await answerMethod(claimsDivision, { claims: [1, 2], estate: 0 })).awards.adjustedProportional).toEqual([
    0, 0,
  ]);
  expect((await answerMethod(claimsDivision, { claims: [9], estate: 4 })).awards.randomArrival).toEqual([4]);
  const many = await answerMethod(
    claimsDivision,
    { claims: Array.from({ length: 20 }, (_, i) => i + 1), estate: 50 },
    { seed: 4 },
  );
  expect(many.warnings.map(({ id }) => id)).toEqual(['sampled']);
  expect(many.awards.randomArrival.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(50, 6);
});

test('nothing claimed and names too few are refused', async () => {
  await expect(answerMethod(claimsDivision, { claims: [0], estate: 1 })).rejects.toMatchObject({
    id: 'nothing-claimed',
  });
  await expect(answerMethod(claimsDivision, { claims: [1], estate: 1, names: [] })).rejects.toMatchObject({
    id: 'names-unlike-claims',
  });
  await expect(answerMethod(claimsDivision, { claims: [-1], estate: 1 })).rejects.toMatchObject({ field: 'claims.0' });
});

test('the picture names the rules in words', async () => {
  const { picture } = await answerMethod(claimsDivision, claimsDivision.example.inputs);
  expect(picture.series.map(({ name }) => name).join()).toBe(
    'Proportional,Equal awards,Equal losses,Talmud,Piniles,Random arrival,Adjusted,Least overlap',
  );
});
