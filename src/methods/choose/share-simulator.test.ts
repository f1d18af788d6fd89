import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { ratingsConjoint } from './ratings-conjoint.ts';
import { shareSimulator } from './share-simulator.ts';

type Inputs = Parameters<typeof shareSimulator.inputs.parse>[0];
const simulated = (inputs: Inputs, seed = 1) => shareSimulator.run(shareSimulator.inputs.parse(inputs), { seed });

test('package conjoint on the tea data, from part-worths of ratings conjoint', () => {
  const { inputs, expected } = reference('survey_conjoint_ratings_tea');
  const named = (indices: number[]) =>
    Object.fromEntries(
      inputs.attributes.map((name: string, at: number) => [name, inputs.levels[name][indices[at]! - 1]]),
    );
  const { respondents } = ratingsConjoint.run(
    ratingsConjoint.inputs.parse({ profiles: inputs.profiles_level_index.map(named), ratings: inputs.ratings }),
  );
  const { products, bradleyTerryLucePersons } = simulated({
    partWorths: respondents.map(({ partWorths }) => partWorths),
    intercepts: respondents.map(({ intercept }) => intercept),
    products: expected.simulation.profiles.map((indices: number[], at: number) => ({
      name: `p${at}`,
      levels: named(indices),
    })),
    draws: 20,
  });
  const percent = (shares: (number | null)[]) => shares.map((share) => (share ?? 0) * 100);
  const near = (values: number[]) => values.map((value) => expect.closeTo(value, 7));
  expect(percent(products.map(({ firstChoice }) => firstChoice))).toEqual(near(expected.simulation.first_choice_share));
  expect(percent(products.map(({ logit }) => logit))).toEqual(near(expected.simulation.logit_share));
  expect(percent(products.map(({ bradleyTerryLuce }) => bradleyTerryLuce))).toEqual(
    near(expected.simulation.btl_share_excluding_respondents_with_negative_utility),
  );
  expect(bradleyTerryLucePersons).toBe(expected.simulation.btl_n);
});

const worth = fc.double({ min: -3, max: 3, noNaN: true });
const people = fc.array(fc.record({ a: worth, b: worth }), { minLength: 1, maxLength: 8 });
const shelf = [
  { name: 'A', levels: { brand: 'a' } },
  { name: 'B', levels: { brand: 'b' } },
  { name: 'none', levels: {} },
];

describe('properties', () => {
  test('shares sum to one by every rule, and utility of all products alike moves none', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const partWorths = rows.map((brand) => ({ brand, price: -1 }));
        const one = simulated({ partWorths, products: shelf, draws: 5 });
        for (const rule of ['firstChoice', 'logit', 'randomisedFirstChoice'] as const)
          expect(one.products.reduce((sum, product) => sum + product[rule], 0)).toBeCloseTo(1, 9);
        const priced = shelf.map(({ name, levels }) => ({ name, levels: { ...levels, price: 4 } }));
        const other = simulated({ partWorths, products: priced, draws: 5 });
        other.products.forEach(({ logit }, at) => {
          expect(logit).toBeCloseTo(one.products[at]?.logit ?? 0, 9);
        });
      }),
    );
  });

  test('a better level never loses share', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const share = (bonus: number) =>
          simulated({ partWorths: rows.map(({ a, b }) => ({ brand: { a: a + bonus, b } })), products: shelf, draws: 1 })
            .products[0]?.logit ?? 0;
        expect(share(1)).toBeGreaterThan(share(0));
      }),
    );
  });
});

test('randomised first choice is logit without attribute error, and splits look-alikes with it', () => {
  const partWorths = [{ brand: { a: 0.5, b: 0 } }];
  const twins = [...shelf.slice(0, 2), { name: 'A2', levels: { brand: 'a' } }];
  const plain = simulated({ partWorths, products: twins, attributeError: 0, draws: 10_000 }).products;
  plain.forEach(({ logit, randomisedFirstChoice }) => {
    expect(randomisedFirstChoice).toBeCloseTo(logit, 1.5);
  });
  const split = simulated({ partWorths, products: twins, attributeError: 8, draws: 10_000 }).products;
  expect((split[0]?.randomisedFirstChoice ?? 0) + (split[2]?.randomisedFirstChoice ?? 0)).toBeLessThan(0.6);
});

test('ties are split, one person has no interval, look-alikes are warned of', () => {
  const { products, warnings } = simulated({
    partWorths: [{ brand: { a: 1 } }],
    products: [
      { name: 'A', levels: { brand: 'a' } },
      { name: 'A2', levels: { brand: 'a' } },
    ],
  });
  expect(products.map(({ firstChoice }) => firstChoice)).toEqual([0.5, 0.5]);
  expect(products[0]?.share).toBeNull();
  expect(warnings.map(({ id }) => id)).toEqual(['one-person', 'identical-products']);
});

test('huge utilities, and negative ones for every person: answered', () => {
  const { products } = simulated({
    partWorths: [{ brand: { a: 1e6, b: -1e6 } }, { brand: { a: -1, b: -2 } }],
    products: shelf,
  });
  expect(products[0]?.logit).toBeGreaterThan(0.6);
  expect(products[0]?.bradleyTerryLuce).toBeNull();
});

test('unknown levels, weights of zero or of another length, repeated names: refused by name', () => {
  const partWorths = [{ brand: { a: 1, b: 0 } }];
  const refusal = (inputs: Inputs, id: string) =>
    expect(() => simulated(inputs)).toThrow(expect.objectContaining({ id }));
  refusal({ partWorths, products: [...shelf, { name: 'C', levels: { brand: 'c' } }] }, 'level-unknown');
  refusal({ partWorths, products: [...shelf, { name: 'C', levels: { size: 1 } }] }, 'level-unknown');
  refusal({ partWorths, products: shelf, weights: [0] }, 'weights-zero');
  refusal({ partWorths, products: shelf, weights: [1, 1] }, 'lengths-differ');
  refusal({ partWorths, products: [shelf[0]!, shelf[0]!] }, 'names-repeat');
});
