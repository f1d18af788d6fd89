/** Best-worst questions as choices: among ordered pairs, the pair picked having utility best less worst, or one pick after the other. */

import { type ChoiceRows, longestSituation, sharesInto } from './conditional-logit.ts';

/** One answered question: items by index from 0. */
export interface Picks {
  readonly person: number;
  readonly set: number;
  readonly best: number;
  readonly worst: number;
}

/** Every ordered pair of every question as an alternative, with how often it was picked. */
export function pairsOf(
  items: number,
  sets: readonly (readonly number[])[],
  { picks, reference }: { picks: readonly Picks[]; reference: number },
): ChoiceRows {
  const columns = items - 1;
  const starts = new Int32Array(sets.length + 1);
  sets.forEach((set, at) => {
    starts[at + 1] = starts[at]! + set.length * (set.length - 1);
  });
  const rows = starts[sets.length]!;
  const x = new Float64Array(rows * columns);
  const rowOf = sets.map(() => new Map<string, number>());
  let row = 0;
  sets.forEach((set, at) => {
    for (const one of set)
      for (const other of set) {
        if (one === other) continue;
        addPair(x.subarray(row * columns, (row + 1) * columns), { best: one - 1, worst: other - 1 }, reference);
        rowOf[at]!.set(`${one - 1} ${other - 1}`, row);
        row++;
      }
  });
  const chosen = new Float64Array(rows);
  for (const { set, best, worst } of picks) chosen[rowOf[set]!.get(`${best} ${worst}`) ?? -1]!++;
  return { x, columns, starts, chosen };
}

/** Adds best less worst to a row of item indicators, the reference item having none. */
function addPair(row: Float64Array, { best, worst }: { best: number; worst: number }, reference: number): void {
  if (best !== reference) row[best < reference ? best : best - 1]!++;
  if (worst !== reference) row[worst < reference ? worst : worst - 1]!--;
}

/** Gradient of each respondent's log-likelihood: what was picked less what was expected of the question. */
export function pickScores(
  rows: ChoiceRows,
  coefficients: Float64Array,
  { picks, reference, people }: { picks: readonly Picks[]; reference: number; people: number },
): Float64Array {
  const size = rows.columns;
  const share = new Float64Array(longestSituation(rows.starts));
  const expected = new Float64Array((rows.starts.length - 1) * size);
  for (let set = 0; set + 1 < rows.starts.length; set++) {
    sharesInto(rows, set, coefficients, share);
    const from = rows.starts[set]!;
    for (let row = from; row < rows.starts[set + 1]!; row++)
      for (let k = 0; k < size; k++) expected[set * size + k]! += share[row - from]! * rows.x[row * size + k]!;
  }
  const scores = new Float64Array(people * size);
  for (const pick of picks) {
    const own = scores.subarray(pick.person * size, (pick.person + 1) * size);
    addPair(own, pick, reference);
    for (let k = 0; k < size; k++) own[k]! -= expected[pick.set * size + k]!;
  }
  return scores;
}

/**
 * Best and worst as two choices: the best of all items shown by utility, the worst by its negative of all (marginal) or of those that
 * the best leaves (sequential). `respondentOf` says whose each choice is.
 */
export function picksInTurn(
  items: number,
  sets: readonly (readonly number[])[],
  { picks, reference, sequential }: { picks: readonly Picks[]; reference: number; sequential: boolean },
): { rows: ChoiceRows; respondentOf: Int32Array } {
  const columns = items - 1;
  const choices = picks.flatMap(({ person, set, best, worst }) => {
    const shown = sets[set]!.map((item) => item - 1);
    const left = sequential ? shown.filter((item) => item !== best) : shown;
    return [
      { person, among: shown, picked: best, sign: 1 },
      ...(left.length > 1 ? [{ person, among: left, picked: worst, sign: -1 }] : []),
    ];
  });
  const starts = new Int32Array(choices.length + 1);
  choices.forEach(({ among }, at) => {
    starts[at + 1] = starts[at]! + among.length;
  });
  const x = new Float64Array(starts[choices.length]! * columns);
  const chosen = new Float64Array(starts[choices.length]!);
  choices.forEach(({ among, picked, sign }, at) => {
    among.forEach((item, k) => {
      const row = starts[at]! + k;
      if (item !== reference) x[row * columns + (item < reference ? item : item - 1)] = sign;
      if (item === picked) chosen[row] = 1;
    });
  });
  return { rows: { x, columns, starts, chosen }, respondentOf: Int32Array.from(choices, ({ person }) => person) };
}
