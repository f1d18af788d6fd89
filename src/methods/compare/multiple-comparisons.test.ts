import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { multipleComparisons } from './multiple-comparisons.ts';

const adjust = (p: number[], alpha = 0.05) => multipleComparisons.run({ p, alpha });

describe('Benjamini and Hochberg (1995) with R 4.2.2 p.adjust', () => {
  const { inputs, expected } = reference('experiment_benjamini_hochberg');
  const close = (values: number[]) => values.map((value) => expect.closeTo(value, 12));

  test('adjusted values and the numbers rejected', () => {
    const { adjusted, rejected } = adjust(inputs.p);
    expect(adjusted.benjaminiHochberg).toEqual(close(expected.bh));
    expect(adjusted.benjaminiYekutieli).toEqual(close(expected.by));
    expect(adjusted.holm).toEqual(close(expected.holm));
    expect(adjusted.bonferroni).toEqual(close(expected.bonferroni));
    expect(rejected.benjaminiHochberg).toBe(expected.rejected_bh_05);
    expect(rejected.bonferroni).toBe(expected.rejected_bonferroni_05);
  });
});

test('Hochberg with R 4.2.2 p.adjust', () => {
  const { inputs } = reference('experiment_benjamini_hochberg');
  const want = [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.2682, 0.2682, 0.2752, 0.3213, 1, 1, 1, 1, 1, 1];
  expect(adjust([...inputs.p].sort((a, b) => a - b)).adjusted.hochberg).toEqual(
    want.map((value) => expect.closeTo(value, 10)),
  );
});

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });

test('the order given does not matter, ties included', () => {
  fc.assert(
    fc.property(pValues, (given) => {
      const p = [...given, given[0]!];
      const back = adjust([...p].reverse()).adjusted;
      for (const [name, values] of Object.entries(adjust(p).adjusted))
        expect(
          Object.entries(back)
            .find(([other]) => other === name)?.[1]
            .toReversed(),
        ).toEqual(values);
    }),
  );
});

test('bolder procedures never adjust more: p, Benjamini-Hochberg, Holm, Bonferroni', () => {
  fc.assert(
    fc.property(pValues, (p) => {
      const { benjaminiHochberg, benjaminiYekutieli, holm, hochberg, bonferroni } = adjust(p).adjusted;
      for (const [i, value] of p.entries()) {
        expect(benjaminiHochberg[i]).toBeGreaterThanOrEqual(value * (1 - 1e-12));
        expect(benjaminiHochberg[i]).toBeLessThanOrEqual(holm[i]! * (1 + 1e-12));
        expect(benjaminiHochberg[i]).toBeLessThanOrEqual(benjaminiYekutieli[i]! * (1 + 1e-12));
        expect(hochberg[i]).toBeLessThanOrEqual(holm[i]! * (1 + 1e-12));
        expect(benjaminiHochberg[i]).toBeLessThanOrEqual(hochberg[i]! * (1 + 1e-12));
        expect(holm[i]).toBeLessThanOrEqual(bonferroni[i]! * (1 + 1e-12));
      }
    }),
  );
});

test('none: refused; one: left as it is and warned of; all 0, all 1: as they are', () => {
  expect(multipleComparisons.inputs.safeParse({ p: [] }).success).toBe(false);
  const one = adjust([0.03]);
  expect(one.adjusted.benjaminiYekutieli).toEqual([0.03]);
  expect(one.warnings.map(({ id }) => id)).toEqual(['nothing-to-adjust']);
  expect(adjust([0, 0]).rejected.bonferroni).toBe(2);
  expect(adjust([1, 1, 1]).adjusted.holm).toEqual([1, 1, 1]);
});

test('the reading counts in plain words', () => {
  const { reading } = multipleComparisons.run({
    p: [0.001, 0.04, 0.5],
    alpha: 0.05,
    labels: ['price', 'name', 'logo'],
  });
  expect(reading).toBe(
    'Taken alone 2 of 3 would look significant. Counting how many were looked at, 1 of them stands (price) where at most 5 % of findings may be false (Benjamini-Hochberg), and 1 where not even one may be (Holm).',
  );
});
