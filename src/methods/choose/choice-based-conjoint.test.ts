import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { choiceBasedConjoint } from './choice-based-conjoint.ts';

type Inputs = Parameters<typeof choiceBasedConjoint.inputs.parse>[0];
const conjoint = (inputs: Inputs) => choiceBasedConjoint.run(choiceBasedConjoint.inputs.parse(inputs));

describe.each([
  ['survey_cbc_mnl_yogurt', 'R logitr 1.1.2, Helveston (2023)'],
  ['survey_cbc_mnl_fishing', 'R mlogit 2.0.0, Cameron & Trivedi (2005)'],
])('%s: %s', (name) => {
  const { inputs, expected, tolerance } = reference(name);
  const answer = conjoint({ situations: inputs.obs, chosen: inputs.choice, attributes: inputs.x, price: 'price' });

  test('coefficients, standard errors and fit', () => {
    expect(answer.coefficients.map((each) => each.name)).toEqual(expected.variables);
    answer.coefficients.forEach((each, k) => {
      expect(Math.abs(each.estimate - expected.coef[k])).toBeLessThan(tolerance.coef / 100);
      expect(Math.abs((each.standardError ?? 0) - expected.se[k])).toBeLessThan(tolerance.se / 100);
    });
    expect(Math.abs(answer.logLikelihood - expected.loglik)).toBeLessThan(tolerance.loglik);
    expect(Math.abs(answer.logLikelihoodNull - expected.loglik_equal_shares)).toBeLessThan(tolerance.loglik);
    expect(answer.mcfaddenRsquared).toBeCloseTo(expected.mcfadden_r2_vs_equal, 6);
    expect(answer.choices).toBe(expected.n_obs);
    expect(answer.warnings).toEqual([]);
  });

  test('willingness to pay by the delta method, and the simulated interval near it', () => {
    answer.willingnessToPay?.forEach((each, k) => {
      expect(each.name).toBe(expected.wtp.names[k]);
      expect(Math.abs(each.estimate - expected.wtp.wtp[k])).toBeLessThan(tolerance.wtp / 10);
      expect(Math.abs(each.standardError - expected.wtp.se_delta[k])).toBeLessThan(tolerance.wtp / 10);
      expect(Math.abs(each.simulatedMedian - each.estimate)).toBeLessThan(0.1 * each.standardError);
      expect(Math.abs(each.simulatedLow - each.low)).toBeLessThan(0.3 * each.standardError);
    });
    expect(answer.willingnessToPay).toHaveLength(4);
  });
});

interface ChoiceColumns {
  situations: number[];
  respondents: string[];
  chosen: number[];
  attributes: { price: number[]; brand: string[] };
}

/** Choices of 60 people, four each among three offers, from known utilities. */
function simulated(seed: number) {
  const random = randomFrom(seed);
  const table: ChoiceColumns = {
    situations: [],
    respondents: [],
    chosen: [],
    attributes: { price: [], brand: [] },
  };
  const worth: Record<string, number> = { Ada: 0, Bix: 1, Cor: -0.5 };
  for (let person = 0; person < 60; person++)
    for (let task = 0; task < 4; task++) {
      const offers = [0, 1, 2].map(() => {
        const price = 1 + random.below(5);
        const brand = ['Ada', 'Bix', 'Cor'][random.below(3)] ?? 'Ada';
        return { price, brand, utility: (worth[brand] ?? 0) - 0.4 * price - Math.log(-Math.log(random.uniform())) };
      });
      const best = Math.max(...offers.map(({ utility }) => utility));
      for (const offer of offers) {
        table.situations.push(task);
        table.respondents.push(`r${person}`);
        table.chosen.push(offer.utility === best ? 1 : 0);
        table.attributes.price.push(offer.price);
        table.attributes.brand.push(offer.brand);
      }
    }
  return table;
}

test('the likelihood is not below that at the true coefficients, which lie within four standard errors', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const answer = conjoint({ ...simulated(seed), referenceLevels: { brand: 'Ada' } });
      const truth: Record<string, number> = { price: -0.4, 'brand: Bix': 1, 'brand: Cor': -0.5 };
      for (const { name, estimate, standardError } of answer.coefficients)
        expect(Math.abs(estimate - (truth[name] ?? 99))).toBeLessThan(4.5 * (standardError ?? 0));
      expect(answer.logLikelihood).toBeGreaterThan(answer.logLikelihoodNull);
      expect(answer.situations).toBe(240);
    }),
    { numRuns: 15 },
  );
});

test('the order of the rows and the unit of price change nothing but the unit', () => {
  const table = simulated(3);
  const order = table.situations.map((_, row) => row).reverse();
  const turned = <Value>(column: Value[]) => order.map((row) => column[row]!);
  const one = conjoint({ ...table, price: 'price', referenceLevels: { brand: 'Bix' } });
  const other = conjoint({
    situations: turned(table.situations),
    respondents: turned(table.respondents),
    chosen: turned(table.chosen),
    attributes: { price: turned(table.attributes.price).map((v) => v * 1e6), brand: turned(table.attributes.brand) },
    price: 'price',
    referenceLevels: { brand: 'Bix' },
  });
  expect(other.logLikelihood).toBeCloseTo(one.logLikelihood, 8);
  for (const mine of one.coefficients) {
    const theirs = other.coefficients.find(({ name }) => name === mine.name);
    const unit = mine.name === 'price' ? 1e6 : 1;
    expect((theirs?.estimate ?? 0) * unit).toBeCloseTo(mine.estimate, 8);
    expect((theirs?.robustStandardError ?? 0) * unit).toBeCloseTo(mine.robustStandardError ?? 0, 8);
  }
});

