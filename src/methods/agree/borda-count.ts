import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { ballotInputs, pairwise, readBallots, type Votes } from './ballots.ts';

/**
 * Borda count: an option gets a point for each option a voter ranks below it, half a point for each it ties with.
 *
 * @throws MethodProblem `option-twice`, `option-unknown`, `too-few-options`, `no-votes`.
 * @example bordaCount.run({ ballots: [{ ranking: ['a', 'b', 'c'], count: 1 }] }).options[0].points; // 2
 */
export const bordaCount = defineMethod({
  name: 'borda-count',
  field: 'agree',
  title: 'Borda count',
  summary: 'The option most broadly liked when everybody ranks: points by place, added up.',
  whenToUse: ['A group ranks options and broad support matters more than first places.'],
  whenNot: ['Where voters may rank rivals last on purpose, or near-copies of an option are added: use Schulze.'],
  assumes: ['Ballots are honest (not checked).', 'Options left off a ballot tie for last.'],
  formula: 'Points of an option from one ballot: number ranked below + half the number tied with it.',
  source: [
    'Borda, J.-C. de (1784), Mémoire sur les élections au scrutin.',
    'Emerson, P. (2013), The original Borda count and partial voting, Social Choice and Welfare 40.',
  ],
  verified:
    'The Tennessee example (Nashville 194 of 300) and identity with the sum of pairwise votes; neutrality and anonymity as properties.',
  cost: 'O(ballots × options²)',
  warns: {
    ties: 'Options have equal points.',
    'condorcet-winner-loses': 'Another option beats the winner, and every other, in direct votes.',
    'ballots-incomplete': 'Some ballots leave options out.',
  },
  inputs: z.object(ballotInputs),
  result: z.object({
    options: z
      .array(
        z.object({
          name: z.string(),
          points: z.number(),
          meanPoints: z.number().describe('For each voter: 0 last, number of options less 1 first.'),
          rank: z.int().describe('Tied options share the better rank.'),
          firstPlaces: z.number().describe('Voters who rank it first, ties split.'),
        }),
      )
      .describe('Most points first.'),
    winners: z.array(z.string()).describe('More than one where tied.'),
    voters: z.number(),
    condorcetWinner: z.string().nullable().describe('Beats every other in direct votes; null where none does.'),
    ...report,
  }),
  example: {
    about: 'Where to put the capital of Tennessee: four cities, each voting for the nearest.',
    source: 'A published teaching example of voting theory.',
    inputs: {
      ballots: [
        { ranking: ['Memphis', 'Nashville', 'Chattanooga', 'Knoxville'], count: 42 },
        { ranking: ['Nashville', 'Chattanooga', 'Knoxville', 'Memphis'], count: 26 },
        { ranking: ['Chattanooga', 'Knoxville', 'Nashville', 'Memphis'], count: 15 },
        { ranking: ['Knoxville', 'Chattanooga', 'Nashville', 'Memphis'], count: 17 },
      ],
    },
  },
  run({ ballots, options: given }) {
    const votes = readBallots(ballots, given);
    const { options, voters } = votes;
    const table = pairwise(votes);
    const points = options.map((_, i) =>
      table.reduce((sum, row, j) => (i === j ? sum : sum + (voters + table[i]![j]! - row[i]!) / 2), 0),
    );
    const same = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * voters;
    const condorcet = options.find((_, i) => table.every((row, j) => i === j || table[i]![j]! > row[i]!)) ?? null;
    const firsts = firstPlaces(votes);
    const found = options
      .map((name, i) => ({
        name,
        points: points[i]!,
        meanPoints: points[i]! / voters,
        rank: 1 + points.filter((other) => other > points[i]! && !same(other, points[i]!)).length,
        firstPlaces: firsts[i]!,
      }))
      .sort((a, b) => a.rank - b.rank);
    const winners = found.filter(({ rank }) => rank === 1).map(({ name }) => name);
    return {
      options: found,
      winners,
      voters,
      condorcetWinner: condorcet,
      warnings: warningsOf({ found, winners, condorcet, isPartial: isPartial(votes, ballots) }),
      reading: `By the Borda count ${winners.join(' and ')} ${winners.length > 1 ? 'tie for first' : 'comes first'} with ${Number(found[0]!.meanPoints.toFixed(2))} of ${options.length - 1} points a voter.`,
      picture: {
        kind: 'bars' as const,
        title: 'Borda count',
        x: 'Option',
        y: 'Points',
        series: [{ name: 'Points', x: found.map(({ name }) => name), y: found.map((one) => one.points) }],
      },
    };
  },
});

function firstPlaces({ options, rows }: Votes): number[] {
  const firsts = options.map(() => 0);
  for (const { count, group } of rows) {
    const best = Math.min(...group);
    const tied = group.filter((one) => one === best).length;
    group.forEach((one, i) => {
      if (one === best) firsts[i]! += count / tied;
    });
  }
  return firsts;
}

function isPartial(
  { options }: Votes,
  ballots: readonly { ranking: readonly (string | readonly string[])[] }[],
): boolean {
  return ballots.some(({ ranking }) => ranking.flat().length < options.length);
}

function warningsOf(about: {
  found: readonly { rank: number }[];
  winners: readonly string[];
  condorcet: string | null;
  isPartial: boolean;
}): Warning[] {
  const { found, winners, condorcet } = about;
  const warnings: Warning[] = [];
  if (new Set(found.map(({ rank }) => rank)).size < found.length)
    warnings.push({ id: 'ties', text: 'Some options have equal points: decide between them apart.' });
  if (condorcet !== null && !winners.includes(condorcet))
    warnings.push({
      id: 'condorcet-winner-loses',
      text: `${condorcet} beats every other option in direct votes: look at Schulze too.`,
    });
  if (about.isPartial)
    warnings.push({
      id: 'ballots-incomplete',
      text: 'Options left off a ballot tie for last there: ask for whole rankings.',
    });
  return warnings;
}
