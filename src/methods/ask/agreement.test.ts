import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { cohenKappa } from './cohen-kappa.ts';
import { fleissKappa } from './fleiss-kappa.ts';

const cohen = (inputs: z.input<typeof cohenKappa.inputs>) => cohenKappa.run(cohenKappa.inputs.parse(inputs));
const fleiss = (inputs: z.input<typeof fleissKappa.inputs>) => fleissKappa.run(fleissKappa.inputs.parse(inputs));
const { inputs, expected, tolerance } = reference('research_rater_agreement');
const tag = fc.integer({ min: 1, max: 4 });
const pairs = fc.array(fc.tuple(tag, tag), { minLength: 3, maxLength: 40 });

describe("Cohen's kappa", () => {
  test('Cohen (1960), R: plain, linear and quadratic', () => {
    const { kappa, unweighted, linear, quadratic } = cohen({ table: inputs.cohen_table });
    const oracle = expected.cohen;
    expect(Math.abs(unweighted - oracle.kappa)).toBeLessThan(tolerance.abs);
    expect(Math.abs(linear - oracle.linear)).toBeLessThan(tolerance.abs);
    expect(Math.abs(quadratic - oracle.quadratic)).toBeLessThan(tolerance.abs);
    expect(kappa.estimate).toBe(unweighted);
  });

  test('the error of Fleiss, Cohen and Everitt, worked out by hand for that table', () => {
    // (.2116 - (.4 - .5 * .6)^2) / (50 * (1 - .5)^2) = .016128
    const { standardError, kappa } = cohen({ table: inputs.cohen_table });
    expect(standardError).toBeCloseTo(Math.sqrt(0.016128), 12);
    expect([kappa.low, kappa.high]).toEqual([expect.closeTo(0.1511, 4), expect.closeTo(0.6489, 4)]);
  });

  test('Cohen (1968) with costs of his own, R (psych, vcd): .348 and its error; linear costs as a matrix are linear', () => {
    const { kappa, standardError } = cohen(cohenKappa.example.inputs);
    expect(kappa.estimate).toBeCloseTo(0.347826086957, 11);
    expect(standardError).toBeCloseTo(0.0755040152548, 11);
    const { table = [] } = cohenKappa.example.inputs;
    const steps = table.map((row, i) => row.map((_, j) => Math.abs(i - j)));
    expect(cohen({ table, weights: steps }).kappa).toEqual(cohen({ table, weights: 'linear' }).kappa);
  });

  test('where one category holds nearly everything kappa falls below zero, and AC1 does not (Gwet 2008)', () => {
    const skewed = cohen({
      table: [
        [118, 5],
        [2, 0],
      ],
    });
    expect(skewed.unweighted).toBeCloseTo(-0.0234, 4);
    expect(skewed.gwetAc1).toBeCloseTo(0.9408, 4);
    expect(skewed.brennanPrediger).toBeCloseTo(0.888, 12);
    expect(skewed.categoryAgreement).toEqual([expect.closeTo(236 / 243, 12), 0]);
  });

  test('lists and table agree; changing places of the raters changes no kappa; renaming none of the plain', () => {
    fc.assert(
      fc.property(pairs, (rated) => {
        const first = rated.map(([one]) => one);
        const second = rated.map(([, other]) => other);
        fc.pre(new Set([...first, ...second]).size > 1);
        const plain = cohen({ first, second, weights: 'linear' });
        expect(cohen({ table: plain.table }).quadratic).toBeCloseTo(plain.quadratic, 12);
        const turned = cohen({ first: second, second: first, weights: 'linear' });
        expect(turned.kappa.estimate).toBeCloseTo(plain.kappa.estimate, 12);
        expect(turned.standardError).toBeCloseTo(plain.standardError, 12);
        const renamed = cohen({
          first: first.map((code) => `t${(code * 3) % 5}`),
          second: second.map((code) => `t${(code * 3) % 5}`),
        });
        expect(renamed.unweighted).toBeCloseTo(plain.unweighted, 12);
        expect(plain.unweighted).toBeLessThanOrEqual(plain.largestPossible + 1e-12);
      }),
    );
  });

  test('the interval covers the true kappa about as often as it says (simulated)', () => {
    const random = randomFrom(11);
    // The second copies the first in 6 of 10 cases and otherwise tosses: kappa .6
    let covered = 0;
    for (let run = 0; run < 400; run++) {
      const first = Array.from({ length: 150 }, () => random.below(3));
      const second = first.map((code) => (random.uniform() < 0.6 ? code : random.below(3)));
      const { low, high } = cohen({ first, second }).kappa;
      if (low <= 0.6 && 0.6 <= high) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(covered / 400).toBeLessThan(0.98);
  });

  test('full agreement is one without spread; a missing rating leaves the item out', () => {
    const result = cohen({ first: ['a', 'b', 'a', null], second: ['a', 'b', 'a', 'b'] });
    expect(result).toMatchObject({ kappa: { estimate: 1, low: 1, high: 1 }, missing: 1, items: 3 });
    expect(result.warnings.map(({ id }) => id)).toEqual(['too-few-items', 'answers-missing']);
  });

  test.each<[string, z.input<typeof cohenKappa.inputs>, string]>([
    ['nothing', {}, 'no-ratings'],
    ['costs of another size', { first: ['a', 'b'], second: ['a', 'a'], weights: [[0]] }, 'weights-not-square'],
    [
      'costs of agreeing',
      {
        first: ['a', 'b'],
        second: ['a', 'a'],
        weights: [
          [1, 1],
          [1, 0],
        ],
      },
      'weights-unfit',
    ],
    [
      'a table of zeros',
      {
        table: [
          [0, 0],
          [0, 0],
        ],
      },
      'no-ratings',
    ],
    [
      'no square',
      {
        table: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      'table-not-square',
    ],
    ['unequal lists', { first: [1, 2], second: [1] }, 'unequal-lengths'],
    ['one category', { first: [1, 1], second: [1, 1] }, 'no-variation'],
    [
      'everything in one cell',
      {
        table: [
          [9, 0],
          [0, 0],
        ],
      },
      'no-variation',
    ],
    ['an unnamed category', { first: ['a', 'c'], second: ['a', 'b'], categories: ['a', 'b'] }, 'unknown-category'],
  ])('%s: refused by name', (_, given, id) => {
    expect(() => cohen(given)).toThrow(expect.objectContaining({ id }));
  });
});

describe("Fleiss' kappa", () => {
  test('Fleiss (1971), R: ten subjects and fourteen raters', () => {
    const result = fleiss({ counts: inputs.fleiss_counts });
    expect(Math.abs(result.kappa.estimate - expected.fleiss_kappa)).toBeLessThan(tolerance.abs);
    expect([result.items, result.raters]).toEqual([10, 14]);
    expect(result.p).toBeLessThan(1e-6);
  });

  test('the whole is the mean of the categories weighted by p (1 - p)', () => {
    const { kappa, categories } = fleiss({ counts: inputs.fleiss_counts });
    const weights = categories.map(({ share }) => share * (1 - share));
    const mean = categories.reduce((sum, category, i) => sum + (category.kappa ?? 0) * (weights[i] ?? 0), 0);
    expect(mean / weights.reduce((a, b) => a + b, 0)).toBeCloseTo(kappa.estimate, 12);
  });

  test('ratings and counts agree; the order of items and of raters does not matter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(tag, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 15 }),
        (ratings) => {
          fc.pre(new Set(ratings.flat()).size > 1);
          const plain = fleiss({ ratings });
          const counts = ratings.map((row) => [1, 2, 3, 4].map((code) => row.filter((each) => each === code).length));
          expect(fleiss({ counts }).kappa.estimate).toBeCloseTo(plain.kappa.estimate, 12);
          const turned = fleiss({ ratings: ratings.map((row) => row.toReversed()).toReversed() });
          expect(turned.kappa.low).toBeCloseTo(plain.kappa.low, 9);
        },
      ),
    );
  });

  test('chance ratings test as chance about as often as they should (simulated)', () => {
    const random = randomFrom(5);
    let found = 0;
    for (let run = 0; run < 400; run++) {
      const ratings = Array.from({ length: 60 }, () => Array.from({ length: 4 }, () => random.below(3)));
      if (fleiss({ ratings }).p < 0.05) found++;
    }
    expect(found / 400).toBeGreaterThan(0.02);
    expect(found / 400).toBeLessThan(0.09);
  });

  test.each<[string, z.input<typeof fleissKappa.inputs>, string]>([
    ['nothing', {}, 'no-ratings'],
    ['no items', { counts: [] }, 'no-ratings'],
    ['ragged counts', { counts: [[1, 1], [2]] }, 'unequal-lengths'],
    [
      'different numbers of raters',
      {
        counts: [
          [1, 1],
          [2, 1],
        ],
      },
      'unequal-raters',
    ],
    ['one rater', { ratings: [['a'], ['b']] }, 'too-few-raters'],
    [
      'one category',
      {
        ratings: [
          ['a', 'a'],
          ['a', 'a'],
        ],
      },
      'no-variation',
    ],
  ])('%s: refused by name', (_, given, id) => {
    expect(() => fleiss(given)).toThrow(expect.objectContaining({ id }));
  });
});

test('the examples run', async () => {
  expect(await exampleProblems(cohenKappa)).toEqual([]);
  expect(await exampleProblems(fleissKappa)).toEqual([]);
});
