/** How well latent classes fit the table of answers, and how sure they place people. */

import type { AnswerTable } from './answer-table.ts';
import type { LatentClasses, Patterns } from './latent-class-search.ts';

export function latentClassFit({ patterns, people, holes }: AnswerTable, found: LatentClasses) {
  const { items, categories, counts } = patterns;
  const k = found.shares.length;
  const parameters = k - 1 + k * categories.reduce((sum, many) => sum + many - 1, 0);
  const { logLikelihood, agreement } = found;
  const cells = categories.reduce((product, many) => product * many, items > 0 ? 1 : 0);
  let [gSquared, chiSquared, expectedSeen] = [0, 0, 0];
  for (let pattern = 0; pattern < counts.length; pattern++) {
    const expected = people * patternChance(patterns, found, pattern);
    gSquared += 2 * counts[pattern]! * Math.log(counts[pattern]! / expected);
    chiSquared += (counts[pattern]! - expected) ** 2 / expected;
    expectedSeen += expected;
  }
  return {
    k,
    logLikelihood,
    parameters,
    aic: 2 * parameters - 2 * logLikelihood,
    bic: Math.log(people) * parameters - 2 * logLikelihood,
    gSquared: holes ? null : gSquared,
    chiSquared: holes ? null : chiSquared + people - expectedSeen,
    residualDegreesOfFreedom: Math.round(Math.min(people, cells - 1)) - parameters,
    entropy: k === 1 ? null : relativeEntropy(found, counts, people),
    agreement,
  };
}

function patternChance(
  { answers, items, offsets, cells }: Patterns,
  { shares, probabilities }: LatentClasses,
  pattern: number,
): number {
  return shares.reduce((sum, share, at) => {
    let joint = share;
    for (let item = 0; item < items; item++) {
      const given = answers[pattern * items + item]!;
      if (given >= 0) joint *= probabilities[at * cells + offsets[item]! + given]!;
    }
    return sum + joint;
  }, 0);
}

function relativeEntropy({ posterior, shares }: LatentClasses, counts: Float64Array, people: number): number {
  let sum = 0;
  posterior.forEach((p, at) => {
    if (p > 0) sum -= counts[Math.floor(at / shares.length)]! * p * Math.log(p);
  });
  return 1 - sum / (people * Math.log(shares.length));
}
