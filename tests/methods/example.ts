import type { z } from 'zod';
import { answerMethod, type Method } from '../../src/methods/method.ts';

/**
 * What is wrong with the worked example of a method: a result that does not fit its schema throws; a warning that `warns`
 * does not list, and a reading with a hole in it, are named.
 *
 * @example expect(await exampleProblems(sampleSize)).toEqual([]);
 */
export async function exampleProblems<In extends z.ZodType, Out extends z.ZodType<Reported>>(
  method: Method<In, Out>,
): Promise<string[]> {
  const { reading, warnings } = await answerMethod(method, method.example.inputs);
  return [
    ...warnings.filter(({ id }) => method.warns[id] === undefined).map(({ id }) => `unlisted warning ${id}`),
    ...(/NaN|undefined|null|Infinity/.test(reading) ? [`reading: ${reading}`] : []),
  ];
}

interface Reported {
  readonly reading: string;
  readonly warnings: readonly { readonly id: string }[];
}
