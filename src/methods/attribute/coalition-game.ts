/** A cooperative game as it is given: a table of coalitions, a shared cost or a vote; and what makes one unanswerable. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';

const MOST_PLAYERS = 1000;

const names = z.array(z.string()).min(1, 'Name at least one player.').max(MOST_PLAYERS);
export const game = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('coalitions'),
      players: names,
      worths: z
        .array(z.object({ coalition: z.array(z.string()), worth: z.number() }))
        .describe('What each coalition achieves alone. The empty one is worth 0.'),
      unlisted: z
        .enum(['zero', 'best-part'])
        .default('zero')
        .describe('A coalition not listed is worth 0, or as much as the best listed coalition within it.'),
    }),
    z.object({
      kind: z.literal('shared-cost'),
      players: names,
      costs: z
        .array(z.number().min(0))
        .describe('What each player would need alone where the largest need serves all (the airport game).'),
    }),
    z.object({
      kind: z.literal('weighted-vote'),
      players: names,
      weights: z.array(z.number().min(0)).describe('Votes of each player.'),
      quota: z.number().positive().describe('Votes that carry a motion.'),
    }),
  ])
  .describe('The game: a table of coalitions, a shared cost, or a vote.');
export type Game = z.output<typeof game>;

/** @throws MethodProblem `player-twice`, `player-unknown`, `coalition-twice`, `nobody-worth`, `numbers-unlike-players`. */
export function checkGame(given: Game): void {
  const known = new Set(given.players);
  if (known.size < given.players.length)
    throw new MethodProblem('player-twice', 'game.players', 'Give each player one name of its own.');
  if (given.kind === 'coalitions') {
    checkCoalitions(given.worths, known);
    return;
  }
  const [field, numbers] = given.kind === 'shared-cost' ? ['costs', given.costs] : ['weights', given.weights];
  if (numbers.length !== given.players.length)
    throw new MethodProblem(
      'numbers-unlike-players',
      `game.${field}`,
      `Give ${given.players.length} numbers, one a player.`,
    );
}

function checkCoalitions(worths: readonly { coalition: readonly string[]; worth: number }[], known: Set<string>): void {
  const seen = new Set<string>();
  worths.forEach(({ coalition, worth }, at) => {
    const field = `game.worths.${at}.coalition`;
    if (coalition.some((player) => !known.has(player)))
      throw new MethodProblem('player-unknown', field, 'Name only players of the game.');
    if (coalition.length === 0 && worth !== 0)
      throw new MethodProblem(
        'nobody-worth',
        field,
        'Nobody achieves nothing: take the worth of the empty coalition off all others.',
      );
    const same = JSON.stringify([...new Set(coalition)].sort());
    if (seen.has(same))
      throw new MethodProblem('coalition-twice', field, 'Give each coalition once, in any order of its players.');
    seen.add(same);
  });
}
