import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { uplift } from './uplift.ts';

const { inputs, expected, tolerance } = reference('causal_uplift_qini_hillstrom');
const { group, n_treated, y_treated, n_control, y_control } = inputs.groups;
const groups: {
  group: string;
  treated: number;
  treatedResponses: number;
  control: number;
  controlResponses: number;
}[] = group.map((name: string, i: number) => ({
  group: name,
  treated: n_treated[i],
  treatedResponses: y_treated[i],
  control: n_control[i],
  controlResponses: y_control[i],
}));

const near = (actual: readonly number[], oracle: readonly number[]) => {
  expect(actual).toHaveLength(oracle.length);
  oracle.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThan(tolerance.abs);
  });
};

describe('Hillstrom (2008) counts, R 4.2.2', () => {
  const answer = uplift.run({ groups, bins: 10, level: 0.95 });
  test('lift by group and overall', () => {
    near(
      answer.groups.map((one) => one.uplift.estimate),
      expected.uplift_by_group,
    );
    near([answer.overall.uplift.estimate, answer.z ?? 0], [expected.overall_uplift, expected.z]);
  });
  test('Qini curve, areas and coefficient', () => {
    near(answer.fraction, expected.fraction);
    near(answer.qiniCurve, expected.qini_curve_incremental_treated_responses);
    near(
      [answer.areaQini, answer.areaRandom, answer.qiniCoefficient.estimate],
      [expected.area_qini, expected.area_random, expected.qini_coefficient],
    );
  });
  test('cumulative uplift and its area', () => {
    near(answer.cumulativeUplift, expected.cumulative_uplift_curve);
    near([answer.areaUnderUplift, answer.areaUnderUpliftGain.estimate], [expected.auuc, expected.auuc_minus_random]);
  });
});

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean(), fc.integer({ min: 0, max: 1 })), {
  minLength: 4,
  maxLength: 120,
});
const both: [number, boolean, number][] = [
  [40, true, 1],
  [40, false, 0],
];

test('rows: neither their order nor the scale of the score matters, and the curve ends at the overall lift', () => {
  fc.assert(
    fc.property(rows, (some) => {
      const all = [...both, ...some];
      const ask = (given: typeof all, scale: number) =>
        uplift.run({
          score: given.map(([score]) => scale * score),
          treated: given.map(([, treated]) => treated),
          outcome: given.map(([, , outcome]) => outcome),
          bins: 5,
          level: 0.95,
        });
      const answer = ask(all, 1);
      expect(ask([...all].reverse(), 7).qiniCurve).toEqual(answer.qiniCurve.map((value) => expect.closeTo(value, 9)));
      const treated = all.filter(([, flag]) => flag).length;
      expect(answer.qiniCurve.at(-1)).toBeCloseTo(answer.overall.uplift.estimate * treated, 9);
      expect(answer.cumulativeUplift.at(-1)).toBeCloseTo(answer.overall.uplift.estimate, 9);
    }),
    { numRuns: 60 },
  );
});

test('standard errors of both areas are those of repeated draws', () => {
  const random = randomFrom(3);
  const people = [120, 90, 150, 140];
  const rates = [0.3, 0.2, 0.25, 0.1];
  const draw = (n: number, share: number) =>
    Array.from({ length: n }, () => Number(random.uniform() < share)).reduce((a, b) => a + b, 0);
  const answers = Array.from({ length: 400 }, () =>
    uplift.run({
      groups: people.map((n, i) => ({
        group: String(i),
        treated: n,
        treatedResponses: draw(n, (rates[i] ?? 0) + 0.1 - 0.02 * i),
        control: n - 20,
        controlResponses: draw(n - 20, rates[i] ?? 0),
      })),
      bins: 10,
      level: 0.95,
    }),
  );
  for (const of of ['qiniCoefficient', 'areaUnderUpliftGain'] as const) {
    const estimates = answers.map((answer) => answer[of].estimate);
    const mean = estimates.reduce((a, b) => a + b, 0) / estimates.length;
    const spread = Math.sqrt(estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / estimates.length);
    const stated = answers.reduce((sum, answer) => sum + answer[of].standardError, 0) / answers.length;
    expect(stated / spread).toBeGreaterThan(0.9);
    expect(stated / spread).toBeLessThan(1.1);
  }
});

