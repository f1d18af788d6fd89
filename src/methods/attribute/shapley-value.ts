import { z } from 'zod';
import { defineMethod, type MethodRun, report, type Warning } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { checkGame, type Game, game } from './coalition-game.ts';
import { bits, sampledShapley, shapleyOfWorths } from './coalition-shapley.ts';
import { stepsOfVote, votingPower } from './weighted-vote.ts';

/** Coalitions double with each player; above this they are sampled. */
const MOST_EXACT_PLAYERS = 20;
const ROUNDING = 1e-9;
/** Sums an exact answer for many voters may take: about a second. */
const MOST_STEPS = 3e8;
/** Players a reading names. */
const MOST_READ = 6;

/**
 * Shapley value of a cooperative game: the one way to share a joint result that is efficient, symmetric, additive and gives
 * nothing to who adds nothing.
 *
 * Exact from all coalitions to 20 players, exact for shared costs and votes with whole weights of any size, else sampled from
 * orders of arrival.
 *
 * @throws MethodProblem `player-twice`, `player-unknown`, `coalition-twice`, `nobody-worth`, `numbers-unlike-players`.
 * @example shapleyValue.run(shapleyValue.example.inputs).players[0].value; // 2
 */
export const shapleyValue = defineMethod({
  name: 'shapley-value',
  field: 'attribute',
  title: 'Shapley value',
  summary: 'A fair share for each of several who achieved, or cost, something together.',
  whenToUse: [
    'Sharing a joint cost (platform, launch, fair) among teams or products.',
    'Crediting partners or bundle items when the worth of the coalitions is known.',
    'Voting power: the Shapley-Shubik index of a weighted vote.',
  ],
  whenNot: ['Attribution from paths: use `shapley-attribution`, which reads them.'],
  assumes: ['The worth of a coalition does not depend on what the others do (not checked).'],
  formula:
    'Mean over all orders of arrival of what a player adds on arriving: `sum over S without i of |S|! (n-|S|-1)! / n! · (v(S+i) - v(S))`.',
  source: [
    'Shapley, L. (1953), A value for n-person games.',
    'Littlechild & Owen (1973), A simple expression for the Shapley value in a special case.',
    'Owen (1972), Multilinear extensions of games (votes with many players).',
  ],
  verified:
    'Glove game 2/3, 1/6, 1/6 and airport game 2, 3, 4, 9 to 1e-9; brute force over all orders for random games.',
  cost: 'O(n 2^n) to 20 players, O(n log n) for shared costs, O(n² · quota) for a vote with whole weights, else O(samples · n).',
  warns: {
    sampled: 'Too many players for all coalitions: the values carry a standard error.',
    'not-in-core': 'Some coalition would do better alone: the sharing may not hold (not told of votes).',
  },
  heavy: true,
  inputs: z.object({
    game,
    samples: z
      .int()
      .min(2)
      .max(1_000_000)
      .default(10_000)
      .describe('Pairs of orders drawn where exact is out of reach.'),
  }),
  result: z.object({
    players: z.array(
      z.object({
        player: z.string(),
        value: z.number().describe('Share of the whole, in its unit.'),
        standardError: z.number().describe('Of the sampling; 0 where exact.'),
        share: z.number().nullable().describe('Value over the worth of all; null where that is 0.'),
      }),
    ),
    worthOfAll: z.number(),
    exact: z.boolean(),
    inCore: z.boolean().nullable().describe('Whether no coalition does better alone; null where not checked.'),
    ...report,
  }),
  example: {
    about: 'Four aeroplane types share a runway; the longest need costs 18.',
    source: 'Littlechild & Owen (1973), as printed.',
    inputs: { game: { kind: 'shared-cost', players: ['A', 'B', 'C', 'D'], costs: [8, 11, 13, 18] } },
  },
  run(inputs, how = {}) {
    checkGame(inputs.game);
    const answer = solve(inputs.game, inputs.samples, how);
    const players = inputs.game.players.map((player, at) => ({
      player,
      value: answer.values[at]!,
      standardError: answer.standardErrors[at]!,
      share: answer.whole === 0 ? null : answer.values[at]! / answer.whole,
    }));
    return {
      players,
      worthOfAll: answer.whole,
      exact: answer.exact,
      inCore: answer.inCore,
      warnings: warningsOf(answer.exact, inputs.game.kind === 'weighted-vote' ? null : answer.inCore),
      reading: readingOf(players, answer.whole, inputs.game.kind),
      picture: {
        kind: 'bars' as const,
        title: 'Shapley value',
        x: 'Player',
        y: 'Share of the whole',
        series: [{ name: 'Shapley value', x: [...inputs.game.players], y: players.map(({ value }) => value) }],
      },
    };
  },
});

