import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { analyticHierarchyProcess } from './analytic-hierarchy-process.ts';

const weigh = (matrix: (number | null)[][]) => analyticHierarchyProcess.run({ matrix, method: 'eigenvector' });

describe("Saaty's drinks", () => {
  const { inputs, expected, tolerance } = reference('prioritisation_weighted_ahp');
  const answer = analyticHierarchyProcess.run({ ...inputs, method: 'eigenvector' });

  test('R eigen(): weights, largest eigenvalue, consistency', () => {
    answer.items.forEach(({ eigenvectorWeight, geometricMeanWeight }, i) => {
      expect(Math.abs(eigenvectorWeight - expected.weights[i])).toBeLessThan(tolerance.weights);
      expect(Math.abs(geometricMeanWeight - expected.geometric_mean_weights[i])).toBeLessThan(tolerance.weights);
      expect(Math.abs(eigenvectorWeight - expected.printed_weights[i])).toBeLessThan(tolerance.printed);
    });
    expect(answer.lambdaMax).toBeCloseTo(expected.lambda_max, 6);
    expect(answer.consistencyIndex).toBeCloseTo(expected.ci, 6);
    expect(answer.consistencyRatio).toBeCloseTo(expected.cr, 6);
    expect(answer.order[0]).toBe('water');
    expect(answer.warnings).toEqual([]);
  });
});

test('perfect judgements give back the weights they came from, by both methods, with ratio 0', () => {
  const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.array(weight, { minLength: 1, maxLength: 17 }), (weights) => {
      const total = weights.reduce((sum, one) => sum + one, 0);
      const { items, consistencyRatio } = weigh(weights.map((row) => weights.map((column) => row / column)));
      items.forEach(({ eigenvectorWeight, geometricMeanWeight }, i) => {
        expect(eigenvectorWeight).toBeCloseTo(weights[i]! / total, 9);
        expect(geometricMeanWeight).toBeCloseTo(weights[i]! / total, 9);
      });
      expect(consistencyRatio).toBeCloseTo(0, 6);
    }),
  );
});

test('three items: the eigenvalue has a closed form, and both weights agree', () => {
  const [a, b, c] = [2, 7, 3];
  const { items, lambdaMax } = weigh([
    [1, a, b],
    [null, 1, c],
    [null, null, 1],
  ]);
  const skew = Math.cbrt((a * c) / b);
  expect(lambdaMax).toBeCloseTo(1 + skew + 1 / skew, 12);
  for (const { eigenvectorWeight, geometricMeanWeight } of items)
    expect(eigenvectorWeight).toBeCloseTo(geometricMeanWeight, 12);
});

test('a circle of preferences is inconsistent, and the judgement to ask about is named', () => {
  const { warnings, leastConsistent } = weigh([
    [1, 9, 1 / 9],
    [1 / 9, 1, 9],
    [9, 1 / 9, 1],
  ]);
  expect(warnings.map(({ id }) => id)).toEqual(['inconsistent']);
  expect(leastConsistent).not.toBeNull();
});

test('one item, two items: nothing to contradict', () => {
  expect(weigh([[1]]).items).toMatchObject([{ weight: 1, rank: 1 }]);
  expect(
    weigh([
      [1, 4],
      [null, 1],
    ]),
  ).toMatchObject({ consistencyRatio: 0, randomIndex: 0, geometricConsistencyIndex: null });
});

test('not square, a missing pair, a judgement of 0, names too few: refused; not reciprocal: warned of', async () => {
  const refuse = (inputs: unknown) => expect(answerMethod(analyticHierarchyProcess, inputs)).rejects;
  await refuse({ matrix: [[1, 2]] }).toMatchObject({ id: 'matrix-not-square' });
  await refuse({
    matrix: [
      [1, null],
      [null, 1],
    ],
  }).toMatchObject({ id: 'judgement-missing', field: 'matrix.0.1' });
  await refuse({
    matrix: [
      [1, 0],
      [0, 1],
    ],
  }).toMatchObject({ id: 'inputs-invalid', field: 'matrix.0.1' });
  await refuse({ matrix: [[1]], items: [] }).toMatchObject({ id: 'names-unlike-matrix' });
  expect(
    weigh([
      [1, 3],
      [3, 1],
    ]).warnings.map(({ id }) => id),
  ).toEqual(['not-reciprocal']);
});

test('an item that outweighs itself: refused; judgements unlike their opposites are not called consistent', () => {
  expect(() =>
    weigh([
      [2, 3],
      [1 / 3, 1],
    ]),
  ).toThrow(expect.objectContaining({ id: 'diagonal-not-one', field: 'matrix.0.0' }));
  const unlike = weigh([
    [1, 1, 1],
    [1 / 9, 1, 1],
    [1 / 9, 1, 1],
  ]);
  expect(unlike.consistencyRatio).toBeLessThan(0);
  expect(unlike.reading).toContain('do not match their opposites');
});
