import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { shapleyValue } from './shapley-value.ts';
import { votingPower } from './weighted-vote.ts';

const { inputs: given, expected, tolerance } = reference('attribution_shapley_value');
const ask = (game: object, samples = 2000) => answerMethod(shapleyValue, { game, samples }, { seed: 3 });
const valuesOf = async (game: object, samples?: number) => (await ask(game, samples)).players.map(({ value }) => value);

const glove = {
  kind: 'coalitions',
  players: ['left', 'right 1', 'right 2'],
  worths: [
    { coalition: ['left', 'right 1'], worth: 1 },
    { coalition: ['right 2', 'left'], worth: 1 },
  ],
  unlisted: 'best-part',
};

test('glove game: 2/3, 1/6, 1/6', async () => {
  const values = await valuesOf(glove);
  values.forEach((value, player) => {
    expect(Math.abs(value - expected.glove[player])).toBeLessThan(tolerance.abs);
  });
});

test('airport game: 2, 3, 4, 9, in closed form and by all coalitions', async () => {
  const costs: number[] = given.airport_costs;
  const players = costs.map((_, at) => `type ${at + 1}`);
  expect(await valuesOf({ kind: 'shared-cost', players, costs })).toEqual(expected.airport);
  const worths = Array.from({ length: 15 }, (_, at) => at + 1).map((mask) => ({
    coalition: players.filter((_, player) => (mask >> player) & 1),
    worth: Math.max(...costs.filter((_, player) => (mask >> player) & 1)),
  }));
  const values = await valuesOf({ kind: 'coalitions', players, worths });
  values.forEach((value, player) => {
    expect(Math.abs(value - expected.airport[player])).toBeLessThan(tolerance.abs);
  });
});

test('votes 50, 49, 1 with quota 51: 2/3, 1/6, 1/6 (Shapley and Shubik 1954)', async () => {
  const values = await valuesOf({ kind: 'weighted-vote', players: ['A', 'B', 'C'], weights: [50, 49, 1], quota: 51 });
  expect(values).toEqual([expect.closeTo(2 / 3, 12), expect.closeTo(1 / 6, 12), expect.closeTo(1 / 6, 12)]);
});

test('efficient, null player nothing, twins alike, additive in the worths', async () => {
  const players = ['a', 'b', 'c', 'null'];
  const worthsOf = (numbers: readonly number[]) =>
    numbers.flatMap((worth, at) => {
      const coalition = players.filter((_, player) => ((at + 1) >> player) & 1);
      return [
        { coalition, worth },
        { coalition: [...coalition, 'null'], worth },
      ];
    });
  const seven = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 7, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(seven, seven, async (one, other) => {
      const game = (numbers: readonly number[]) => valuesOf({ kind: 'coalitions', players, worths: worthsOf(numbers) });
      const first = await game(one);
      const second = await game(other);
      const both = await game(one.map((worth, at) => worth + (other[at] ?? 0)));
      expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(one[6] ?? Number.NaN, 9);
      expect(first[3]).toBeCloseTo(0, 9);
      both.forEach((value, player) => {
        expect(value).toBeCloseTo((first[player] ?? 0) + (second[player] ?? 0), 9);
      });
    }),
    { numRuns: 40 },
  );
});

test('thirty voters alike with votes and a half: sampled, each near 1/30 within its error, and said so', async () => {
  const players = Array.from({ length: 30 }, (_, at) => `v${at}`);
  const {
    players: values,
    exact,
    warnings,
  } = await ask({
    kind: 'weighted-vote',
    players,
    weights: players.map(() => 1.5),
    quota: 24,
  });
  expect(exact).toBe(false);
  expect(warnings.map(({ id }) => id)).toEqual(['sampled']);
  for (const { value, standardError } of values) expect(Math.abs(value - 1 / 30)).toBeLessThan(4.5 * standardError);
});

