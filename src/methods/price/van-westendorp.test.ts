import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { vanWestendorp } from './van-westendorp.ts';

type Inputs = z.input<typeof vanWestendorp.inputs>;
const metered = (inputs: Inputs) => vanWestendorp.run(vanWestendorp.inputs.parse({ resamples: 0, ...inputs }));
const ids = ({ warnings }: { warnings: readonly { id: string }[] }) => warnings.map(({ id }) => id);

describe('R pricesensitivitymeter 1.3.3 on the data of its vignette', () => {
  const { inputs, expected, tolerance } = reference('survey_van_westendorp_nms');
  const { validate: _, nms_calibration: nmsCalibration, ...answers } = inputs;
  const result = metered({ ...answers, nmsCalibration });
  const { linear, linearPlain, stepGrid, linearInclusive } = result.conventions;

  test.each([
    ['as the package finds them', linear, expected.package],
    ['on the grid', stepGrid, expected.step_grid_first_crossing],
    ['with falling curves that include the price', linearInclusive, expected.linear_geq_convention],
  ])('price points %s', (_name, points, oracle) => {
    expect(points.pointOfMarginalCheapness).toBeCloseTo(oracle.PMC, 9);
    expect(points.pointOfMarginalExpensiveness).toBeCloseTo(oracle.PME, 9);
    expect(points.indifferencePrice).toBeCloseTo(oracle.IPP, 9);
    expect(points.optimalPrice).toBeCloseTo(oracle.OPP, 9);
  });

  test('without rest at the lowest answer: each point within the tolerance of the package', () => {
    expect(Math.abs((linearPlain.indifferencePrice ?? 0) - expected.package.IPP)).toBeLessThan(tolerance.price_points);
    expect(Math.abs((linearPlain.optimalPrice ?? 0) - expected.package.OPP)).toBeLessThan(tolerance.price_points);
  });

  test('the narrower range', () => {
    // The curves meet from 10.90 to 11.26; rounding in the package skips the first price.
    expect(Math.abs((linear.narrowerLow ?? 0) - expected.narrower_range.PMC)).toBeLessThan(tolerance.price_points);
    expect(linear.narrowerHigh).toBeCloseTo(expected.narrower_range.PME, 9);
  });

  test('who is left out', () => {
    expect([result.total, result.invalid]).toEqual([expected.n_total, expected.n_invalid]);
    expect(ids(result)).toEqual(['inconsistent-answers']);
  });

  test.each<Record<'price' | 'tooCheap' | 'cheap' | 'expensive' | 'tooExpensive', number>>(expected.curve_points)(
    'curves at $price',
    (oracle) => {
      const found = result.curves.find(({ price }) => price === oracle.price) ?? expect.fail('no such price');
      for (const name of ['tooCheap', 'cheap', 'expensive', 'tooExpensive'] as const)
        expect(Math.abs((found[name] ?? Number.NaN) - oracle[name])).toBeLessThan(tolerance.curves);
    },
  );

  test('reach and revenue of Newton, Miller and Smith', () => {
    const found = result.newtonMillerSmith ?? expect.fail('no reach');
    expect(Math.abs(found.priceOptimalReach - expected.nms.price_optimal_reach)).toBeLessThan(tolerance.nms_price);
    expect(Math.abs(found.priceOptimalRevenue - expected.nms.price_optimal_revenue)).toBeLessThan(tolerance.nms_price);
    expect(Math.abs(found.maxReach - expected.nms.max_reach)).toBeLessThan(tolerance.nms_reach);
    expect(Math.abs(found.maxRevenue - expected.nms.max_revenue)).toBeLessThan(tolerance.nms_reach);
  });
});

const four = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 4 });
const people = fc.array(
  four.map((prices) => prices.sort((a, b) => a - b)),
  { minLength: 2, maxLength: 25 },
);
const columns = (rows: number[][]) => ({
  tooCheap: rows.map((row) => row[0] ?? 0),
  cheap: rows.map((row) => row[1] ?? 0),
  expensive: rows.map((row) => row[2] ?? 0),
  tooExpensive: rows.map((row) => row[3] ?? 0),
});
const CONVENTIONS = ['linear', 'stepGrid', 'linearInclusive'] as const;

