/** How pairwise judgements are read: opposites filled in, verbal scales turned into ratios, several judges made one. */

import { MethodProblem } from '../method.ts';

/** A matrix of judgements; null where there is none. */
export type Given = readonly (readonly (number | null)[])[];

export const JUDGEMENT_SCALES = [
  'linear',
  'power',
  'root',
  'geometric',
  'logarithmic',
  'inverse-linear',
  'balanced',
] as const;
export type JudgementScale = (typeof JUDGEMENT_SCALES)[number];

/** The ratio behind a judgement of 1 to 9 steps; below 1 by its reciprocal. */
const RATIO_OF: Readonly<Record<JudgementScale, (step: number) => number>> = {
  linear: (step) => step,
  power: (step) => step ** 2,
  root: Math.sqrt,
  geometric: (step) => 2 ** (step - 1),
  logarithmic: (step) => Math.log2(step + 1),
  'inverse-linear': (step) => 9 / (10 - step),
  balanced: (step) => (0.45 + 0.05 * step) / (0.55 - 0.05 * step),
};
const LARGEST_STEP = 9;

/**
 * Square, with 1 on the diagonal, opposites filled in and judgements as ratios; null where neither side was judged.
 *
 * @throws MethodProblem `matrix-not-square`, `diagonal-not-one`, `judgement-off-scale`.
 */
export function judgementsOf(given: Given, scale: JudgementScale, field: string): (number | null)[][] {
  const n = given.length;
  return given.map((row, i) => {
    if (row.length !== n)
      throw new MethodProblem('matrix-not-square', `${field}.${i}`, `Give ${n} judgements in each of the ${n} rows.`);
    return row.map((judgement, j) => {
      const at = `${field}.${i}.${j}`;
      if (i === j && judgement !== null && judgement !== 1)
        throw new MethodProblem('diagonal-not-one', at, 'An item is as important as itself: give 1 on the diagonal.');
      if (i === j) return 1;
      if (judgement !== null) return ratioOf(judgement, scale, at);
      const opposite = given[j]![i] ?? null;
      return opposite === null ? null : 1 / ratioOf(opposite, scale, `${field}.${j}.${i}`);
    });
  });
}

function ratioOf(judgement: number, scale: JudgementScale, field: string): number {
  if (scale === 'linear') return judgement;
  const step = Math.max(judgement, 1 / judgement);
  if (step > LARGEST_STEP * (1 + 1e-9))
    throw new MethodProblem(
      'judgement-off-scale',
      field,
      `The ${scale} scale takes 1/${LARGEST_STEP} to ${LARGEST_STEP}; only the linear takes more.`,
    );
  const ratio = RATIO_OF[scale](Math.min(step, LARGEST_STEP));
  return judgement < 1 ? 1 / ratio : ratio;
}

/** The geometric mean of each judgement over those who gave it, which alone keeps opposites reciprocal (Aczél and Saaty 1983). */
export function togetherOf(judges: readonly Given[]): (number | null)[][] {
  const [first] = judges;
  if (first === undefined) return [];
  if (judges.length === 1) return first.map((row) => [...row]);
  return first.map((row, i) =>
    row.map((_, j) => {
      const given = judges.flatMap((judge) => judge[i]?.[j] ?? []);
      if (given.length === 0) return null;
      return Math.exp(given.reduce((sum, ratio) => sum + Math.log(ratio), 0) / given.length);
    }),
  );
}

/** Two items that no chain of judgements joins; null where all hang together. */
export function unjoinedOf(judgements: Given): [number, number] | null {
  const joined = new Set([0]);
  for (const row of joined)
    judgements[row]!.forEach((judgement, column) => {
      if (judgement !== null) joined.add(column);
    });
  const apart = judgements.findIndex((_, row) => !joined.has(row));
  return apart < 0 ? null : [0, apart];
}
