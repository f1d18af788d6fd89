/** How the scores of one criterion become numbers of which more is better, whatever their unit. */

import { MethodProblem } from '../method.ts';
import { momentsOf } from '../numeric/sample-mean.ts';

export const NORMALISATIONS = ['none', 'range', 'maximum', 'sum', 'vector', 'z-score'] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

interface Criterion {
  readonly name: string;
  readonly direction: 'more' | 'less';
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/**
 * @param given the scores of all items on this criterion.
 * @throws MethodProblem `scale-needed`, `score-not-positive`.
 */
export function scaleOf(
  one: Criterion,
  given: readonly number[],
  { normalise, c }: { normalise: Normalisation; c: number },
): (score: number) => number {
  const { minimum, maximum, direction } = one;
  const more = direction === 'more';
  if (minimum !== undefined && maximum !== undefined) return between(minimum, maximum, more);
  switch (normalise) {
    case 'none':
      if (more) return (score) => score;
      throw new MethodProblem(
        'scale-needed',
        `criteria.${c}.minimum`,
        `Give "${one.name}" a minimum and maximum, or normalise by range: less of it is better.`,
      );
    case 'range':
      return between(Math.min(...given), Math.max(...given), more);
    case 'maximum':
      return shareOfBest(positive(one, given, c), more);
    case 'sum':
      return shareOfSum(positive(one, given, c), more);
    case 'vector': {
      const length = Math.hypot(...given);
      if (length === 0) return () => 0;
      return more ? (score) => score / length : (score) => 1 - score / length;
    }
    case 'z-score': {
      const { mean, variance } = momentsOf(given);
      if (!(variance > 0)) return () => 0;
      return (score) => ((more ? 1 : -1) * (score - mean)) / Math.sqrt(variance);
    }
  }
}

function between(low: number, high: number, more: boolean): (score: number) => number {
  if (low === high) return () => 0;
  return more ? (score) => (score - low) / (high - low) : (score) => (high - score) / (high - low);
}

function shareOfBest(given: readonly number[], more: boolean): (score: number) => number {
  const best = more ? Math.max(...given) : Math.min(...given);
  if (more) return (score) => (best > 0 ? score / best : 0);
  return (score) => best / score;
}

function shareOfSum(given: readonly number[], more: boolean): (score: number) => number {
  const worth = (score: number) => (more ? score : 1 / score);
  const sum = given.reduce((total, score) => total + worth(score), 0);
  return (score) => (sum > 0 ? worth(score) / sum : 0);
}

/** Shares of a best or a sum mean nothing below zero, and nothing is so many times less than zero. */
function positive(one: Criterion, given: readonly number[], c: number): readonly number[] {
  const wrong = given.findIndex((score) => score < 0 || (one.direction === 'less' && score === 0));
  if (wrong >= 0)
    throw new MethodProblem(
      'score-not-positive',
      `items.${wrong}.scores.${one.name}`,
      `Give criteria.${c} ("${one.name}") only scores above 0, or normalise by range.`,
    );
  return given;
}
