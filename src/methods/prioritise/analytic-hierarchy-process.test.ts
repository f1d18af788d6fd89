import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { analyticHierarchyProcess } from './analytic-hierarchy-process.ts';

const answered = (inputs: z.input<typeof analyticHierarchyProcess.inputs>) =>
  analyticHierarchyProcess.run(analyticHierarchyProcess.inputs.parse(inputs));
const weigh = (matrix: (number | null)[][]) => answered({ matrix });

describe("Saaty's drinks", () => {
  const { inputs, expected, tolerance } = reference('prioritisation_weighted_ahp');
  const answer = answered(inputs);

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

const ratios = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 3, maxLength: 7 });

test('pairs not judged are filled by the others: with judgements that fit, the weights are the same', () => {
  fc.assert(
    fc.property(ratios, fc.nat(), (weights, drop) => {
      const full = weights.map((row) => weights.map((column) => row / column));
      const gone = (i: number, j: number) => Math.abs(i - j) > 1 && (i + j + drop) % 2 === 0;
      const { items, missingPairs, consistencyRatio } = weigh(
        full.map((row, i) => row.map((ratio, j) => (gone(i, j) ? null : ratio))),
      );
      expect(missingPairs).toBe(full.flatMap((row, i) => row.filter((_, j) => j > i && gone(i, j))).length);
      const total = weights.reduce((sum, one) => sum + one, 0);
      items.forEach(({ eigenvectorWeight, geometricMeanWeight }, i) => {
        expect(eigenvectorWeight).toBeCloseTo(weights[i]! / total, 7);
        expect(geometricMeanWeight).toBeCloseTo(weights[i]! / total, 9);
      });
      expect(consistencyRatio).toBeCloseTo(0, 6);
    }),
  );
});

test('a gap filled with the ratio of the weights leaves weights and eigenvalue as they are (Harker)', () => {
  const { matrix = [], ...rest } = analyticHierarchyProcess.example.inputs;
  const gap = (value: (i: number, j: number) => number | null) =>
    matrix.map((row, i) => row.map((ratio, j) => (i + j === 4 && i !== j ? value(i, j) : ratio)));
  const open = answered({ ...rest, matrix: gap(() => null) });
  const implied = (i: number, j: number) => open.items[i]!.eigenvectorWeight / open.items[j]!.eigenvectorWeight;
  const filled = answered({ ...rest, matrix: gap(implied) });
  expect(filled.lambdaMax).toBeCloseTo(open.lambdaMax, 9);
  open.items.forEach(({ eigenvectorWeight }, i) => {
    expect(filled.items[i]!.eigenvectorWeight).toBeCloseTo(eigenvectorWeight, 9);
  });
  expect(open.warnings.map(({ id }) => id)).toContain('pairs-missing');
});

test('several judges count by the geometric mean: two who contradict each other are even, one twice is that one', () => {
  const judge = [
    [1, 4, 2],
    [null, 1, 1 / 3],
    [null, null, 1],
  ];
  const other = judge.map((row) => row.map((ratio) => ratio && 1 / ratio));
  expect(answered({ judges: [judge, other] }).items.map(({ weight }) => weight)).toEqual(
    [1, 1, 1].map(() => expect.closeTo(1 / 3, 12)),
  );
  const twice = answered({ judges: [judge, judge] });
  expect(twice.items).toEqual(
    weigh(judge).items.map((item) => ({
      ...item,
      weight: expect.closeTo(item.weight, 12),
      eigenvectorWeight: expect.anything(),
      geometricMeanWeight: expect.anything(),
    })),
  );
  expect(twice.judges).toHaveLength(2);
});

test('scales turn steps into ratios: 9 steps stay 9 on linear, inverse linear and balanced, and are 81, 3 and 256 on others', () => {
  const of = (scale: z.input<typeof analyticHierarchyProcess.inputs>['scale'], step: number) => {
    const [a, b] = answered({
      matrix: [
        [1, step],
        [null, 1],
      ],
      scale,
    }).items.map(({ weight }) => weight);
    return (a ?? 0) / (b ?? 1);
  };
  for (const scale of ['linear', 'inverse-linear', 'balanced'] as const) {
    expect(of(scale, 9)).toBeCloseTo(9, 9);
    expect(of(scale, 1)).toBeCloseTo(1, 9);
    expect(of(scale, 1 / 9)).toBeCloseTo(1 / 9, 9);
  }
  expect([of('power', 9), of('root', 9), of('geometric', 9), of('logarithmic', 7)]).toEqual(
    [81, 3, 256, 3].map((ratio) => expect.closeTo(ratio, 6)),
  );
  expect(() => of('balanced', 10)).toThrow(expect.objectContaining({ id: 'judgement-off-scale', field: 'matrix.0.1' }));
});