test('points are in the order of the theory and within the prices named, by every convention', () => {
  fc.assert(
    fc.property(people, fc.constantFrom(...CONVENTIONS), (rows, convention) => {
      const { points } = metered({ ...columns(rows), convention });
      const [low, high] = [Math.min(...rows.flat()), Math.max(...rows.flat())];
      for (const price of Object.values(points)) {
        expect(price).toBeGreaterThanOrEqual(low);
        expect(price).toBeLessThanOrEqual(high);
      }
      expect(points.pointOfMarginalCheapness ?? 0).toBeLessThanOrEqual(
        (points.pointOfMarginalExpensiveness ?? 0) + 1e-9,
      );
      expect(points.pointOfMarginalCheapness ?? 0).toBeLessThanOrEqual((points.narrowerLow ?? 0) + 1e-9);
    }),
  );
});

test('the order of people does not matter; all prices twice as high give points twice as high', () => {
  fc.assert(
    fc.property(people, fc.constantFrom(...CONVENTIONS), (rows, convention) => {
      const plain = metered({ ...columns(rows), convention }).points;
      expect(metered({ ...columns(rows.toReversed()), convention }).points).toEqual(plain);
      const doubled = metered({ ...columns(rows.map((row) => row.map((price) => 2 * price))), convention }).points;
      for (const name of ['optimalPrice', 'indifferencePrice', 'pointOfMarginalCheapness'] as const)
        expect(doubled[name]).toBeCloseTo(2 * (plain[name] ?? 0), 9);
    }),
  );
});

test('weights count a person as often as they say', () => {
  fc.assert(
    fc.property(people, (rows) => {
      const weighted = metered({ ...columns(rows), weights: rows.map((_, i) => 1 + (i % 3)) });
      const repeated = metered(columns(rows.flatMap((row, i) => Array(1 + (i % 3)).fill(row))));
      expect(weighted.points).toEqual(repeated.points);
    }),
  );
});

test('reach is the mean probability by straight lines, worked out by hand for two people', () => {
  const { newtonMillerSmith } = metered({
    ...columns([
      [10, 20, 30, 40],
      [10, 16, 20, 24],
    ]),
    purchaseIntentCheap: [5, 4],
    purchaseIntentExpensive: [3, 1],
  });
  const at = (price: number) => newtonMillerSmith?.curve.find((each) => each.price === price)?.reach;
  // At 16: .7 * 6/10 and .5; at 24: .7 - .4 * 4/10 and 0.
  expect([at(10), at(16), at(24), at(40)]).toEqual([0, expect.closeTo(0.46, 12), expect.closeTo(0.27, 12), 0]);
});

test('where two curves lie on each other, the first, last or middle price is taken as asked', () => {
  const answers = columns([
    [1, 5, 10, 20],
    [2, 6, 11, 21],
  ]);
  const price = (among: 'min' | 'max' | 'mean' | 'median') => metered({ ...answers, among }).points.optimalPrice;
  expect([price('min'), price('max'), price('mean')]).toEqual([2, 20, 11]);
});

test('bootstrap intervals follow the seed and hold the points', () => {
  const inputs = vanWestendorp.inputs.parse({ ...vanWestendorp.example.inputs, resamples: 200 });
  const first = vanWestendorp.run(inputs, { seed: 5 });
  expect(vanWestendorp.run(inputs, { seed: 5 })).toEqual(first);
  const { estimate, low, high } = first.intervals?.indifferencePrice ?? expect.fail('no interval');
  expect(low).toBeLessThanOrEqual(estimate);
  expect(high).toBeGreaterThanOrEqual(estimate);
  expect(estimate).toBe(first.points.indifferencePrice);
});