test('a better order has a higher coefficient', () => {
  const sorted = [...groups].sort(
    (a, b) =>
      b.treatedResponses / b.treated -
      b.controlResponses / b.control -
      (a.treatedResponses / a.treated - a.controlResponses / a.control),
  );
  const best = uplift.run({ groups: sorted, bins: 10, level: 0.95 }).qiniCoefficient.estimate;
  const worst = uplift.run({ groups: [...sorted].reverse(), bins: 10, level: 0.95 }).qiniCoefficient.estimate;
  expect(best).toBeGreaterThan(expected.qini_coefficient);
  expect(worst).toBeLessThan(0);
});

test('values as outcomes, all scores equal: one group, and no difference to test', () => {
  const answer = uplift.run({
    score: [1, 1, 1, 1, 1, 1],
    treated: [1, 1, 1, 0, 0, 0],
    outcome: [10, 20, 15, 5, 6, 10],
    bins: 10,
    level: 0.9,
  });
  expect(answer.groups).toHaveLength(1);
  expect(answer.overall.uplift.estimate).toBeCloseTo(8, 9);
  expect(answer.difference).toBeNull();
  expect(answer.qiniCoefficient.estimate).toBeCloseTo(0, 9);
  expect(answer.warnings.map(({ id }) => id)).toContain('bins-merged');
});

test('nobody responds: no lift, no error, no division by zero', async () => {
  const none = [{ group: 'a', treated: 10, treatedResponses: 0, control: 10, controlResponses: 0 }];
  await expect(answerMethod(uplift, { groups: none })).resolves.toMatchObject({ z: null, p: null });
});

describe('refused by name', () => {
  const ask = (given: object) => answerMethod(uplift, given);
  test('nothing given, more responses than people, one arm, a column too short, a group without control', async () => {
    await expect(ask({})).rejects.toMatchObject({ id: 'groups-missing' });
    await expect(ask({ groups: [{ ...groups[0], treatedResponses: 1e6 }] })).rejects.toMatchObject({
      id: 'responses-exceed-people',
    });
    await expect(ask({ score: [1, 2], treated: [1, 1], outcome: [0, 1] })).rejects.toMatchObject({ id: 'arm-empty' });
    await expect(ask({ score: [1], treated: [1, 0], outcome: [0, 1] })).rejects.toMatchObject({
      id: 'lengths-differ',
      field: 'score',
    });
    await expect(ask({ groups: [{ ...groups[0], control: 0 }] })).rejects.toMatchObject({ id: 'inputs-invalid' });
  });
});

test('Qini in the units of other tools: a perfect order reaches 1, a random one 0, whatever the size', () => {
  const perfect = [
    { group: 'won', treated: 50, treatedResponses: 50, control: 50, controlResponses: 0 },
    { group: 'same', treated: 150, treatedResponses: 0, control: 150, controlResponses: 0 },
  ];
  const { qiniNormalised, qiniCoefficient } = uplift.run({ groups: perfect, bins: 10, level: 0.95 });
  expect(qiniNormalised.zeroDownlift).toBeCloseTo(1, 12);
  expect(qiniNormalised.perTreated).toBeCloseTo(qiniCoefficient.estimate / 200, 12);
  expect(qiniNormalised.perPerson).toBeCloseTo(qiniCoefficient.estimate / 400, 12);
  const alike = perfect.map((group) => ({ ...group, treatedResponses: group.treated / 5 }));
  expect(uplift.run({ groups: alike, bins: 10, level: 0.95 }).qiniNormalised.overRandom).toBeCloseTo(0, 12);
});
