/** Standard errors of latent class shares and probabilities, from the outer product of the scores of the answer patterns. */

import { cholesky, invertCholesky } from '../numeric/cholesky.ts';
import type { LatentClasses, Patterns } from './latent-class-search.ts';

/** Probabilities this near 0 or 1 lie on the boundary, where no normal interval exists. */
const BOUNDARY = 1e-4;

export interface LatentClassErrors {
  /** null on the boundary, and for all where the information is singular. */
  readonly shares: (number | null)[];
  /** In the order of `probabilities`. */
  readonly probabilities: (number | null)[];
}

/** Probabilities that sum to one: those inside the boundary are free but for one, the base. */
interface Block {
  readonly values: Float64Array;
  readonly free: readonly number[];
  /** First of its parameters (log odds against the base). */
  readonly from: number;
}

export function latentClassErrors(patterns: Patterns, found: LatentClasses): LatentClassErrors {
  const { items, offsets, categories, cells, counts, answers } = patterns;
  const classes = found.shares.length;
  let size = 0;
  const blockOf = (values: Float64Array): Block => {
    const inside = [...values.keys()].filter((at) => values[at]! > BOUNDARY && values[at]! < 1 - BOUNDARY);
    const block = { values, free: inside.slice(1), from: size };
    size += block.free.length;
    return block;
  };
  const share = blockOf(found.shares);
  const blocks = Array.from({ length: classes }, (_, at) =>
    offsets.map((offset, item) =>
      blockOf(found.probabilities.subarray(at * cells + offset, at * cells + offset + categories[item]!)),
    ),
  );
  const information = new Float64Array(size * size);
  const score = new Float64Array(size);
  for (let pattern = 0; pattern < counts.length; pattern++) {
    score.fill(0);
    const own = found.posterior.subarray(pattern * classes, (pattern + 1) * classes);
    share.free.forEach((at, place) => {
      score[share.from + place] = own[at]! - share.values[at]!;
    });
    for (let at = 0; at < classes; at++)
      for (let item = 0; item < items; item++) {
        const answer = answers[pattern * items + item]!;
        if (answer < 0) continue;
        const { free, from, values } = blocks[at]![item]!;
        free.forEach((category, place) => {
          score[from + place] = own[at]! * ((answer === category ? 1 : 0) - values[category]!);
        });
      }
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) information[i * size + j]! += counts[pattern]! * score[i]! * score[j]!;
  }
  const lower = new Float64Array(size * size);
  const covariance = size > 0 && cholesky(information, size, lower) < 0 ? invertCholesky(lower, size) : null;
  return {
    shares: errorsOf(share, covariance, size),
    probabilities: blocks.flat().flatMap((block) => errorsOf(block, covariance, size)),
  };
}

/** Delta method: d value_c / d theta_d = value_c (1[c = d] - value_d). */
function errorsOf({ values, free, from }: Block, covariance: Float64Array | null, size: number): (number | null)[] {
  return Array.from(values, (value, at) => {
    if (covariance === null || value <= BOUNDARY || value >= 1 - BOUNDARY) return null;
    let variance = 0;
    free.forEach((one, i) => {
      free.forEach((other, j) => {
        const slopes = ((at === one ? 1 : 0) - values[one]!) * ((at === other ? 1 : 0) - values[other]!);
        variance += value ** 2 * slopes * covariance[(from + i) * size + from + j]!;
      });
    });
    return Math.sqrt(Math.max(0, variance));
  });
}
