/** The sandwich: covariance of logit coefficients that allows for answers of one respondent hanging together. */

import { type ChoiceRows, longestSituation, sharesInto } from './conditional-logit.ts';

/**
 * Covariance clustered by respondent, with the usual G / (G - 1).
 *
 * @param covariance inverse information, row-major.
 * @param scores gradient of each respondent's log-likelihood, one after the other.
 */
export function clusteredCovariance(covariance: Float64Array, scores: Float64Array): Float64Array {
  const size = Math.sqrt(covariance.length);
  const clusters = scores.length / size;
  const meat = new Float64Array(size * size);
  for (let at = 0; at < scores.length; at += size)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) meat[i * size + j]! += scores[at + i]! * scores[at + j]!;
  const sandwich = multiplied(multiplied(covariance, meat, size), covariance, size);
  const correction = clusters > 1 ? clusters / (clusters - 1) : 1;
  return sandwich.map((value) => value * correction);
}

/** Gradient of the log-likelihood of each respondent at `coefficients`; `respondentOf` says whose each situation is. */
export function respondentScores(rows: ChoiceRows, coefficients: Float64Array, respondentOf: Int32Array): Float64Array {
  const size = rows.columns;
  const respondents = respondentOf.reduce((most, at) => Math.max(most, at), -1) + 1;
  const scores = new Float64Array(respondents * size);
  const share = new Float64Array(longestSituation(rows.starts));
  respondentOf.forEach((respondent, situation) => {
    const times = sharesInto(rows, situation, coefficients, share);
    const from = rows.starts[situation]!;
    for (let row = from; row < rows.starts[situation + 1]!; row++) {
      const away = rows.chosen[row]! - times * share[row - from]!;
      for (let k = 0; k < size; k++) scores[respondent * size + k]! += away * rows.x[row * size + k]!;
    }
  });
  return scores;
}

function multiplied(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++)
      for (let j = 0; j < size; j++) product[i * size + j]! += a[i * size + k]! * b[k * size + j]!;
  return product;
}
