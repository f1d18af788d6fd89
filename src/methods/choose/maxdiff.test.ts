import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { maxdiff } from './maxdiff.ts';

type Inputs = Parameters<typeof maxdiff.inputs.parse>[0];
const answered = (inputs: Inputs) => maxdiff.run(maxdiff.inputs.parse(inputs));

describe('R support.BWS 0.4.6 and survival 3.5.3: fruit, 100 respondents', () => {
  const { inputs, expected, tolerance } = reference('survey_maxdiff_bws');
  const answer = answered({
    items: inputs.items,
    sets: inputs.sets_item_numbers,
    best: inputs.best,
    worst: inputs.worst,
  });

  test('counts', () => {
    expect(answer.items.map(({ best }) => best)).toEqual(expected.best_count);
    expect(answer.items.map(({ worst }) => worst)).toEqual(expected.worst_count);
    expect(answer.items.map(({ bestMinusWorst }) => bestMinusWorst)).toEqual(expected.bw);
    expect(answer.items.map(({ shown }) => shown)).toEqual(expected.shown);
    answer.items.forEach((item, at) => {
      expect(item.standardised).toBeCloseTo(expected.standardised_bw[at], 12);
      expect(item.squareRootRatio).toBeCloseTo(expected.sqrt_bw_ratio[at], 12);
      expect(Math.abs(item.share - expected.clogit.share_of_preference[at])).toBeLessThan(tolerance.share / 100);
    });
  });

  test('paired conditional logit', () => {
    expect(answer.referenceItem).toBe(expected.clogit.reference_item);
    answer.coefficients.forEach((each, at) => {
      expect(each.name).toBe(expected.clogit.items[at]);
      expect(Math.abs(each.estimate - expected.clogit.coef[at])).toBeLessThan(tolerance.coef / 100);
      expect(Math.abs((each.standardError ?? 0) - expected.clogit.se[at])).toBeLessThan(tolerance.se / 100);
    });
    expect(answer.logLikelihood).toBeCloseTo(expected.clogit.loglik, 6);
    expect(answer.logLikelihoodNull).toBeCloseTo(expected.clogit.loglik_null, 6);
  });
});

describe('picks one after the other: R 4.2.2 survival clogit on the same answers', () => {
  const { inputs } = reference('survey_maxdiff_bws');
  test.each([
    ['sequential', [1.3228117951603, 0.7074615513942, 0.0859096632703], 0.11958397343, 0.10960098991, -1520.3701074],
    ['marginal', [1.412308749958, 0.788588874363, 0.129295456444], 0.11700511462, 0.11779618888, -1652.0068727],
  ] as const)('%s', (model, utilities, error, robust, logLikelihood) => {
    const { items, sets_item_numbers: sets, best, worst } = inputs;
    const { coefficients, logLikelihood: found } = answered({ items, sets, best, worst, model });
    utilities.forEach((utility, at) => {
      expect(coefficients[at]?.estimate).toBeCloseTo(utility, 7);
    });
    expect(coefficients[0]?.standardError).toBeCloseTo(error, 8);
    expect(coefficients[0]?.robustStandardError).toBeCloseTo(robust, 8);
    expect(found).toBeCloseTo(logLikelihood, 6);
  });
});

const sets = [
  [1, 2, 3],
  [2, 3, 4],
  [3, 4, 1],
  [4, 1, 2],
];

/** Picks of 40 people among four items of known utility. */
function simulated(seed: number) {
  const random = randomFrom(seed);
  const truth = [1, 0.5, -0.3, 0];
  const best: number[][] = [];
  const worst: number[][] = [];
  for (let person = 0; person < 40; person++) {
    const picks = sets.map((set) => {
      const pairs = set.flatMap((one) => set.filter((other) => other !== one).map((other) => [one, other] as const));
      const weights = pairs.map(([one, other]) => Math.exp(truth[one - 1]! - truth[other - 1]!));
      const upTo = weights.map((_, at) => weights.slice(0, at + 1).reduce((sum, weight) => sum + weight, 0));
      const drawn = random.uniform() * upTo[upTo.length - 1]!;
      return pairs[upTo.findIndex((sum) => drawn < sum)]!;
    });
    best.push(picks.map(([one]) => one));
    worst.push(picks.map(([, other]) => other));
  }
  return { items: ['a', 'b', 'c', 'd'], sets, best, worst, truth };
}

test('the estimate lies within four standard errors of the truth, and shares do not depend on the reference item', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { truth, ...inputs } = simulated(seed);
      const answer = answered(inputs);
      answer.coefficients.forEach((each, at) => {
        expect(Math.abs(each.estimate - truth[at]!)).toBeLessThan(4.5 * (each.standardError ?? 0));
        expect(each.robustStandardError).toBeGreaterThan(0);
      });
      const turned = answered({ ...inputs, referenceItem: 'b' });
      turned.items.forEach((item, at) => {
        expect(item.share).toBeCloseTo(answer.items[at]?.share ?? 0, 8);
      });
      expect(turned.logLikelihood).toBeCloseTo(answer.logLikelihood, 8);
    }),
    { numRuns: 20 },
  );
});

test('the order of respondents, and of items within a question, does not matter', () => {
  const { items, best, worst } = simulated(9);
  const one = answered({ items, sets, best, worst });
  const other = answered({
    items,
    sets: sets.map((set) => [...set].reverse()),
    best: [...best].reverse(),
    worst: [...worst].reverse(),
  });
  other.coefficients.forEach((each, at) => {
    expect(each.estimate).toBeCloseTo(one.coefficients[at]?.estimate ?? 0, 9);
    expect(each.robustStandardError).toBeCloseTo(one.coefficients[at]?.robustStandardError ?? 0, 9);
  });
});

test('missing picks and the same item as best and worst: left out and warned of', () => {
  const { items, best, worst } = simulated(2);
  const holed = best.map((row, at) => (at === 0 ? [null, ...row.slice(1)] : row));
  const doubled = worst.map((row, at) => (at === 1 ? [best[1]?.[0] ?? 1, ...row.slice(1)] : row));
  const answer = answered({ items, sets, best: holed, worst: doubled });
  expect(answer.answers).toBe(158);
  expect(answer.warnings.map(({ id }) => id)).toEqual(['answers-left-out']);
});

test('an item always best, and few answers: warned of', () => {
  const { warnings } = answered({ items: ['a', 'b', 'c'], sets: [[1, 2, 3]], best: [[1], [1]], worst: [[2], [3]] });
  expect(warnings.map(({ id }) => id)).toEqual(['separable-data', 'too-few-choices']);
});

test('items never shown together with the others, empty answers, picks not shown: refused by name', () => {
  const items = ['a', 'b', 'c', 'd'];
  const apart = {
    items,
    sets: [
      [1, 2],
      [3, 4],
    ],
    best: [
      [1, 3],
      [2, 4],
    ],
    worst: [
      [2, 4],
      [1, 3],
    ],
  };
  expect(() => answered(apart)).toThrow(expect.objectContaining({ id: 'not-identified', field: 'sets' }));
  expect(() => answered({ items, sets: [[1, 2]], best: [[null]], worst: [[null]] })).toThrow(
    expect.objectContaining({ id: 'no-choices' }),
  );
  expect(() => answered({ items, sets: [[1, 2]], best: [[3]], worst: [[1]] })).toThrow(
    expect.objectContaining({ id: 'pick-not-shown' }),
  );
  expect(() => answered({ items, sets: [[1, 9]], best: [[1]], worst: [[9]] })).toThrow(
    expect.objectContaining({ id: 'item-unknown' }),
  );
});