test('dummy and effects coding are two views of one model', () => {
  const table = simulated(5);
  const dummy = conjoint(table);
  const effects = conjoint({ ...table, coding: 'effects' });
  expect(effects.logLikelihood).toBeCloseTo(dummy.logLikelihood, 9);
  const spread = (answer: typeof dummy) => answer.attributes.map(({ importance }) => importance);
  spread(dummy).forEach((importance, at) => {
    expect(spread(effects)[at]).toBeCloseTo(importance, 9);
  });
  const worths = effects.attributes[1]?.partWorths.map(({ utility }) => utility) ?? [];
  expect(worths.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
});

test('counts of choices equal the same choices one by one', () => {
  const together = conjoint({ situations: [1, 1], chosen: [3, 1], attributes: { x: [1, 0] } });
  const apart = conjoint({
    situations: [1, 1, 2, 2, 3, 3, 4, 4],
    chosen: [1, 0, 1, 0, 1, 0, 0, 1],
    attributes: { x: [1, 0, 1, 0, 1, 0, 1, 0] },
  });
  expect(together.coefficients[0]?.estimate).toBeCloseTo(Math.log(3), 9);
  expect(apart.coefficients[0]?.estimate).toBeCloseTo(Math.log(3), 9);
  expect(apart.coefficients[0]?.standardError).toBeCloseTo(together.coefficients[0]?.standardError ?? 0, 9);
});

test('separable data: warned of, the runaway named, no interval claimed', () => {
  const answer = conjoint({
    situations: [1, 1, 2, 2, 3, 3, 4, 4],
    chosen: [1, 0, 1, 0, 0, 1, 0, 1],
    attributes: { always: [1, 0, 1, 0, 0, 1, 0, 1], other: [1, 0, 0, 1, 1, 0, 0, 1] },
  });
  expect(answer.warnings.map(({ id }) => id)).toContain('separable-data');
  expect(answer.reading).toContain('no finite utility can be told');
  expect(answer.warnings[0]?.text).toContain('always');
  expect(answer.coefficients[0]?.standardError).toBeNull();
  expect(answer.covariance).toBeNull();
});

test('a level never chosen beside one that varies: only the level runs away', () => {
  const answer = conjoint({
    situations: [1, 1, 1, 2, 2, 2],
    chosen: [3, 2, 0, 2, 5, 0],
    attributes: { kind: ['a', 'b', 'c', 'a', 'b', 'c'], price: [1, 2, 2, 3, 1, 2] },
  });
  expect(answer.coefficients.filter((each) => each.standardError === null).map(({ name }) => name)).toEqual([
    'kind: c',
  ]);
});

test.each([
  ['constant within situations', { income: [5, 5, 7, 7], price: [1, 2, 2, 3] }, 'not-identified'],
  ['collinear', { price: [1, 2, 2, 3], twice: [2, 4, 4, 6] }, 'not-identified'],
  ['one level only', { brand: ['a', 'a', 'a', 'a'] }, 'attribute-constant'],
  ['of another length', { price: [1] }, 'lengths-differ'],
])('an attribute that is %s: refused by name', (_, attributes, id) => {
  expect(() => conjoint({ situations: [1, 1, 2, 2], chosen: [1, 0, 0, 1], attributes })).toThrow(
    expect.objectContaining({ id, field: expect.stringContaining('attributes.') }),
  );
});

test('no choice marked, or a price that is not a column of numbers: refused', () => {
  const attributes = { price: [1, 2], brand: ['a', 'b'] };
  expect(() => conjoint({ situations: [1, 1], chosen: [0, 0], attributes })).toThrow(
    expect.objectContaining({ id: 'no-choices' }),
  );
  expect(() => conjoint({ situations: [1, 1], chosen: [1, 2], attributes: { x: [1, 2] }, price: 'brand' })).toThrow(
    expect.objectContaining({ id: 'price-unknown' }),
  );
});

test('situations without a choice, few choices and a none-of-these alternative', () => {
  const answer = conjoint({
    situations: [1, 1, 1, 2, 2, 2, 3, 3],
    chosen: [1, 0, 0, 1, 1, 1, 0, 0],
    attributes: { price: [1, 2, null, 3, 2, null, 1, 1], none: [0, 0, 1, 0, 0, 1, 0, 0] },
  });
  expect(answer.warnings.map(({ id }) => id)).toEqual(['situations-left-out', 'too-few-choices']);
  expect(answer.situations).toBe(2);
});

test('huge and tiny numbers keep their answer', () => {
  const at = (unit: number) =>
    conjoint({ situations: [1, 1, 2, 2], chosen: [3, 1, 2, 5], attributes: { x: [1, 2, 2, 1].map((v) => v * unit) } });
  const plain = at(1).coefficients[0]?.estimate ?? 0;
  expect((at(1e150).coefficients[0]?.estimate ?? 0) * 1e150).toBeCloseTo(plain, 9);
  expect((at(1e-150).coefficients[0]?.estimate ?? 0) * 1e-150).toBeCloseTo(plain, 9);
});
