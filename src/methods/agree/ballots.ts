/** Ranked ballots, and how many voters prefer each option to each other. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';

const name = z.string().min(1, 'Name every option.');

const ranking = z
  .array(z.union([name, z.array(name).min(1)], 'Name options by text; tied ones as a list of their own.'))
  .describe(
    'Options from best to worst; tied ones as a list of their own: ["a", ["b", "c"]]. Those left out tie for last.',
  );
const counted = z.object({
  ranking,
  count: z
    .number()
    .min(0, 'A count is 0 or more.')
    .default(1)
    .describe('How many voted so, or how much the vote weighs.'),
});

export const ballotInputs = {
  ballots: z
    .array(
      z.union(
        [counted, ranking.transform((given) => ({ ranking: given, count: 1 }))],
        'Give a ballot as {"ranking": ["a", "b"], "count": 3}, or as its ranking alone; options by name, a count of 0 or more.',
      ),
    )
    .min(1, 'Give at least one ballot.')
    .max(100_000)
    .describe('A ranking with its count, or only the ranking where it counts once: ["a", "b", "c"].'),
  options: z.array(name).max(200).optional().describe('All options; left out: those the ballots name.'),
};

interface Ballot {
  readonly ranking: readonly (string | readonly string[])[];
  readonly count: number;
}

export interface Votes {
  readonly options: readonly string[];
  readonly voters: number;
  /** By ballot: its count, and for each option the group it is in, 0 best; those left out are in a last group of their own. */
  readonly rows: readonly { readonly count: number; readonly group: readonly number[] }[];
}

/** @throws MethodProblem `option-twice`, `option-unknown`, `too-few-options`, `no-votes`. */
export function readBallots(ballots: readonly Ballot[], given: readonly string[] | undefined): Votes {
  const options = [...new Set(given ?? ballots.flatMap(({ ranking }) => ranking.flat()))];
  if (options.length < 2 || options.length > 200)
    throw new MethodProblem('too-few-options', 'options', 'Vote on 2 to 200 options.');
  const places = new Map(options.map((option, i) => [option, i]));
  const rows = ballots.map(({ ranking, count }, b) => {
    const group = options.map(() => ranking.length);
    ranking.forEach((tied, g) => {
      for (const option of typeof tied === 'string' ? [tied] : tied) {
        const place = places.get(option);
        const field = `ballots.${b}.ranking.${g}`;
        if (place === undefined)
          throw new MethodProblem('option-unknown', field, `"${option}" is not among the options.`);
        if (group[place] !== ranking.length) throw new MethodProblem('option-twice', field, `Rank "${option}" once.`);
        group[place] = g;
      }
    });
    return { count, group };
  });
  const voters = rows.reduce((sum, { count }) => sum + count, 0);
  if (!(voters > 0)) throw new MethodProblem('no-votes', 'ballots', 'At least one ballot must count.');
  return { options, voters, rows };
}

/** Voters who rank the row's option above the column's. */
export function pairwise({ options, rows }: Votes): number[][] {
  const table = options.map(() => options.map(() => 0));
  for (const { count, group } of rows)
    for (let i = 0; i < options.length; i++) {
      const row = table[i]!;
      for (let j = 0; j < options.length; j++) if (group[i]! < group[j]!) row[j]! += count;
    }
  return table;
}
