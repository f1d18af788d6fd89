import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { krippendorffAlpha } from './krippendorff-alpha.ts';

const alpha = (inputs: z.input<typeof krippendorffAlpha.inputs>) =>
  krippendorffAlpha.run(krippendorffAlpha.inputs.parse({ resamples: 0, ...inputs }));
const tag = fc.integer({ min: 1, max: 4 });

describe("Krippendorff's alpha", () => {
  const { ratings } = krippendorffAlpha.example.inputs;

  test.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
    ['ratio', 0.797],
  ] as const)('Krippendorff (2011): %s %d', (metric, printed) => {
    expect(alpha({ ratings, metric }).alpha.estimate).toBeCloseTo(printed, 3);
  });

  test('fifteen units and three coders, most of them missing: .691 nominal, .811 interval', () => {
    const coders = [
      [null, null, null, null, null, 3, 4, 1, 2, 1, 1, 3, 3, null, 3],
      [1, null, 2, 1, 3, 3, 4, 3, null, null, null, null, null, null, null],
      [null, null, 2, 1, 3, 4, 4, null, 2, 1, 1, 3, 3, null, 4],
    ];
    const units = Array.from({ length: 15 }, (_, unit) => coders.map((coder) => coder[unit] ?? null));
    expect(alpha({ ratings: units }).alpha.estimate).toBeCloseTo(0.691, 3);
    expect(alpha({ ratings: units, metric: 'interval' }).alpha.estimate).toBeCloseTo(0.811, 3);
  });

  const drawn = fc.array(fc.array(fc.option(tag), { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 12 });
  const rated = (rows: (number | null)[][]) =>
    rows.map((row) => row.filter((value) => value !== null)).filter((row) => row.length > 1);
  const comparable = (rows: (number | null)[][]) => new Set(rated(rows).flat()).size > 1;

  test('interval alpha equals the squared distances of all pairs, added up one by one', () => {
    fc.assert(
      fc.property(drawn, (rows) => {
        fc.pre(comparable(rows));
        const items = rated(rows);
        const all = items.flat();
        const apart = (values: number[]) =>
          values.reduce((sum, a) => sum + values.reduce((inner, b) => inner + (a - b) ** 2, 0), 0);
        const observed = items.reduce((sum, row) => sum + apart(row) / (row.length - 1), 0) / all.length;
        const chance = apart(all) / (all.length * (all.length - 1));
        expect(alpha({ ratings: rows, metric: 'interval' }).alpha.estimate).toBeCloseTo(1 - observed / chance, 9);
      }),
    );
  });

  test('raters and items may change places; nominal takes any names; interval any unit', () => {
    fc.assert(
      fc.property(drawn, (rows) => {
        fc.pre(comparable(rows));
        const plain = alpha({ ratings: rows }).alpha.estimate;
        expect(alpha({ ratings: rows.map((row) => row.toReversed()).toReversed() }).alpha.estimate).toBeCloseTo(
          plain,
          12,
        );
        expect(
          alpha({ ratings: rows.map((row) => row.map((code) => code && `t${(code * 3) % 5}`)) }).alpha.estimate,
        ).toBeCloseTo(plain, 12);
        const metric = 'interval';
        const scaled = rows.map((row) => row.map((code) => code && 7 - code * 2.5));
        expect(alpha({ ratings: scaled, metric }).alpha.estimate).toBeCloseTo(
          alpha({ ratings: rows, metric }).alpha.estimate,
          9,
        );
      }),
    );
  });

  test('ordered words need their order, and then give what ranks give', () => {
    const words = ['low', 'mid', 'high'];
    const ranks = [
      [1, 1],
      [2, 3],
      [3, 3],
      [1, 2],
    ];
    const inWords = ranks.map((row) => row.map((rank) => words[rank - 1] ?? ''));
    expect(alpha({ ratings: inWords, metric: 'ordinal', categories: words }).alpha.estimate).toBeCloseTo(
      alpha({ ratings: ranks, metric: 'ordinal' }).alpha.estimate,
      12,
    );
    expect(() => alpha({ ratings: inWords, metric: 'ordinal' })).toThrow(
      expect.objectContaining({ field: 'categories' }),
    );
  });

  test('the bootstrap follows the seed and holds the estimate', () => {
    const run = (seed: number) =>
      krippendorffAlpha.run(krippendorffAlpha.inputs.parse({ ratings, resamples: 300 }), { seed }).alpha;
    expect(run(2)).toEqual(run(2));
    const { estimate, low, high } = run(2);
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
  });

  test.each<[string, z.input<typeof krippendorffAlpha.inputs>, string]>([
    ['nothing', { ratings: [] }, 'no-ratings'],
    [
      'never two ratings',
      {
        ratings: [
          [1, null],
          [null, 2],
        ],
      },
      'no-ratings',
    ],
    [
      'one value',
      {
        ratings: [
          [1, 1],
          [1, 1],
        ],
      },
      'no-variation',
    ],
    ['words as numbers', { ratings: [['a', 'b']], metric: 'interval' }, 'not-numbers'],
    ['negative ratios', { ratings: [[-1, 2]], metric: 'ratio' }, 'not-numbers'],
    ['an unnamed category', { ratings: [['a', 'b']], categories: ['a'] }, 'unknown-category'],
  ])('%s: refused by name', (_, given, id) => {
    expect(() => alpha(given)).toThrow(expect.objectContaining({ id }));
  });
});

test('the example runs', async () => {
  expect(await exampleProblems(krippendorffAlpha)).toEqual([]);
});

test('thousands of distinct measurements need no rounding, wherever the scale begins', () => {
  const ratings = Array.from({ length: 2000 }, (_, item) => [
    Math.sin(item),
    Math.sin(item) + 0.2 * Math.cos(3 * item),
  ]);
  const moved = ratings.map((row) => row.map((value) => value + 1e6));
  const metric = 'interval';
  const { estimate } = alpha({ ratings, metric }).alpha;
  expect(estimate).toBeGreaterThan(0.9);
  expect(alpha({ ratings: moved, metric }).alpha.estimate).toBeCloseTo(estimate, 8);
});
