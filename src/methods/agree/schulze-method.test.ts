import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { bordaCount } from './borda-count.ts';
import { schulzeMethod } from './schulze-method.ts';

const spelt = (ballots: Record<string, number>) =>
  Object.entries(ballots).map(([ranking, count]) => ({ ranking: [...ranking], count }));

describe('Schulze (2011)', () => {
  test('45 voters: E > A > C > B > D, with the published votes and strengths', async () => {
    const answer = await answerMethod(schulzeMethod, schulzeMethod.example.inputs);
    expect(answer.options.map(({ name }) => name)).toEqual(['E', 'A', 'C', 'B', 'D']);
    const at = (letters: string) => [...letters].map((letter) => answer.names.indexOf(letter));
    const order = at('ABCDE');
    const sorted = (table: readonly (readonly number[])[]) => order.map((i) => order.map((j) => table[i]![j]!));
    expect(sorted(answer.preferences)).toEqual([
      [0, 20, 26, 30, 22],
      [25, 0, 16, 33, 18],
      [19, 29, 0, 17, 24],
      [15, 12, 28, 0, 14],
      [23, 27, 21, 31, 0],
    ]);
    expect(sorted(answer.chains)).toEqual([
      [0, 28, 28, 30, 24],
      [25, 0, 28, 33, 24],
      [25, 29, 0, 29, 24],
      [25, 28, 28, 0, 24],
      [25, 28, 28, 31, 0],
    ]);
    expect(answer.warnings.map(({ id }) => id)).toEqual(['no-condorcet-winner']);
  });

  test('a circle of equal strength: all tie', async () => {
    const { winners, warnings, smithSet } = await answerMethod(schulzeMethod, {
      ballots: spelt({ ABC: 1, BCA: 1, CAB: 1 }),
    });
    expect(winners.toSorted()).toEqual(['A', 'B', 'C']);
    expect(smithSet).toHaveLength(3);
    expect(warnings.map(({ id }) => id)).toEqual(['no-condorcet-winner', 'ties']);
  });
});

test('Tennessee: Nashville by Condorcet and by Borda with 194 points', async () => {
  const borda = await answerMethod(bordaCount, bordaCount.example.inputs);
  expect(borda.options.map(({ name, points }) => [name, points])).toEqual([
    ['Nashville', 194],
    ['Chattanooga', 173],
    ['Memphis', 126],
    ['Knoxville', 107],
  ]);
  const schulze = await answerMethod(schulzeMethod, bordaCount.example.inputs);
  expect(schulze).toMatchObject({ condorcetWinner: 'Nashville', winners: ['Nashville'], smithSet: ['Nashville'] });
});

test('a majority’s first choice may lose by Borda, which says so', async () => {
  const { winners, warnings } = await answerMethod(bordaCount, { ballots: spelt({ ABC: 3, BCA: 2 }) });
  expect(winners).toEqual(['B']);
  expect(warnings.map(({ id }) => id)).toEqual(['condorcet-winner-loses']);
});

const ballot = fc.record({
  ranking: fc
    .shuffledSubarray(['A', 'B', 'C', 'D', 'E'])
    .map((names) => names.map((name, i) => (i === 1 ? [name] : name))),
  count: fc.integer({ min: 1, max: 5 }),
});
const ballots = fc.array(ballot, { minLength: 1, maxLength: 8 });
const options = ['A', 'B', 'C', 'D', 'E'];

describe('properties', () => {
  test('winners lie in the Smith set; a Condorcet winner wins; the order of ballots and of options does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(ballots, fc.constantFrom('winning-votes', 'margins'), async (some, strength) => {
        const answer = await answerMethod(schulzeMethod, { ballots: some, options, strength });
        for (const winner of answer.winners) expect(answer.smithSet).toContain(winner);
        if (answer.condorcetWinner !== null) expect(answer.winners).toEqual([answer.condorcetWinner]);
        expect(answer.winners.length).toBeGreaterThan(0);
        const turned = await answerMethod(schulzeMethod, {
          ballots: some.toReversed(),
          options: options.toReversed(),
          strength,
        });
        expect(turned.winners.toSorted()).toEqual(answer.winners.toSorted());
      }),
    );
  });

  test('a copy of an option beside it does not change who else wins', async () => {
    await fc.assert(
      fc.asyncProperty(ballots, async (some) => {
        const before = await answerMethod(schulzeMethod, { ballots: some, options });
        fc.pre(before.winners.length === 1);
        const copied = some.map(({ ranking, count }) => ({
          count,
          ranking: ranking.flatMap((one) => ([one].flat().includes('A') ? [one, 'copy'] : [one])),
        }));
        const after = await answerMethod(schulzeMethod, { ballots: copied, options: [...options, 'copy'] });
        const original = after.winners.map((winner) => (winner === 'copy' ? 'A' : winner));
        expect([...new Set(original)]).toEqual(before.winners);
      }),
    );
  });

  test('Borda: the points of all sum to voters × pairs', async () => {
    await fc.assert(
      fc.asyncProperty(ballots, async (some) => {
        const { options: found, voters } = await answerMethod(bordaCount, { ballots: some, options });
        expect(found.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(voters * 10, 9);
        expect(found.reduce((sum, { firstPlaces }) => sum + firstPlaces, 0)).toBeCloseTo(voters, 9);
      }),
    );
  });
});

test('everybody indifferent: all tie by both', async () => {
  const given = { ballots: [{ ranking: [['A', 'B', 'C']] }] };
  expect((await answerMethod(schulzeMethod, given)).winners).toEqual(['A', 'B', 'C']);
  const { winners, warnings } = await answerMethod(bordaCount, given);
  expect(winners).toEqual(['A', 'B', 'C']);
  expect(warnings.map(({ id }) => id)).toEqual(['ties']);
  expect(
    (await answerMethod(bordaCount, { ballots: [{ ranking: ['A'] }], options: ['A', 'B'] })).warnings.map(
      ({ id }) => id,
    ),
  ).toEqual(['ballots-incomplete']);
});

test('an option twice, an unknown one, one option alone and no votes are refused', async () => {
  const refuse = (given: object) => expect(answerMethod(schulzeMethod, given)).rejects;
  await refuse({ ballots: [{ ranking: ['A', 'A', 'B'] }] }).toMatchObject({
    id: 'option-twice',
    field: 'ballots.0.ranking.1',
  });
  await refuse({ ballots: [{ ranking: ['A', 'C'] }], options: ['A', 'B'] }).toMatchObject({ id: 'option-unknown' });
  await refuse({ ballots: [{ ranking: ['A'] }] }).toMatchObject({ id: 'too-few-options' });
  await refuse({ ballots: [{ ranking: ['A', 'B'], count: 0 }] }).toMatchObject({ id: 'no-votes' });
});

test('a ballot may be its ranking alone, and then counts once', async () => {
  const ballots = [['a', 'b', 'c'], ['a', ['b', 'c']], { ranking: ['b', 'a', 'c'], count: 1 }];
  const [short, long] = [
    await answerMethod(schulzeMethod, { ballots }),
    await answerMethod(schulzeMethod, {
      ballots: ballots.map((ballot) => (Array.isArray(ballot) ? { ranking: ballot, count: 1 } : ballot)),
    }),
  ];
  expect(short).toEqual(long);
  expect((await answerMethod(bordaCount, { ballots })).voters).toBe(3);
});
