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

// Ezekiel (1930), as in R's data set cars: oracle R lm, sandwich and lmtest on logarithms.
const speed =
  '4 4 7 7 8 9 10 10 10 11 11 12 12 12 12 13 13 13 13 14 14 14 14 15 15 15 16 16 17 17 17 18 18 18 18 19 19 19 20 20 20 20 20 22 23 24 24 24 24 25';
const distance =
  '2 10 4 22 16 10 18 26 34 17 28 14 20 24 28 26 34 34 46 26 36 60 80 20 26 54 32 40 32 40 50 42 56 76 84 36 46 68 32 48 52 56 64 66 54 70 92 93 120 85';
const cars = { quantity: distance.split(' ').map(Number), price: speed.split(' ').map(Number) };

describe('errors that bear uneven or dependent scatter (R sandwich, lmtest)', () => {
  test.each([
    ['HC0', 0.595957485725094, 0.212206272207847],
    ['HC1', 0.608246561841032, 0.216582119636408],
    ['HC3', 0.718755814970502, 0.256116570299379],
    ['newey-west', 0.316797961794214, 0.115892649854066],
  ] as const)('%s', (errors, intercept, slope) => {
    const { terms, elasticity } = estimated({ ...cars, errors, lag: 3 });
    expect(terms.map(({ standardError }) => standardError)).toEqual([
      expect.closeTo(intercept, 9),
      expect.closeTo(slope, 9),
    ]);
    expect(elasticity.standardError).toBe(terms[1]?.standardError);
  });

  test('p by HC3, Breusch-Pagan and Durbin-Watson; the warning goes with errors that bear it', () => {
    const result = estimated({ ...cars, errors: 'HC3' });
    expect(result.elasticity.p).toBeCloseTo(1.01597625032555e-7, 15);
    expect(result.breuschPaganP).toBeCloseTo(5.33707739901668e-5, 12);
    expect(result.durbinWatson).toBeCloseTo(2.41147624797942, 11);
    expect(ids(estimated(cars))).toContain('uneven-scatter');
    expect(ids(result)).not.toContain('uneven-scatter');
  });

  test('rows that drift are told, and newey-west bears them', () => {
    const drifting = cars.price.map((value, i) => Math.exp(3 - 2 * Math.log(value) + Math.sin(i / 6)));
    const inputs = { quantity: drifting, price: cars.price.map((_, i) => cars.price[(i * 17) % 50] ?? 1) };
    expect(ids(estimated(inputs))).toContain('neighbours-alike');
    expect(ids(estimated({ ...inputs, errors: 'newey-west' }))).not.toContain('neighbours-alike');
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
