import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { latentClasses } from './latent-classes.ts';

type Inputs = Parameters<typeof latentClasses.inputs.parse>[0];
const classed = (inputs: Inputs, seed = 1) => latentClasses.run(latentClasses.inputs.parse(inputs), { seed });

describe('poLCA 1.6.0.2: carcinoma ratings of 118 slides by seven pathologists', () => {
  const { inputs, expected, tolerance } = reference('segmentation_lca_carcinoma');
  const table = {
    responses: inputs.patterns.map((pattern: string) => pattern.split(',').map(Number)),
    counts: inputs.counts,
    items: inputs.items,
  };

  test.each([2, 3, 4])('%i classes', (classes) => {
    const oracle = expected[`classes${classes}`];
    const answer = classed({ ...table, classes });
    expect(Math.abs(answer.logLikelihood - oracle.loglik)).toBeLessThan(tolerance.loglik / 1e4);
    expect(answer.aic).toBeCloseTo(oracle.aic, 5);
    expect(answer.bic).toBeCloseTo(oracle.bic, 5);
    expect(answer.gSquared).toBeCloseTo(oracle.g2, 4);
    expect(answer.chiSquared).toBeCloseTo(oracle.x2, 2);
    expect(answer.parameters).toBe(oracle.npar);
    expect(answer.residualDegreesOfFreedom).toBe(oracle.resid_df);
    answer.classes.forEach((each, at) => {
      expect(Math.abs(each.share - oracle.class_shares[at])).toBeLessThan(tolerance.probs);
      expect(each.predictedShare).toBeCloseTo(oracle.predicted_shares[at], 9);
      for (const item of inputs.items)
        each.probabilities[item]?.forEach(({ probability }, category) => {
          expect(Math.abs(probability - oracle.item_probs[item][at][category])).toBeLessThan(tolerance.probs);
        });
    });
  });

  test('three classes by BIC', () => {
    const { suggestedClasses, tried, warnings } = classed(table);
    expect(suggestedClasses).toBe(3);
    expect(tried.map(({ k }) => k)).toEqual([1, 2, 3, 4, 5]);
    expect(warnings.map(({ id }) => id)).toContain('boundary-solution');
  });
});

/** Answers of two kinds of people: 60 % who tend to say yes, 40 % who tend to say no. */
function simulated(seed: number, people = 800) {
  const random = randomFrom(seed);
  return Array.from({ length: people }, () => {
    const yes = random.uniform() < 0.6 ? 0.85 : 0.2;
    return [0, 0, 0, 0, 0].map(() => (random.uniform() < yes ? 'yes' : 'no'));
  });
}

test('simulated classes are recovered within four standard errors', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { classes } = classed({ responses: simulated(seed), classes: 2, starts: 5 });
      const [large, small] = classes;
      expect(Math.abs((large?.share ?? 0) - 0.6)).toBeLessThan(4.5 * (large?.shareStandardError ?? 0));
      for (const [one, truth] of [
        [large, 0.85],
        [small, 0.2],
      ] as const)
        for (const [, yes] of Object.values(one?.probabilities ?? {}))
          expect(Math.abs((yes?.probability ?? 0) - truth)).toBeLessThan(4.5 * (yes?.standardError ?? 0));
      expect(large?.shareStandardError).toBeLessThan(0.06);
    }),
    { numRuns: 10 },
  );
});

test('the likelihood is not below that of the true classes, and never falls with another class', () => {
  const responses = simulated(3, 300);
  const truth = responses.reduce((sum, row) => {
    const chance = (yes: number) => row.reduce((product, answer) => product * (answer === 'yes' ? yes : 1 - yes), 1);
    return sum + Math.log(0.6 * chance(0.85) + 0.4 * chance(0.2));
  }, 0);
  const { tried } = classed({ responses, mostClasses: 3, starts: 10 });
  expect(tried[1]?.logLikelihood).toBeGreaterThan(truth);
  expect(tried[1]?.logLikelihood).toBeGreaterThan(tried[0]?.logLikelihood ?? 0);
  expect(tried[2]?.logLikelihood).toBeGreaterThanOrEqual((tried[1]?.logLikelihood ?? 0) - 1e-6);
});

test('rows one by one or as counts, in any order: the same classes', () => {
  const responses = simulated(4, 200);
  const one = classed({ responses, classes: 2 });
  const counted = new Map<string, number>();
  for (const row of responses) counted.set(row.join(), (counted.get(row.join()) ?? 0) + 1);
  const other = classed({
    responses: [...counted.keys()].reverse().map((key) => key.split(',')),
    counts: [...counted.values()].reverse(),
    classes: 2,
  });
  expect(other.logLikelihood).toBeCloseTo(one.logLikelihood, 6);
  expect(other.classes[0]?.share).toBeCloseTo(one.classes[0]?.share ?? 0, 3);
});

test('one class: the shares of the answers themselves', () => {
  const { classes, entropy, rows } = classed({ responses: [['a'], ['a'], ['b'], ['c']], classes: 1 });
  expect(classes[0]?.probabilities['item 1']?.map(({ probability }) => probability)).toEqual([0.5, 0.25, 0.25]);
  expect(entropy).toBeNull();
  expect(rows[0]?.probabilities).toEqual([1]);
});

test('missing answers: used or dropped, rows without any left out', () => {
  const responses = [...simulated(5, 100), [null, null, null, null, null], ['yes', null, 'no', 'yes', 'no']];
  const used = classed({ responses, classes: 2 });
  expect(used.people).toBe(101);
  expect(used.gSquared).toBeNull();
  expect(used.rows[100]).toEqual({ class: null, probabilities: [] });
  expect(classed({ responses, classes: 2, missing: 'drop' }).people).toBe(100);
});

test('too many classes for the table: warned of', () => {
  const { warnings } = classed({
    responses: [
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ],
    counts: [5, 2, 3, 6],
    classes: 3,
  });
  expect(warnings.map(({ id }) => id)).toContain('not-identified');
});

test('ragged rows, constant items, counts of another length, no answers: refused by name', () => {
  const refusal = (inputs: Inputs, id: string) =>
    expect(() => classed(inputs)).toThrow(expect.objectContaining({ id }));
  refusal({ responses: [[1], [1, 2]] }, 'rows-differ');
  refusal({ responses: [[1], [1]] }, 'item-constant');
  refusal({ responses: [[1], [2]], counts: [1] }, 'lengths-differ');
  refusal({ responses: [[1], [2]], items: ['a', 'b'] }, 'lengths-differ');
  refusal({ responses: [[null], [null]] }, 'no-answers');
});
