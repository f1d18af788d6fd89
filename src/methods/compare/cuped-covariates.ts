/** What is known of each unit from before: one number or several, some of them missing. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';
import { linearRegression } from '../numeric/linear-regression.ts';

const values = z.array(z.number().nullable()).min(4, 'Give at least four units.');

export const known = z
  .union([values, z.record(z.string(), values)], 'Give one list of numbers, or several by name.')
  .describe(
    'Each unit’s value from before the change (the covariate); or several lists by name, adjusted for together. null: not known (a new user): counts as the mean of the others, and whether it is known is adjusted for too.',
  );

export interface Covariate {
  readonly name: string;
  readonly values: readonly number[];
}

/** @throws MethodProblem `lengths-differ`, `no-variation` where nothing is known. */
export function covariatesOf(pre: z.output<typeof known>, units: number): { columns: Covariate[]; missing: number } {
  const named = Array.isArray(pre) ? [['pre', pre] as const] : Object.entries(pre);
  let missing = 0;
  const columns = named.flatMap(([name, list]): Covariate[] => {
    if (list.length !== units)
      throw new MethodProblem(
        'lengths-differ',
        'post',
        'Give pre, post and treated for every unit, in the same order.',
      );
    const present = list.filter((value) => value !== null);
    if (present.length === 0)
      throw new MethodProblem('no-variation', 'pre', `Nothing is known of ${name}: leave it out.`);
    const gaps = list.length - present.length;
    missing += gaps;
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
    const filled = { name, values: list.map((value) => value ?? mean) };
    return gaps === 0
      ? [filled]
      : [filled, { name: `${name} known`, values: list.map((value) => Number(value !== null)) }];
  });
  if (columns.length === 0) throw new MethodProblem('no-variation', 'pre', 'Give at least one list of values.');
  return { columns, missing };
}

export interface Combination {
  /** One number a unit: the covariates by their slopes. */
  readonly index: number[];
  readonly slopes: readonly number[];
  /** Effect of `treated` beside them, its error and degrees of freedom; without meaning where `treated` is not given. */
  readonly effect: { estimate: number; standardError: number; degreesOfFreedom: number };
}

/**
 * The covariates' best combination for the result: their slopes in its regression, beside `treated` where that is given.
 *
 * @throws MethodProblem `too-few-units`
 */
export function combined(
  post: readonly number[],
  columns: readonly Covariate[],
  treated?: readonly number[],
): Combination {
  const lists = columns.map((column) => column.values);
  const fit = linearRegression(post, treated === undefined ? lists : [treated, ...lists]);
  if (fit.degreesOfFreedom < 1)
    throw new MethodProblem('too-few-units', 'pre', 'Give fewer covariates, or more units than covariates.');
  const slopes = lists.map((_, k) => {
    const at = k + (treated === undefined ? 1 : 2);
    return fit.aliased.includes(at) ? 0 : fit.coefficients[at]!;
  });
  const index = post.map((_, i) => lists.reduce((sum, list, k) => sum + slopes[k]! * list[i]!, 0));
  const effect = {
    estimate: fit.coefficients[1]!,
    standardError: fit.standardErrors[1]!,
    degreesOfFreedom: fit.degreesOfFreedom,
  };
  return { index, slopes, effect };
}
