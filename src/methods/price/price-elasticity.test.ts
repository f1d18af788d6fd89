import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { priceElasticity } from './price-elasticity.ts';

type Inputs = z.input<typeof priceElasticity.inputs>;
const estimated = (inputs: Inputs) => priceElasticity.run(priceElasticity.inputs.parse(inputs));
const ids = ({ warnings }: { warnings: readonly { id: string }[] }) => warnings.map(({ id }) => id);

describe('Baltagi (2002), cigarette demand of 46 states (R AER, lm)', () => {
  const { inputs, expected, tolerance } = reference('pricing_elasticity_loglog');
  const logs = { quantity: inputs.log_packs, price: inputs.log_price, regressors: { income: inputs.log_income } };
  const power = (values: number[]) => values.map(Math.exp);
  const plain = {
    quantity: power(inputs.log_packs),
    price: power(inputs.log_price),
    regressors: { income: power(inputs.log_income) },
  };

  test.each<[string, Inputs]>([
    ['logs given', { ...logs, alreadyLogged: true }],
    ['logs taken', { ...plain, logged: ['income'] }],
  ])('%s', (_, given) => {
    const { terms, elasticity, rSquared, sigma } = estimated(given);
    const coefficients = [expected.intercept, expected.price_elasticity, expected.income_elasticity];
    terms.forEach(({ coefficient, standardError }, i) => {
      expect(Math.abs(coefficient - (coefficients[i] ?? 0))).toBeLessThan(tolerance.coef);
      expect(Math.abs(standardError - expected.se[i])).toBeLessThan(tolerance.se);
    });
    expect(Math.abs(elasticity.low - expected.ci95_price[0])).toBeLessThan(tolerance.coef);
    expect(Math.abs(elasticity.high - expected.ci95_price[1])).toBeLessThan(tolerance.coef);
    expect([rSquared, sigma]).toEqual([expect.closeTo(expected.r2, 6), expect.closeTo(expected.sigma, 6)]);
    expect(elasticity.estimate).toBeCloseTo(expected.printed.price, 2);
  });
});

const sales = (seed: number, count: number, elasticity: number) => {
  const random = randomFrom(seed);
  const price = Array.from({ length: count }, () => 5 + 10 * random.uniform());
  const quantity = price.map((each) => 900 * each ** elasticity * Math.exp(0.3 * random.normal()));
  return { price, quantity };
};

test('the interval holds the true elasticity about as often as it says (simulated)', () => {
  const covered = Array.from({ length: 300 }, (_, seed) => estimated(sales(seed, 40, -1.7)).elasticity).filter(
    ({ low, high }) => low <= -1.7 && high >= -1.7,
  );
  expect(covered.length / 300).toBeGreaterThan(0.9);
  expect(covered.length / 300).toBeLessThan(0.99);
});

test('neither the unit of money or of quantity nor the order of observations changes the elasticity', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0.001, max: 1000, noNaN: true }), (seed, unit) => {
      const { price, quantity } = sales(seed, 12, -0.8);
      const plain = estimated({ price, quantity }).elasticity;
      const turned = estimated({
        price: price.map((each) => unit * each).toReversed(),
        quantity: quantity.map((each) => each / unit).toReversed(),
      });
      expect(turned.elasticity.estimate).toBeCloseTo(plain.estimate, 8);
      expect(turned.elasticity.high).toBeCloseTo(plain.high, 8);
    }),
  );
});

describe('missing, constant, perfect, refused', () => {
  const { price, quantity } = sales(1, 30, -1.2);

  test('gaps are left out row by row', () => {
    const result = estimated({ price: [...price, null, 9], quantity: [...quantity, 5, null] });
    expect(result.elasticity).toEqual(estimated({ price, quantity }).elasticity);
    expect([result.missing, ids(result)]).toEqual([2, ['observations-missing']]);
  });

  test('a perfect fit stays within the result', () => {
    const result = estimated({ price: [1, 2, 4, 8], quantity: [64, 16, 4, 1] });
    expect(result.elasticity.estimate).toBeCloseTo(-2, 12);
    expect(priceElasticity.result.safeParse(result).error).toBeUndefined();
  });

  test('a price that hardly moves, demand that rises with it: told', () => {
    const still = { price: price.map((each) => 10 + each / 1000), quantity: price.map((each, i) => each + (i % 4)) };
    expect(ids(estimated(still))).toEqual(['little-price-variation', 'positive-elasticity']);
  });

  test.each<[string, Inputs, string, string]>([
    ['nothing', { price: [], quantity: [] }, 'too-few-observations', 'quantity'],
    ['unequal lengths', { price: [1, 2], quantity: [1] }, 'unequal-lengths', 'price'],
    ['nothing sold', { price: [1, 2, 3, 4], quantity: [3, 2, 1, 0] }, 'not-positive', 'quantity.3'],
    ['one price', { price: [2, 2, 2, 2], quantity: [3, 2, 1, 4] }, 'constant-price', 'price'],
    ['one quantity', { price: [1, 2, 3, 4], quantity: [2, 2, 2, 2] }, 'constant-quantity', 'quantity'],
    [
      'a copy of another',
      { price, quantity, regressors: { a: price, b: price.map((each) => 2 * each) } },
      'collinear',
      'regressors.b',
    ],
    ['a log of nothing', { price, quantity, logged: ['income'] }, 'unknown-regressor', 'logged'],
  ])('%s: refused by name', (_, inputs, id, field) => {
    expect(() => estimated(inputs)).toThrow(expect.objectContaining({ id, field }));
  });
});

test('the example runs', async () => {
  expect(await exampleProblems(priceElasticity)).toEqual([]);
});
