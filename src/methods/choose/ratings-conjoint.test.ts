import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { ratingsConjoint } from './ratings-conjoint.ts';

type Inputs = Parameters<typeof ratingsConjoint.inputs.parse>[0];
const rated = (inputs: Inputs) => ratingsConjoint.run(ratingsConjoint.inputs.parse(inputs));

describe('R lm with contr.sum, package conjoint: tea, 100 respondents', () => {
  const { inputs, expected } = reference('survey_conjoint_ratings_tea');
  const named = (indices: number[]) =>
    Object.fromEntries(
      inputs.attributes.map((name: string, at: number) => [name, inputs.levels[name][indices[at]! - 1]]),
    );
  const answer = rated({
    profiles: inputs.profiles_level_index.map(named),
    ratings: inputs.ratings,
    levels: inputs.levels,
    simulate: expected.simulation.profiles.map(named),
  });

  test('pooled part-worths and importance', () => {
    expect(answer.intercept).toBeCloseTo(expected.aggregate_intercept, 9);
    expect(answer.rSquared).toBeCloseTo(expected.r_squared_pooled, 9);
    answer.attributes.forEach(({ name, importance, partWorths }, at) => {
      expect(partWorths.map(({ utility }) => utility)).toEqual(
        expected.aggregate_partworths[name].map((value: number) => expect.closeTo(value, 9)),
      );
      expect(importance * 100).toBeCloseTo(expected.mean_importance_percent[name], 8);
      expect(Math.abs(importance * 100 - expected.printed_mean_importance_percent[at])).toBeLessThan(0.005);
    });
  });

  test('one respondent', () => {
    const [first] = answer.respondents;
    expect(first?.intercept).toBeCloseTo(expected.respondent_1.intercept, 9);
    for (const name of inputs.attributes) {
      expect(Object.values(first?.partWorths[name] ?? {})).toEqual(
        expected.respondent_1.partworths[name].map((value: number) => expect.closeTo(value, 9)),
      );
      expect((first?.importance[name] ?? 0) * 100).toBeCloseTo(expected.respondent_1.importance[name], 8);
    }
  });

  test('simulated shares', () => {
    const { simulation } = expected;
    answer.simulation.forEach((product, at) => {
      expect(product.meanUtility).toBeCloseTo(simulation.mean_total_utility[at], 9);
      expect(product.firstChoice * 100).toBeCloseTo(simulation.first_choice_share[at], 9);
      expect(product.logit * 100).toBeCloseTo(simulation.logit_share[at], 8);
      expect((product.bradleyTerryLuce ?? 0) * 100).toBeCloseTo(
        simulation.btl_share_excluding_respondents_with_negative_utility[at],
        8,
      );
    });
    expect(answer.bradleyTerryLucePersons).toBe(simulation.btl_n);
  });
});

const profiles = ['s', 'm', 'l'].flatMap((size) => ['red', 'blue'].map((colour) => ({ size, colour })));

test('part-worths of an attribute sum to nothing, and a constant on all ratings moves the intercept only', () => {
  const row = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (ratings) => {
      const one = rated({ profiles, ratings });
      const other = rated({
        profiles: [...profiles].reverse(),
        ratings: ratings.map((r) => r.map((v) => v + 5).reverse()),
      });
      expect(other.intercept).toBeCloseTo(one.intercept + 5, 9);
      for (const { name, partWorths } of one.attributes) {
        expect(partWorths.reduce((sum, { utility }) => sum + utility, 0)).toBeCloseTo(0, 9);
        const theirs = other.attributes.find((each) => each.name === name)?.partWorths ?? [];
        for (const { level, utility } of partWorths)
          expect(theirs.find((each) => each.level === level)?.utility).toBeCloseTo(utility, 9);
      }
    }),
    { numRuns: 30 },
  );
});

test('additive ratings are recovered exactly, numbers as levels too', () => {
  const worth: Record<string, number> = { s: -2, m: 0, l: 2, red: 1, blue: -1 };
  const ratings = [profiles.map(({ size, colour }) => 5 + (worth[size] ?? 0) + (worth[colour] ?? 0))];
  const { respondents } = rated({ profiles, ratings });
  expect(respondents[0]?.partWorths.size).toEqual({
    s: expect.closeTo(-2),
    m: expect.closeTo(0),
    l: expect.closeTo(2),
  });
  expect(
    rated({ profiles: [{ gb: 1 }, { gb: 2 }], ratings: [[1, 3]] }).attributes[0]?.partWorths[1]?.utility,
  ).toBeCloseTo(1);
});

test('missing ratings: enough left is fitted, too few is left out and warned of', () => {
  const { respondents, warnings } = rated({
    profiles,
    ratings: [
      [1, 2, 3, 4, 5, null],
      [1, null, null, null, null, null],
    ],
  });
  expect(respondents.map(({ respondent }) => respondent)).toEqual([1]);
  expect(warnings.map(({ id }) => id)).toContain('respondents-left-out');
});

test('all ratings alike: nothing matters, and no R-squared', () => {
  const { respondents, attributes, warnings, reading } = rated({ profiles, ratings: [[4, 4, 4, 4, 4, 4]] });
  expect(warnings.map(({ id }) => id)).toContain('ratings-alike');
  expect(reading).toContain('do not tell');
  expect(respondents[0]?.rSquared).toBeNull();
  expect(attributes[0]?.importance).toBe(0.5);
});

test('no ratings, one level, missing attributes, confounded profiles, unknown levels: refused by name', () => {
  const refusal = (inputs: Inputs, id: string) => expect(() => rated(inputs)).toThrow(expect.objectContaining({ id }));
  refusal({ profiles, ratings: [[null, null, null, null, null, null]] }, 'no-ratings');
  refusal({ profiles, ratings: [[1]] }, 'lengths-differ');
  refusal({ profiles: [{ a: 1 }, { a: 1 }], ratings: [[1, 2]] }, 'attribute-constant');
  refusal({ profiles: [{ a: 1, b: 1 }, { a: 2 }], ratings: [[1, 2]] }, 'attribute-missing');
  refusal(
    {
      profiles: [
        { a: 1, b: 1 },
        { a: 2, b: 2 },
        { a: 1, b: 1 },
      ],
      ratings: [[1, 2, 3]],
    },
    'not-identified',
  );
  refusal({ profiles, ratings: [[1, 2, 3, 4, 5, 6]], simulate: [{ size: 'xl' }] }, 'level-unknown');
  refusal({ profiles, ratings: [[1, 2, 3, 4, 5, 6]], levels: { size: ['s', 'm'] } }, 'level-unknown');
});