test.each(['zero', 'best-part'])(
  'a sampled table with %s for what is not listed sums to the worth of all',
  async (unlisted) => {
    const players = Array.from({ length: 22 }, (_, at) => `p${at}`);
    const worths = [
      { coalition: ['p0', 'p1'], worth: 3 },
      { coalition: players, worth: 10 },
    ];
    const { players: values, worthOfAll } = await ask({ kind: 'coalitions', players, worths, unlisted }, 500);
    expect(worthOfAll).toBe(10);
    expect(values.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(10, 9);
  },
);

test('a sharing that some would leave is warned of', async () => {
  const worths = [
    { coalition: ['a', 'b'], worth: 8 },
    { coalition: ['a', 'c'], worth: 8 },
    { coalition: ['b', 'c'], worth: 8 },
    { coalition: ['a', 'b', 'c'], worth: 9 },
  ];
  const { inCore, warnings } = await ask({ kind: 'coalitions', players: ['a', 'b', 'c'], worths });
  expect(inCore).toBe(false);
  expect(warnings.map(({ id }) => id)).toEqual(['not-in-core']);
});

test('names twice, names unknown, numbers missing: refused by name', async () => {
  const refused = (game: object, id: string) => expect(ask(game)).rejects.toThrow(expect.objectContaining({ id }));
  await refused({ kind: 'shared-cost', players: ['a', 'a'], costs: [1, 2] }, 'player-twice');
  await refused({ kind: 'shared-cost', players: ['a', 'b'], costs: [1] }, 'numbers-unlike-players');
  await refused({ ...glove, worths: [{ coalition: ['nobody'], worth: 1 }] }, 'player-unknown');
});

test('one player, and a whole worth nothing: no share is invented', async () => {
  const { players } = await ask({ kind: 'coalitions', players: ['a'], worths: [] });
  expect(players).toEqual([{ player: 'a', value: 0, standardError: 0, share: null }]);
});

test('a vote of fifty with whole weights is exact: as from all coalitions, summing to one, near what sampling finds', async () => {
  const weights = [9, 7, 7, 4, 3, 3, 2, 1, 1, 1];
  const players = weights.map((_, at) => `${at}`);
  const listed = await valuesOf({ kind: 'weighted-vote', players, weights, quota: 19 });
  votingPower(weights, 19).forEach((power, at) => {
    expect(power).toBeCloseTo(listed[at] ?? Number.NaN, 12);
  });
  const many = Array.from({ length: 51 }, (_, at) => 3 + ((at * at) % 40));
  const voters = many.map((_, at) => `state ${at}`);
  const exact = await ask({ kind: 'weighted-vote', players: voters, weights: many, quota: 400 });
  expect(exact.exact).toBe(true);
  expect(exact.players.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 10);
  const sampled = await ask({
    kind: 'weighted-vote',
    players: voters,
    weights: many.map((one) => one + 1e-9),
    quota: 400,
  });
  expect(sampled.exact).toBe(false);
  sampled.players.forEach(({ value, standardError }, at) => {
    expect(Math.abs(value - (exact.players[at]?.value ?? 0))).toBeLessThan(4.5 * standardError + 1e-3);
  });
  expect(exact.reading).toContain('and the 45 others less each');
});

test('a coalition listed twice, and a worth of nobody, are refused by name', async () => {
  const game = (worths: object[]) => ({ kind: 'coalitions', players: ['a', 'b'], worths });
  const both = (coalition: string[], worth: number) => ({ coalition, worth });
  await expect(ask(game([both(['a', 'b'], 1), both(['b', 'a'], 2)]))).rejects.toThrow(
    expect.objectContaining({ id: 'coalition-twice' }),
  );
  await expect(ask(game([both([], 5), both(['a'], 1)]))).rejects.toThrow(
    expect.objectContaining({ id: 'nobody-worth' }),
  );
  expect((await ask(game([both([], 0), both(['a', 'b'], 1)]))).worthOfAll).toBe(1);
});
