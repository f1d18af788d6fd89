import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { ballotInputs, pairwise, readBallots } from './ballots.ts';

/**
 * Schulze's Condorcet method: an option that beats every other in direct votes wins; where they beat each other in circles, the
 * strongest chains of victories decide.
 *
 * A chain is as strong as its weakest victory. A victory's strength is its votes (`winning-votes`) or its lead (`margins`).
 *
 * @throws MethodProblem `option-twice`, `option-unknown`, `too-few-options`, `no-votes`.
 * @example schulzeMethod.run({ ballots: [{ ranking: ['a', 'b'], count: 1 }], strength: 'winning-votes' }).winners; // ['a']
 */
export const schulzeMethod = defineMethod({
  name: 'schulze-method',
  field: 'agree',
  title: 'Condorcet vote (Schulze)',
  summary: 'The option a majority prefers to each other one, and a consistent order where majorities go in circles.',
  whenToUse: [
    'A group ranks options and the result must stand against "but more of us prefer …".',
    'Where copies of an option must not change the winner.',
  ],
  whenNot: ['Where strength of feeling matters: rankings hold none; give points or money.'],
  assumes: ['Ballots are honest (not checked).', 'Options left off a ballot tie for last.'],
  formula:
    'Strength of the strongest chain from a to b: the largest over chains of the smallest victory in it (Floyd-Warshall). a is above b if its chain to b is stronger than b’s to a.',
  source: [
    'Schulze, M. (2011), A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method, Social Choice and Welfare 36.',
  ],
  verified:
    'Schulze’s 45-voter example (E > A > C > B > D with its published strengths) and his tie example; Condorcet winner, Smith set, clone independence as properties.',
  cost: 'O(ballots × options² + options³)',
  warns: {
    'no-condorcet-winner': 'Majorities go in circles: no option beats every other.',
    ties: 'Some options cannot be told apart.',
  },
  inputs: z.object({
    ...ballotInputs,
    strength: z
      .enum(['winning-votes', 'margins'])
      .default('winning-votes')
      .describe('What makes a victory strong; the same unless ballots hold ties.'),
  }),
  result: z.object({
    options: z
      .array(
        z.object({
          name: z.string(),
          rank: z.int().describe('Tied options share the better rank.'),
          victories: z.int().describe('Direct votes won.'),
          defeats: z.int(),
        }),
      )
      .describe('Best first.'),
    winners: z.array(z.string()).describe('More than one where tied.'),
    condorcetWinner: z.string().nullable().describe('Beats every other in direct votes; null where none does.'),
    smithSet: z.array(z.string()).describe('Smallest set whose members all beat all outside it.'),
    names: z.array(z.string()).describe('Order of rows and columns of the two tables.'),
    preferences: z.array(z.array(z.number())).describe('Voters who rank the row above the column.'),
    chains: z.array(z.array(z.number())).describe('Strength of the strongest chain from row to column; 0 for none.'),
    voters: z.number(),
    ...report,
  }),
  example: {
    about: '45 voters rank five options, and the majorities go in circles.',
    source: 'Schulze (2011), a published example.',
    inputs: {
      ballots: [
        { ranking: ['A', 'C', 'B', 'E', 'D'], count: 5 },
        { ranking: ['A', 'D', 'E', 'C', 'B'], count: 5 },
        { ranking: ['B', 'E', 'D', 'A', 'C'], count: 8 },
        { ranking: ['C', 'A', 'B', 'E', 'D'], count: 3 },
        { ranking: ['C', 'A', 'E', 'B', 'D'], count: 7 },
        { ranking: ['C', 'B', 'A', 'D', 'E'], count: 2 },
        { ranking: ['D', 'C', 'E', 'B', 'A'], count: 7 },
        { ranking: ['E', 'B', 'A', 'D', 'C'], count: 8 },
      ],
    },
  },
  run({ ballots, options: given, strength }) {
    const votes = readBallots(ballots, given);
    const { options, voters } = votes;
    const table = pairwise(votes);
    const chains = strongestChains(table, strength);
    const beats = (i: number, j: number) => table[i]![j]! > table[j]![i]!;
    const places = options.map((_, i) => i);
    const found = options
      .map((name, i) => ({
        name,
        rank: 1 + places.filter((j) => chains[j]![i]! > chains[i]![j]!).length,
        victories: places.filter((j) => beats(i, j)).length,
        defeats: places.filter((j) => beats(j, i)).length,
      }))
      .sort((a, b) => a.rank - b.rank);
    const winners = found.filter(({ rank }) => rank === 1).map(({ name }) => name);
    const condorcet = found.find(({ victories }) => victories === options.length - 1)?.name ?? null;
    return {
      options: found,
      winners,
      condorcetWinner: condorcet,
      smithSet: smithSet(places, beats).map((i) => options[i]!),
      names: [...options],
      preferences: table,
      chains,
      voters,
      warnings: warningsOf(condorcet, found),
      reading: readingOf(winners, condorcet),
      picture: {
        kind: 'bars' as const,
        title: 'Direct votes won',
        x: 'Option, best first',
        y: 'Direct votes',
        series: [
          { name: 'Won', x: found.map(({ name }) => name), y: found.map(({ victories }) => victories) },
          { name: 'Lost', x: found.map(({ name }) => name), y: found.map(({ defeats }) => defeats) },
        ],
      },
    };
  },
});

function strongestChains(table: readonly (readonly number[])[], strength: 'winning-votes' | 'margins'): number[][] {
  const n = table.length;
  const chains = table.map((row, i) =>
    row.map((votes, j) => {
      const lead = votes - table[j]![i]!;
      if (lead <= 0) return 0;
      return strength === 'margins' ? lead : votes;
    }),
  );
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++) {
      const row = chains[i]!;
      const first = row[k]!;
      if (i === k || first === 0) continue;
      for (let j = 0; j < n; j++) if (j !== i) row[j] = Math.max(row[j]!, Math.min(first, chains[k]![j]!));
    }
  return chains;
}

/** Begun with whoever wins most direct votes; whoever a member does not beat belongs to it too. */
function smithSet(places: readonly number[], beats: (i: number, j: number) => boolean): number[] {
  const score = (i: number) => places.filter((j) => beats(i, j)).length - places.filter((j) => beats(j, i)).length;
  const most = Math.max(...places.map(score));
  const members = places.filter((i) => score(i) === most);
  for (let k = 0; k < members.length; k++)
    for (const i of places) if (!members.includes(i) && !beats(members[k]!, i)) members.push(i);
  return members.sort((a, b) => a - b);
}

function warningsOf(condorcet: string | null, found: readonly { rank: number }[]): Warning[] {
  const warnings: Warning[] = [];
  if (condorcet === null)
    warnings.push({
      id: 'no-condorcet-winner',
      text: 'No option beats every other in direct votes: the order rests on chains of victories. Say so.',
    });
  if (new Set(found.map(({ rank }) => rank)).size < found.length)
    warnings.push({ id: 'ties', text: 'Some options cannot be told apart by these votes: decide between them apart.' });
  return warnings;
}

function readingOf(winners: readonly string[], condorcet: string | null): string {
  if (condorcet !== null) return `${condorcet} wins: a majority prefers it to each other option.`;
  const who = winners.length > 1 ? `${winners.join(' and ')} tie for first` : `${winners[0]} comes first`;
  return `No option beats every other; by the strongest chains of victories ${who}.`;
}