interface Answer {
  readonly values: Float64Array;
  readonly standardErrors: Float64Array;
  readonly whole: number;
  readonly exact: boolean;
  readonly inCore: boolean | null;
}

function solve(given: Game, samples: number, how: MethodRun): Answer {
  const n = given.players.length;
  if (given.kind === 'shared-cost') return { ...sharedCost(given.costs), exact: true, inCore: true };
  if (n > MOST_EXACT_PLAYERS) return manyVoters(given) ?? sample(given, samples, how);
  const worths = given.kind === 'coalitions' ? listed(given) : votes(given);
  const values = shapleyOfWorths(worths, n);
  const inCore = coreHolds(worths, values);
  return { values, standardErrors: new Float64Array(n), whole: worths.at(-1) ?? 0, exact: true, inCore };
}

/** Each stretch of cost is shared by those who need it. */
function sharedCost(costs: readonly number[]) {
  const values = new Float64Array(costs.length);
  const order = costs.map((_, player) => player).sort((a, b) => costs[a]! - costs[b]!);
  let paid = 0;
  let each = 0;
  order.forEach((player, at) => {
    each += (costs[player]! - paid) / (costs.length - at);
    paid = costs[player]!;
    values[player] = each;
  });
  return { values, standardErrors: new Float64Array(costs.length), whole: paid };
}

function listed({ players, worths, unlisted }: Extract<Game, { kind: 'coalitions' }>): Float64Array {
  const table = new Float64Array(2 ** players.length).fill(Number.NaN);
  for (const { coalition, worth } of worths) table[maskOf(coalition, players)] = worth;
  table[0] = 0;
  if (unlisted === 'zero') return table.map((worth) => (Number.isNaN(worth) ? 0 : worth));
  for (let coalition = 1; coalition < table.length; coalition++) {
    if (!Number.isNaN(table[coalition]!)) continue;
    let best = 0;
    for (let player = 0; player < players.length; player++)
      if ((coalition >> player) & 1) best = Math.max(best, table[coalition & ~(1 << player)]!);
    table[coalition] = best;
  }
  return table;
}

function maskOf(coalition: readonly string[], players: readonly string[]): number {
  return coalition.reduce((mask, player) => mask | (1 << players.indexOf(player)), 0);
}

function votes({ weights, quota }: Extract<Game, { kind: 'weighted-vote' }>): Float64Array {
  const sums = new Float64Array(2 ** weights.length);
  for (let coalition = 1; coalition < sums.length; coalition++) {
    const lowest = coalition & -coalition;
    sums[coalition] = sums[coalition ^ lowest]! + weights[bits(lowest - 1)]!;
  }
  return sums.map((sum) => (sum >= quota ? 1 : 0));
}

function coreHolds(worths: Float64Array, values: Float64Array): boolean {
  const sums = new Float64Array(worths.length);
  const slack = ROUNDING * Math.max(1, Math.abs(worths.at(-1) ?? 0));
  for (let coalition = 1; coalition < worths.length; coalition++) {
    const lowest = coalition & -coalition;
    sums[coalition] = sums[coalition ^ lowest]! + values[bits(lowest - 1)]!;
    if (sums[coalition]! < worths[coalition]! - slack) return false;
  }
  return true;
}

