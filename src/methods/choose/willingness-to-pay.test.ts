import fc from 'fast-check';
import { expect, test } from 'vitest';
import { willingnessToPay } from './willingness-to-pay.ts';

type Inputs = Parameters<typeof willingnessToPay.inputs.parse>[0];
const paid = (inputs: Inputs) => willingnessToPay.run(willingnessToPay.inputs.parse(inputs), { seed: 1 });
const coefficients = [
  { name: 'price', estimate: -0.5 },
  { name: 'fast', estimate: 1 },
];

test('printed ratios of Helveston (2023)', () => {
  const ratios = paid(willingnessToPay.example.inputs).willingnessToPay.map(({ estimate }) => estimate);
  expect(ratios).toEqual([1.3406, -10.1357, -1.7491, 2.0038].map((value) => expect.closeTo(value, 2)));
});

test('delta method by hand, covariance counted', () => {
  const [one] = paid({
    coefficients,
    price: 'price',
    covariance: [
      [0.01, 0.002],
      [0.002, 0.04],
    ],
  }).willingnessToPay;
  expect(one?.estimate).toBe(2);
  expect(one?.standardError).toBeCloseTo(Math.sqrt(0.04 + 4 * 0.01 + 2 * 2 * 0.002) / 0.5, 12);
});

test('a sure price coefficient: the simulated interval is the normal one', () => {
  const [one] = paid({
    coefficients,
    price: 'price',
    covariance: [
      [1e-12, 0],
      [0, 0.04],
    ],
    draws: 200_000,
  }).willingnessToPay;
  expect(one?.simulatedLow).toBeCloseTo(one?.low ?? 0, 1.8);
  expect(one?.simulatedHigh).toBeCloseTo(one?.high ?? 0, 1.8);
  expect(one?.simulatedMedian).toBeCloseTo(2, 2);
});

test('the unit of price scales everything, and its order in the table nothing', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (unit) => {
      const priced = (scale: number) => [
        { name: 'fast', estimate: 1, standardError: 0.2 },
        { name: 'price', estimate: -0.5 * scale, standardError: 0.1 * scale },
      ];
      const [one] = paid({ coefficients: priced(1), price: 'price', draws: 200 }).willingnessToPay;
      const [other] = paid({ coefficients: priced(unit), price: 'price', draws: 200 }).willingnessToPay;
      expect((other?.estimate ?? 0) * unit).toBeCloseTo(one?.estimate ?? 0, 9);
      expect((other?.standardError ?? 0) * unit).toBeCloseTo(one?.standardError ?? 0, 9);
      expect((other?.simulatedHigh ?? 0) * unit).toBeCloseTo(one?.simulatedHigh ?? 0, 6);
    }),
    { numRuns: 20 },
  );
});

test('a price that people like, or that may be zero: warned of', () => {
  const { warnings } = paid({
    coefficients: [
      { name: 'price', estimate: 0.1, standardError: 0.2 },
      { name: 'fast', estimate: 1, standardError: 1 },
    ],
    price: 'price',
  });
  expect(warnings.map(({ id }) => id)).toEqual(['price-sign', 'price-unsure', 'independence-assumed']);
});

test('no such price, a price of zero, no errors, a matrix that is no covariance: refused by name', () => {
  const refusal = (inputs: Inputs, id: string) => expect(() => paid(inputs)).toThrow(expect.objectContaining({ id }));
  refusal({ coefficients, price: 'cost' }, 'price-unknown');
  refusal({ coefficients, price: 'price' }, 'standard-errors-missing');
  refusal({ coefficients, price: 'price', covariance: [[1]] }, 'covariance-invalid');
  refusal(
    {
      coefficients,
      price: 'price',
      covariance: [
        [1, 0.5],
        [0.2, 1],
      ],
    },
    'covariance-invalid',
  );
  refusal(
    {
      coefficients,
      price: 'price',
      covariance: [
        [1, 2],
        [2, 1],
      ],
    },
    'covariance-invalid',
  );
  refusal(
    {
      coefficients: [
        { name: 'price', estimate: 0 },
        { name: 'fast', estimate: 1 },
      ],
      price: 'price',
      covariance: [
        [1, 0],
        [0, 1],
      ],
    },
    'price-zero',
  );
});