describe('missing, empty, constant, inconsistent', () => {
  test('without too cheap there is no lower end and no optimal price, and no warning for it', () => {
    const { tooCheap: _, ...rest } = columns([
      [1, 5, 10, 20],
      [2, 6, 11, 21],
    ]);
    const result = metered(rest);
    expect(result.points).toMatchObject({ optimalPrice: null, pointOfMarginalCheapness: null, indifferencePrice: 6 });
    expect(ids(result)).toEqual(['too-few-answers']);
    expect(vanWestendorp.result.safeParse(result).success).toBe(true);
  });

  test('everybody alike: the points lie between the prices named, the result within its schema', () => {
    const result = metered(columns(Array(60).fill([5, 10, 15, 20])));
    expect(result.points).toMatchObject({
      pointOfMarginalCheapness: expect.any(Number),
      optimalPrice: expect.any(Number),
    });
    expect(vanWestendorp.result.safeParse(result).success).toBe(true);
  });

  test('people with gaps or prices out of order are left out, or kept on request', () => {
    const answers = { tooCheap: [1, 9, null], cheap: [5, 6, 7], expensive: [10, 11, 12], tooExpensive: [20, 21, 22] };
    expect(metered(answers).curves.map(({ price }) => price)).toEqual([1, 5, 10, 20]);
    const kept = metered({ ...answers, validate: false });
    expect([kept.invalid, kept.curves.length]).toEqual([2, 8]);
  });

  test('people without intent are left out of reach alone', () => {
    const answers = columns([
      [1, 5, 10, 20],
      [2, 6, 11, 21],
    ]);
    const result = metered({ ...answers, purchaseIntentCheap: [5, null], purchaseIntentExpensive: [1, 2] });
    expect(result.newtonMillerSmith?.people).toBe(1);
    expect(ids(result)).toContain('intent-missing');
  });

  test.each<[string, Inputs, string, string]>([
    ['nobody', columns([]), 'no-answers', 'cheap'],
    ['unequal lengths', { ...columns([[1, 2, 3, 4]]), expensive: [] }, 'unequal-lengths', 'expensive'],
    ['all out of order', columns([[4, 3, 2, 1]]), 'no-consistent-answers', 'cheap'],
    [
      'an intent off the scale',
      { ...columns([[1, 2, 3, 4]]), purchaseIntentCheap: [9], purchaseIntentExpensive: [1] },
      'unknown-intent',
      'purchaseIntentCheap.0',
    ],
  ])('%s: refused by name', (_, inputs, id, field) => {
    expect(() => metered(inputs)).toThrow(expect.objectContaining({ id, field }));
  });
});

test('the example runs', async () => {
  expect(await exampleProblems(vanWestendorp)).toEqual([]);
});

test('by hand: two people, plain lines cross at the half', () => {
  const { conventions } = metered({ tooCheap: [1, 3], cheap: [4, 6], expensive: [8, 10], tooExpensive: [12, 14] });
  // Cheap falls from 1 to 1/2 at 4 and to 0 at 6; too cheap from 1/2 at 1 to 0 at 3: not cheap meets it at 3, where both are 0.
  expect(conventions.linearPlain.pointOfMarginalCheapness).toBe(3);
  expect(conventions.linearPlain.indifferencePrice).toBe(6);
});

test('every point of the picture lies where two of its curves cross', () => {
  const { picture, points } = metered(vanWestendorp.example.inputs);
  expect(picture.series.map(({ name }) => name)).toContain('Not cheap');
  const at = (name: string, price: number) => {
    const { x, y } = picture.series.find((one) => one.name === name) ?? { x: [], y: [] };
    const next = x.findIndex((one) => Number(one) >= price);
    const [left, right] = [Number(x[next - 1]), Number(x[next])];
    return (y[next - 1] ?? 0) + (((y[next] ?? 0) - (y[next - 1] ?? 0)) * (price - left)) / (right - left);
  };
  const cheapness = points.pointOfMarginalCheapness ?? 0;
  const expensiveness = points.pointOfMarginalExpensiveness ?? 0;
  expect(at('Too cheap', cheapness)).toBeCloseTo(at('Not cheap', cheapness), 9);
  expect(at('Too expensive', expensiveness)).toBeCloseTo(at('Not expensive', expensiveness), 9);
});