function sample(given: Exclude<Game, { kind: 'shared-cost' }>, orders: number, how: MethodRun): Answer {
  const n = given.players.length;
  const along = given.kind === 'weighted-vote' ? votesAlong(given) : coalitionsAlong(given);
  const drawn = sampledShapley({ players: n, orders, random: randomFrom(how.seed), progress: how.progress }, along);
  const worths = new Float64Array(n);
  along(
    Int32Array.from({ length: n }, (_, player) => player),
    worths,
  );
  return { ...drawn, whole: worths[n - 1]!, exact: false, inCore: null };
}

/** Exact for whole weights where that is quick; null elsewhere. */
function manyVoters(given: Game): Answer | null {
  if (given.kind !== 'weighted-vote' || !given.weights.every(Number.isInteger)) return null;
  const quota = Math.ceil(given.quota);
  if (stepsOfVote(given.weights.length, quota) > MOST_STEPS) return null;
  const values = votingPower(given.weights, quota);
  const whole = given.weights.reduce((sum, weight) => sum + weight, 0) >= given.quota ? 1 : 0;
  return { values, standardErrors: new Float64Array(values.length), whole, exact: true, inCore: null };
}

function votesAlong({ weights, quota }: Extract<Game, { kind: 'weighted-vote' }>) {
  return (order: Int32Array, worths: Float64Array) => {
    let sum = 0;
    for (let at = 0; at < order.length; at++) {
      sum += weights[order[at]!]!;
      worths[at] = sum >= quota ? 1 : 0;
    }
  };
}

/** A listed coalition counts once the last of its players has come: alone (`zero`: exactly then) or as a part of more. */
function coalitionsAlong({ players, worths: given, unlisted }: Extract<Game, { kind: 'coalitions' }>) {
  const rows = given.map(({ coalition, worth }) => ({
    members: [...new Set(coalition)].map((player) => players.indexOf(player)),
    worth,
  }));
  const place = new Int32Array(players.length);
  return (order: Int32Array, worths: Float64Array) => {
    order.forEach((player, at) => {
      place[player] = at;
    });
    worths.fill(unlisted === 'zero' ? 0 : Number.NEGATIVE_INFINITY);
    for (const { members, worth } of rows) {
      const last = members.reduce((most, player) => Math.max(most, place[player]!), -1);
      if (last < 0) continue;
      if (unlisted === 'best-part') worths[last] = Math.max(worths[last]!, worth);
      else if (last === members.length - 1) worths[last] = worth;
    }
    if (unlisted === 'zero') return;
    for (let at = 0; at < worths.length; at++) worths[at] = Math.max(worths[at]!, at === 0 ? 0 : worths[at - 1]!);
  };
}

function warningsOf(exact: boolean, inCore: boolean | null): Warning[] {
  const warnings: Warning[] = [];
  if (!exact) warnings.push({ id: 'sampled', text: 'Sampled: read each value with its standard error, or draw more.' });
  if (inCore === false)
    warnings.push({
      id: 'not-in-core',
      text: 'Some coalition achieves more alone than it is given: agree on the sharing first.',
    });
  return warnings;
}

function readingOf(players: readonly { player: string; value: number }[], whole: number, kind: Game['kind']): string {
  const few = players.length <= MOST_READ;
  const told = few ? players : [...players].sort((a, b) => b.value - a.value).slice(0, MOST_READ);
  const rest = few ? '' : ` and the ${players.length - MOST_READ} others less each`;
  const verb = kind === 'weighted-vote' ? 'turns' : 'is due';
  const shares = told.map(({ player, value }) => `${player} ${verb} ${round(value)}`).join(', ');
  if (kind === 'weighted-vote')
    return `Of all orders in which votes may be cast, ${shares}${rest} (as a share) from lost to won.`;
  return `Of ${round(whole)} in all, ${shares}${rest}: the mean of what each adds over every order of joining.`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}
